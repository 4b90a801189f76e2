-- Which BNNP a satker belongs to in each year with letters. Grain: year x satker.
-- Source: reference tables of satker, regions and of each year's BNNP.
with years as (
    select distinct tahun
    from {{ ref('stg_surat') }}
    where tahun is not null
),

satker as (
    select *
    from {{ source('raw', 'reference_satker') }}
),

wilayah as (
    select *
    from {{ source('raw', 'reference_wilayah') }}
),

bnnp_wilayah as (
    select *
    from {{ source('raw', 'reference_bnnp_wilayah') }}
),

placed as (
    select
        years.tahun,
        satker.satker_code,
        satker.satker_name,
        satker.tingkat,
        satker.wilayah_code,
        satker.is_confirmed,
        case
            when satker.tingkat = 'bnnp' then satker.satker_code
            when satker.tingkat in ('bnnk', 'provinsi') then bnnp_wilayah.bnnp_code
        end as bnnp_code
    from years
    cross join satker
    left join wilayah on satker.wilayah_code = wilayah.wilayah_code
    left join bnnp_wilayah
        on
            wilayah.provinsi_code = bnnp_wilayah.provinsi_code
            and {{ holds('bnnp_wilayah', 'years.tahun') }}
)

select *
from placed
