-- Which IKK hold in a year, and how each is computed. Grain: year x IKK. min_rank is the rank of
-- the lowest category that counts. Source: reference data.
with years as (
    select distinct tahun
    from {{ ref('stg_surat') }}
    where tahun is not null
),

ikk as (
    select *
    from {{ source('raw', 'reference_ikk') }}
),

words as (
    select *
    from {{ source('raw', 'reference_category_order') }}
),

final as (
    select
        years.tahun,
        ikk.ikk_code,
        ikk.ikk_name,
        ikk.satuan,
        ikk.direction,
        ikk.source_table,
        ikk.indikator,
        ikk.computation,
        ikk.min_kategori,
        words.rank as min_rank
    from years
    inner join ikk on {{ holds('ikk', 'years.tahun') }}
    left join words
        on
            ikk.indikator = words.indikator
            and ikk.min_kategori = words.kategori
            and {{ holds('words', 'years.tahun') }}
)

select *
from final
