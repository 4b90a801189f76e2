-- Performance agreement. Grain: agreement x indicator. Unit: as each target prints.
-- Source: raw.perjanjian_kinerja.
with printed as (
    select *
    from {{ annex('perjanjian_kinerja') }}
    where is_standing
),

renamed as (
    select
        document,
        letter,
        'perjanjian_kinerja' as table_name,
        row,
        page,
        x0,
        top,
        x1,
        bottom,
        tahun_ukur as tahun,
        letter_satker_code as satker_code,
        ikk_code,
        no,
        sasaran,
        indikator,
        target as target_value,
        satuan,
        printed_json ->> '$.target' as target_printed,
        status = 'karantina' as is_quarantined
    from printed
)

select *
from renamed
