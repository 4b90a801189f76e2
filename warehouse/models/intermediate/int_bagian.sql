-- Which IKK a report's numbered section treats: as its box and its formulas word it, else by the
-- order of the achievement table. Grain: report x section. Source: stg_pernyataan,
-- stg_lkip_capaian.
with worded as (
    select
        document,
        letter,
        ikk_nomor,
        ikk_code,
        count(distinct source) as source_count,
        min(row) as first_row
    from {{ ref('stg_pernyataan') }}
    where
        ikk_nomor is not null
        and ikk_code is not null
        and source in ('kotak', 'rumus', 'rumus jangka menengah')
    group by document, letter, ikk_nomor, ikk_code
),

chosen as (
    select *
    from worded
    qualify row_number() over (
        partition by document, letter, ikk_nomor order by source_count desc, first_row asc
    ) = 1
),

ordered as (
    select
        document,
        letter,
        ikk_nomor,
        ikk_code
    from {{ ref('stg_lkip_capaian') }}
    where ikk_code is not null
),

final as (
    select
        document,
        letter,
        ikk_nomor,
        coalesce(chosen.ikk_code, ordered.ikk_code) as ikk_code
    from chosen
    full outer join ordered using (document, letter, ikk_nomor)
)

select *
from final
