-- How far a province's data can be trusted: what was expected and has come, how many of its printed
-- figures count, which findings are open. Grain: year x BNNP. Units: expected rows and documents;
-- figures; findings. Source: int_surat_harapan, int_nilai, int_temuan, int_satker_tahun.
with expected as (
    select
        tahun,
        bnnp_code,
        count(*) as surat_expected_count,
        count(*) filter (where is_received) as surat_received_count
    from {{ ref('int_surat_harapan') }}
    group by all
),

owners as (
    select
        tahun,
        satker_code,
        bnnp_code
    from {{ ref('int_satker_tahun') }}
    where bnnp_code is not null
),

nilai as (
    select *
    from {{ ref('int_nilai') }}
    where is_quarantined or (is_chosen and nilai is not null)
),

figures as (
    select
        owners.tahun,
        owners.bnnp_code,
        count(*) as figure_count,
        count(*) filter (where nilai.is_chosen and not nilai.is_disputed) as trusted_count,
        count(*) filter (where nilai.is_chosen and nilai.is_disputed) as disputed_count,
        count(*) filter (where nilai.is_quarantined) as quarantined_count
    from nilai
    inner join owners
        on
            nilai.tahun = owners.tahun
            and coalesce(nilai.satker_code, nilai.satker_candidate_code) = owners.satker_code
    group by all
),

findings as (
    select
        owners.tahun,
        owners.bnnp_code,
        count(*) filter (where found.severity = 'gagal') as gagal_count,
        count(*) filter (where found.severity = 'peringatan') as peringatan_count,
        count(*) filter (where found.severity = 'info') as info_count
    from {{ ref('int_temuan') }} as found
    inner join owners
        on found.tahun = owners.tahun and found.satker_code = owners.satker_code
    where found.status = 'terbuka'
    group by all
),

satker as (
    select *
    from {{ ref('satker') }}
),

final as (
    select
        expected.tahun,
        expected.bnnp_code,
        satker.provinsi_name,
        expected.surat_expected_count,
        expected.surat_received_count,
        case
            when expected.surat_expected_count > 0
                then {{ capaian_pct(
                    'expected.surat_received_count', 'expected.surat_expected_count', "'naik'"
                ) }}
        end as received_pct,
        coalesce(figures.figure_count, 0) as figure_count,
        coalesce(figures.trusted_count, 0) as trusted_count,
        case
            when figures.figure_count > 0
                then {{ capaian_pct('figures.trusted_count', 'figures.figure_count', "'naik'") }}
        end as trusted_pct,
        coalesce(figures.disputed_count, 0) as disputed_count,
        coalesce(figures.quarantined_count, 0) as quarantined_count,
        coalesce(findings.gagal_count, 0) as gagal_count,
        coalesce(findings.peringatan_count, 0) as peringatan_count,
        coalesce(findings.info_count, 0) as info_count
    from expected
    left join satker on expected.bnnp_code = satker.satker_code
    left join figures
        on expected.tahun = figures.tahun and expected.bnnp_code = figures.bnnp_code
    left join findings
        on expected.tahun = findings.tahun and expected.bnnp_code = findings.bnnp_code
)

select *
from final
order by tahun, bnnp_code
