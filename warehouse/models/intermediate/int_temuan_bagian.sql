-- What stands in the wrong place of a report, or not in all of its places: statements that word
-- another indicator than their section's, units of another sort, indicators that one list has and
-- another lacks, targets that one place leaves out. Grain: finding. Source: int_pernyataan,
-- int_bagian, stg_lkip_capaian, reference data.
with statements as (
    select *
    from {{ ref('int_pernyataan') }}
),

ikk as (
    select *
    from {{ ref('int_ikk') }}
),

sorts as (
    select *
    from {{ source('raw', 'reference_unit_class') }}
),

misplaced as (
    select
        'indikator_salah_tempat' as rule,
        'peringatan' as severity,
        statements.tahun,
        statements.satker_code,
        statements.ikk_code,
        {{ place('statements') }},
        'indikator' as column_name,
        statements.indikator as tercetak,
        own.ikk_name as seharusnya,
        'Bagian "' || own.ikk_name || '" menyebut indikator lain: "' || statements.indikator
        || '" (' || statements.source || ' halaman ' || statements.page
        || '); perbaiki bunyinya.' as pesan,
        {{ no_other_place() }}
    from statements
    inner join ikk as own
        on statements.tahun = own.tahun and statements.ikk_code = own.ikk_code
    where
        statements.own_ikk_code <> statements.ikk_code
        and statements.source <> 'tabel bagian'
    qualify row_number() over (
        partition by statements.document, statements.letter, statements.pernyataan
        order by statements.row
    ) = 1
),

units as (
    select
        statements.*,
        ikk.ikk_name,
        ikk.satuan,
        said.unit_class as said_class,
        own.unit_class as own_class
    from statements
    inner join ikk
        on statements.tahun = ikk.tahun and statements.ikk_code = ikk.ikk_code
    inner join sorts as said
        on regexp_full_match({{ squashed('statements.value_text') }}, said.pattern)
    inner join sorts as own
        on regexp_full_match({{ squashed('ikk.satuan') }}, own.pattern)
    where statements.besaran = 'satuan'
),

other_unit as (
    select
        'satuan_berbeda' as rule,
        'info' as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'satuan' as column_name,
        value_text as tercetak,
        satuan as seharusnya,
        'Satuan "' || ikk_name || '" tercetak "' || value_text || '" (' || source || ' halaman '
        || page || '), seharusnya "' || satuan || '"; perbaiki satuannya.' as pesan,
        {{ no_other_place() }}
    from units
    where said_class <> own_class
),

lists as (
    select distinct
        document,
        letter,
        tahun,
        satker_code,
        case
            when source = 'tabel capaian' then 'tabel capaian'
            when source = 'ringkasan' then 'ringkasan'
            when source = 'salinan perjanjian' then 'salinan perjanjian'
            else 'bagian analisis'
        end as list_name,
        ikk_code
    from statements
    where
        source in ('tabel capaian', 'ringkasan', 'salinan perjanjian')
        or (source in ('kotak', 'narasi', 'rumus') and ikk_nomor is not null)
    union
    select
        document,
        letter,
        tahun,
        satker_code,
        'tabel capaian' as list_name,
        ikk_code
    from {{ ref('stg_lkip_capaian') }}
    where ikk_code is not null
),

-- a list that has most of the report's indicators should have them all
known as (
    select distinct
        document,
        letter,
        tahun,
        satker_code,
        ikk_code
    from lists
),

sizes as (
    select
        document,
        letter,
        list_name,
        count(*) as list_count
    from lists
    group by document, letter, list_name
),

totals as (
    select
        document,
        letter,
        count(*) as ikk_count
    from known
    group by document, letter
),

missing as (
    select
        known.*,
        sizes.list_name
    from known
    inner join sizes using (document, letter)
    inner join totals using (document, letter)
    left join lists
        on
            known.document = lists.document
            and known.letter = lists.letter
            and known.ikk_code = lists.ikk_code
            and sizes.list_name = lists.list_name
    where lists.ikk_code is null and sizes.list_count * 2 > totals.ikk_count
),

missing_lists as (
    select
        document,
        letter,
        tahun,
        satker_code,
        ikk_code,
        string_agg(list_name, ' dan ' order by list_name) as list_names
    from missing
    group by document, letter, tahun, satker_code, ikk_code
),

first_places as (
    select
        {{ place() }},
        ikk_code,
        indikator
    from {{ ref('stg_lkip_capaian') }}
    union all
    select
        {{ place() }},
        ikk_code,
        indikator
    from statements
    where source <> 'tabel capaian'
),

incomplete as (
    select
        'indikator_tidak_di_semua_bagian' as rule,
        'peringatan' as severity,
        missing_lists.tahun,
        missing_lists.satker_code,
        missing_lists.ikk_code,
        {{ place('first_places') }},
        'indikator' as column_name,
        coalesce(first_places.indikator, ikk.ikk_name) as tercetak,
        cast(null as varchar) as seharusnya,
        'Indikator "' || ikk.ikk_name || '" ada dalam laporan (halaman ' || first_places.page
        || ') tetapi tidak dalam ' || missing_lists.list_names || '; lengkapi laporannya.' as pesan,
        {{ no_other_place() }}
    from missing_lists
    inner join first_places using (document, letter, ikk_code)
    inner join ikk using (tahun, ikk_code)
    qualify row_number() over (
        partition by document, letter, missing_lists.ikk_code
        order by first_places.table_name desc, first_places.row asc
    ) = 1
),

blank_target as (
    select
        'target_berbeda' as rule,
        'peringatan' as severity,
        rows.tahun,
        rows.satker_code,
        rows.ikk_code,
        {{ place('rows') }},
        'target' as column_name,
        'kosong' as tercetak,
        {{ angka('statements.value') }} as seharusnya,
        'Target "' || ikk.ikk_name || '" tidak tercetak dalam tabel capaian (halaman '
        || rows.page || '), sedangkan ' || statements.source || ' (halaman ' || statements.page
        || ') menyebut ' || {{ angka('statements.value') }} || '; lengkapi tabelnya.' as pesan,
        {{ other_place('statements') }}
    from {{ ref('stg_lkip_capaian') }} as rows
    inner join statements
        on
            rows.document = statements.document
            and rows.letter = statements.letter
            and rows.ikk_code = statements.ikk_code
            and statements.besaran = 'target'
            and statements.value is not null
    inner join ikk on rows.tahun = ikk.tahun and rows.ikk_code = ikk.ikk_code
    where rows.target_reported_value is null and not rows.is_quarantined
    qualify row_number() over (
        partition by rows.document, rows.letter, rows.row
        order by statements.source_rank, statements.row
    ) = 1
),

final as (
    select *
    from misplaced
    union all
    select *
    from other_unit
    union all
    select *
    from incomplete
    union all
    select *
    from blank_target
)

select *
from final
