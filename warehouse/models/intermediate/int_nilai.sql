-- Every score of every letter that stands, in one long form. Grain: printed figure. Units: as each
-- indicator. Source: all models of models/staging/nilai. Where letters of other numbers give the
-- same satker, year and indicator, the one received last is chosen; differing values are disputed.
with printed as (
    {% for model in var('nilai_models') %}
        select *
        from {{ ref(model) }}
        where is_standing
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

letters as (
    select *
    from {{ ref('stg_surat') }}
),

words as (
    select *
    from {{ source('raw', 'reference_category_order') }}
),

bounds as (
    select *
    from {{ source('raw', 'reference_category_bound') }}
),

classed as (
    select
        printed.*,
        letters.received_order,
        printed.kategori as kategori_printed,
        coalesce(words.rank, bounds.rank) as kategori_rank,
        coalesce(words.kategori, bounds.kategori, printed.kategori) as kategori_name
    from printed
    inner join letters
        on printed.document = letters.document and printed.letter = letters.letter
    left join words
        on
            printed.indikator = words.indikator
            and {{ squashed('printed.kategori') }} = {{ squashed('words.kategori') }}
            and {{ holds('words', 'printed.tahun') }}
    left join bounds
        on
            printed.indikator = bounds.indikator
            and printed.kategori is null
            and (
                bounds.lower is null
                or printed.nilai > bounds.lower
                or (bounds.is_lower_inclusive and printed.nilai = bounds.lower)
            )
            and (
                bounds.upper is null
                or printed.nilai < bounds.upper
                or (bounds.is_upper_inclusive and printed.nilai = bounds.upper)
            )
            and {{ holds('bounds', 'printed.tahun') }}
),

chosen as (
    select
        *,
        not is_quarantined and row_number() over (
            partition by tahun, satker_code, indikator, is_quarantined
            order by received_order desc, document desc, letter desc, row desc
        ) = 1 as is_chosen
    from classed
),

contrasted as (
    select
        *,
        max(nilai) filter (where is_chosen) over (
            partition by tahun, satker_code, indikator
        ) as chosen_nilai
    from chosen
),

accepted as (
    select distinct
        {{ base_key('item_key') }} as base_key,
        guard
    from {{ source('raw', 'decision') }}
    where verb = 'terima' and status is null
),

-- a steward who accepts that a figure is given twice has settled that the chosen one holds
settled as (
    select
        contrasted.*,
        accepted.guard is not null as is_settled
    from contrasted
    left join accepted
        on
            {{ finding_key("'nilai_ganda'", 'contrasted.row_key', 'contrasted.indikator') }}
            = accepted.base_key
            and {{ finding_guard(angka('contrasted.nilai'), angka('contrasted.chosen_nilai')) }}
            = accepted.guard
),

compared as (
    select
        *,
        not is_quarantined and (
            count(distinct case when not is_settled then nilai end) over (
                partition by tahun, satker_code, indikator, is_quarantined
            ) > 1
        ) as is_disputed
    from settled
),

final as (
    select
        document,
        letter,
        table_name,
        row,
        page,
        x0,
        top,
        x1,
        bottom,
        received_order,
        tahun,
        satker_code,
        satker_candidate_code,
        indikator,
        nilai,
        kategori_name as kategori,
        kategori_rank,
        kategori_printed,
        method,
        confidence,
        decision_id,
        is_quarantined,
        is_chosen,
        is_disputed
    from compared
)

select *
from final
