-- What each target and realisasi should be: as agreed or as the letters give it where all of it is
-- at hand, else what most places of the report say (of as many, the achievement table). Grain: year
-- x satker x IKK. Units: as the indicator. Source:
-- int_ikk_capaian, int_pernyataan, int_tunggal.
with stated as (
    select *
    from {{ ref('int_pernyataan') }}
    where besaran in ('target', 'realisasi') and value is not null and source <> 'rencana'
),

sound as (
    select
        document,
        letter,
        pernyataan
    from {{ ref('int_tunggal') }}
    where is_sound
),

counted as (
    select
        tahun,
        satker_code,
        ikk_code,
        besaran,
        value,
        count(distinct source) as source_count,
        count(sound.pernyataan) as sound_count,
        min(source_rank) as source_rank
    from stated
    left join sound using (document, letter, pernyataan)
    group by tahun, satker_code, ikk_code, besaran, value
),

ranked as (
    select *
    from counted
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code, besaran
        order by source_count desc, sound_count desc, source_rank
    ) = 1
),

places as (
    select
        ranked.tahun,
        ranked.satker_code,
        ranked.ikk_code,
        ranked.besaran,
        ranked.value,
        stated.source,
        {{ place('stated') }}
    from ranked
    inner join stated
        on
            ranked.tahun = stated.tahun
            and ranked.satker_code = stated.satker_code
            and ranked.ikk_code = stated.ikk_code
            and ranked.besaran = stated.besaran
            and ranked.value = stated.value
    qualify row_number() over (
        partition by ranked.tahun, ranked.satker_code, ranked.ikk_code, ranked.besaran
        order by stated.source_rank, stated.row
    ) = 1
),

capaian as (
    select
        *,
        coalesce(
            realisasi_value is not null and status <> 'tidak_lengkap'
            and satker_seen_count = satker_expected_count, false
        ) as is_complete
    from {{ ref('int_ikk_capaian') }}
),

final as (
    select
        capaian.tahun,
        capaian.satker_code,
        capaian.ikk_code,
        capaian.ikk_name,
        capaian.direction,
        capaian.is_complete,
        capaian.realisasi_value as seen_value,
        coalesce(capaian.target_value, target.value) as target_value,
        case
            when capaian.target_value is not null then 'perjanjian kinerja'
            else target.source || ' laporan'
        end as target_source,
        case
            when capaian.target_value is not null then capaian.target_document
            else target.document
        end as target_document,
        case
            when capaian.target_value is not null then capaian.target_page
            else target.page
        end as target_page,
        coalesce(
            case when capaian.is_complete then capaian.realisasi_value end, realisasi.value
        ) as realisasi_value,
        case
            when capaian.is_complete then 'surat'
            else realisasi.source || ' laporan'
        end as realisasi_source,
        case
            when capaian.is_complete then capaian.realisasi_document
            else realisasi.document
        end as realisasi_document,
        case
            when capaian.is_complete then capaian.realisasi_page
            else realisasi.page
        end as realisasi_page
    from capaian
    left join places as target
        on
            capaian.tahun = target.tahun
            and capaian.satker_code = target.satker_code
            and capaian.ikk_code = target.ikk_code
            and target.besaran = 'target'
    left join places as realisasi
        on
            capaian.tahun = realisasi.tahun
            and capaian.satker_code = realisasi.satker_code
            and capaian.ikk_code = realisasi.ikk_code
            and realisasi.besaran = 'realisasi'
)

select *
from final
