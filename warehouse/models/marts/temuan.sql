-- Findings for the stewards. Grain: finding. Source: the int_temuan models. temuan_id is derived
-- from the rule, the place and what is printed there: a finding keeps its name every night.
-- item_key names it by what it speaks of instead, so that decisions outlive the file it is in;
-- of findings with one key the second is numbered, by what they say.
with findings as (
    select *
    from {{ ref('int_temuan_surat') }}
    union all
    select *
    from {{ ref('int_temuan_perjanjian') }}
    union all
    select *
    from {{ ref('int_temuan_laporan') }}
    union all
    select *
    from {{ ref('int_temuan_rincian') }}
    union all
    select *
    from {{ ref('int_temuan_satker') }}
),

identified as (
    select
        *,
        md5(concat_ws(
            '|', rule, document, letter, table_name, row, column_name, page,
            coalesce(cast(tahun as varchar), ''), coalesce(satker_code, ''), coalesce(ikk_code, ''),
            coalesce(tercetak, ''), coalesce(seharusnya, ''),
            case when row is null and x0 is null then pesan else '' end
        )) as temuan_id
    from findings
    qualify row_number() over (partition by temuan_id order by pesan) = 1
),

placed as (
    select
        identified.*,
        places.row_key,
        places.row_guard,
        coalesce(places.place_key, concat_ws(
            '|', letters.letter_key, coalesce(identified.table_name, ''),
            coalesce(identified.satker_code, ''), coalesce(identified.ikk_code, '')
        )) as place_key
    from identified
    left join {{ ref('stg_surat') }} as letters
        on identified.document = letters.document and identified.letter = letters.letter
    left join {{ ref('int_kunci') }} as places
        on
            identified.document = places.document
            and identified.letter = places.letter
            and identified.table_name = places.table_name
            and identified.row = places.row
),

keyed as (
    select
        *,
        {{ finding_key('rule', 'place_key', 'column_name') }} as base_key,
        {{ finding_guard('tercetak', 'seharusnya') }} as guard
    from placed
),

numbered as (
    select
        *,
        row_number() over (
            partition by base_key
            order by tercetak, seharusnya, pesan, page, document, letter, row
        ) as turn
    from keyed
),

final as (
    select
        temuan_id,
        tahun,
        rule,
        severity,
        satker_code,
        ikk_code,
        document,
        page,
        x0,
        top,
        x1,
        bottom,
        tercetak,
        seharusnya,
        coalesce(
            pesan, 'Periksa ' || rule || ', tercetak ' || coalesce(tercetak, 'kosong') || '.'
        ) as pesan,
        'terbuka' as status,
        cast(null as varchar) as decided_by,
        cast(null as timestamp) as decided_at,
        cast(null as varchar) as reason,
        letter,
        table_name,
        row,
        column_name,
        base_key || case when turn > 1 then '#' || turn else '' end as item_key,
        guard,
        row_key,
        row_guard
    from numbered
)

select *
from final
order by temuan_id
