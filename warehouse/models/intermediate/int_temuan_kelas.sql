-- Classes that a report tabulates of an indicator: their limits against the reference data, or
-- against each other; words that nobody knows. Grain: finding. Units: as the indicator. Source:
-- stg_pernyataan, int_bagian, reference data.
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

final as (
    select *
    from limits
    union all
    select *
    from strange
)

select *
from final
