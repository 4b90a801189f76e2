-- What was known of a figure, and when: every version that a letter printed, those too that a
-- revision replaced, that wait in quarantine or that a steward rejected. The same figure in further
-- copies of its letter is no version of its own. It holds from when its file was received, else
-- from the letter's date, until the next version does. Grain: year x satker x indicator x letter x
-- version. Units: as each indicator. Source: all models of models/staging/nilai, int_nilai.
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

-- one line for a figure that several copies of a letter print: the line that counts
versions as (
    select
        *,
        min(known_date) over same_figure as berlaku_sejak,
        min(received_order) over same_figure as first_order
    from judged
    window
        same_figure as (
            partition by tahun, satker_code, indikator, letter_key, nilai, keadaan = 'ditolak'
        )
    qualify row_number() over (
        partition by tahun, satker_code, indikator, letter_key, nilai, keadaan = 'ditolak'
        order by is_standing desc, received_order desc, document desc, letter desc, row desc
    ) = 1
),

ordered as (
    select
        *,
        row_number() over figure as versi,
        lead(berlaku_sejak) over figure as next_date
    from versions
    window
        figure as (
            partition by tahun, satker_code, indikator
            order by first_order, document, letter, row
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
        case when keadaan in ('digantikan', 'ditolak') then next_date end as berlaku_sampai,
        document,
        letter,
        page,
        row,
        x0,
        top,
        x1,
        bottom,
        decision_id
    from ordered
)

select *
from final
order by tahun, satker_code, indikator, versi
