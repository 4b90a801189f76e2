-- What a report states outside the tables of its contract. Grain: figure of a statement. Units: as
-- the indicator; per cent. Source: raw.claim of reports that stand. Of scanned pages only what was
-- read for certain: a misread figure contradicts what is printed right.
with claims as (
    select *
    from {{ source('raw', 'claim') }}
),

least as (
    select value as least_confidence
    from {{ source('raw', 'reference_tolerance') }}
    where rule = 'keyakinan_pernyataan'
),

letters as (
    select *
    from {{ ref('stg_surat') }}
    where status in ('dimuat', 'sebagian')
),

renamed as (
    select
        claims.document,
        claims.letter,
        'claim' as table_name,
        claims.claim_order as row,
        claims.page,
        claims.x0,
        claims.top,
        claims.x1,
        claims.bottom,
        letters.tahun,
        letters.satker_code,
        claims.ikk_code,
        claims.claim,
        claims.scope,
        case when regexp_full_match(claims.scope, '\d+\.\d+') then claims.scope end as ikk_nomor,
        claims.source,
        claims.indikator,
        claims.text,
        claims.printed,
        claims.statement,
        claims.tahun as tahun_disebut,
        claims.value as value_text,
        try_cast(claims.value as decimal(18, 6)) as value
    from claims
    inner join letters
        on claims.document = letters.document and claims.letter = letters.letter
    cross join least
    where
        letters.kind = 'lkip'
        and claims.source is not null
        and claims.confidence >= least.least_confidence
)

select *
from renamed
