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
            row_guard
        from {{ annex(annex_name) }}
        where is_standing and status = 'karantina'
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        document,
        page,
        row,
        table_name,
        cast(printed_json as json) as printed,
        withheld_rule as rule,
        withheld_pesan as pesan,
        'terbuka' as status,
        letter,
        tahun,
        satker_code,
        satker_candidate_code,
        x0,
        top,
        x1,
        bottom,
        row_key as item_key,
        row_guard as guard
    from annexes
)

select *
from final
order by document, letter, table_name, row
