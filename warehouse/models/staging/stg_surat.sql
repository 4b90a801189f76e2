-- Letters that stand or once stood, one row each. Grain: document x letter (copies of the same
-- bytes under other names count once). known_date: when the letter was known, the day its file was
-- received, else the letter's own. Source: raw.letter, raw.document.
with letters as (
    select *
    from {{ source('raw', 'letter') }}
),

documents as (
    select
        document,
        min(received_at) as received_at
    from {{ source('raw', 'document') }}
    group by document
),

first_received as (
    select
        letters.document,
        letters.letter,
        letters.path,
        letters.kind,
        letters.nomor,
        letters.tanggal,
        letters.perihal,
        letters.tahun,
        letters.penerbit,
        letters.satker_code,
        letters.page_first,
        letters.page_last,
        letters.received_order,
        letters.letter_key,
        letters.status,
        documents.received_at,
        coalesce(cast(documents.received_at as date), letters.tanggal) as known_date
    from letters
    left join documents on letters.document = documents.document
    qualify
        row_number() over (
            partition by letters.document, letters.letter order by letters.received_order
        ) = 1
)

select *
from first_received
