-- Every figure that a report states of one of its indicators, wherever it does. Grain: figure of a
-- statement. Units: as the indicator; per cent. Source: int_pernyataan.
with stated as (
    select *
    from {{ ref('int_pernyataan') }}
),

final as (
    select
        tahun,
        satker_code,
        ikk_code,
        besaran,
        value as nilai,
        coalesce(printed, value_text) as tercetak,
        source as bagian,
        ikk_nomor,
        indikator,
        own_ikk_code,
        tahun_disebut,
        pernyataan,
        document,
        letter,
        table_name,
        row,
        page,
        x0,
        top,
        x1,
        bottom
    from stated
)

select *
from final
order by document, letter, table_name, row, besaran
