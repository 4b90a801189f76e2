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

-- whether an IKK is counted in a year as it was in the year before, from the same category up
counted as (
    select
        now.tahun,
        now.ikk_code,
        now.indikator,
        now.min_kategori,
        concat_ws('|', now.computation, now.direction, now.min_kategori)
        = concat_ws('|', last.computation, last.direction, last.min_kategori) as is_counted_alike
    from ikk as now
    left join ikk as last on now.ikk_code = last.ikk_code and now.tahun = last.tahun + 1
),

judged as (
    select
        counted.*,
        rules.is_sebanding
        and counted.is_counted_alike
        and (
            rules.is_kategori_sebanding is not false or counted.min_kategori is null
        ) as is_sebanding,
        rules.catatan,
        rules.indikator is null as has_no_rule
    from counted
    left join rules on counted.tahun = rules.tahun and counted.indikator = rules.indikator
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
        now.is_computed and last.is_computed and judged.is_sebanding as is_sebanding,
        case
            when not judged.is_counted_alike
                then 'Cara menghitung IKK ini berubah; jangan dibandingkan.'
            when not judged.is_sebanding then judged.catatan
            when 'tidak_lengkap' in (now.status, last.status)
                then 'Satker yang terlihat tidak sama lengkapnya; jangan dibandingkan.'
            when not (now.is_computed and last.is_computed)
                then 'Salah satu tahun tidak dihitung dari surat.'
            when judged.has_no_rule
                then 'Aturan indikatornya tidak diketahui; bandingkan dengan hati-hati.'
            else judged.catatan
        end as catatan
    from capaian as now
    inner join capaian as last
        on
            now.satker_code = last.satker_code
            and now.ikk_code = last.ikk_code
            and now.tahun = last.tahun + 1
    inner join judged on now.tahun = judged.tahun and now.ikk_code = judged.ikk_code
)

select *
from final
order by tahun, satker_code, ikk_code
