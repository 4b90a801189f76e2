-- Findings with what stewards decided on them. Grain: finding. Source: the int_temuan models.
-- temuan_id is derived from the rule, the place and what is printed there: a finding keeps its
-- name every night.
-- item_key names it by what it speaks of instead, so that decisions outlive the file it is in;
-- of findings with one key the second is numbered, by what they say.
with compared as (
    {% for model in [
        'int_temuan_berkas',
        'int_temuan_perjanjian',
        'int_temuan_pernyataan',
        'int_temuan_rincian',
        'int_temuan_satker',
        'int_temuan_jumlah',
        'int_temuan_rencana',
        'int_temuan_perbandingan',
        'int_temuan_kategori',
        'int_temuan_kelas',
        'int_temuan_sebutan',
        'int_temuan_bagian',
    ] %}
        select *
        from {{ ref(model) }}
        {{ 'union all by name' if not loop.last }}
    {% endfor %}
),

findings as (
    select *
    from {{ ref('int_temuan_surat') }}
    union all by name
    select
        *,
        cast(null as bigint) as decision_id
    from compared
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
    qualify row_number() over (
        partition by temuan_id order by decision_id nulls first, pesan
    ) = 1
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

decisions as (
    select
        *,
        {{ base_key('item_key') }} as base_key,
        tercetak || ' (keputusan ' || decision_id || ')' as told_then
    from {{ source('raw', 'decision') }}
),

-- a decision on a finding that now says something else is a finding itself, at the same place
lapsed as (
    select
        keyed.tahun,
        keyed.satker_code,
        keyed.ikk_code,
        {{ place('keyed') }},
        keyed.column_name,
        keyed.tercetak,
        keyed.row_key,
        keyed.row_guard,
        'keputusan_gugur' as rule,
        'peringatan' as severity,
        decisions.told_then as seharusnya,
        'Keputusan ' || decisions.decision_id || ' (' || decisions.verb || ' atas temuan '
        || keyed.rule || ' oleh ' || decisions.decided_by || ', '
        || strftime(decisions.decided_at, '%Y-%m-%d') || ') gugur: waktu itu tercetak "'
        || decisions.tercetak || '", kini "' || coalesce(keyed.tercetak, 'kosong')
        || '"; putuskan lagi atas temuannya atau batalkan keputusan itu.' as pesan,
        md5(decisions.decision_id || '|' || keyed.temuan_id) as temuan_id,
        {{ finding_key("'keputusan_gugur'", 'keyed.base_key', 'keyed.column_name') }} as base_key,
        {{ finding_guard('keyed.tercetak', 'decisions.told_then') }} as guard
    from decisions
    inner join keyed on decisions.base_key = keyed.base_key
    anti join keyed as same
        on decisions.base_key = same.base_key and decisions.guard = same.guard
    where decisions.status is null
    qualify row_number() over (
        partition by decisions.decision_id order by keyed.tercetak, keyed.seharusnya, keyed.pesan
    ) = 1
),

told as (
    select *
    from keyed
    union all by name
    select *
    from lapsed
),

own as (
    select
        base_key,
        guard,
        max(decision_id) as decision_id
    from decisions
    where status is null
    group by all
),

-- decided on the finding itself, else with the row it is about
settled as (
    select
        told.*,
        decisions.verb,
        decisions.decided_by,
        decisions.decided_at,
        decisions.reason,
        row_number() over (
            partition by told.base_key
            order by
                told.tercetak, told.seharusnya, told.pesan, told.page, told.document, told.letter,
                told.row
        ) as turn
    from told
    left join own on told.base_key = own.base_key and told.guard = own.guard
    left join decisions on coalesce(own.decision_id, told.decision_id) = decisions.decision_id
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
        case verb
            when 'terima' then 'diterima'
            when 'koreksi' then 'dikoreksi'
            when 'tolak' then 'ditolak'
            else 'terbuka'
        end as status,
        decided_by,
        decided_at,
        reason,
        letter,
        table_name,
        row,
        column_name,
        base_key || case when turn > 1 then '#' || turn else '' end as item_key,
        guard,
        row_key,
        row_guard,
        document_2,
        page_2,
        x0_2,
        top_2,
        x1_2,
        bottom_2
    from settled
)

select *
from final
