-- Every name of a satker as an annex row prints it. Grain: printed row that names a satker which is
-- known. Source: the annex tables of raw.
with printed as (
    {% for annex_name in var('annex_tables') %}
        select
            document,
            letter,
            '{{ annex_name }}' as table_name,
            row,
            page,
            tahun_ukur as tahun,
            satker_code,
            trim(regexp_replace(
                coalesce(printed_json ->> '$.satker', printed_json ->> '$.wilayah'), '\s+', ' ', 'g'
            )) as nama
        from {{ annex(annex_name) }}
        where not is_rejected
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        *,
        {{ squashed('nama') }} as squashed_nama
    from printed
    where tahun is not null and satker_code is not null and nama <> ''
)

select *
from final
