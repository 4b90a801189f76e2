-- Findings of validation and of revisions, with the IKK of their row. Grain: finding. Source:
-- raw.finding.
with findings as (
    select *
    from {{ source('raw', 'finding') }}
),

indicators as (
    select
        document,
        letter,
        table_name,
        row,
        ikk_code
    from {{ ref('stg_perjanjian_kinerja') }}
    union all
    select
        document,
        letter,
        table_name,
        row,
        ikk_code
    from {{ ref('stg_lkip_capaian') }}
    union all
    select
        document,
        letter,
        table_name,
        row,
        ikk_code
    from {{ ref('int_rincian') }}
),

letters as (
    select *
    from {{ ref('stg_surat') }}
),

final as (
    select
        findings.rule,
        findings.severity,
        findings.tahun,
        coalesce(findings.satker_code, letters.satker_code) as satker_code,
        indicators.ikk_code,
        {{ place('findings') }},
        findings.column_name,
        findings.tercetak,
        findings.seharusnya,
        findings.pesan
    from findings
    left join letters
        on findings.document = letters.document and findings.letter = letters.letter
    left join indicators
        on
            findings.document = indicators.document
            and findings.letter = indicators.letter
            and findings.table_name = indicators.table_name
            and findings.row = indicators.row
)

select *
from final
