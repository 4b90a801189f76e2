-- Letters received. Grain: file x letter; a file in which no letter could be read has one row.
-- Source: raw.document, raw.letter.
with documents as (
    select *
    from {{ source('raw', 'document') }}
),

letters as (
    select *
    from {{ source('raw', 'letter') }}
),

final as (
    select
        documents.document,
        documents.path,
        letters.kind,
        letters.nomor,
        letters.tanggal,
        letters.tahun,
        letters.penerbit,
        letters.page_first,
        letters.page_last,
        coalesce(letters.status, documents.status) as status,
        coalesce(letters.alasan, documents.alasan) as alasan,
        letters.letter,
        letters.perihal,
        letters.satker_code,
        letters.tahun_source,
        letters.dikonfirmasi,
        documents.page_count,
        documents.received_at
    from documents
    left join letters on documents.path = letters.path
)

select *
from final
order by path, letter
