-- What a report states of itself in several places: how many objectives and indicators, how many of
-- each category, seized goods, its budget, from which status to which an area passes. Against each
-- other and against what its tables count. Grain: finding; what several places say alike is one.
-- Units: counts; gram; rupiah. Source: stg_pernyataan, stg_lkip_capaian, raw.lkip_belanja.
with said as (
    select
        *,
        coalesce(scope, '') as subject,
        coalesce({{ angka('value') }}, value_text) as said_value
    from {{ ref('stg_pernyataan') }}
    where
        claim in (
            'jumlah_sasaran', 'jumlah_indikator', 'jumlah_indikator_kategori',
            'jumlah_indikator_sasaran', 'barang_bukti', 'pagu', 'peralihan_status'
        )
),

achievements as (
    select
        *,
        split_part(ikk_nomor, '.', 1) as objective,
        coalesce(target_reported_value, realisasi_reported_value) is not null as has_figures
    from {{ ref('stg_lkip_capaian') }}
),

summary as (
    select
        document,
        letter,
        statement,
        max(value_text) filter (where claim = 'kategori') as kategori,
        max(value) filter (where claim = 'capaian') as capaian
    from {{ ref('stg_pernyataan') }}
    where source = 'ringkasan'
    group by document, letter, statement
),

-- an indicator may be called by any word that its percentage is called by
called as (
    select distinct
        summary.document,
        summary.letter,
        summary.statement,
        {{ squashed('other.kategori') }} as kategori
    from summary
    inner join summary as other
        on
            summary.document = other.document
            and summary.letter = other.letter
            and summary.capaian = other.capaian
),

budget as (
    select
        document,
        letter,
        pagu
    from {{ annex('lkip_belanja') }}
    where is_standing and status = 'dimuat' and regexp_matches(lower(jenis), '^(total|jumlah)')
),

counted as (
    select
        document,
        letter,
        'jumlah_sasaran' as claim,
        '' as subject,
        cast(count(distinct objective) as decimal(18, 6)) as value,
        'tabel capaian' as source
    from achievements
    group by document, letter
    union all
    select
        document,
        letter,
        'jumlah_indikator' as claim,
        '' as subject,
        count(*) as value,
        'tabel capaian' as source
    from achievements
    group by document, letter
    union all
    select
        document,
        letter,
        'jumlah_indikator' as claim,
        '' as subject,
        count(*) filter (where has_figures) as value,
        'tabel capaian yang berangka' as source
    from achievements
    group by document, letter
    union all
    select
        document,
        letter,
        'jumlah_indikator_sasaran' as claim,
        objective as subject,
        count(*) as value,
        'tabel capaian' as source
    from achievements
    group by document, letter, objective
    union all
    select
        document,
        letter,
        'jumlah_indikator_sasaran' as claim,
        objective as subject,
        count(*) filter (where has_figures) as value,
        'tabel capaian yang berangka' as source
    from achievements
    group by document, letter, objective
    union all
    select
        said.document,
        said.letter,
        said.claim,
        said.subject,
        count(distinct called.statement) as value,
        'ringkasan' as source
    from said
    inner join called
        on
            said.document = called.document
            and said.letter = called.letter
            and {{ squashed('said.subject') }} = called.kategori
    where said.claim = 'jumlah_indikator_kategori'
    group by said.document, said.letter, said.claim, said.subject
    union all
    select
        document,
        letter,
        'pagu' as claim,
        '' as subject,
        pagu as value,
        'tabel belanja' as source
    from budget
),

votes as (
    select
        document,
        letter,
        claim,
        subject,
        said_value,
        source || ' halaman ' || page as place,
        page,
        x0,
        top,
        x1,
        bottom,
        1 as is_said,
        row as turn
    from said
    union all
    select
        document,
        letter,
        claim,
        subject,
        {{ angka('value') }} as said_value,
        source as place,
        null as page,
        null as x0,
        null as top,
        null as x1,
        null as bottom,
        0 as is_said,
        0 as turn
    from counted
),

settled as (
    select
        document,
        letter,
        claim,
        subject,
        said_value as right_value,
        arg_min(place, turn) as right_place,
        arg_min(page, turn) as right_page,
        arg_min(x0, turn) as right_x0,
        arg_min(top, turn) as right_top,
        arg_min(x1, turn) as right_x1,
        arg_min(bottom, turn) as right_bottom
    from votes
    group by document, letter, claim, subject, said_value
    qualify row_number() over (
        partition by document, letter, claim, subject
        order by count(*) desc, min(is_said), min(turn)
    ) = 1
),

wrong as (
    select
        said.*,
        settled.right_value,
        settled.right_place,
        settled.right_page,
        settled.right_x0,
        settled.right_top,
        settled.right_x1,
        settled.right_bottom
    from said
    inner join settled using (document, letter, claim, subject)
    where
        said.said_value <> settled.right_value
        and not exists (
            select 1
            from counted
            where
                said.document = counted.document
                and said.letter = counted.letter
                and said.claim = counted.claim
                and said.subject = counted.subject
                and said.value = counted.value
        )
),

told as (
    select
        *,
        string_agg('halaman ' || page, ', ') over (
            partition by document, letter, claim, subject, said_value
            order by row rows between 1 following and unbounded following
        ) as other_places
    from wrong
    qualify row_number() over (
        partition by document, letter, claim, subject, said_value order by row
    ) = 1
),

final as (
    select
        'pernyataan_berbeda' as rule,
        case when claim = 'pagu' then 'gagal' else 'peringatan' end as severity,
        tahun,
        satker_code,
        cast(null as varchar) as ikk_code,
        {{ place() }},
        claim as column_name,
        coalesce(printed, said_value) as tercetak,
        right_value as seharusnya,
        case claim
            when 'jumlah_sasaran' then 'Jumlah sasaran'
            when 'jumlah_indikator' then 'Jumlah indikator'
            when 'jumlah_indikator_kategori'
                then 'Jumlah indikator berkategori ' || lower(subject)
            when 'jumlah_indikator_sasaran' then 'Jumlah indikator sasaran ' || subject
            when 'barang_bukti' then 'Barang bukti ' || subject || ' (gram)'
            when 'pagu' then 'Pagu anggaran'
            else 'Peralihan status kawasan rawan'
        end
        || ' disebut ' || said_value || ' (halaman ' || page
        || coalesce(', juga ' || other_places, '') || '), sedangkan ' || right_place
        || ' menyebut ' || right_value || '; samakan setelah diperiksa.' as pesan,
        case when right_page is not null then document end as document_2,
        right_page as page_2,
        right_x0 as x0_2,
        right_top as top_2,
        right_x1 as x1_2,
        right_bottom as bottom_2
    from told
)

select *
from final
