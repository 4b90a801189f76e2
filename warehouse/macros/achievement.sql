{# Hundredths of a per cent, exact in whole numbers, half away from zero: no float comes near.
   direction 'turun' (lower is better): (1 + (1 - realisasi / target)) x 100. #}
{% macro capaian_pct(realisasi, target, direction) -%}
    case
        when {{ target }} > 0 and {{ realisasi }} is not null then cast(
            sign({{ achieved(realisasi, target, direction) }}) * (
                (abs({{ achieved(realisasi, target, direction) }}) * 20000 + {{ micro(target) }})
                // (2 * {{ micro(target) }})
            ) as decimal(36, 0)
        ) * cast(0.01 as decimal(2, 2))
    end
{%- endmacro %}

{# A DECIMAL(18, 6) in millionths, as a whole number. #}
{% macro micro(value) -%}
    cast({{ value }} * 1000000 as hugeint)
{%- endmacro %}

{# What is divided by the target. #}
{% macro achieved(realisasi, target, direction) -%}
    (case
        when {{ direction }} = 'turun' then 2 * {{ micro(target) }} - {{ micro(realisasi) }}
        else {{ micro(realisasi) }}
    end)
{%- endmacro %}

{# Whether a printed percentage is the true one, rounded or cut at the decimals it is printed with.
   text: the printed value as canonical text. #}
{% macro is_right_pct(text, realisasi, target, direction) -%}
    (
        {{ scaled(text) }} = ({{ pct_numerator(text, realisasi, target, direction) }})
            // {{ micro(target) }}
        or {{ scaled(text) }} = (2 * ({{ pct_numerator(text, realisasi, target, direction) }})
            + {{ micro(target) }}) // (2 * {{ micro(target) }})
    )
{%- endmacro %}

{# Number of decimals of a canonical text. #}
{% macro decimals(text) -%}
    case when position('.' in {{ text }}) = 0 then 0
        else length({{ text }}) - position('.' in {{ text }}) end
{%- endmacro %}

{# A canonical text without its decimal mark, as a whole number. #}
{% macro scaled(text) -%}
    try_cast(replace({{ text }}, '.', '') as hugeint)
{%- endmacro %}

{% macro pct_numerator(text, realisasi, target, direction) -%}
    {{ achieved(realisasi, target, direction) }} * 100
        * cast(pow(10, {{ decimals(text) }}) as hugeint)
{%- endmacro %}
