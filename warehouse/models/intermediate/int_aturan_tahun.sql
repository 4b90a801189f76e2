-- Whether an indicator's figure is the same quantity in a year as in the year before: true where
-- the reference data define both alike, false where they define or weight them differently, null
-- where one is not defined; and whether its categories have the same bounds, null where one year's
-- are unknown. Parts follow the score they are of. Grain: year x indicator. Source: reference data,
-- int_nilai.
with printed as (
    select distinct
        tahun,
        indikator
    from {{ ref('int_nilai') }}
    where tahun is not null
),

definitions as (
    select *
    from {{ source('raw', 'reference_definition') }}
),

subjects as (
    select distinct indikator
    from definitions
),

-- what speaks of an indicator: its own definition, else that of the score whose part it is
owned as (
    select
        printed.tahun,
        printed.indikator,
        max_by(subjects.indikator, length(subjects.indikator)) as subject
    from printed
    left join subjects
        on
            printed.indikator = subjects.indikator
            or starts_with(printed.indikator, subjects.indikator || '_')
    group by all
),

-- what an indicator's categories and weights are in a year, as one text to compare
limits as (
    select
        printed.tahun,
        printed.indikator,
        string_agg(
            concat_ws(
                ' ', bound.kategori, bound.lower, bound.is_lower_inclusive, bound.upper,
                bound.is_upper_inclusive
            ),
            '; ' order by bound.rank
        ) filter (where {{ holds('bound', 'printed.tahun') }}) as now_limits,
        string_agg(
            concat_ws(
                ' ', bound.kategori, bound.lower, bound.is_lower_inclusive, bound.upper,
                bound.is_upper_inclusive
            ),
            '; ' order by bound.rank
        ) filter (where {{ holds('bound', 'printed.tahun - 1') }}) as last_limits
    from printed
    inner join {{ source('raw', 'reference_category_bound') }} as bound
        on printed.indikator = bound.indikator
    group by all
),

weights as (
    select
        printed.tahun,
        printed.indikator,
        string_agg(
            concat_ws(' ', weight.component, weight.weight, weight.is_deduction),
            '; ' order by weight.component
        ) filter (where {{ holds('weight', 'printed.tahun') }}) as now_weights,
        string_agg(
            concat_ws(' ', weight.component, weight.weight, weight.is_deduction),
            '; ' order by weight.component
        ) filter (where {{ holds('weight', 'printed.tahun - 1') }}) as last_weights
    from printed
    inner join {{ source('raw', 'reference_weight') }} as weight
        on printed.indikator = weight.subject
    group by all
),

joined as (
    select
        owned.tahun,
        owned.indikator,
        owned.subject,
        now.definisi as definisi_kini,
        last.definisi as definisi_lalu
    from owned
    left join definitions as now
        on owned.subject = now.indikator and {{ holds('now', 'owned.tahun') }}
    left join definitions as last
        on owned.subject = last.indikator and {{ holds('last', 'owned.tahun - 1') }}
),

final as (
    select
        joined.tahun,
        joined.indikator,
        joined.definisi_kini = joined.definisi_lalu
        and coalesce(weights.now_weights = weights.last_weights, true) as is_sebanding,
        limits.now_limits = limits.last_limits as is_kategori_sebanding,
        nullif(concat_ws(
            ' ',
            case
                when joined.subject is null
                    then 'Definisinya tidak ada dalam data acuan; bandingkan dengan hati-hati.'
                when joined.definisi_kini = joined.definisi_lalu then null
                when joined.definisi_kini is null
                    then
                        'Aturan tahun ' || joined.tahun
                        || ' tidak diketahui; bandingkan dengan hati-hati.'
                when joined.definisi_lalu is null
                    then
                        'Aturan tahun ' || (joined.tahun - 1)
                        || ' tidak diketahui; bandingkan dengan hati-hati.'
                else
                    'Aturannya berubah: kini ' || joined.definisi_kini || '; tahun sebelumnya '
                    || joined.definisi_lalu || '.'
            end,
            case when weights.now_weights <> weights.last_weights then 'Bobotnya berubah.' end,
            case
                when limits.now_limits <> limits.last_limits
                    then 'Batas kategorinya berubah; kategorinya jangan dibandingkan.'
            end
        ), '') as catatan
    from joined
    left join limits
        on joined.tahun = limits.tahun and joined.indikator = limits.indikator
    left join weights
        on joined.tahun = weights.tahun and joined.indikator = weights.indikator
)

select *
from final
