-- What a satker's report states in its achievement table. Grain: year x satker x IKK. Units: as the
-- indicator; per cent. Source: stg_lkip_capaian, trusted rows.
with printed as (
    select *
    from {{ ref('stg_lkip_capaian') }}
    where ikk_code is not null and satker_code is not null and not is_quarantined
),

final as (
    select
        tahun,
        satker_code,
        ikk_code,
        ikk_nomor,
        target_reported_value,
        realisasi_reported_value,
        capaian_reported_pct,
        target_text,
        realisasi_text,
        capaian_text,
        document,
        letter,
        table_name,
        row,
        page,
        x0,
        top,
        x1,
        bottom
    from printed
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code order by document, letter, row
    ) = 1
)

select *
from final
