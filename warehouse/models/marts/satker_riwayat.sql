-- What became of satker: events of the reference data; and, where two following years have letters
-- with the same annex, who joined it, who left it, whose name no longer reads as it did. The latter
-- are what letters show, not why: an excerpt lacks satker too.
-- Grain: satker x event. Source: reference satker_peristiwa, int_nama.
with mentions as (
    select *
    from {{ ref('int_nama') }}
),

satker as (
    select *
    from {{ source('raw', 'reference_satker') }}
),

events as (
    select *
    from {{ source('raw', 'reference_satker_peristiwa') }}
),

-- one line a year, annex and satker: how it is called, and where first
named as (
    select
        tahun,
        table_name,
        satker_code,
        string_agg(distinct '"' || nama || '"', ', ' order by '"' || nama || '"') as namings,
        list(distinct squashed_nama) as squashed_namings,
        arg_min(document, (page, document, row)) as document,
        min(page) as page
    from mentions
    group by all
),

annexes as (
    select distinct
        tahun,
        table_name
    from named
),

-- years that stand beside one before with the same annex
pairs as (
    select
        now.tahun,
        now.table_name
    from annexes as now
    inner join annexes as last
        on now.table_name = last.table_name and now.tahun = last.tahun + 1
),

-- each satker's line of the year and of the year before, under the year
sides as (
    select
        named.*,
        true as is_now
    from named
    inner join pairs on named.tahun = pairs.tahun and named.table_name = pairs.table_name
    union all
    select
        named.* replace (named.tahun + 1 as tahun),
        false as is_now
    from named
    inner join pairs on named.tahun + 1 = pairs.tahun and named.table_name = pairs.table_name
),

compared as (
    select
        tahun,
        table_name,
        satker_code,
        max(namings) filter (where is_now) as namings,
        max(namings) filter (where not is_now) as last_namings,
        max(squashed_namings) filter (where is_now) as now_list,
        max(squashed_namings) filter (where not is_now) as last_list,
        arg_max(document, is_now) as document,
        arg_max(page, is_now) as page
    from sides
    group by all
),

seen as (
    select
        satker_code,
        tahun,
        cast(null as date) as tanggal,
        case
            when last_namings is null then 'mulai_tercantum'
            when namings is null then 'tidak_tercantum_lagi'
            else 'sebutan_berubah'
        end as peristiwa,
        cast(null as varchar) as asal_satker_code,
        table_name,
        case
            when last_namings is null
                then
                    'Tercetak ' || namings || ', tidak ada dalam surat sejenis tahun '
                    || (tahun - 1) || ' yang dimiliki'
            when namings is null
                then
                    'Tahun ' || (tahun - 1) || ' tercetak ' || last_namings
                    || ', tidak ada dalam surat sejenis tahun ' || tahun || ' yang dimiliki'
            else 'Tercetak ' || namings || '; tahun ' || (tahun - 1) || ' ' || last_namings
        end as keterangan,
        'surat' as sumber,
        document,
        page,
        cast(null as varchar) as source
    from compared
    where
        namings is null
        or last_namings is null
        or not list_has_any(now_list, last_list)
),

known as (
    select
        satker_code,
        year(tanggal) as tahun,
        tanggal,
        peristiwa,
        asal_satker_code,
        cast(null as varchar) as table_name,
        keterangan,
        'acuan' as sumber,
        cast(null as varchar) as document,
        cast(null as bigint) as page,
        source
    from events
),

together as (
    select *
    from known
    union all
    select *
    from seen
),

final as (
    select
        together.satker_code,
        satker.satker_name,
        row_number() over (
            partition by together.satker_code
            order by
                together.tahun, together.tanggal nulls last, together.table_name,
                together.peristiwa
        ) as urutan,
        together.tahun,
        together.tanggal,
        together.peristiwa,
        together.asal_satker_code,
        together.table_name,
        together.keterangan,
        together.sumber,
        together.document,
        together.page,
        together.source
    from together
    inner join satker on together.satker_code = satker.satker_code
)

select *
from final
order by satker_code, urutan
