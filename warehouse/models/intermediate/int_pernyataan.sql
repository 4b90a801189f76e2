-- Every figure that a report states of one of its indicators, wherever it does. Grain: figure of a
-- statement. besaran: target, realisasi, capaian, target_jangka_menengah, capaian_jangka_menengah,
-- capaian_lalu, realisasi_lalu, perubahan, arah. Figures with one pernyataan are told together.
-- source_rank orders the places of a report by how much they are read. Source: stg_lkip_capaian,
-- stg_pernyataan, int_bagian.
with achievements as (
    select *
    from {{ ref('stg_lkip_capaian') }}
    where ikk_code is not null and satker_code is not null and not is_quarantined
),

claims as (
    select *
    from {{ ref('stg_pernyataan') }}
),

sections as (
    select *
    from {{ ref('int_bagian') }}
),

printed as (
    {% for besaran, value, text in [
        ('target', 'target_reported_value', 'target_text'),
        ('realisasi', 'realisasi_reported_value', 'realisasi_text'),
        ('capaian', 'capaian_reported_pct', 'capaian_text'),
    ] %}
        select
            {{ place() }},
            tahun,
            satker_code,
            ikk_code,
            ikk_code as own_ikk_code,
            ikk_nomor,
            indikator,
            '{{ besaran }}' as besaran,
            {{ value }} as value,
            {{ text }} as value_text,
            replace({{ text }}, '.', ',') as printed,
            cast(null as bigint) as tahun_disebut,
            'tabel capaian' as source,
            'baris ' || row as pernyataan
        from achievements
        where {{ value }} is not null
        union all
    {% endfor %}
    select
        {{ place('claims') }},
        claims.tahun,
        claims.satker_code,
        coalesce(sections.ikk_code, claims.ikk_code) as ikk_code,
        claims.ikk_code as own_ikk_code,
        claims.ikk_nomor,
        claims.indikator,
        case claims.claim
            when 'total_target' then 'target'
            when 'total_nilai' then 'realisasi'
            when 'total_pencapaian' then 'capaian'
            else claims.claim
        end as besaran,
        claims.value,
        claims.value_text,
        claims.printed,
        claims.tahun_disebut,
        case when claims.source = 'tabel' then 'jumlah rincian' else claims.source end as source,
        claims.source || ' ' || coalesce(claims.statement, claims.row) as pernyataan
    from claims
    left join sections
        on
            claims.document = sections.document
            and claims.letter = sections.letter
            and claims.ikk_nomor = sections.ikk_nomor
    where
        claims.claim in (
            'target', 'realisasi', 'capaian', 'target_jangka_menengah', 'capaian_jangka_menengah',
            'capaian_lalu', 'realisasi_lalu', 'perubahan', 'arah', 'kategori', 'satuan',
            'total_target', 'total_nilai', 'total_pencapaian'
        )
        and claims.source <> 'klasifikasi'
),

final as (
    select
        *,
        case source
            when 'tabel capaian' then 1
            when 'ringkasan' then 2
            when 'kotak' then 3
            when 'narasi' then 4
            when 'rumus' then 5
            when 'perhitungan' then 5
            when 'jumlah rincian' then 6
            when 'tabel bagian' then 7
            when 'perbandingan' then 8
            when 'rumus jangka menengah' then 9
            when 'salinan perjanjian' then 10
            else 11
        end as source_rank
    from printed
    where ikk_code is not null and satker_code is not null
)

select *
from final
