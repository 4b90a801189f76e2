-- Target of each satker's indicator, from its agreement. Grain: year x satker x IKK. Unit: as the
-- indicator. Source: stg_perjanjian_kinerja. Two different targets in one agreement are disputed.
with printed as (
    select *
    from {{ ref('stg_perjanjian_kinerja') }}
    where ikk_code is not null and satker_code is not null
),

compared as (
    select
        *,
        bool_or(is_quarantined) over same_ikk
        or count(distinct target_value) over same_ikk > 1 as is_withheld
    from printed
    window same_ikk as (partition by tahun, satker_code, ikk_code)
),

final as (
    select
        tahun,
        satker_code,
        ikk_code,
        case when not is_withheld then target_value end as target_value,
        satuan,
        document as target_document,
        letter as target_letter,
        page as target_page,
        row as target_row,
        is_withheld
    from compared
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code order by document, letter, row
    ) = 1
)

select *
from final
