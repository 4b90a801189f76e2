-- Findings between letters: a satker that one letter lists and another lacks, a clinic's figure
-- that is not its province's, a figure given twice. Grain: finding. Source: int_nilai, int_bnnk.
with nilai as (
    select *
    from {{ ref('int_nilai') }}
),

bnnk as (
    select *
    from {{ ref('int_bnnk') }}
),

satker as (
    select *
    from {{ ref('int_satker_tahun') }}
),

names as (
    select
        satker_code,
        satker_name
    from {{ source('raw', 'reference_satker') }}
),

ikk as (
    select *
    from {{ ref('int_ikk') }}
    where computation in ('nilai_provinsi', 'jumlah_bnnk_kategori')
),

letters as (
    select *
    from {{ ref('stg_surat') }}
),

-- where in each letter the BNNK of a province stand: the last of them is shown to the steward, but
-- the finding is about no row
province_rows as (
    select
        nilai.table_name,
        nilai.tahun,
        bnnk.bnnp_code,
        max_by(nilai.document, (nilai.received_order, nilai.row)) as document,
        max_by(nilai.letter, (nilai.received_order, nilai.row)) as letter,
        max_by(nilai.row, (nilai.received_order, nilai.row)) as row,
        max_by(nilai.page, (nilai.received_order, nilai.row)) as page,
        max_by(nilai.x0, (nilai.received_order, nilai.row)) as x0,
        max_by(nilai.top, (nilai.received_order, nilai.row)) as top,
        max_by(nilai.x1, (nilai.received_order, nilai.row)) as x1,
        max_by(nilai.bottom, (nilai.received_order, nilai.row)) as bottom
    from nilai
    inner join bnnk
        on nilai.tahun = bnnk.tahun and nilai.satker_code = bnnk.satker_code
    group by nilai.table_name, nilai.tahun, bnnk.bnnp_code
),

listed as (
    select distinct
        table_name,
        tahun,
        coalesce(satker_code, satker_candidate_code) as satker_code
    from nilai
),

-- every office that a letter of the year names: BNNK, and BNNP where the letter lists BNNP at all
offices as (
    select
        tahun,
        bnnp_code,
        satker_code,
        is_in_letters
    from bnnk
    union all
    select distinct
        satker.tahun,
        satker.bnnp_code,
        satker.satker_code,
        true as is_in_letters
    from satker
    inner join listed on satker.tahun = listed.tahun and satker.satker_code = listed.satker_code
    where satker.tingkat = 'bnnp'
),

lists_bnnp as (
    select distinct
        listed.table_name,
        listed.tahun
    from listed
    inner join satker on listed.tahun = satker.tahun and listed.satker_code = satker.satker_code
    where satker.tingkat = 'bnnp'
),

lacking as (
    select
        province_rows.*,
        offices.satker_code,
        names.satker_name,
        count(*) over (
            partition by province_rows.table_name, province_rows.tahun, province_rows.bnnp_code
        ) as lacking_count
    from province_rows
    inner join offices
        on
            province_rows.tahun = offices.tahun
            and province_rows.bnnp_code = offices.bnnp_code
    inner join names on offices.satker_code = names.satker_code
    left join listed
        on
            province_rows.table_name = listed.table_name
            and province_rows.tahun = listed.tahun
            and offices.satker_code = listed.satker_code
    left join lists_bnnp
        on
            province_rows.table_name = lists_bnnp.table_name
            and province_rows.tahun = lists_bnnp.tahun
    where
        listed.satker_code is null
        and offices.is_in_letters
        and (offices.satker_code <> offices.bnnp_code or lists_bnnp.tahun is not null)
),

-- an excerpt may lack most of a province: that is one finding, not one for each satker
grouped as (
    select
        table_name,
        tahun,
        document,
        letter,
        row,
        page,
        x0,
        top,
        x1,
        bottom,
        case when lacking_count > 3 then bnnp_code else satker_code end as owner_code,
        string_agg(satker_name, ', ' order by satker_code) as satker_names
    from lacking
    group by
        table_name, tahun, document, letter, row, page, x0, top, x1, bottom, owner_code
),

missing as (
    select
        'satker_tidak_tercantum' as rule,
        'peringatan' as severity,
        grouped.tahun,
        grouped.owner_code as satker_code,
        ikk.ikk_code,
        grouped.document,
        grouped.letter,
        grouped.table_name,
        cast(null as bigint) as row,
        grouped.page,
        grouped.x0,
        grouped.top,
        grouped.x1,
        grouped.bottom,
        'satker' as column_name,
        cast(null as varchar) as tercetak,
        grouped.satker_names as seharusnya,
        grouped.satker_names || ' tercantum dalam surat lain tahun ' || grouped.tahun
        || ' tetapi tidak dalam ' || coalesce(letters.nomor, letters.perihal, letters.kind)
        || ' yang memuat satker lain provinsinya; mintalah halaman yang memuatnya.' as pesan
    from grouped
    inner join letters
        on grouped.document = letters.document and grouped.letter = letters.letter
    left join ikk
        on
            grouped.tahun = ikk.tahun
            and grouped.table_name = ikk.source_table
            and ikk.computation = 'jumlah_bnnk_kategori'
),

clinics as (
    select
        'klinik_berbeda_provinsi' as rule,
        'peringatan' as severity,
        clinic.tahun,
        clinic.satker_code,
        ikk.ikk_code,
        {{ place('clinic') }},
        ikk.indikator as column_name,
        {{ angka('clinic.nilai') }} as tercetak,
        {{ angka('province.nilai') }} as seharusnya,
        'Klinik ' || names.satker_name || ' mencatat ' || {{ angka('clinic.nilai') }}
        || ' untuk "' || ikk.ikk_name || '", baris provinsinya '
        || {{ angka('province.nilai') }} || '; pastikan baris mana yang dimaksud perjanjian '
        || '(capaian dihitung dari baris provinsi).' as pesan
    from ikk
    inner join nilai as clinic
        on ikk.tahun = clinic.tahun and ikk.indikator = clinic.indikator and clinic.is_chosen
    inner join satker as bnnp
        on
            clinic.tahun = bnnp.tahun
            and clinic.satker_code = bnnp.satker_code
            and bnnp.tingkat = 'bnnp'
    inner join satker as owner
        on
            bnnp.tahun = owner.tahun
            and bnnp.wilayah_code = owner.wilayah_code
            and owner.tingkat = 'provinsi'
    inner join nilai as province
        on
            owner.tahun = province.tahun
            and owner.satker_code = province.satker_code
            and clinic.indikator = province.indikator
            and province.is_chosen
    inner join names on clinic.satker_code = names.satker_code
    where ikk.computation = 'nilai_provinsi' and clinic.nilai <> province.nilai
),

given_twice as (
    select
        'nilai_ganda' as rule,
        'gagal' as severity,
        other.tahun,
        other.satker_code,
        cast(null as varchar) as ikk_code,
        {{ place('other') }},
        other.indikator as column_name,
        {{ angka('other.nilai') }} as tercetak,
        {{ angka('chosen.nilai') }} as seharusnya,
        'Nilai ' || other.indikator || ' ' || names.satker_name || ' tercetak '
        || {{ angka('other.nilai') }} || ' di sini dan ' || {{ angka('chosen.nilai') }}
        || ' pada surat lain (halaman ' || chosen.page || '); tentukan yang berlaku.' as pesan
    from nilai as other
    inner join nilai as chosen
        on
            other.tahun = chosen.tahun
            and other.satker_code = chosen.satker_code
            and other.indikator = chosen.indikator
            and chosen.is_chosen
    inner join names on other.satker_code = names.satker_code
    where
        not other.is_quarantined
        and not other.is_chosen
        and other.nilai <> chosen.nilai
),

final as (
    select *
    from missing
    union all
    select *
    from clinics
    union all
    select *
    from given_twice
)

select *
from final
