-- What stands behind an achievement, row by row: the BNNK that an IKK counts, the satker of the
-- province under its index, the units of the decree, the parts of a score, and the report's own
-- table. What is withheld shows no figure. Grain: year x satker x IKK x source x urutan. Units: as
-- the indicator. Source: int_bnnk_dinilai, int_nilai, int_ibm, int_rincian.
with ikk as (
    select *
    from {{ ref('int_ikk') }}
),

satker as (
    select *
    from {{ ref('int_satker_tahun') }}
),

names as (
    select *
    from {{ ref('satker') }}
),

nilai as (
    select *
    from {{ ref('int_nilai') }}
),

parts as (
    select *
    from {{ source('raw', 'reference_indikator') }}
    where induk is not null
),

counted as (
    select
        tahun,
        bnnp_code as satker_code,
        ikk_code,
        satker_code as rincian_code,
        cast(null as varchar) as rincian_name,
        bnnk_target_value as target_value,
        nilai,
        kategori,
        is_reached as is_counted,
        case
            when is_withheld then 'tertahan'
            when nilai is null then 'tidak_tercantum'
            when is_reached is null then 'tanpa_kategori'
            else 'dihitung'
        end as keadaan,
        document,
        page,
        row,
        satker_code as position
    from {{ ref('int_bnnk_dinilai') }}
),

-- the province's own row counts; the rows of its satker stand beneath it
in_provinces as (
    select
        ikk.tahun,
        satker.bnnp_code as satker_code,
        ikk.ikk_code,
        nilai.satker_code as rincian_code,
        cast(null as varchar) as rincian_name,
        cast(null as decimal(18, 6)) as target_value,
        nilai.nilai,
        nilai.kategori,
        satker.tingkat = 'provinsi' as is_counted,
        case
            when nilai.is_disputed then 'tertahan'
            when nilai.nilai is null then 'tidak_tercantum'
            else 'dihitung'
        end as keadaan,
        nilai.document,
        nilai.page,
        nilai.row,
        case satker.tingkat when 'provinsi' then '0' when 'bnnp' then '1' else '2' end
        || nilai.satker_code as position
    from ikk
    inner join nilai
        on ikk.tahun = nilai.tahun and ikk.indikator = nilai.indikator and nilai.is_chosen
    inner join satker
        on nilai.tahun = satker.tahun and nilai.satker_code = satker.satker_code
    where ikk.computation = 'nilai_provinsi' and satker.bnnp_code is not null
),

of_scores as (
    select
        ikk.tahun,
        nilai.satker_code,
        ikk.ikk_code,
        cast(null as varchar) as rincian_code,
        parts.indikator_name as rincian_name,
        cast(null as decimal(18, 6)) as target_value,
        nilai.nilai,
        nilai.kategori,
        cast(null as boolean) as is_counted,
        case when nilai.is_disputed then 'tertahan' else 'bagian' end as keadaan,
        nilai.document,
        nilai.page,
        nilai.row,
        lpad(cast(parts.urutan as varchar), 6, '0') as position
    from ikk
    inner join parts on ikk.indikator = parts.induk
    inner join nilai
        on ikk.tahun = nilai.tahun and parts.indikator = nilai.indikator and nilai.is_chosen
    where ikk.computation = 'nilai_bnnp'
),

units as (
    select
        unit.tahun,
        unit.bnnp_code as satker_code,
        ikk.ikk_code,
        unit.satker_code as rincian_code,
        concat_ws(
            ', ', unit.desa_kelurahan, unit.kecamatan, unit.kabupaten_kota
        ) || coalesce(' (' || unit.tahun_terbentuk || ')', '') as rincian_name,
        cast(null as decimal(18, 6)) as target_value,
        cast(null as decimal(18, 6)) as nilai,
        cast(null as varchar) as kategori,
        not unit.is_quarantined as is_counted,
        case when unit.is_quarantined then 'tertahan' else 'dihitung' end as keadaan,
        unit.document,
        unit.page,
        unit.row,
        concat_ws(
            '|', unit.tahun_terbentuk, lpad(cast(unit.no as varchar), 6, '0'), unit.document,
            unit.letter, lpad(cast(unit.row as varchar), 6, '0')
        ) as position
    from {{ ref('int_ibm') }} as unit
    inner join ikk
        on
            unit.tahun = ikk.tahun
            and unit.table_name = ikk.source_table
            and ikk.computation = 'jumlah_baris'
    where unit.bnnp_code is not null
),

from_letters as (
    select *
    from counted
    union all
    select *
    from in_provinces
    union all
    select *
    from of_scores
    union all
    select *
    from units
),

reported as (
    select
        tahun,
        letter_satker_code as satker_code,
        ikk_code,
        satker_code as rincian_code,
        satker_printed as rincian_name,
        target_value,
        nilai_value as nilai,
        kategori,
        cast(null as boolean) as is_counted,
        case when is_quarantined then 'tertahan' else 'hanya_laporan' end as keadaan,
        document,
        page,
        row,
        concat_ws('|', document, letter, lpad(cast(row as varchar), 6, '0')) as position
    from {{ ref('int_rincian') }}
    where letter_satker_code is not null and ikk_code is not null
),

together as (
    select
        'surat' as sumber,
        *
    from from_letters
    union all
    select
        'laporan' as sumber,
        *
    from reported
),

final as (
    select
        together.tahun,
        together.satker_code,
        together.ikk_code,
        together.sumber,
        row_number() over (
            partition by
                together.tahun, together.satker_code, together.ikk_code, together.sumber
            order by together.position, together.rincian_name
        ) as urutan,
        together.rincian_code,
        coalesce(together.rincian_name, names.satker_name) as rincian_name,
        together.target_value,
        case when together.keadaan <> 'tertahan' then together.nilai end as nilai,
        case when together.keadaan <> 'tertahan' then together.kategori end as kategori,
        case when together.keadaan <> 'tertahan' then together.is_counted end as is_counted,
        together.keadaan,
        together.document,
        together.page,
        together.row
    from together
    left join names on together.rincian_code = names.satker_code
)

select *
from final
order by tahun, satker_code, ikk_code, sumber, urutan
