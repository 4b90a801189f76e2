-- BNNK that a BNNP has in a year: those in any letter of the year and those the reference data
-- confirm. Grain: year x BNNK. Source: int_nilai, stg_ibm, int_rincian, reference data.
with satker as (
    select *
    from {{ ref('int_satker_tahun') }}
    where tingkat = 'bnnk' and bnnp_code is not null
),

printed as (
    select
        tahun,
        satker_code
    from {{ ref('int_nilai') }}
    union
    select
        tahun,
        satker_code
    from {{ ref('stg_ibm') }}
    union
    select
        tahun,
        satker_code
    from {{ ref('int_rincian') }}
),

final as (
    select
        satker.tahun,
        satker.bnnp_code,
        satker.satker_code,
        printed.satker_code is not null as is_in_letters
    from satker
    left join printed
        on satker.tahun = printed.tahun and satker.satker_code = printed.satker_code
    where printed.satker_code is not null or satker.is_confirmed
)

select *
from final
