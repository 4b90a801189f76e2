-- Rows of a report's tables per satker, with the IKK whose section they stand in. Grain: report x
-- IKK x satker. Units: as the indicator. Source: stg_lkip_rincian; the section's number is known
-- from the report's boxes, else from the order of its achievement table.
with printed as (
    select *
    from {{ ref('stg_lkip_rincian') }}
),

statements as (
    select distinct
        document,
        letter,
        ikk_nomor,
        ikk_code
    from {{ ref('stg_pernyataan') }}
    where source = 'kotak' and ikk_code is not null
    qualify row_number() over (
        partition by document, letter, ikk_nomor order by row
    ) = 1
),

achievements as (
    select
        document,
        letter,
        ikk_nomor,
        ikk_code
    from {{ ref('stg_lkip_capaian') }}
),

final as (
    select
        printed.document,
        printed.letter,
        printed.table_name,
        printed.row,
        printed.page,
        printed.x0,
        printed.top,
        printed.x1,
        printed.bottom,
        printed.tahun,
        printed.letter_satker_code,
        printed.satker_code,
        printed.satker_printed,
        printed.ikk_nomor,
        coalesce(statements.ikk_code, achievements.ikk_code) as ikk_code,
        printed.target_value,
        printed.nilai_value,
        printed.nilai_text,
        printed.kategori,
        printed.is_quarantined
    from printed
    left join statements
        on
            printed.document = statements.document
            and printed.letter = statements.letter
            and printed.ikk_nomor = statements.ikk_nomor
    left join achievements
        on
            printed.document = achievements.document
            and printed.letter = achievements.letter
            and printed.ikk_nomor = achievements.ikk_nomor
)

select *
from final
