-- Every version of a figure that a letter printed: those too that a revision replaced, that wait in
-- quarantine or that a steward rejected. The same figure in further copies of its letter is no
-- version of its own. Without what else its row says, so that the windows hold little.
-- Grain: printed figure that is a version. Units: as each indicator.
-- Source: all models of models/staging/nilai, int_nilai, stg_surat.
with printed as (
    {% for model in var('nilai_models') %}
        select
            document,
            letter,
            table_name,
            row,
            tahun,
            satker_code,
            indikator,
            nilai,
            decision_id,
            is_quarantined,
            is_standing,
            is_rejected
        from {{ ref(model) }}
        where satker_code is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

letters as (
    select
        document,
        letter,
        letter_key,
        received_order,
        known_date
    from {{ ref('stg_surat') }}
),

standing as (
    select
        document,
        letter,
        table_name,
        row,
        tahun,
        satker_code,
        indikator,
        nilai,
        is_chosen,
        is_disputed
    from {{ ref('int_nilai') }}
),

judged as (
    select
        printed.*,
        letters.letter_key,
        letters.received_order,
        letters.known_date,
        case
            when printed.is_rejected then 'ditolak'
            when not printed.is_standing then 'digantikan'
            when printed.is_quarantined then 'tertahan'
            when standing.is_disputed then 'disengketakan'
            when standing.is_chosen or coalesce(standing.nilai = chosen.nilai, false)
                then 'berlaku'
            else 'digantikan'
        end as keadaan
    from printed
    inner join letters
        on printed.document = letters.document and printed.letter = letters.letter
    left join standing
        on
            printed.document = standing.document
            and printed.letter = standing.letter
            and printed.table_name = standing.table_name
            and printed.row = standing.row
            and printed.indikator = standing.indikator
    left join standing as chosen
        on
            printed.tahun = chosen.tahun
            and printed.satker_code = chosen.satker_code
            and printed.indikator = chosen.indikator
            and chosen.is_chosen
),

-- a further copy of a letter that repeats its last figure is no version; one that goes back to an
-- older figure is, and so is every one that could not be read, for nobody knows what it says
stepped as (
    select
        *,
        coalesce(
            nilai = lag(nilai) over same_letter
            and is_rejected = lag(is_rejected) over same_letter,
            false
        ) as is_repeat
    from judged
    window
        same_letter as (
            partition by tahun, satker_code, indikator, letter_key
            order by received_order, document, letter, row
        )
),

numbered as (
    select
        *,
        count(*) filter (where not is_repeat) over (
            partition by tahun, satker_code, indikator, letter_key
            order by received_order, document, letter, row
        ) as turn
    from stepped
),

-- of a figure that returns, the last turn is the one that stands, whichever copy it counts in
turned as (
    select
        *,
        max(turn) over same_value as last_turn,
        max(keadaan) filter (where is_standing) over same_value as standing_keadaan
    from numbered
    window
        same_value as (
            partition by tahun, satker_code, indikator, letter_key, nilai, is_rejected
        )
),

-- one line for a figure that several copies of a letter print: the line that counts
versions as (
    select
        * exclude (keadaan),
        first_value(known_date) over turn_rows as first_date,
        first_value(received_order) over turn_rows as first_order,
        case
            when is_rejected then 'ditolak'
            when turn = last_turn and standing_keadaan is not null then standing_keadaan
            else 'digantikan'
        end as keadaan
    from turned
    window
        turn_rows as (
            partition by tahun, satker_code, indikator, letter_key, turn
            order by received_order, document, letter, row
        )
    qualify row_number() over (
        partition by tahun, satker_code, indikator, letter_key, turn
        order by is_standing desc, received_order desc, document desc, letter desc, row desc
    ) = 1
)

select
    document,
    letter,
    table_name,
    row,
    tahun,
    satker_code,
    indikator,
    nilai,
    decision_id,
    letter_key,
    received_order,
    first_date,
    first_order,
    keadaan
from versions
