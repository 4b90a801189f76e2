-- What stewards decided and what became of it. Grain: entry of the ledger. Source: raw.decision;
-- what became of a decision on a finding is told by the findings there are.
with decisions as (
    select
        *,
        {{ base_key('item_key') }} as base_key
    from {{ source('raw', 'decision') }}
),

findings as (
    select
        {{ base_key('item_key') }} as base_key,
        list(guard) as guards
    from {{ ref('int_temuan') }}
    group by all
),

final as (
    select
        decisions.decision_id,
        decisions.decided_at,
        decisions.decided_by,
        decisions.verb,
        decisions.item_key,
        decisions.tercetak,
        decisions.column_name,
        decisions.value,
        decisions.satker_code,
        decisions.reason,
        decisions.undoes,
        case
            when decisions.status is not null then decisions.status
            when list_contains(findings.guards, decisions.guard) then 'berlaku'
            else 'gugur'
        end as status,
        case
            when decisions.status is not null then decisions.alasan
            when list_contains(findings.guards, decisions.guard) then null
            when findings.base_key is not null
                then 'Temuannya kini berbunyi lain; lihat temuan keputusan_gugur di tempat itu.'
            else 'Temuannya tidak ada lagi dalam surat yang di tangan.'
        end as alasan
    from decisions
    left join findings on decisions.base_key = findings.base_key
)

select *
from final
order by decision_id
