-- Findings of validation and of revisions, with the IKK of their row, and what the reader saw and
-- could not place. decision_id: the decision on its row that settled a finding. Grain: finding.
-- Source: raw.finding, raw.notice of letters that stand.
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

notices as (
    select *
    from {{ source('raw', 'notice') }}
),

unplaced as (
    select
        notices.code as rule,
        case when notices.code = 'kolom_hilang' then 'gagal' else 'peringatan' end as severity,
        letters.tahun,
        letters.satker_code,
        cast(null as varchar) as ikk_code,
        notices.document,
        notices.letter,
        notices.table_name,
        cast(null as bigint) as row,
        notices.page,
        cast(null as double) as x0,
        cast(null as double) as top,
        cast(null as double) as x1,
        cast(null as double) as bottom,
        cast(null as varchar) as column_name,
        cast(null as varchar) as tercetak,
        cast(null as varchar) as seharusnya,
        notices.message as pesan,
        cast(null as bigint) as decision_id
    from notices
    inner join letters
        on notices.document = letters.document and notices.letter = letters.letter
    where letters.status in ('dimuat', 'sebagian')
),

checked as (
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
        findings.pesan,
        findings.decision_id
    from findings
    left join letters
        on findings.document = letters.document and findings.letter = letters.letter
    left join indicators
        on
            findings.document = indicators.document
            and findings.letter = indicators.letter
            and findings.table_name = indicators.table_name
            and findings.row = indicators.row
),

final as (
    select *
    from checked
    union all
    select *
    from unplaced
)

select *
from final
