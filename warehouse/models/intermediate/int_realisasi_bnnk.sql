-- Realisasi that counts BNNK. Grain: year x BNNP x IKK. Unit: BNNK. Source: int_bnnk_dinilai.
with judged as (
    select *
    from {{ ref('int_bnnk_dinilai') }}
),

-- a BNNK whose category or target is not known cannot be counted either way: it is not seen
final as (
    select
        tahun,
        bnnp_code as satker_code,
        ikk_code,
        cast(count(*) filter (where is_reached) as decimal(18, 6)) as realisasi_value,
        cast(null as varchar) as kategori,
        count(*) as satker_expected_count,
        count(is_reached) as satker_seen_count,
        count(*) filter (where is_withheld) as withheld_count,
        min(document) as realisasi_document,
        cast(null as bigint) as realisasi_page,
        cast(null as bigint) as realisasi_row
    from judged
    group by all
    having count(*) filter (where is_reached is not null or is_withheld) > 0
)

select *
from final
