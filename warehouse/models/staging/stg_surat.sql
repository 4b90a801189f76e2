-- Letters that stand or once stood, one row each. Grain: document x letter (copies of the same
-- bytes under other names count once). Source: raw.letter.
with letters as (
    select *
    from {{ source('raw', 'letter') }}
),

first_received as (
    select
        document,
        letter,
        path,
        kind,
        nomor,
        tanggal,
        perihal,
        tahun,
        penerbit,
        satker_code,
        page_first,
        page_last,
        received_order,
        letter_key,
        status
    from letters
    qualify row_number() over (partition by document, letter order by received_order) = 1
)

select *
from first_received
