-- Words of a report's rows per satker against their figures: categories, remarks on the target.
-- Grain: finding. Units: as the indicator. Source: int_rincian, reference data.
with ikk as (
    select *
    from {{ ref('int_ikk') }}
),

bounds as (
    select *
    from {{ source('raw', 'reference_category_bound') }}
),

details as (
    select
        rows.*,
        ikk.ikk_name,
        ikk.direction,
        bounds.kategori as right_kategori
    from {{ ref('int_rincian') }} as rows
    inner join ikk on rows.tahun = ikk.tahun and rows.ikk_code = ikk.ikk_code
    left join bounds
        on
            ikk.indikator = bounds.indikator
            and {{ holds('bounds', 'rows.tahun') }}
            and rows.nilai_value between
            coalesce(bounds.lower, -1e9) and coalesce(bounds.upper, 1e9)
            and (bounds.is_lower_inclusive or rows.nilai_value > bounds.lower)
            and (bounds.is_upper_inclusive or rows.nilai_value < bounds.upper)
    where not rows.is_quarantined
),

row_words as (
    select
        'kategori_rincian_berbeda' as rule,
        'gagal' as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'kategori' as column_name,
        kategori as tercetak,
        right_kategori as seharusnya,
        satker_printed || ' bernilai ' || {{ angka('nilai_value') }} || ' pada "' || ikk_name
        || '" dan disebut "' || kategori || '" (halaman ' || page
        || '), padahal menurut batasnya "' || right_kategori || '"; perbaiki laporannya.' as pesan,
        {{ no_other_place() }}
    from details
    where {{ squashed('kategori') }} <> {{ squashed('right_kategori') }}
),

remarks as (
    select
        *,
        case
            when
                regexp_matches(
                    {{ squashed('keterangan') }}, '^(di)?bawahtarget|tidakmencapai|belummencapai'
                )
                then false
            when
                regexp_matches(
                    {{ squashed('keterangan') }},
                    '(melebihi|diatas|melampaui|mencapai|sesuai)target'
                )
                then true
        end as says_reached
    from details
    where keterangan is not null and target_value is not null and nilai_value is not null
),

row_remarks as (
    select
        'keterangan_berbeda' as rule,
        'peringatan' as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'keterangan' as column_name,
        keterangan as tercetak,
        {{ angka('nilai_value') }} || ' dari target ' || {{ angka('target_value') }} as seharusnya,
        satker_printed || ' disebut "' || keterangan || '" (halaman ' || page || '), padahal '
        || {{ angka('nilai_value') }} || ' dari target ' || {{ angka('target_value') }}
        || '; perbaiki keterangannya.' as pesan,
        {{ no_other_place() }}
    from remarks
    where says_reached <> (nilai_value >= target_value)
),

final as (
    select *
    from row_words
    union all
    select *
    from row_remarks
)

select *
from final
