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
        stated.tahun,
        stated.satker_code,
        stated.ikk_code,
        stated.besaran,
        stated.value,
        count(distinct stated.source) as source_count,
        count(sound.pernyataan) as sound_count,
        min(stated.source_rank) as source_rank
    from stated
    left join sound using (document, letter, pernyataan)
    group by
        stated.tahun, stated.satker_code, stated.ikk_code, stated.besaran, stated.value
),

ranked as (
    select *
    from counted
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code, besaran
        order by source_count desc, sound_count desc, source_rank asc
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

boxes as (
    select distinct
        document,
        page,
        row,
        x0,
        top,
        x1,
        bottom
    from (
        select
            document,
            page,
            row,
            x0,
            top,
            x1,
            bottom
        from {{ ref('int_nilai') }}
        union all
        select
            document,
            page,
            row,
            x0,
            top,
            x1,
            bottom
        from {{ ref('stg_perjanjian_kinerja') }}
    )
    qualify row_number() over (partition by document, page, row order by top, x0) = 1
),

-- where the right figures are printed: the agreement's or letter's row, else a place of the report
{% for besaran, is_given in [
    ('target', 'capaian.target_value is not null'), ('realisasi', 'capaian.is_complete')
] %}
    {{ besaran }} as (
        select
            capaian.tahun,
            capaian.satker_code,
            capaian.ikk_code,
            coalesce(
                case when {{ is_given }} then capaian.{{ besaran }}_value end, said.value
            ) as value,
            case
                when {{ is_given }}
                    then '{{ 'perjanjian kinerja' if besaran == 'target' else 'surat' }}'
                else said.source || ' laporan'
            end as source,
            {% for column in ['document', 'page'] %}
                case
                    when {{ is_given }} then capaian.{{ besaran }}_{{ column }}
                    else said.{{ column }}
                end as {{ column }},
            {% endfor %}
        {% for column in ['x0', 'top', 'x1', 'bottom'] %}
            case
                when {{ is_given }} then boxes.{{ column }}
                else said.{{ column }}
            end as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
        from capaian
        left join places as said
            on
                capaian.tahun = said.tahun
                and capaian.satker_code = said.satker_code
                and capaian.ikk_code = said.ikk_code
                and said.besaran = '{{ besaran }}'
        left join boxes
            on
                capaian.{{ besaran }}_document = boxes.document
                and capaian.{{ besaran }}_page = boxes.page
                and capaian.{{ besaran }}_row = boxes.row
    ),
{% endfor %}

final as (
    select
        capaian.tahun,
        capaian.satker_code,
        capaian.ikk_code,
        capaian.ikk_name,
        capaian.direction,
        capaian.is_complete,
        {% for besaran in ['target', 'realisasi'] %}
            {% for column in [
                'value', 'source', 'document', 'page', 'x0', 'top', 'x1', 'bottom'
            ] %}
                {{ besaran }}.{{ column }} as {{ besaran }}_{{ column }},
            {% endfor %}
        {% endfor %}
        capaian.realisasi_value as seen_value
    from capaian
    inner join target using (tahun, satker_code, ikk_code)
    inner join realisasi using (tahun, satker_code, ikk_code)
)

select *
from final
