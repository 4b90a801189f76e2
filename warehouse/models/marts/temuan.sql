-- Findings for the stewards. Grain: finding. Source: int_temuan.
with findings as (
    select *
    from {{ ref('int_temuan') }}
)

select *
from findings
order by temuan_id
