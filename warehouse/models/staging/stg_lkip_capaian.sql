-- The report's own achievement table. Grain: report x indicator. Units: as each; per cent.
-- ikk_nomor is the indicator's number in the report: its objective, then its turn under it; an
-- objective is printed once, or again where a page begins. Source: raw.lkip_capaian.
with printed as (
    select *
    from {{ annex('lkip_capaian') }}
    where is_standing
),

objectives as (
    select
        *,
        last_value({{ squashed('sasaran') }} ignore nulls) over (
            partition by document, letter order by row rows unbounded preceding
        ) as objective
    from printed
),

starts as (
    select
        *,
        coalesce(
            objective is distinct from lag(objective) over (
                partition by document, letter order by row
            ), true
        ) as is_first
    from objectives
),

counted as (
    select
        *,
        sum(cast(is_first as integer)) over (
            partition by document, letter order by row rows unbounded preceding
        ) as objective_no
    from starts
),

renamed as (
    select
        document,
        letter,
        'lkip_capaian' as table_name,
        row,
        page,
        x0,
        top,
        x1,
        bottom,
        tahun_ukur as tahun,
        letter_satker_code as satker_code,
        ikk_code,
        objective_no || '.' || row_number() over (
            partition by document, letter, objective_no order by row
        ) as ikk_nomor,
        indikator,
        target as target_reported_value,
        realisasi as realisasi_reported_value,
        capaian as capaian_reported_pct,
        values_json ->> '$.target' as target_text,
        values_json ->> '$.realisasi' as realisasi_text,
        values_json ->> '$.capaian' as capaian_text,
        status = 'karantina' as is_quarantined
    from counted
)

select *
from renamed
