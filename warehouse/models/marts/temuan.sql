-- Findings for the stewards. Grain: finding. Source: the int_temuan models. temuan_id is derived
-- from the rule, the place and what is printed there: a finding keeps its name every night.
with findings as (
    select *
    from {{ ref('int_temuan_surat') }}
    union all by name
    select *
    from {{ ref('int_temuan_perjanjian') }}
    union all by name
    select *
    from {{ ref('int_temuan_pernyataan') }}
    union all by name
    select *
    from {{ ref('int_temuan_rincian') }}
    union all by name
    select *
    from {{ ref('int_temuan_satker') }}
    union all by name
    select *
    from {{ ref('int_temuan_jumlah') }}
    union all by name
    select *
    from {{ ref('int_temuan_rencana') }}
    union all by name
    select *
    from {{ ref('int_temuan_perbandingan') }}
    union all by name
    select *
    from {{ ref('int_temuan_kategori') }}
    union all by name
    select *
    from {{ ref('int_temuan_bagian') }}
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
        document_2,
        page_2,
        x0_2,
        top_2,
        x1_2,
        bottom_2
    from identified
    qualify row_number() over (partition by temuan_id order by pesan) = 1
)

select *
from final
order by temuan_id
