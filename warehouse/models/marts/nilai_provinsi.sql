-- A main indicator across a province: its satker's figures from least to most, their mean, how many
-- of the expected satker they are. Disputed figures are counted, not averaged. The mean is ours
-- (two decimals, half away from zero); the province's own printed figure stands beside it.
-- Grain: year x BNNP x indikator. Units: as each indicator; satker. Source: int_nilai,
-- int_surat_harapan, int_satker_tahun.
with nilai as (
    select *
    from {{ ref('int_nilai') }}
    where is_chosen and nilai is not null
),

indikator as (
    select *
    from {{ ref('indikator') }}
    where is_utama
),

owners as (
    select *
    from {{ ref('int_satker_tahun') }}
    where bnnp_code is not null
),

expected as (
    select
        tahun,
        bnnp_code,
        kind,
        count(*) as satker_expected_count
    from {{ ref('int_surat_harapan') }}
    where lingkup = 'baris_satker'
    group by all
),

owned as (
    select
        nilai.*,
        owners.bnnp_code,
        owners.tingkat,
        owners.tingkat <> 'provinsi' and not nilai.is_disputed as is_averaged
    from nilai
    inner join owners on nilai.tahun = owners.tahun and nilai.satker_code = owners.satker_code
),

figures as (
    select
        tahun,
        bnnp_code,
        indikator,
        count(*) filter (where tingkat <> 'provinsi') as satker_count,
        count(*) filter (where is_disputed and tingkat <> 'provinsi') as disputed_count,
        count(*) filter (where is_averaged) as trusted_count,
        min(nilai) filter (where is_averaged) as nilai_min,
        max(nilai) filter (where is_averaged) as nilai_max,
        sum({{ micro('nilai') }}) filter (where is_averaged) as total,
        max(nilai) filter (where tingkat = 'bnnp' and not is_disputed) as nilai_bnnp,
        max(nilai) filter (where tingkat = 'provinsi' and not is_disputed) as nilai_tercetak
    from owned
    group by all
),

final as (
    select
        figures.tahun,
        figures.bnnp_code,
        satker.provinsi_name,
        figures.indikator,
        figures.satker_count,
        expected.satker_expected_count,
        figures.disputed_count,
        figures.nilai_min,
        case
            when figures.trusted_count > 0 then cast(
                sign(figures.total) * (
                    (2 * abs(figures.total) + 10000 * figures.trusted_count)
                    // (20000 * figures.trusted_count)
                ) as decimal(36, 0)
            ) * cast(0.01 as decimal(2, 2))
        end as nilai_rerata,
        figures.nilai_max,
        figures.nilai_bnnp,
        figures.nilai_tercetak
    from figures
    inner join indikator on figures.indikator = indikator.indikator
    inner join {{ ref('satker') }} as satker on figures.bnnp_code = satker.satker_code
    left join expected
        on
            figures.tahun = expected.tahun
            and figures.bnnp_code = expected.bnnp_code
            and indikator.kind = expected.kind
)

select *
from final
order by tahun, bnnp_code, indikator
