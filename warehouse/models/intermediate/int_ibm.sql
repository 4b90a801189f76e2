-- Units of the decree with the BNNP of the province they are printed under. Grain: decree x unit.
-- Source: stg_ibm, int_satker_tahun.
with printed as (
    select *
    from {{ ref('stg_ibm') }}
),

satker as (
    select *
    from {{ ref('int_satker_tahun') }}
),

named as (
    select
        printed.*,
        satker.bnnp_code
    from printed
    left join satker
        on printed.tahun = satker.tahun and printed.satker_code = satker.satker_code
),

provinces as (
    select
        tahun,
        provinsi_printed,
        mode(bnnp_code) as bnnp_code
    from named
    where bnnp_code is not null
    group by tahun, provinsi_printed
),

placed as (
    select
        named.* exclude (bnnp_code),
        coalesce(provinces.bnnp_code, named.bnnp_code) as bnnp_code
    from named
    left join provinces
        on
            named.tahun = provinces.tahun
            and named.provinsi_printed = provinces.provinsi_printed
)

select *
from placed
