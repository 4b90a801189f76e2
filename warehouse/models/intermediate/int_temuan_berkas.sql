-- Files that are no longer the ones that were received under their names: the manifest pinned other
-- bytes. Grain: document. Source: raw.document, the first letter of each.
with documents as (
    select *
    from {{ source('raw', 'document') }}
    where pinned_document is not null
),

letters as (
    select *
    from {{ ref('stg_surat') }}
    qualify row_number() over (partition by document order by letter) = 1
),

final as (
    select
        'berkas_berubah' as rule,
        'peringatan' as severity,
        letters.tahun,
        letters.satker_code,
        cast(null as varchar) as ikk_code,
        documents.document,
        letters.letter,
        cast(null as varchar) as table_name,
        cast(null as bigint) as row,
        coalesce(letters.page_first, 1) as page,
        cast(null as double) as x0,
        cast(null as double) as top,
        cast(null as double) as x1,
        cast(null as double) as bottom,
        cast(null as varchar) as column_name,
        left(documents.document, 12) as tercetak,
        left(documents.pinned_document, 12) as seharusnya,
        'Isi berkas ' || documents.path
        || ' bukan lagi yang diterima dengan nama itu: sidik isinya '
        || left(documents.document, 12) || ', dalam daftar terima '
        || left(documents.pinned_document, 12)
        || '; kembalikan berkas aslinya, atau simpan yang baru dengan nama lain.' as pesan
    from documents
    left join letters on documents.document = letters.document
)

select *
from final
