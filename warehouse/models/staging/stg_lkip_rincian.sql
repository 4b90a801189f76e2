-- The report's tables per satker under an indicator. Grain: report x indicator x satker. Units: as
-- the indicator. letter_satker_code is whose report it is. Source: raw.lkip_rincian.
with printed as (
    select *
    from {{ annex('lkip_rincian') }}
    where is_standing
),

renamed as (
    select
        document,
        letter,
        'lkip_rincian' as table_name,
        row,
        page,
        x0,
        top,
        x1,
        bottom,
        tahun_ukur as tahun,
        letter_satker_code,
        satker_code,
        indikator as ikk_nomor,
        satker as satker_printed,
        target as target_value,
        nilai as nilai_value,
        kategori,
        keterangan,
        values_json ->> '$.nilai' as nilai_text,
        values_json ->> '$.pencapaian' as pencapaian_text,
        status = 'karantina' as is_quarantined
    from printed
)

select *
from renamed
