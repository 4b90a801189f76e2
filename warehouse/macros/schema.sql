{# Schemas are named as the models' folders say, without the target's prefix. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{# An annex table as loaded: one per table of the extraction contract. #}
{% macro annex(name) -%}
    raw.{{ name }}
{%- endmacro %}
