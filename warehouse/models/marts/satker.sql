-- Satker, and provinces as owners of provincial figures. Grain: satker. Source: reference data; a
-- BNNP or BNNK only when the reference data confirm it or a letter names it.
with reference_satker as (
    select *
    from {{ source('raw', 'reference_satker') }}
),

named as (
    select satker_code
    from {{ ref('int_nilai') }}
    union
    select satker_code
    from {{ ref('stg_ibm') }}
    union
    select satker_code
    from {{ ref('int_rincian') }}
    union
    select satker_code
    from {{ ref('stg_surat') }}
),

final as (
    select
        reference_satker.satker_code,
        reference_satker.satker_name,
        reference_satker.tingkat,
        reference_satker.provinsi_name,
        reference_satker.wilayah_code,
        named.satker_code is not null as is_in_letters,
        reference_satker.source
    from reference_satker
    left join named on reference_satker.satker_code = named.satker_code
    where
        reference_satker.tingkat not in ('bnnk', 'bnnp')
        or reference_satker.is_confirmed
        or named.satker_code is not null
)

select *
from final
order by satker_code
