-- Each BNNK under the IKK that count BNNK, and whether it is counted: at or above a category
-- (jumlah_bnnk_kategori), or at or above its target (jumlah_bnnk_target: the BNNK's own agreement,
-- else its row in its BNNP's report, else its BNNP's target). is_reached is null where that cannot
-- be told. Grain: year x BNNP x IKK x BNNK. Units: as the indicator. Source: int_nilai, int_bnnk.
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
        expected.bnnk_target_value,
        nilai.nilai,
        nilai.kategori,
        nilai.document,
        nilai.page,
        nilai.row,
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
)

select *
from judged
