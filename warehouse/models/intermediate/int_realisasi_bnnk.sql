-- Realisasi that counts BNNK: those at or above a category (jumlah_bnnk_kategori), or at or above
-- their target (jumlah_bnnk_target: the BNNK's own agreement, else its row in its BNNP's report,
-- else its BNNP's target). Grain: year x BNNP x IKK. Unit: BNNK. Source: int_nilai, int_bnnk.
with ikk as (
    select *
    from {{ ref('int_ikk') }}
    where computation in ('jumlah_bnnk_kategori', 'jumlah_bnnk_target')
),

own_ikk as (
    select
        tahun,
        indikator,
        ikk_code
    from {{ ref('int_ikk') }}
    where computation = 'nilai_bnnp'
),

bnnk as (
    select *
    from {{ ref('int_bnnk') }}
),

nilai as (
    select *
    from {{ ref('int_nilai') }}
),

targets as (
    select *
    from {{ ref('int_target') }}
    where not is_withheld
),

reported_targets as (
    select
        tahun,
        letter_satker_code,
        satker_code,
        ikk_code,
        max(target_value) as target_value
    from {{ ref('int_rincian') }}
    where not is_quarantined
    group by all
    having count(distinct target_value) = 1
),

expected as (
    select
        ikk.tahun,
        bnnk.bnnp_code,
        bnnk.satker_code,
        ikk.ikk_code,
        ikk.indikator,
        ikk.computation,
        ikk.min_rank,
        coalesce(
            own_target.target_value, reported_targets.target_value, bnnp_target.target_value
        ) as bnnk_target_value
    from ikk
    inner join bnnk on ikk.tahun = bnnk.tahun
    left join own_ikk on ikk.tahun = own_ikk.tahun and ikk.indikator = own_ikk.indikator
    left join targets as own_target
        on
            bnnk.tahun = own_target.tahun
            and bnnk.satker_code = own_target.satker_code
            and own_ikk.ikk_code = own_target.ikk_code
    left join reported_targets
        on
            bnnk.tahun = reported_targets.tahun
            and bnnk.bnnp_code = reported_targets.letter_satker_code
            and bnnk.satker_code = reported_targets.satker_code
            and ikk.ikk_code = reported_targets.ikk_code
    left join targets as bnnp_target
        on
            bnnk.tahun = bnnp_target.tahun
            and bnnk.bnnp_code = bnnp_target.satker_code
            and own_ikk.ikk_code = bnnp_target.ikk_code
),

withheld as (
    select distinct
        tahun,
        coalesce(satker_code, satker_candidate_code) as satker_code,
        indikator
    from nilai
    where is_quarantined
),

judged as (
    select
        expected.tahun,
        expected.bnnp_code,
        expected.satker_code,
        expected.ikk_code,
        nilai.document,
        case expected.computation
            when 'jumlah_bnnk_kategori' then nilai.kategori_rank >= expected.min_rank
            else nilai.nilai >= expected.bnnk_target_value
        end as is_reached,
        coalesce(nilai.is_disputed, withheld.satker_code is not null) as is_withheld
    from expected
    left join nilai
        on
            expected.tahun = nilai.tahun
            and expected.satker_code = nilai.satker_code
            and expected.indikator = nilai.indikator
            and nilai.is_chosen
    left join withheld
        on
            expected.tahun = withheld.tahun
            and expected.satker_code = withheld.satker_code
            and expected.indikator = withheld.indikator
),

-- a BNNK whose category or target is not known cannot be counted either way: it is not seen
final as (
    select
        tahun,
        bnnp_code as satker_code,
        ikk_code,
        cast(count(*) filter (where is_reached) as decimal(18, 6)) as realisasi_value,
        cast(null as varchar) as kategori,
        count(*) as satker_expected_count,
        count(is_reached) as satker_seen_count,
        count(*) filter (where is_withheld) as withheld_count,
        min(document) as realisasi_document,
        cast(null as bigint) as realisasi_page,
        cast(null as bigint) as realisasi_row
    from judged
    group by all
    having count(*) filter (where is_reached is not null or is_withheld) > 0
)

select *
from final
