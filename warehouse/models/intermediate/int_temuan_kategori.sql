-- Categories of achievements in a report's summary against their percentages. Grain: finding.
-- Units: per cent. Source: stg_pernyataan, reference data.
with claims as (
    select *
    from {{ ref('stg_pernyataan') }}
),

ranks as (
    select *
    from {{ source('raw', 'reference_category_order') }}
    where indikator = 'capaian'
),

words as (
    select *
    from claims
    where source = 'ringkasan' and claim = 'kategori'
),

percentages as (
    select *
    from claims
    where source = 'ringkasan' and claim = 'capaian' and value is not null
),

summary as (
    select
        words.*,
        percentages.value as capaian_value,
        {{ squashed('words.value_text') }} as word,
        ranks.rank
    from words
    inner join percentages using (document, letter, statement)
    left join ranks
        on
            {{ squashed('words.value_text') }} = {{ squashed('ranks.kategori') }}
            and {{ holds('ranks', 'words.tahun') }}
),

-- one percentage, two words: the less usual word is told, of as many the later one
usual as (
    select
        document,
        letter,
        capaian_value,
        word,
        count(*) as word_count,
        min(row) as first_row,
        arg_min(value_text, row) as usual_word,
        arg_min(page, row) as page,
        arg_min(x0, row) as x0,
        arg_min(top, row) as top,
        arg_min(x1, row) as x1,
        arg_min(bottom, row) as bottom
    from summary
    group by document, letter, capaian_value, word
    qualify row_number() over (
        partition by document, letter, capaian_value order by count(*) desc, min(row)
    ) = 1
),

two_words as (
    select
        'kategori_capaian_berbeda' as rule,
        'info' as severity,
        summary.tahun,
        summary.satker_code,
        summary.ikk_code,
        {{ place('summary') }},
        'kategori' as column_name,
        summary.value_text as tercetak,
        usual.usual_word as seharusnya,
        'Capaian ' || {{ angka('summary.capaian_value') }} || ' persen disebut "'
        || summary.value_text || '" (halaman ' || summary.page || ') dan "' || usual.usual_word
        || '" (halaman ' || usual.page || '); pakai satu sebutan.' as pesan,
        {{ other_place('usual') }}
    from summary
    inner join usual using (document, letter, capaian_value)
    where summary.word <> usual.word
    qualify row_number() over (
        partition by document, letter, capaian_value, summary.word order by summary.row
    ) = 1
),

-- a higher percentage with a lower word: the statement that most others contradict is told
conflicts as (
    select
        summary.document,
        summary.letter,
        summary.row,
        count(*) as conflict_count,
        arg_max(other.row, abs(other.rank - summary.rank)) as other_row
    from summary
    inner join summary as other
        on
            summary.document = other.document
            and summary.letter = other.letter
            and (summary.capaian_value - other.capaian_value) * (summary.rank - other.rank) < 0
    group by summary.document, summary.letter, summary.row
),

upside_down as (
    select
        'kategori_capaian_terbalik' as rule,
        'peringatan' as severity,
        summary.tahun,
        summary.satker_code,
        summary.ikk_code,
        {{ place('summary') }},
        'kategori' as column_name,
        summary.value_text as tercetak,
        cast(null as varchar) as seharusnya,
        'Capaian ' || {{ angka('summary.capaian_value') }} || ' persen disebut "'
        || summary.value_text || '" (halaman ' || summary.page || '), sedangkan '
        || {{ angka('other.capaian_value') }} || ' persen disebut "' || other.value_text
        || '"; periksa kategorinya.' as pesan,
        {{ other_place('other') }}
    from conflicts
    inner join summary using (document, letter, row)
    inner join summary as other
        on
            conflicts.document = other.document
            and conflicts.letter = other.letter
            and conflicts.other_row = other.row
    qualify conflicts.conflict_count = max(conflicts.conflict_count) over (
        partition by conflicts.document, conflicts.letter
    )
),

everyone as (
    select
        'kategori_seluruh_berbeda' as rule,
        'peringatan' as severity,
        claims.tahun,
        claims.satker_code,
        cast(null as varchar) as ikk_code,
        {{ place('claims') }},
        'kategori' as column_name,
        claims.printed as tercetak,
        string_agg(distinct summary.value_text, ', ' order by summary.value_text) as seharusnya,
        'Seluruh indikator disebut berkategori ' || claims.printed || ' (halaman ' || claims.page
        || '), sedangkan ringkasan juga menyebut '
        || string_agg(distinct summary.value_text, ', ' order by summary.value_text)
        || '; perbaiki kesimpulannya.' as pesan,
        claims.document as document_2,
        arg_min(summary.page, summary.row) as page_2,
        arg_min(summary.x0, summary.row) as x0_2,
        arg_min(summary.top, summary.row) as top_2,
        arg_min(summary.x1, summary.row) as x1_2,
        arg_min(summary.bottom, summary.row) as bottom_2
    from claims
    inner join summary using (document, letter)
    where
        claims.claim = 'kategori_seluruh'
        and summary.word <> {{ squashed('claims.value_text') }}
    group by
        claims.tahun, claims.satker_code, claims.printed,
        {{ place('claims') }}
),

final as (
    select *
    from two_words
    union all
    select *
    from upside_down
    union all
    select *
    from everyone
)

select *
from final
