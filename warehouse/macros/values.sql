{# Where a row or finding is printed. #}
{% macro place(alias='') -%}
    {%- set prefix = alias ~ '.' if alias else '' -%}
    {{ prefix }}document, {{ prefix }}letter, {{ prefix }}table_name, {{ prefix }}row,
        {{ prefix }}page, {{ prefix }}x0, {{ prefix }}top, {{ prefix }}x1, {{ prefix }}bottom
{%- endmacro %}

{# A letter's scores in long form, the one shape that all letters share from here on; those that a
   revision replaced or a steward rejected too, which do not stand.
   figures: (indikator as an SQL expression, column of the value, column of the category or none). #}
{% macro long_values(annex_name, figures) -%}
with printed as (
    select *
    from {{ annex(annex_name) }}
),

long_form as (
    {% for indikator, nilai, kategori in figures %}
    select
        document,
        letter,
        '{{ annex_name }}' as table_name,
        row,
        page,
        x0,
        top,
        x1,
        bottom,
        tahun_ukur as tahun,
        satker_code,
        satker_candidate_code,
        {{ indikator }} as indikator,
        cast({{ nilai }} as decimal(18, 6)) as nilai,
        cast({{ kategori or 'null' }} as varchar) as kategori,
        method,
        confidence,
        row_key,
        coalesce(
            cast(corrections_json ->> '$.{{ nilai }}' as bigint), decision_id
        ) as decision_id,
        status = 'karantina' as is_quarantined,
        is_standing,
        is_rejected
    from printed
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select *
from long_form
{%- endmacro %}

{# A name as part of an indicator's code: 'Revisi DIPA' to 'revisi_dipa'. #}
{% macro slug(text) -%}
    trim(regexp_replace(lower({{ text }}), '[^a-z0-9]+', '_', 'g'), '_')
{%- endmacro %}

{# A word in lower case letters and digits only, for comparing. #}
{% macro squashed(text) -%}
    regexp_replace(lower({{ text }}), '[^a-z0-9]+', '', 'g')
{%- endmacro %}

{# A figure in Indonesian for a message: 12.340000 to 12,34. #}
{% macro angka(value) -%}
    replace(regexp_replace(cast(cast({{ value }} as decimal(18, 6)) as varchar), '\.?0+$', ''), '.', ',')
{%- endmacro %}

{# Whether a reference row holds in a year; empty years are open ends. #}
{% macro holds(alias, tahun) -%}
    ({{ alias }}.year_from is null or {{ alias }}.year_from <= {{ tahun }})
        and ({{ alias }}.year_to is null or {{ alias }}.year_to >= {{ tahun }})
{%- endmacro %}

{# Where the other figure of a finding is printed: of a relation that has its place. #}
{% macro other_place(alias) -%}
    {{ alias }}.document as document_2, {{ alias }}.page as page_2, {{ alias }}.x0 as x0_2,
        {{ alias }}.top as top_2, {{ alias }}.x1 as x1_2, {{ alias }}.bottom as bottom_2
{%- endmacro %}

{# The columns of a second place, for a finding about one place alone. #}
{% macro no_other_place() -%}
    cast(null as varchar) as document_2, cast(null as bigint) as page_2,
        cast(null as double) as x0_2, cast(null as double) as top_2,
        cast(null as double) as x1_2, cast(null as double) as bottom_2
{%- endmacro %}
