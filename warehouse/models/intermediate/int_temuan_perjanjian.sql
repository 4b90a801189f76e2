-- Findings on agreements: wordings that no IKK knows, indicators that only one of agreement and
-- report has, targets that differ. Grain: finding. Source: agreements and reports.
with agreements as (
    select *
    from {{ ref('stg_perjanjian_kinerja') }}
),

reports as (
    select *
    from {{ ref('stg_lkip_capaian') }}
),

ikk as (
    select *
    from {{ ref('int_ikk') }}
),

worded as (
    select
        tahun,
        satker_code,
        ikk_code,
        indikator,
        {{ place() }},
        'perjanjian kinerja' as source_name
    from agreements
    union all
    select
        tahun,
        satker_code,
        ikk_code,
        indikator,
        {{ place() }},
        'tabel capaian laporan' as source_name
    from reports
),

unknown as (
    select
        'indikator_tidak_dikenal' as rule,
        'peringatan' as severity,
        tahun,
        satker_code,
        cast(null as varchar) as ikk_code,
        {{ place() }},
        'indikator' as column_name,
        indikator as tercetak,
        cast(null as varchar) as seharusnya,
        'Indikator "' || indikator || '" pada ' || source_name
        || ' tidak cocok dengan tepat satu IKK; sesuaikan polanya pada acuan ikk_pattern.' as pesan
    from worded
    where ikk_code is null and indikator is not null
),

repeated as (
    select
        'indikator_berulang' as rule,
        'peringatan' as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'indikator' as column_name,
        indikator as tercetak,
        cast(null as varchar) as seharusnya,
        'Indikator "' || indikator || '" pada ' || source_name
        || ' terbaca sebagai IKK yang sudah disebut baris sebelumnya (' || ikk_code
        || '); periksa polanya pada acuan ikk_pattern.' as pesan
    from worded
    where ikk_code is not null
    qualify row_number() over (
        partition by document, letter, table_name, ikk_code order by row
    ) > 1
),

has_agreement as (
    select distinct
        tahun,
        satker_code
    from agreements
),

has_report as (
    select distinct
        tahun,
        satker_code
    from reports
),

only_agreement as (
    select
        'indikator_tidak_dilaporkan' as rule,
        'peringatan' as severity,
        agreements.tahun,
        agreements.satker_code,
        agreements.ikk_code,
        {{ place('agreements') }},
        'indikator' as column_name,
        agreements.indikator as tercetak,
        cast(null as varchar) as seharusnya,
        'Indikator "' || agreements.indikator
        || '" ada dalam perjanjian kinerja tetapi tidak dalam tabel capaian laporan; lengkapi '
        || 'laporannya.' as pesan
    from agreements
    inner join has_report
        on
            agreements.tahun = has_report.tahun
            and agreements.satker_code = has_report.satker_code
    left join reports
        on
            agreements.tahun = reports.tahun
            and agreements.satker_code = reports.satker_code
            and agreements.ikk_code = reports.ikk_code
    where agreements.ikk_code is not null and reports.document is null
),

only_report as (
    select
        'indikator_tidak_diperjanjikan' as rule,
        'peringatan' as severity,
        reports.tahun,
        reports.satker_code,
        reports.ikk_code,
        {{ place('reports') }},
        'indikator' as column_name,
        reports.indikator as tercetak,
        cast(null as varchar) as seharusnya,
        'Indikator "' || reports.indikator
        || '" ada dalam tabel capaian laporan tetapi tidak dalam perjanjian kinerja; periksa '
        || 'apakah perjanjiannya diubah.' as pesan
    from reports
    inner join has_agreement
        on
            reports.tahun = has_agreement.tahun
            and reports.satker_code = has_agreement.satker_code
    left join agreements
        on
            reports.tahun = agreements.tahun
            and reports.satker_code = agreements.satker_code
            and reports.ikk_code = agreements.ikk_code
    where reports.ikk_code is not null and agreements.document is null
),

other_target as (
    select
        'target_berbeda' as rule,
        case
            when reports.target_reported_value is null or agreements.target_value is null
                then 'peringatan'
            else 'gagal'
        end as severity,
        reports.tahun,
        reports.satker_code,
        reports.ikk_code,
        {{ place('reports') }},
        'target' as column_name,
        coalesce({{ angka('reports.target_reported_value') }}, 'kosong') as tercetak,
        coalesce({{ angka('agreements.target_value') }}, 'kosong') as seharusnya,
        'Target "' || ikk.ikk_name || '" dalam laporan '
        || coalesce({{ angka('reports.target_reported_value') }}, 'kosong')
        || ', dalam perjanjian kinerja (halaman ' || agreements.page || ') '
        || coalesce({{ angka('agreements.target_value') }}, 'kosong')
        || '; tetapkan target yang berlaku.' as pesan
    from reports
    inner join agreements
        on
            reports.tahun = agreements.tahun
            and reports.satker_code = agreements.satker_code
            and reports.ikk_code = agreements.ikk_code
    inner join ikk
        on reports.tahun = ikk.tahun and reports.ikk_code = ikk.ikk_code
    where
        reports.target_reported_value is distinct from agreements.target_value
        and not reports.is_quarantined
        and not agreements.is_quarantined
),

final as (
    select *
    from unknown
    union all
    select *
    from repeated
    union all
    select *
    from only_agreement
    union all
    select *
    from only_report
    union all
    select *
    from other_target
)

select *
from final
