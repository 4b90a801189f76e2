-- Every trusted number of every annex. Grain: year x satker x indikator. Units: as each indicator.
-- Source: int_nilai.
with nilai as (
    select *
    from {{ ref('int_nilai') }}
),

final as (
    select
        tahun,
        satker_code,
        indikator,
        nilai,
        kategori,
        document,
        page,
        row,
        method,
        confidence,
        is_disputed,
        letter,
        table_name,
        x0,
        top,
        x1,
        bottom,
        kategori_printed,
        decision_id
    from nilai
    where is_chosen
)

select *
from final
order by tahun, satker_code, indikator
