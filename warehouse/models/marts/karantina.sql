-- Rows withheld from every figure. Grain: quarantined row of a letter that stands. Source: the
-- annex tables of raw.
with annexes as (
    {% for annex_name in var('annex_tables') %}
        select
            document,
            letter,
            page,
            row,
            '{{ annex_name }}' as table_name,
            printed_json,
            withheld_rule,
            withheld_pesan,
            x0,
            top,
            x1,
            bottom,
            tahun_ukur as tahun,
            satker_code,
            satker_candidate_code,
            row_key,
            row_guard,
            decision_id,
            is_rejected
        from {{ annex(annex_name) }}
        where (is_standing or is_rejected) and status = 'karantina'
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

decisions as (
    select *
    from {{ source('raw', 'decision') }}
),

final as (
    select
        annexes.document,
        annexes.page,
        annexes.row,
        annexes.table_name,
        cast(annexes.printed_json as json) as printed,
        annexes.withheld_rule as rule,
        annexes.withheld_pesan as pesan,
        case when annexes.is_rejected then 'ditolak' else 'terbuka' end as status,
        annexes.letter,
        annexes.tahun,
        annexes.satker_code,
        annexes.satker_candidate_code,
        annexes.x0,
        annexes.top,
        annexes.x1,
        annexes.bottom,
        annexes.row_key as item_key,
        annexes.row_guard as guard,
        decisions.decided_by,
        decisions.decided_at,
        decisions.reason
    from annexes
    left join decisions on annexes.is_rejected and annexes.decision_id = decisions.decision_id
)

select *
from final
order by document, letter, table_name, row
