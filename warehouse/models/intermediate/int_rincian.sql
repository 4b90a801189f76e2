-- Rows of a report's tables per satker, with the IKK whose section they stand in. Grain: report x
-- IKK x satker. Units: as the indicator. Source: stg_lkip_rincian, int_bagian.
with printed as (
    select *
    from {{ ref('stg_lkip_rincian') }}
),

sections as (
    select *
    from {{ ref('int_bagian') }}
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
        sections.ikk_code,
        printed.target_value,
        printed.nilai_value,
        printed.nilai_text,
        printed.kategori,
        printed.keterangan,
        printed.pencapaian_text,
        printed.is_quarantined
    from printed
    left join sections
        on
            printed.document = sections.document
            and printed.letter = sections.letter
            and printed.ikk_nomor = sections.ikk_nomor
)

select *
from final
