-- An achievement beside that of the year before. Grain: year x satker x IKK, where both years have
-- a line. Units: as the indicator; percentage points. Source: int_ikk_capaian, int_ikk,
-- int_aturan_tahun.
with capaian as (
    select
        *,
        status in ('dihitung', 'tanpa_target') as is_computed
    from {{ ref('int_ikk_capaian') }}
),

ikk as (
    select *
    from {{ ref('int_ikk') }}
),

rules as (
    select *
    from {{ ref('int_aturan_tahun') }}
),

final as (
    select
        now.tahun,
        now.satker_code,
        now.ikk_code,
        now.realisasi_value,
        last.realisasi_value as realisasi_lalu_value,
        now.realisasi_value - last.realisasi_value as perubahan_value,
        now.capaian_computed_pct,
        last.capaian_computed_pct as capaian_lalu_pct,
        now.status,
        last.status as status_lalu,
        now.is_computed and last.is_computed and rules.is_sebanding as is_sebanding,
        case
            when not rules.is_sebanding then rules.catatan
            when 'tidak_lengkap' in (now.status, last.status)
                then 'Satker yang terlihat tidak sama lengkapnya; jangan dibandingkan.'
            when not (now.is_computed and last.is_computed)
                then 'Salah satu tahun tidak dihitung dari surat.'
            else rules.catatan
        end as catatan
    from capaian as now
    inner join capaian as last
        on
            now.satker_code = last.satker_code
            and now.ikk_code = last.ikk_code
            and now.tahun = last.tahun + 1
    inner join ikk on now.tahun = ikk.tahun and now.ikk_code = ikk.ikk_code
    left join rules on now.tahun = rules.tahun and ikk.indikator = rules.indikator
)

select *
from final
order by tahun, satker_code, ikk_code
