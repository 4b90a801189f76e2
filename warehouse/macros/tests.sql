{# A status says which values there may be: what was not computed has none of ours. #}
{% test capaian_only_when_computed(model) %}
select *
from {{ model }}
where
    (status in ('dihitung', 'tidak_lengkap') and capaian_computed_pct is null)
    or (status not in ('dihitung', 'tidak_lengkap') and capaian_computed_pct is not null)
    or (status in ('hanya_laporan', 'tertahan', 'tanpa_data') and realisasi_value is not null)
    or (status = 'dihitung' and satker_seen_count <> satker_expected_count)
{% endtest %}

{# No two rows share all of these columns: the grain that a model's header names. #}
{% test unique_grain(model, columns) %}
select
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}

{# None of these columns is ever empty: one test for all of a model's, as each costs a night time. #}
{% test filled(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
where {{ columns | join(' is null or ') }} is null
{% endtest %}
