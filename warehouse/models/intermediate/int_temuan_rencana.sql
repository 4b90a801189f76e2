-- Plans over several years against their period, this year's target and the medium-term target.
-- Grain: finding. Units: as the indicator. Source: stg_pernyataan, int_pernyataan, int_acuan.
with planned as (
    select *
    from {{ ref('stg_pernyataan') }}
    where source = 'rencana'
),

counts as (
    select
        {{ place() }},
        tahun,
        satker_code,
        ikk_code,
        indikator,
        text,
        statement,
        max(value) filter (where claim = 'jumlah_tahun_rencana') over same as told_count,
        max(value) filter (where claim = 'tahun_rencana') over same as period_count,
        max(value) filter (where claim = 'selama_tahun') over same as stated_count
    from planned
    window same as (partition by document, letter, statement)
    qualify claim = 'jumlah_tahun_rencana'
),

-- the period in years, as said with the plan where it is, else as the report's plans span
spans as (
    select
        *,
        case
            when told_count <> period_count then period_count
            else coalesce(stated_count, period_count)
        end as year_count
    from counts
),

uneven as (
    select
        'rencana_tidak_sepanjang_periode' as rule,
        'peringatan' as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'rencana' as column_name,
        {{ angka('told_count') }} as tercetak,
        {{ angka('year_count') }} as seharusnya,
        'Rencana "'
        || indikator
        || '" (halaman '
        || page
        || ') menyebut '
        || {{ angka('told_count') }}
        || ' angka untuk ' || {{ angka('year_count') }}
        || ' tahun; pastikan angka setiap tahunnya.' as pesan,
        {{ no_other_place() }}
    from spans
    where told_count <> year_count
),

yearly as (
    select
        planned.*,
        spans.told_count = spans.period_count as is_even
    from planned
    inner join spans using (document, letter, statement)
    where planned.claim = 'rencana_tahunan' and planned.ikk_code is not null
),

known as (
    select *
    from {{ ref('int_acuan') }}
),

this_year as (
    select
        'rencana_berbeda' as rule,
        'peringatan' as severity,
        yearly.tahun,
        yearly.satker_code,
        yearly.ikk_code,
        {{ place('yearly') }},
        'rencana' as column_name,
        yearly.printed as tercetak,
        {{ angka('known.target_value') }} as seharusnya,
        'Rencana jangka menengah "' || known.ikk_name || '" menyebut ' || yearly.printed
        || ' untuk ' || yearly.tahun || ' (halaman ' || yearly.page || '), sedangkan '
        || known.target_source || ' menetapkan target ' || {{ angka('known.target_value') }}
        || '; jelaskan perubahannya dalam laporan.' as pesan,
        known.target_document as document_2,
        known.target_page as page_2,
        known.target_x0 as x0_2,
        known.target_top as top_2,
        known.target_x1 as x1_2,
        known.target_bottom as bottom_2
    from yearly
    inner join known
        on
            yearly.tahun = known.tahun
            and yearly.satker_code = known.satker_code
            and yearly.ikk_code = known.ikk_code
    where
        yearly.is_even
        and yearly.tahun_disebut = yearly.tahun
        and yearly.value <> known.target_value
),

-- a medium-term target is the plan's last figure, or all of them together
sums as (
    select
        document,
        letter,
        statement,
        tahun,
        satker_code,
        ikk_code,
        sum(value) as total_value,
        arg_max(value, row) as last_value,
        string_agg({{ angka('value') }}, ' + ' order by row) as addends,
        arg_min(page, row) as page,
        arg_min(x0, row) as x0,
        arg_min(top, row) as top,
        arg_min(x1, row) as x1,
        arg_min(bottom, row) as bottom
    from yearly
    where is_even
    group by document, letter, statement, tahun, satker_code, ikk_code
),

stated as (
    select *
    from {{ ref('int_pernyataan') }}
    where besaran = 'target_jangka_menengah' and value is not null
),

medium as (
    select
        'target_jangka_menengah_berbeda' as rule,
        'peringatan' as severity,
        stated.tahun,
        stated.satker_code,
        stated.ikk_code,
        {{ place('stated') }},
        'target' as column_name,
        stated.printed as tercetak,
        {{ angka('sums.total_value') }} as seharusnya,
        'Target jangka menengah "' || known.ikk_name || '" tercetak ' || stated.printed
        || ' (halaman ' || stated.page || '), sedangkan rencana tahunannya (halaman '
        || sums.page || ': ' || sums.addends || ') berjumlah '
        || {{ angka('sums.total_value') }}
        || ' dan berakhir pada '
        || {{ angka('sums.last_value') }}
        || '; tetapkan target jangka menengahnya.' as pesan,
        {{ other_place('sums') }}
    from stated
    inner join sums using (document, letter, tahun, satker_code, ikk_code)
    inner join known using (tahun, satker_code, ikk_code)
    where
        stated.value not in (sums.total_value, sums.last_value)
),

final as (
    select *
    from uneven
    union all
    select *
    from this_year
    union all
    select *
    from medium
)

select *
from final
