-- What was known of a figure, and when. A version holds from when its file was received, else from
-- the letter's date, but never from before the version it followed; until the next version does,
-- the copy that leaves it out, or the steward's rejection.
-- Grain: year x satker x indicator x letter x version. Units: as each indicator.
-- Source: int_nilai_versi, all models of models/staging/nilai, stg_surat, raw.decision.
with versions as (
    select *
    from {{ ref('int_nilai_versi') }}
),

letters as (
    select *
    from {{ ref('stg_surat') }}
),

printed as (
    {% for model in var('nilai_models') %}
        select
            document,
            letter,
            table_name,
            row,
            indikator,
            kategori,
            page,
            x0,
            top,
            x1,
            bottom
        from {{ ref(model) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
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
        ended.tahun,
        ended.satker_code,
        ended.indikator,
        ended.versi,
        ended.nilai,
        printed.kategori,
        ended.keadaan,
        letters.nomor,
        letters.tanggal as tanggal_surat,
        letters.received_at,
        ended.berlaku_sejak,
        case
            when ended.keadaan = 'digantikan'
                then
                    greatest(ended.berlaku_sejak, coalesce(ended.next_date, ended.copy_date))
            when ended.keadaan = 'ditolak'
                then greatest(ended.berlaku_sejak, least(ended.next_date, ended.decided_date))
        end as berlaku_sampai,
        ended.document,
        ended.letter,
        printed.page,
        ended.row,
        printed.x0,
        printed.top,
        printed.x1,
        printed.bottom,
        ended.decision_id
    from ended
    inner join letters
        on ended.document = letters.document and ended.letter = letters.letter
    inner join printed
        on
            ended.document = printed.document
            and ended.letter = printed.letter
            and ended.table_name = printed.table_name
            and ended.row = printed.row
            and ended.indikator = printed.indikator
)

select *
from final
order by tahun, satker_code, indikator, versi
