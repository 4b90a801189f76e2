-- Whether an indicator's figure is the same quantity in a year as in the year before: true where
-- the reference data define both alike, false where they define them differently, null where one
-- is not defined. Parts follow the score they are of. Grain: year x indicator. Source: reference
-- data, int_nilai.
with printed as (
    select distinct
        tahun,
        indikator
    from {{ ref('int_nilai') }}
    where tahun is not null
),

definitions as (
    select *
    from {{ source('raw', 'reference_definition') }}
),

subjects as (
    select distinct indikator
    from definitions
),

-- what speaks of an indicator: its own definition, else that of the score whose part it is
owned as (
    select
        printed.tahun,
        printed.indikator,
        max_by(subjects.indikator, length(subjects.indikator)) as subject
    from printed
    left join subjects
        on
            printed.indikator = subjects.indikator
            or starts_with(printed.indikator, subjects.indikator || '_')
    group by all
),

joined as (
    select
        owned.tahun,
        owned.indikator,
        owned.subject,
        now.definisi as definisi_kini,
        last.definisi as definisi_lalu
    from owned
    left join definitions as now
        on owned.subject = now.indikator and {{ holds('now', 'owned.tahun') }}
    left join definitions as last
        on owned.subject = last.indikator and {{ holds('last', 'owned.tahun - 1') }}
),

final as (
    select
        tahun,
        indikator,
        definisi_kini = definisi_lalu as is_sebanding,
        case
            when subject is null
                then 'Definisinya tidak ada dalam data acuan; bandingkan dengan hati-hati.'
            when definisi_kini = definisi_lalu then null
            when definisi_kini is null
                then
                    'Aturan tahun ' || tahun || ' tidak diketahui; bandingkan dengan hati-hati.'
            when definisi_lalu is null
                then
                    'Aturan tahun ' || (tahun - 1)
                    || ' tidak diketahui; bandingkan dengan hati-hati.'
            else
                'Aturannya berubah: kini ' || definisi_kini || '; tahun sebelumnya '
                || definisi_lalu || '.'
        end as catatan
    from joined
)

select *
from final
