-- Achievement of each indicator of each BNNP with letters, and of every satker with an agreement or
-- report of its own. Grain: year x satker x IKK. Units: as the indicator; per cent, two decimals.
-- Source: int_target, the int_realisasi models, int_laporan. Statuses are ordered: what is withheld
-- is never computed; without a target there is no achievement; then completeness.
with ikk as (
    select *
    from {{ ref('int_ikk') }}
),

satker as (
    select *
    from {{ ref('int_satker_tahun') }}
),

targets as (
    select *
    from {{ ref('int_target') }}
),

reports as (
    select *
    from {{ ref('int_laporan') }}
),

realisasi as (
    select *
    from {{ ref('int_realisasi_satu') }}
    union all
    select *
    from {{ ref('int_realisasi_bnnk') }}
    union all
    select *
    from {{ ref('int_realisasi_ibm') }}
),

nilai as (
    select distinct
        tahun,
        coalesce(satker_code, satker_candidate_code) as satker_code
    from {{ ref('int_nilai') }}
    union
    select distinct
        tahun,
        satker_code
    from {{ ref('stg_ibm') }}
),

provinces as (
    select distinct
        satker.tahun,
        satker.bnnp_code as satker_code
    from nilai
    inner join satker
        on nilai.tahun = satker.tahun and nilai.satker_code = satker.satker_code
    where satker.bnnp_code is not null
    union
    select distinct
        targets.tahun,
        targets.satker_code
    from targets
    inner join satker
        on targets.tahun = satker.tahun and targets.satker_code = satker.satker_code
    where satker.tingkat = 'bnnp'
),

universe as (
    select
        provinces.tahun,
        provinces.satker_code,
        ikk.ikk_code
    from provinces
    inner join ikk on provinces.tahun = ikk.tahun
    where ikk.computation <> 'laporan'
    union
    select
        tahun,
        satker_code,
        ikk_code
    from targets
    union
    select
        tahun,
        satker_code,
        ikk_code
    from reports
),

joined as (
    select
        universe.tahun,
        universe.satker_code,
        ikk.ikk_code,
        ikk.ikk_name,
        ikk.direction,
        targets.target_value,
        coalesce(targets.satuan, ikk.satuan) as satuan,
        realisasi.realisasi_value as seen_value,
        realisasi.kategori,
        realisasi.satker_expected_count,
        realisasi.satker_seen_count,
        targets.target_document,
        targets.target_page,
        targets.target_row,
        realisasi.realisasi_document,
        realisasi.realisasi_page,
        realisasi.realisasi_row,
        reports.target_reported_value,
        reports.realisasi_reported_value,
        reports.capaian_reported_pct,
        case
            when realisasi.withheld_count > 0 then 'tertahan'
            when realisasi.realisasi_value is null and reports.realisasi_reported_value is not null
                then 'hanya_laporan'
            when realisasi.realisasi_value is null then 'tanpa_data'
            when coalesce(targets.is_withheld, false) then 'tertahan'
            when coalesce(targets.target_value, 0) <= 0 then 'tanpa_target'
            when
                realisasi.satker_expected_count is null
                or realisasi.satker_seen_count < realisasi.satker_expected_count
                then 'tidak_lengkap'
            else 'dihitung'
        end as status
    from universe
    inner join ikk
        on universe.tahun = ikk.tahun and universe.ikk_code = ikk.ikk_code
    left join targets
        on
            universe.tahun = targets.tahun
            and universe.satker_code = targets.satker_code
            and universe.ikk_code = targets.ikk_code
    left join realisasi
        on
            universe.tahun = realisasi.tahun
            and universe.satker_code = realisasi.satker_code
            and universe.ikk_code = realisasi.ikk_code
    left join reports
        on
            universe.tahun = reports.tahun
            and universe.satker_code = reports.satker_code
            and universe.ikk_code = reports.ikk_code
),

valued as (
    select
        *,
        case when status <> 'tertahan' then seen_value end as realisasi_value
    from joined
),

final as (
    select
        tahun,
        satker_code,
        ikk_code,
        ikk_name,
        direction,
        target_value,
        satuan,
        realisasi_value,
        case
            when status in ('dihitung', 'tidak_lengkap')
                then {{ capaian_pct('realisasi_value', 'target_value', 'direction') }}
        end as capaian_computed_pct,
        kategori,
        status,
        satker_expected_count,
        satker_seen_count,
        target_document,
        realisasi_document,
        realisasi_reported_value,
        capaian_reported_pct,
        target_reported_value,
        target_page,
        target_row,
        realisasi_page,
        realisasi_row
    from valued
)

select *
from final
