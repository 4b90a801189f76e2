-- What was known of a figure, and when: every version that a letter printed, those too that a
-- revision replaced, that wait in quarantine or that a steward rejected. The same figure in further
-- copies of its letter is no version of its own. It holds from when its file was received, else
-- from the letter's date, but never from before the version it followed; until the next version
-- does, the copy that leaves it out, or the steward's rejection.
-- Grain: year x satker x indicator x letter x version. Units: as each indicator.
-- Source: all models of models/staging/nilai, int_nilai, raw.document, raw.decision.
with printed as (
    {% for model in var('nilai_models') %}
        select *
        from {{ ref(model) }}
        where satker_code is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

documents as (
    select
        document,
        min(received_at) as received_at
    from {{ source('raw', 'document') }}
    group by document
),

letters as (
    select
        surat.*,
        documents.received_at,
        coalesce(cast(documents.received_at as date), surat.tanggal) as known_date
    from {{ ref('stg_surat') }} as surat
    left join documents on surat.document = documents.document
),

standing as (
    select *
    from {{ ref('int_nilai') }}
),

judged as (
    select
        printed.*,
        letters.letter_key,
        letters.nomor,
        letters.tanggal as tanggal_surat,
        letters.received_at,
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
),

-- what came later was not known earlier, whatever date its letter bears
dated as (
    select
        *,
        row_number() over figure as versi,
        max(first_date) over figure as berlaku_sejak
    from versions
    window
        figure as (
            partition by tahun, satker_code, indikator
            order by first_order, document, letter, row
        )
),

copies as (
    select
        letter_key,
        received_order,
        known_date
    from letters
),

rejections as (
    select
        decision_id,
        cast(decided_at as date) as decided_date
    from {{ source('raw', 'decision') }}
    where verb = 'tolak'
),

-- a replaced figure that no version follows ended with the copy of its letter that leaves it out
ended as (
    select
        dated.*,
        lead(dated.berlaku_sejak) over figure as next_date,
        rejections.decided_date,
        (
            select min(copies.known_date)
            from copies
            where
                copies.letter_key = dated.letter_key
                and copies.received_order > dated.received_order
        ) as copy_date
    from dated
    left join rejections
        on dated.decision_id = rejections.decision_id and dated.keadaan = 'ditolak'
    window
        figure as (
            partition by dated.tahun, dated.satker_code, dated.indikator
            order by dated.versi
        )
),

final as (
    select
        tahun,
        satker_code,
        indikator,
        versi,
        nilai,
        kategori,
        keadaan,
        nomor,
        tanggal_surat,
        received_at,
        berlaku_sejak,
        case
            when keadaan = 'digantikan'
                then greatest(berlaku_sejak, coalesce(next_date, copy_date))
            when keadaan = 'ditolak'
                then greatest(berlaku_sejak, least(next_date, decided_date))
        end as berlaku_sampai,
        document,
        letter,
        page,
        row,
        x0,
        top,
        x1,
        bottom,
        decision_id
    from ended
)

select *
from final
order by tahun, satker_code, indikator, versi
