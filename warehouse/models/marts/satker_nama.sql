-- What satker are called, year by year. Grain: year x satker x annex table x printed name.
-- Units: rows, letters. Source: int_nama, reference satker.
with mentions as (
    select *
    from {{ ref('int_nama') }}
),

satker as (
    select *
    from {{ source('raw', 'reference_satker') }}
),

letters as (
    select *
    from {{ ref('stg_surat') }}
),

final as (
    select
        mentions.tahun,
        mentions.satker_code,
        mentions.table_name,
        mentions.nama as nama_tercetak,
        any_value(mentions.squashed_nama = {{ squashed('satker.satker_name') }}) as is_baku,
        count(*) as baris_count,
        count(distinct letters.letter_key) as surat_count,
        arg_min(
            mentions.document, (letters.received_order, mentions.letter, mentions.row)
        ) as document,
        arg_min(mentions.page, (letters.received_order, mentions.letter, mentions.row)) as page,
        arg_min(mentions.row, (letters.received_order, mentions.letter, mentions.row)) as row
    from mentions
    inner join letters
        on mentions.document = letters.document and mentions.letter = letters.letter
    inner join satker on mentions.satker_code = satker.satker_code
    group by mentions.tahun, mentions.satker_code, mentions.table_name, mentions.nama
)

select *
from final
order by tahun, satker_code, table_name, nama_tercetak
