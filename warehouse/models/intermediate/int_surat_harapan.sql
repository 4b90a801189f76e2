-- What should arrive each year, and whether it has: a document of each satker, a row of each
-- satker, or rows of each province. Years are all from the first to the last that letters measure.
-- Grain: year x kind x satker (for rows of a province: its BNNP). Source: reference surat_berkala,
-- int_satker_tahun, stg_surat, int_nilai, stg_ibm.
with spans as (
    select
        min(tahun) as first_year,
        max(tahun) as last_year
    from {{ ref('stg_surat') }}
    where tahun is not null
),

years as (
    select unnest(generate_series(first_year, last_year)) as tahun
    from spans
),

expected_kinds as (
    select *
    from {{ source('raw', 'reference_surat_berkala') }}
),

letters as (
    select *
    from {{ ref('stg_surat') }}
    where status <> 'tidak_dikenal'
),

-- a satker is expected in every year once any year's letters or the reference data know it
offices as (
    select distinct
        bnnp_code,
        satker_code,
        'bnnk' as tingkat
    from {{ ref('int_bnnk') }}
    union
    select distinct
        bnnp_code,
        bnnp_code as satker_code,
        'bnnp' as tingkat
    from {{ ref('int_satker_tahun') }}
    where tingkat = 'provinsi' and bnnp_code is not null
),

expected as (
    select
        years.tahun,
        expected_kinds.kind,
        expected_kinds.lingkup,
        offices.satker_code,
        offices.bnnp_code
    from years
    inner join expected_kinds on {{ holds('expected_kinds', 'years.tahun') }}
    inner join offices on expected_kinds.tingkat = offices.tingkat
),

named as (
    select distinct
        nilai.tahun,
        letters.kind,
        coalesce(nilai.satker_code, nilai.satker_candidate_code) as satker_code
    from {{ ref('int_nilai') }} as nilai
    inner join letters
        on nilai.document = letters.document and nilai.letter = letters.letter
    union
    select distinct
        tahun,
        'ibm' as kind,
        satker_code
    from {{ ref('stg_ibm') }}
),

received as (
    select
        'baris_satker' as lingkup,
        *
    from named
    where satker_code is not null
    union
    select
        'baris_provinsi' as lingkup,
        named.tahun,
        named.kind,
        owners.bnnp_code as satker_code
    from named
    inner join {{ ref('int_satker_tahun') }} as owners
        on named.tahun = owners.tahun and named.satker_code = owners.satker_code
    union
    select
        'dokumen_satker' as lingkup,
        tahun,
        kind,
        satker_code
    from letters
    where tahun is not null and satker_code is not null
),

received_kinds as (
    select distinct
        tahun,
        kind
    from letters
    where tahun is not null
),

final as (
    select
        expected.tahun,
        expected.kind,
        expected.lingkup,
        expected.satker_code,
        expected.bnnp_code,
        received.satker_code is not null as is_received,
        received_kinds.kind is not null as is_kind_received
    from expected
    left join received
        on
            expected.tahun = received.tahun
            and expected.kind = received.kind
            and expected.lingkup = received.lingkup
            and expected.satker_code = received.satker_code
    left join received_kinds
        on expected.tahun = received_kinds.tahun and expected.kind = received_kinds.kind
)

select *
from final
