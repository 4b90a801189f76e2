-- A statement's own target, realisasi and percentage side by side. Grain: statement of a report.
-- is_sound: whether the percentage follows from the two. Source: int_pernyataan, int_ikk.
with stated as (
    select *
    from {{ ref('int_pernyataan') }}
    where value is not null
),

ikk as (
    select *
    from {{ ref('int_ikk') }}
),

paired as (
    select
        document,
        letter,
        pernyataan,
        tahun,
        ikk_code,
        max(value) filter (where besaran in ('target', 'target_jangka_menengah')) as target_value,
        max(value) filter (where besaran = 'realisasi') as realisasi_value,
        max(value_text) filter (
            where besaran in ('capaian', 'capaian_jangka_menengah')
        ) as capaian_text
    from stated
    group by document, letter, pernyataan, tahun, ikk_code
),

final as (
    select
        paired.*,
        coalesce(
            paired.target_value > 0
            and {{ is_right_pct(
                'paired.capaian_text', 'paired.realisasi_value', 'paired.target_value',
                'ikk.direction'
            ) }}, false
        ) as is_sound
    from paired
    inner join ikk on paired.tahun = ikk.tahun and paired.ikk_code = ikk.ikk_code
)

select *
from final
