-- Findings on a report's tables per satker: rows against the letters, counts or sums of the rows
-- against the realisasi that the report states, targets against the definition's threshold. Grain:
-- finding. Units: as the indicator. Source: int_rincian, int_nilai, int_laporan,
-- int_acuan, int_pernyataan, stg_pernyataan.
with details as (
    select *
    from {{ ref('int_rincian') }}
    where not is_quarantined and ikk_code is not null
),

ikk as (
    select *
    from {{ ref('int_ikk') }}
),

nilai as (
    select *
    from {{ ref('int_nilai') }}
    where is_chosen
),

reports as (
    select *
    from {{ ref('int_laporan') }}
),

satker as (
    select *
    from {{ ref('int_satker_tahun') }}
),

words as (
    select *
    from {{ source('raw', 'reference_category_order') }}
),

judged as (
    select
        details.*,
        ikk.ikk_name,
        ikk.computation,
        ikk.min_rank,
        ikk.indikator,
        ikk.satuan,
        satker.tingkat,
        words.rank as kategori_rank
    from details
    inner join ikk on details.tahun = ikk.tahun and details.ikk_code = ikk.ikk_code
    left join satker
        on details.tahun = satker.tahun and details.satker_code = satker.satker_code
    left join words
        on
            ikk.indikator = words.indikator
            and {{ squashed('details.kategori') }} = {{ squashed('words.kategori') }}
            and {{ holds('words', 'details.tahun') }}
),

other_value as (
    select
        'nilai_laporan_berbeda' as rule,
        'gagal' as severity,
        judged.tahun,
        judged.satker_code,
        judged.ikk_code,
        {{ place('judged') }},
        'nilai' as column_name,
        replace(judged.nilai_text, '.', ',') as tercetak,
        {{ angka('nilai.nilai') }} as seharusnya,
        'Laporan mencetak ' || replace(judged.nilai_text, '.', ',') || ' untuk '
        || judged.satker_printed || ' pada "' || judged.ikk_name || '", surat sumbernya '
        || {{ angka('nilai.nilai') }} || ' (halaman ' || nilai.page
        || '); perbaiki laporannya.' as pesan
    from judged
    inner join nilai
        on
            judged.tahun = nilai.tahun
            and judged.satker_code = nilai.satker_code
            and judged.indikator = nilai.indikator
    where judged.nilai_value <> nilai.nilai
),

not_in_letter as (
    select
        'nilai_laporan_tanpa_surat' as rule,
        'peringatan' as severity,
        judged.tahun,
        judged.satker_code,
        judged.ikk_code,
        {{ place('judged') }},
        'satker' as column_name,
        judged.satker_printed as tercetak,
        cast(null as varchar) as seharusnya,
        'Laporan mencetak ' || replace(judged.nilai_text, '.', ',') || ' untuk '
        || judged.satker_printed || ' pada "' || judged.ikk_name
        || '", tetapi surat sumbernya yang ada di tangan tidak memuat barisnya; mintalah '
        || 'halamannya.' as pesan
    from judged
    left join nilai
        on
            judged.tahun = nilai.tahun
            and judged.satker_code = nilai.satker_code
            and judged.indikator = nilai.indikator
    where
        judged.computation in ('jumlah_bnnk_kategori', 'jumlah_bnnk_target')
        and nilai.nilai is null
        and exists (
            select 1
            from nilai as other
            where
                judged.tahun = other.tahun
                and judged.indikator = other.indikator
                and other.satker_code like 'bnnk-%'
        )
),

-- what the rows of one table come to, in the way the indicator counts; indices do not add up
totals as (
    select
        tahun,
        letter_satker_code as satker_code,
        ikk_code,
        ikk_name,
        case
            when max(indikator) is not null and min_rank is not null
                then count(*) filter (where kategori_rank >= min_rank)
            when computation = 'jumlah_bnnk_target'
                then count(*) filter (where tingkat = 'bnnk' and nilai_value >= target_value)
            when
                computation in ('laporan', 'jumlah_baris')
                and satuan not in ('Indeks', 'Nilai', '%')
                then sum(nilai_value)
        end as total_value,
        min(page) as page_first,
        max(page) as page_last,
        string_agg({{ angka('nilai_value') }}, ' + ' order by row) filter (
            where computation not in ('jumlah_bnnk_kategori', 'jumlah_bnnk_target')
            and satuan not in ('Indeks', 'Nilai', '%')
        ) as addends
    from judged
    group by tahun, letter_satker_code, ikk_code, ikk_name, computation, min_rank, satuan
),

printed_totals as (
    select
        document,
        letter,
        ikk_code,
        max(value) as value
    from {{ ref('int_pernyataan') }}
    where source = 'jumlah rincian' and besaran = 'realisasi'
    group by document, letter, ikk_code
),

other_total as (
    select
        'jumlah_rincian_berbeda' as rule,
        'gagal' as severity,
        reports.tahun,
        reports.satker_code,
        reports.ikk_code,
        {{ place('reports') }},
        'realisasi' as column_name,
        replace(reports.realisasi_text, '.', ',') as tercetak,
        {{ angka('totals.total_value') }} as seharusnya,
        'Realisasi "' || totals.ikk_name || '" tercetak '
        || replace(reports.realisasi_text, '.', ',')
        || ', sedangkan rincian per satker (halaman ' || totals.page_first
        || case
            when totals.page_last > totals.page_first then ', ' || totals.page_last
            else ''
        end
        || coalesce(': ' || totals.addends, '') || ') memberi '
        || {{ angka('totals.total_value') }} || '; perbaiki laporannya.' as pesan
    from totals
    inner join reports
        on
            totals.tahun = reports.tahun
            and totals.satker_code = reports.satker_code
            and totals.ikk_code = reports.ikk_code
    -- rows that miss the total printed under them are told there
    left join printed_totals
        on
            reports.document = printed_totals.document
            and reports.letter = printed_totals.letter
            and reports.ikk_code = printed_totals.ikk_code
    left join {{ ref('int_acuan') }} as known
        on
            reports.tahun = known.tahun
            and reports.satker_code = known.satker_code
            and reports.ikk_code = known.ikk_code
    -- rows that agree with what the realisasi should be are not what is wrong
    where
        totals.total_value <> reports.realisasi_reported_value
        and totals.total_value is distinct from known.realisasi_value
        and coalesce(printed_totals.value = totals.total_value, true)
),

thresholds as (
    select *
    from {{ ref('stg_pernyataan') }}
    where claim = 'ambang' and value is not null
    qualify row_number() over (partition by document, letter, ikk_nomor, value order by row) = 1
),

row_targets as (
    select
        document,
        letter,
        ikk_nomor,
        ikk_code,
        ikk_name,
        min(target_value) as least_value,
        max(target_value) as greatest_value
    from judged
    where target_value is not null
    group by document, letter, ikk_nomor, ikk_code, ikk_name
),

other_threshold as (
    select
        'ambang_berbeda' as rule,
        'peringatan' as severity,
        thresholds.tahun,
        thresholds.satker_code,
        row_targets.ikk_code,
        {{ place('thresholds') }},
        'target' as column_name,
        {{ angka('thresholds.value') }} as tercetak,
        {{ angka('row_targets.least_value') }} || case
            when row_targets.greatest_value > row_targets.least_value
                then ' s.d. ' || {{ angka('row_targets.greatest_value') }}
            else ''
        end as seharusnya,
        'Definisi "' || row_targets.ikk_name || '" menghitung yang di atas '
        || {{ angka('thresholds.value') }} || ', sedangkan tabelnya memakai target '
        || {{ angka('row_targets.least_value') }} || case
            when row_targets.greatest_value > row_targets.least_value
                then ' s.d. ' || {{ angka('row_targets.greatest_value') }}
            else ''
        end || '; tetapkan ambang yang berlaku.' as pesan
    from thresholds
    inner join row_targets
        on
            thresholds.document = row_targets.document
            and thresholds.letter = row_targets.letter
            and thresholds.ikk_nomor = row_targets.ikk_nomor
    where
        row_targets.least_value <> thresholds.value
        or row_targets.greatest_value <> thresholds.value
),

final as (
    select *
    from other_value
    union all
    select *
    from other_threshold
    union all
    select *
    from not_in_letter
    union all
    select *
    from other_total
)

select *
from final
