-- Realisasi that is one printed row: the satker's own (nilai_bnnp) or its province's
-- (nilai_provinsi). Grain: year x satker x IKK. Units: as the indicator. Source: int_nilai.
with ikk as (
    select *
    from {{ ref('int_ikk') }}
    where computation in ('nilai_bnnp', 'nilai_provinsi')
),

satker as (
    select *
    from {{ ref('int_satker_tahun') }}
),

nilai as (
    select *
    from {{ ref('int_nilai') }}
),

owners as (
    select
        tahun,
        satker_code,
        satker_code as source_code,
        'nilai_bnnp' as computation
    from satker
    where tingkat in ('bnnp', 'bnnk')
    union all
    select
        bnnp.tahun,
        bnnp.satker_code,
        provinsi.satker_code as source_code,
        'nilai_provinsi' as computation
    from satker as bnnp
    inner join satker as provinsi
        on
            bnnp.tahun = provinsi.tahun
            and bnnp.wilayah_code = provinsi.wilayah_code
            and provinsi.tingkat = 'provinsi'
    where bnnp.tingkat = 'bnnp'
),

rows_of as (
    select
        owners.tahun,
        owners.satker_code,
        ikk.ikk_code,
        nilai.nilai,
        nilai.kategori,
        nilai.document,
        nilai.page,
        nilai.row,
        nilai.is_chosen,
        nilai.is_disputed,
        nilai.is_quarantined
    from owners
    inner join ikk on owners.tahun = ikk.tahun and owners.computation = ikk.computation
    inner join nilai
        on
            owners.tahun = nilai.tahun
            and owners.source_code = coalesce(nilai.satker_code, nilai.satker_candidate_code)
            and ikk.indikator = nilai.indikator
),

final as (
    select
        tahun,
        satker_code,
        ikk_code,
        max(nilai) filter (where is_chosen) as realisasi_value,
        max(kategori) filter (where is_chosen) as kategori,
        1 as satker_expected_count,
        count(nilai) filter (where is_chosen) as satker_seen_count,
        count(*) filter (where is_disputed and is_chosen)
        + case
            when count(*) filter (where is_chosen) = 0 then count(*) filter (where is_quarantined)
            else 0
        end as withheld_count,
        max(document) filter (where is_chosen) as realisasi_document,
        max(page) filter (where is_chosen) as realisasi_page,
        max(row) filter (where is_chosen) as realisasi_row
    from rows_of
    group by all
)

select *
from final
