-- Words against figures in a report: categories of achievements in its summary, limits of classes,
-- categories and remarks of its rows per satker. Grain: finding. Units: per cent, as the indicator.
-- Source: stg_pernyataan, int_bagian, int_rincian, reference data.
with claims as (
    select *
    from {{ ref('stg_pernyataan') }}
),

ikk as (
    select *
    from {{ ref('int_ikk') }}
),

bounds as (
    select *
    from {{ source('raw', 'reference_category_bound') }}
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

classes as (
    select
        claims.document,
        claims.letter,
        claims.statement,
        claims.tahun,
        claims.satker_code,
        claims.ikk_nomor,
        sections.ikk_code,
        ikk.indikator,
        max(claims.value_text) filter (where claims.claim = 'kategori') as kategori,
        max(claims.value) filter (where claims.claim = 'batas_bawah') as lower_value,
        max(claims.value) filter (where claims.claim = 'batas_atas') as upper_value,
        max(claims.row) filter (where claims.claim = 'kategori') as word_row,
        max(claims.row) filter (where claims.claim = 'batas_bawah') as lower_row,
        max(claims.row) filter (where claims.claim = 'batas_atas') as upper_row
    from claims
    left join {{ ref('int_bagian') }} as sections using (document, letter, ikk_nomor)
    left join ikk on claims.tahun = ikk.tahun and sections.ikk_code = ikk.ikk_code
    where claims.source = 'klasifikasi'
    group by
        claims.document, claims.letter, claims.statement, claims.tahun, claims.satker_code,
        claims.ikk_nomor, sections.ikk_code, ikk.indikator
),

worded as (
    select
        classes.*,
        bounds.kategori as known_kategori
    from classes
    left join bounds
        on
            classes.indikator = bounds.indikator
            and {{ squashed('classes.kategori') }} = {{ squashed('bounds.kategori') }}
            and {{ holds('bounds', 'classes.tahun') }}
),

-- a class whose word nobody knows is the one whose limit it shares
known as (
    select
        worded.*,
        bounds.kategori as right_kategori,
        bounds.lower,
        bounds.upper,
        bounds.source as bound_source
    from worded
    left join bounds
        on
            worded.indikator = bounds.indikator
            and {{ holds('bounds', 'worded.tahun') }}
            and (
                worded.known_kategori = bounds.kategori
                or (
                    worded.known_kategori is null
                    and (worded.lower_value = bounds.lower or worded.upper_value = bounds.upper)
                )
            )
    qualify row_number() over (
        partition by worded.document, worded.letter, worded.statement order by bounds.rank
    ) = 1
),

-- in a year without limits of its own in the reference data, classes must meet each other
neighbours as (
    select
        *,
        lag(upper_value) over by_value as below_value,
        lag(kategori) over by_value as below_kategori,
        bool_or(known_kategori is not null) over (
            partition by document, letter, ikk_nomor
        ) as is_known_table
    from known
    window by_value as (
        partition by document, letter, ikk_nomor order by coalesce(lower_value, -1), upper_value
    )
),

wrong_limits as (
    {% for side, name in [('lower', 'bawah'), ('upper', 'atas')] %}
        select
            document,
            letter,
            {{ side }}_row as row,
            'batas_kategori' as rule,
            ikk_code,
            {{ side }}_value as printed_value,
            {{ side }} as right_value,
            'Batas {{ name }} kategori ' || kategori as what,
            'data acuan (' || bound_source || ')' as against
        from known
        where
            {{ side }}_value is not null
            and {{ side }} is not null
            and {{ side }}_value <> {{ side }}
        union all
    {% endfor %}
    select
        document,
        letter,
        lower_row as row,
        'batas_kategori' as rule,
        ikk_code,
        lower_value as printed_value,
        below_value as right_value,
        'Batas bawah kategori ' || kategori as what,
        'batas atas kategori ' || below_kategori as against
    from neighbours
    where
        not is_known_table
        and lower_value is not null
        and below_value is not null
        and (lower_value < below_value or lower_value - below_value > 0.011)
),

limits as (
    select
        wrong_limits.rule,
        'peringatan' as severity,
        claims.tahun,
        claims.satker_code,
        wrong_limits.ikk_code,
        {{ place('claims') }},
        'batas' as column_name,
        claims.printed as tercetak,
        {{ angka('wrong_limits.right_value') }} as seharusnya,
        wrong_limits.what || ' tercetak ' || claims.printed || ' (halaman ' || claims.page
        || '), sedangkan ' || wrong_limits.against || ' '
        || {{ angka('wrong_limits.right_value') }} || '; tetapkan batas yang berlaku.' as pesan,
        {{ no_other_place() }}
    from wrong_limits
    inner join claims using (document, letter, row)
),

strange as (
    select
        'kategori_tidak_dikenal' as rule,
        'info' as severity,
        claims.tahun,
        claims.satker_code,
        known.ikk_code,
        {{ place('claims') }},
        'kategori' as column_name,
        claims.printed as tercetak,
        known.right_kategori as seharusnya,
        'Kategori "' || claims.printed || '" (halaman ' || claims.page
        || ') tidak dikenal; menurut batasnya "' || known.right_kategori || '".' as pesan,
        {{ no_other_place() }}
    from known
    inner join claims
        on
            known.document = claims.document
            and known.letter = claims.letter
            and known.word_row = claims.row
    where known.known_kategori is null and known.right_kategori is not null
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
    from two_words
    union all
    select *
    from upside_down
    union all
    select *
    from everyone
    union all
    select *
    from limits
    union all
    select *
    from strange
    union all
    select *
    from row_words
    union all
    select *
    from row_remarks
)

select *
from final
