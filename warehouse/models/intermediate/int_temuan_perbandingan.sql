-- Comparisons with an earlier year: the word and the size of the change against the two figures.
-- What is wrong with this year's figure is said of it alone: a change that fits the right one is
-- right. Grain: finding. Units: per cent, as the indicator. Source: int_pernyataan, int_acuan.
with stated as (
    select *
    from {{ ref('int_pernyataan') }}
    where source = 'perbandingan'
),

paired as (
    select
        document,
        letter,
        pernyataan,
        tahun,
        satker_code,
        ikk_code,
        max(value) filter (where besaran in ('capaian_lalu', 'realisasi_lalu')) as before_value,
        max(value) filter (where besaran in ('capaian', 'realisasi')) as now_value,
        max(value_text) filter (where besaran = 'arah') as direction_word,
        max(value) filter (where besaran = 'perubahan') as change_value,
        max(value_text) filter (where besaran = 'perubahan') as change_text
    from stated
    group by document, letter, pernyataan, tahun, satker_code, ikk_code
),

known as (
    select
        *,
        {{ capaian_pct('realisasi_value', 'target_value', 'direction') }} as right_capaian
    from {{ ref('int_acuan') }}
),

compared as (
    select
        paired.*,
        known.ikk_name,
        known.direction,
        known.realisasi_value as right_realisasi,
        known.right_capaian,
        cast(1 as double) / pow(10, {{ decimals('paired.change_text') }}) as step
    from paired
    left join known using (tahun, satker_code, ikk_code)
    where paired.before_value is not null and paired.now_value is not null
),

-- the figures that this year's may be: as printed, and what it should be
candidates as (
    {% for value in ['now_value', 'right_capaian', 'right_realisasi'] %}
        select
            document,
            letter,
            pernyataan,
            ikk_code,
            direction_word,
            change_value,
            step,
            before_value,
            cast({{ value }} as double) - before_value as change
        from compared
        where {{ value }} is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

judged as (
    select
        document,
        letter,
        pernyataan,
        ikk_code,
        bool_or(direction_word = case
            when change > 0 then 'naik'
            when change < 0 then 'turun'
            else 'sama'
        end) as is_right_word,
        bool_or(
            abs(abs(change) - change_value) < step
            or (before_value <> 0 and abs(abs(change) / before_value * 100 - change_value) < step)
        ) as is_right_change
    from candidates
    group by document, letter, pernyataan, ikk_code
),

wrong as (
    select
        compared.*,
        judged.is_right_word,
        case
            when judged.is_right_word is false then 'arah_berbeda'
            else 'perubahan_berbeda'
        end as rule
    from compared
    inner join judged using (document, letter, pernyataan, ikk_code)
    where judged.is_right_word is false or judged.is_right_change is false
),

final as (
    select
        wrong.rule,
        'peringatan' as severity,
        wrong.tahun,
        wrong.satker_code,
        wrong.ikk_code,
        {{ place('stated') }},
        'perubahan' as column_name,
        case
            when wrong.is_right_word is false then wrong.direction_word
            else replace(wrong.change_text, '.', ',')
        end as tercetak,
        case
            when wrong.is_right_word is false
                then case
                    when wrong.now_value > wrong.before_value then 'naik'
                    when wrong.now_value < wrong.before_value then 'turun'
                    else 'sama'
                end
            else {{ angka('abs(wrong.now_value - wrong.before_value)') }}
        end as seharusnya,
        'Perubahan "' || wrong.ikk_name || '" disebut ' || wrong.direction_word
        || coalesce(' ' || replace(wrong.change_text, '.', ',') || ' persen', '')
        || ' (halaman ' || stated.page || '), padahal dari ' || {{ angka('wrong.before_value') }}
        || ' menjadi ' || {{ angka('wrong.now_value') }} || '; perbaiki keterangannya.' as pesan,
        {{ no_other_place() }}
    from wrong
    inner join stated
        on
            wrong.document = stated.document
            and wrong.letter = stated.letter
            and wrong.pernyataan = stated.pernyataan
            and wrong.ikk_code = stated.ikk_code
    where stated.besaran = case
        when wrong.is_right_word is false then 'arah'
        else 'perubahan'
    end
)

select *
from final
