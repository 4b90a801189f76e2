-- Achievement of the performance indicators (IKK). Grain: year x satker x IKK. Units: as the
-- indicator (satuan); per cent. Source: int_ikk_capaian.
with capaian as (
    select *
    from {{ ref('int_ikk_capaian') }}
),

satker as (
    select *
    from {{ ref('satker') }}
),

final as (
    select
        capaian.tahun,
        capaian.satker_code,
        satker.satker_name,
        capaian.ikk_code,
        capaian.ikk_name,
        capaian.target_value,
        capaian.satuan,
        capaian.realisasi_value,
        capaian.capaian_computed_pct,
        capaian.kategori,
        capaian.status,
        capaian.satker_expected_count,
        capaian.satker_seen_count,
        capaian.target_document,
        capaian.realisasi_document,
        capaian.realisasi_reported_value,
        capaian.capaian_reported_pct,
        capaian.target_reported_value,
        capaian.target_page,
        capaian.target_row,
        capaian.realisasi_page,
        capaian.realisasi_row
    from capaian
    left join satker on capaian.satker_code = satker.satker_code
)

select *
from final
order by tahun, satker_code, ikk_code
