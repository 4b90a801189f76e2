-- A report beside the agreement and the letters, indicator by indicator: target, realisasi and
-- percentage in every place of the report, what we compute, and a verdict. Grain: year x satker
-- with a report x IKK. Units: as the indicator; per cent. Source: int_pernyataan, int_acuan,
-- int_ikk_capaian, int_temuan_pernyataan, stg_perjanjian_kinerja.
with stated as (
    select *
    from {{ ref('int_pernyataan') }}
    where value is not null
),

reports as (
    select distinct
        tahun,
        satker_code
    from {{ ref('stg_lkip_capaian') }}
    where satker_code is not null
    union
    select distinct
        tahun,
        satker_code
    from stated
),

agreements as (
    select distinct
        tahun,
        satker_code,
        ikk_code
    from {{ ref('stg_perjanjian_kinerja') }}
    where ikk_code is not null
),

tables as (
    select *
    from {{ ref('stg_lkip_capaian') }}
    where ikk_code is not null and satker_code is not null
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code order by document, letter, row
    ) = 1
),

subjects as (
    select
        tahun,
        satker_code,
        ikk_code
    from stated
    union
    select
        tahun,
        satker_code,
        ikk_code
    from tables
    union
    select
        agreements.tahun,
        agreements.satker_code,
        agreements.ikk_code
    from agreements
    inner join reports using (tahun, satker_code)
),

-- the first figure of each place; a place that contradicts itself has its findings
first_figures as (
    select *
    from stated
    where
        besaran in ('target', 'realisasi', 'capaian')
        and source in (
            'tabel capaian', 'ringkasan', 'kotak', 'narasi', 'rumus', 'jumlah rincian',
            'salinan perjanjian', 'rencana'
        )
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code, besaran, source order by document, letter, row
    ) = 1
),

side_by_side as (
    select
        tahun,
        satker_code,
        {% for besaran, sources in [
            ('target', [
                'tabel capaian', 'ringkasan', 'kotak', 'narasi', 'rumus', 'salinan perjanjian',
                'rencana'
            ]),
            ('realisasi', ['ringkasan', 'kotak', 'narasi', 'rumus', 'jumlah rincian']),
            ('capaian', ['ringkasan', 'kotak', 'narasi', 'rumus']),
        ] %}
            {% for source in sources %}
                max(value) filter (
                    where besaran = '{{ besaran }}' and source = '{{ source }}'
                ) as {{ besaran }}_{{ source | replace(' ', '_') }},
            {% endfor %}
        {% endfor %}
        ikk_code
    from first_figures
    group by tahun, satker_code, ikk_code
),

graded as (
    select
        tahun,
        satker_code,
        ikk_code,
        count(*) filter (where severity = 'gagal') as wrong_count,
        count(*) as finding_count
    from {{ ref('int_temuan_pernyataan') }}
    group by tahun, satker_code, ikk_code
),

capaian as (
    select *
    from {{ ref('int_ikk_capaian') }}
),

satker as (
    select *
    from {{ ref('satker') }}
),

final as (
    select
        subjects.tahun,
        subjects.satker_code,
        satker.satker_name,
        subjects.ikk_code,
        capaian.ikk_name,
        capaian.satuan,
        capaian.target_value as target_perjanjian,
        side_by_side.target_tabel_capaian as target_tabel,
        side_by_side.target_ringkasan,
        side_by_side.target_kotak,
        side_by_side.target_narasi,
        side_by_side.target_rumus,
        side_by_side.target_salinan_perjanjian,
        side_by_side.target_rencana,
        tables.realisasi_reported_value as realisasi_tabel,
        side_by_side.realisasi_ringkasan,
        side_by_side.realisasi_kotak,
        side_by_side.realisasi_narasi,
        side_by_side.realisasi_rumus,
        side_by_side.realisasi_jumlah_rincian as realisasi_rincian,
        capaian.realisasi_value as realisasi_dihitung,
        tables.capaian_reported_pct as capaian_tabel,
        side_by_side.capaian_ringkasan,
        side_by_side.capaian_kotak,
        side_by_side.capaian_narasi,
        side_by_side.capaian_rumus,
        capaian.capaian_computed_pct as capaian_dihitung,
        capaian.status as status_dihitung,
        case
            when tables.document is null and side_by_side.tahun is null then 'tidak_dilaporkan'
            when graded.wrong_count > 0 then 'berbeda'
            when graded.finding_count > 0 or capaian.status in ('tertahan', 'tidak_lengkap')
                then 'perlu_dilihat'
            when capaian.realisasi_value is null then 'hanya_laporan'
            else 'sesuai'
        end as putusan,
        coalesce(graded.finding_count, 0) as temuan_count,
        tables.document,
        tables.page,
        tables.row
    from subjects
    inner join capaian using (tahun, satker_code, ikk_code)
    left join satker using (satker_code)
    left join tables using (tahun, satker_code, ikk_code)
    left join side_by_side using (tahun, satker_code, ikk_code)
    left join graded using (tahun, satker_code, ikk_code)
)

select *
from final
order by tahun, satker_code, ikk_code
