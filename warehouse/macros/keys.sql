{# What a finding is called from night to night: its rule, the key of its row or statement, its
   column. One that is about no row is told by its table, satker and IKK. #}
{% macro finding_key(rule, place_key, column_name) -%}
    concat_ws('|', {{ rule }}, {{ place_key }}, coalesce({{ column_name }}, ''))
{%- endmacro %}

{# A hash of what a finding says is printed and should be. #}
{% macro finding_guard(tercetak, seharusnya) -%}
    left(md5(coalesce({{ tercetak }}, '') || '|' || coalesce({{ seharusnya }}, '')), 16)
{%- endmacro %}

{# A key without its turn: what a decision is matched by, beside the guard. #}
{% macro base_key(key) -%}
    regexp_replace({{ key }}, '#\d+$', '')
{%- endmacro %}
