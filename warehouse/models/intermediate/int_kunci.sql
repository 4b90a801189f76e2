-- What each printed row and statement is called from night to night, and the guard of what a row
-- prints. Grain: printed row or statement. Source: the annex tables of raw, raw.claim.
with annexes as (
    {% for annex_name in var('annex_tables') %}
        select
            document,
            letter,
            '{{ annex_name }}' as table_name,
            row,
            row_key as place_key,
            row_key,
            row_guard
        from {{ annex(annex_name) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

claims as (
    select
        document,
        letter,
        'claim' as table_name,
        claim_order as row,
        claim_key as place_key,
        cast(null as varchar) as row_key,
        cast(null as varchar) as row_guard
    from {{ source('raw', 'claim') }}
),

final as (
    select *
    from annexes
    union all
    select *
    from claims
)

select *
from final
