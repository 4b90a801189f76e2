-- A figure beside that of the year before. Grain: year x satker x indicator, where both years have
-- one. Units: as each indicator. Source: int_nilai, int_aturan_tahun.
with nilai as (
    select *
    from {{ ref('int_nilai') }}
    where is_chosen and nilai is not null
),

rules as (
    select *
    from {{ ref('int_aturan_tahun') }}
),

final as (
    select
        now.tahun,
        now.satker_code,
        now.indikator,
        now.nilai,
        now.kategori,
        last.tahun as tahun_lalu,
        last.nilai as nilai_lalu,
        last.kategori as kategori_lalu,
        now.nilai - last.nilai as perubahan,
        case
            when now.nilai > last.nilai then 'naik'
            when now.nilai < last.nilai then 'turun'
            else 'tetap'
        end as arah,
        rules.is_sebanding,
        rules.is_kategori_sebanding,
        rules.catatan,
        now.is_disputed or last.is_disputed as is_disputed
    from nilai as now
    inner join nilai as last
        on
            now.satker_code = last.satker_code
            and now.indikator = last.indikator
            and now.tahun = last.tahun + 1
    inner join rules on now.tahun = rules.tahun and now.indikator = rules.indikator
)

select *
from final
order by tahun, satker_code, indikator
