-- What stewards decided and what became of it. Grain: entry of the ledger. Source: raw.decision.
with decisions as (
    select *
    from {{ source('raw', 'decision') }}
),

final as (
    select
        decision_id,
        decided_at,
        decided_by,
        verb,
        item_key,
        tercetak,
        column_name,
        value,
        satker_code,
        reason,
        undoes,
        'berlaku' as status,
        cast(null as varchar) as alasan
    from decisions
)

select *
from final
order by decision_id
