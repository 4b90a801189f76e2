-- Satker per category, beside what the letter says of itself. Provinces' own rows are no satker;
-- satker without a known category count in the total only. A category that only the letter names
-- has no rows here. Grain: year x indicator x category. Unit: satker; per cent. Source: int_nilai,
-- raw.claim (jumlah_satker).
with nilai as (
    select *
    from {{ ref('int_nilai') }}
    where is_chosen and nilai is not null
),

satker as (
    select *
    from {{ ref('satker') }}
    where tingkat <> 'provinsi'
),

letters as (
    select *
    from {{ ref('stg_surat') }}
),

claims as (
    select *
    from {{ source('raw', 'claim') }}
    where claim = 'jumlah_satker' and scope is not null
),

words as (
    select *
    from {{ source('raw', 'reference_category_order') }}
),

named as (
    select *
    from {{ source('raw', 'reference_indikator') }}
    where is_utama
),

seen as (
    select
        nilai.tahun,
        nilai.indikator,
        nilai.kategori,
        nilai.kategori_rank as rank
    from nilai
    inner join satker on nilai.satker_code = satker.satker_code
),

totals as (
    select
        tahun,
        indikator,
        count(*) as satker_total
    from seen
    group by all
),

counted as (
    select
        tahun,
        indikator,
        kategori,
        max(rank) as rank,
        count(*) as satker_count
    from seen
    where kategori is not null
    group by all
),

-- a letter says this of its kind's one score; the copy received last counts
claimed as (
    select
        letters.tahun,
        named.indikator,
        coalesce(words.kategori, claims.scope) as kategori,
        words.rank,
        try_cast(claims.value as bigint) as klaim_count,
        claims.document,
        claims.page,
        claims.text as teks
    from claims
    inner join letters
        on claims.document = letters.document and claims.letter = letters.letter
    inner join named on letters.kind = named.kind
    left join words
        on
            named.indikator = words.indikator
            and {{ squashed('claims.scope') }} = {{ squashed('words.kategori') }}
            and {{ holds('words', 'letters.tahun') }}
    where letters.tahun is not null
    qualify row_number() over (
        partition by letters.tahun, named.indikator, coalesce(words.kategori, claims.scope)
        order by
            letters.status in ('dimuat', 'sebagian') desc,
            letters.received_order desc,
            claims.claim_order asc
    ) = 1
),

claim_totals as (
    select
        tahun,
        indikator,
        sum(klaim_count)::bigint as klaim_total
    from claimed
    group by all
),

joined as (
    select
        coalesce(counted.tahun, claimed.tahun) as tahun,
        coalesce(counted.indikator, claimed.indikator) as indikator,
        coalesce(counted.kategori, claimed.kategori) as kategori,
        coalesce(counted.rank, claimed.rank) as rank,
        coalesce(counted.satker_count, 0) as satker_count,
        claimed.klaim_count,
        claimed.document,
        claimed.page,
        claimed.teks
    from counted
    full outer join claimed
        on
            counted.tahun = claimed.tahun
            and counted.indikator = claimed.indikator
            and counted.kategori = claimed.kategori
),

final as (
    select
        joined.tahun,
        joined.indikator,
        joined.kategori,
        joined.rank,
        joined.satker_count,
        coalesce(totals.satker_total, 0) as satker_total,
        case
            when totals.satker_total > 0
                then {{ capaian_pct('joined.satker_count', 'totals.satker_total', "'naik'") }}
        end as share_pct,
        joined.klaim_count,
        claim_totals.klaim_total,
        case
            when claim_totals.klaim_total > 0
                then {{ capaian_pct('joined.klaim_count', 'claim_totals.klaim_total', "'naik'") }}
        end as klaim_pct,
        joined.document,
        joined.page,
        joined.teks
    from joined
    left join totals
        on joined.tahun = totals.tahun and joined.indikator = totals.indikator
    left join claim_totals
        on joined.tahun = claim_totals.tahun and joined.indikator = claim_totals.indikator
)

select *
from final
order by tahun, indikator, rank, kategori
