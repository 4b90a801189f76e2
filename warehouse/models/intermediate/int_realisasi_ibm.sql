-- IBM units of a province, both annexes of the decree. Grain: year x BNNP x IKK. Unit: units.
-- Source: int_ibm. A province's units are all at hand where its run of rows is bounded in each
-- annex by other provinces' rows (or begins with number 1); a run that ends its annex may go on.
with ikk as (
    select *
    from {{ ref('int_ikk') }}
    where computation = 'jumlah_baris' and source_table = 'ibm'
),

placed as (
    select *
    from {{ ref('int_ibm') }}
),

neighbours as (
    select
        *,
        lag(no) over annex as previous_no,
        lead(no) over annex as next_no
    from placed
    window annex as (partition by tahun, tahun_terbentuk order by no, document, letter, row)
),

final as (
    select
        neighbours.tahun,
        neighbours.bnnp_code as satker_code,
        ikk.ikk_code,
        cast(
            count(*) filter (where not neighbours.is_quarantined) as decimal(18, 6)
        ) as realisasi_value,
        cast(null as varchar) as kategori,
        case
            when bool_and(
                (
                    neighbours.no = 1
                    or coalesce(neighbours.previous_no = neighbours.no - 1, false)
                )
                and coalesce(neighbours.next_no = neighbours.no + 1, false)
            ) then count(distinct neighbours.satker_code)
        end as satker_expected_count,
        count(distinct neighbours.satker_code) as satker_seen_count,
        count(*) filter (where neighbours.is_quarantined) as withheld_count,
        min(neighbours.document) as realisasi_document,
        cast(null as bigint) as realisasi_page,
        cast(null as bigint) as realisasi_row
    from neighbours
    inner join ikk on neighbours.tahun = ikk.tahun
    where neighbours.bnnp_code is not null
    group by neighbours.tahun, neighbours.bnnp_code, ikk.ikk_code
)

select *
from final
