-- BNNK that a BNNP has in a year: those in any letter of the year, those the reference data
-- confirm, and those that a name nobody knows is most like (it may be theirs). Grain: year x BNNK.
-- Source: int_nilai, stg_ibm, int_rincian, reference data.
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

-- "Sukabumi" may be the kabupaten or the kota: where one of the two is printed, it adds no other
areas as (
    select
        satker.tahun,
        satker.satker_code,
        satker.bnnp_code,
        regexp_replace(satker.satker_name, '^BNN (Kabupaten|Kota) ', '') as area_name,
        printed.satker_code is not null as is_printed
    from satker
    left join printed
        on satker.tahun = printed.tahun and satker.satker_code = printed.satker_code
),

twins as (
    select
        tahun,
        bnnp_code,
        area_name
    from areas
    group by all
    having bool_or(is_printed)
),

candidates as (
    select distinct
        nilai.tahun,
        nilai.satker_candidate_code
    from {{ ref('int_nilai') }} as nilai
    inner join areas
        on nilai.tahun = areas.tahun and nilai.satker_candidate_code = areas.satker_code
    anti join twins
        on
            areas.tahun = twins.tahun
            and areas.bnnp_code = twins.bnnp_code
            and areas.area_name = twins.area_name
    where nilai.satker_code is null
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
    left join candidates
        on
            satker.tahun = candidates.tahun
            and satker.satker_code = candidates.satker_candidate_code
    where
        printed.satker_code is not null
        or candidates.satker_candidate_code is not null
        or satker.is_confirmed
)

select *
from final
