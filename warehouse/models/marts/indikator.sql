-- What the indicators are called. Grain: indicator. Source: reference indikator; one that a letter
-- prints and the reference does not name is there under its code, a part of a named one under the
-- name of that. Parts of IKPA end in _bobot and _nilai_akhir (stg_ikpa_indikator).
with named as (
    select *
    from {{ source('raw', 'reference_indikator') }}
),

printed as (
    select distinct
        indikator,
        table_name,
        regexp_extract(indikator, '^(.*?)(_bobot|_nilai_akhir)$', 1) as base_code,
        regexp_extract(indikator, '(bobot|nilai_akhir)$', 1) as part
    from {{ ref('int_nilai') }}
),

unnamed as (
    select
        printed.indikator,
        coalesce(
            bases.indikator_name || ' (' || replace(printed.part, '_', ' ') || ')',
            printed.indikator
        ) as indikator_name,
        case when printed.part = 'bobot' then '%' else bases.satuan end as satuan,
        bases.kind,
        bases.indikator as induk,
        bases.urutan,
        false as is_utama,
        case when bases.indikator is null then 'tidak ada dalam data acuan' else bases.source end
            as source
    from printed
    left join named as bases on printed.base_code = bases.indikator
    anti join named on printed.indikator = named.indikator
),

final as (
    select
        indikator,
        indikator_name,
        satuan,
        kind,
        induk,
        urutan,
        is_utama,
        source
    from named
    union all by name
    select *
    from unnamed
)

select *
from final
order by urutan nulls last, indikator
