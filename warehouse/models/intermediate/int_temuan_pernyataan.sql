-- Targets, realisasi and percentages that a report states against what they should be. What several
-- places print alike is one finding, at the place most read, that names the others. Grain: finding.
-- Units: as the indicator; per cent. Source: int_pernyataan, int_acuan, int_tunggal.
with sums as (
    select
        document,
        letter,
        ikk_code,
        sum(target_value) as target_total
    from {{ ref('int_rincian') }}
    where not is_quarantined
    group by document, letter, ikk_code
),

statements as (
    select
        stated.*,
        known.ikk_name,
        known.direction,
        known.is_complete,
        known.seen_value,
        known.target_value as right_target,
        known.target_source,
        known.target_document,
        known.target_page,
        known.target_x0,
        known.target_top,
        known.target_x1,
        known.target_bottom,
        known.realisasi_value as right_realisasi,
        known.realisasi_source,
        known.realisasi_document,
        known.realisasi_page,
        known.realisasi_x0,
        known.realisasi_top,
        known.realisasi_x1,
        known.realisasi_bottom,
        own.target_value as own_target,
        own.realisasi_value as own_realisasi,
        own.is_sound,
        own.capaian_text as own_capaian_text,
        coalesce(sums.target_total = known.target_value, false) as is_summed_right,
        {{ capaian_pct(
            'known.realisasi_value', 'known.target_value', 'known.direction'
        ) }} as right_capaian
    from {{ ref('int_pernyataan') }} as stated
    inner join {{ ref('int_acuan') }} as known
        on
            stated.tahun = known.tahun
            and stated.satker_code = known.satker_code
            and stated.ikk_code = known.ikk_code
    inner join {{ ref('int_tunggal') }} as own
        on
            stated.document = own.document
            and stated.letter = own.letter
            and stated.pernyataan = own.pernyataan
            and stated.ikk_code = own.ikk_code
    left join sums
        on
            stated.document = sums.document
            and stated.letter = sums.letter
            and stated.ikk_code = sums.ikk_code
    where stated.value is not null
),

-- a copy of the agreement and a plan speak of this year's target like any other place; a total that
-- is not what its rows add up to is told as such, and what the rows come to beside the realisasi
targets as (
    select
        *,
        'target_berbeda' as rule,
        right_target as seharusnya_value,
        target_source as seharusnya_source,
        target_document as document_2,
        target_page as page_2,
        target_x0 as x0_2,
        target_top as top_2,
        target_x1 as x1_2,
        target_bottom as bottom_2
    from statements
    where
        besaran = 'target'
        and right_target is not null
        and value <> right_target
        and not (source = 'jumlah rincian' and is_summed_right)
),

-- figures beside other years or at the end of a calculation may be values or percentages: either
-- may be right
realisasi as (
    select
        *,
        'realisasi_berbeda' as rule,
        right_realisasi as seharusnya_value,
        realisasi_source as seharusnya_source,
        realisasi_document as document_2,
        realisasi_page as page_2,
        realisasi_x0 as x0_2,
        realisasi_top as top_2,
        realisasi_x1 as x1_2,
        realisasi_bottom as bottom_2
    from statements
    where
        besaran = 'realisasi'
        and right_realisasi is not null
        and value <> right_realisasi
        and source <> 'jumlah rincian'
        and not (source = 'perbandingan' and coalesce(value = right_capaian, false))
),

-- right when it follows from the figures told with it, or from the right ones: what is wrong with
-- those is said of them
capaian as (
    select
        *,
        'capaian_berbeda' as rule,
        case
            when besaran = 'capaian_jangka_menengah'
                then {{ capaian_pct('own_realisasi', 'own_target', 'direction') }}
            else right_capaian
        end as seharusnya_value,
        case
            when besaran = 'capaian_jangka_menengah'
                then {{ angka('own_realisasi') }} || ' terhadap ' || {{ angka('own_target') }}
            else
                {{ angka('right_realisasi') }} || ' terhadap target ' || {{ angka('right_target') }}
        end as seharusnya_source,
        realisasi_document as document_2,
        realisasi_page as page_2,
        realisasi_x0 as x0_2,
        realisasi_top as top_2,
        realisasi_x1 as x1_2,
        realisasi_bottom as bottom_2
    from statements
    where
        besaran in ('capaian', 'capaian_jangka_menengah')
        and not is_sound
        and right_target > 0
        and right_realisasi is not null
        and case
            when besaran = 'capaian'
                then not {{ is_right_pct(
                    'value_text', 'right_realisasi', 'right_target', 'direction'
                ) }}
            else own_target > 0 and not {{ is_right_pct(
                'value_text', 'right_realisasi', 'own_target', 'direction'
            ) }}
        end
        and not (source in ('perbandingan', 'perhitungan') and value = right_realisasi)
),

wrong as (
    select *
    from targets
    union all
    select *
    from realisasi
    union all
    select *
    from capaian
),

told as (
    select
        *,
        count(*) over alike as place_count,
        string_agg(source || ' halaman ' || page, ', ') over (
            partition by tahun, satker_code, ikk_code, rule, value
            order by source_rank, row
            rows between 1 following and unbounded following
        ) as other_places
    from wrong
    window alike as (partition by tahun, satker_code, ikk_code, rule, value)
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code, rule, value order by source_rank, row
    ) = 1
),

worded as (
    select
        rule,
        case
            when rule = 'capaian_berbeda' and abs(value - seharusnya_value) < 0.1 then 'peringatan'
            when source = 'rencana' then 'peringatan'
            else 'gagal'
        end as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        case
            when rule = 'target_berbeda' then 'target'
            when rule = 'realisasi_berbeda' then 'realisasi'
            else 'capaian'
        end as column_name,
        coalesce(printed, replace(value_text, '.', ',')) as tercetak,
        {{ angka('seharusnya_value') }} as seharusnya,
        case rule
            when 'target_berbeda' then 'Target "' when 'realisasi_berbeda' then 'Realisasi "'
            else 'Capaian "'
        end || ikk_name || '" tercetak ' || replace(value_text, '.', ',')
        || case when rule = 'capaian_berbeda' then ' persen' else '' end
        || ' (' || source || ' halaman ' || page
        || coalesce(', juga ' || other_places, '') || '), '
        || case rule
            when 'capaian_berbeda'
                then
                    'padahal ' || seharusnya_source || ' adalah '
                    || {{ angka('seharusnya_value') }} || ' persen; perbaiki laporannya.'
            else
                'sedangkan menurut ' || seharusnya_source || ' '
                || {{ angka('seharusnya_value') }}
                || case
                    when own_capaian_text is null then ''
                    when is_sound and not {{ is_right_pct(
                        'own_capaian_text', 'right_realisasi', 'right_target', 'direction'
                    ) }}
                        then
                            ', sehingga capaiannya bukan ' || replace(own_capaian_text, '.', ',')
                            || ' melainkan ' || {{ angka('right_capaian') }} || ' persen'
                    when not is_sound
                        then
                            ' (' || {{ angka('own_realisasi') }} || '/'
                            || {{ angka('own_target') }} || ' juga bukan '
                            || replace(own_capaian_text, '.', ',') || ' persen)'
                    else ''
                end
                || '; perbaiki laporannya.'
        end as pesan,
        document_2,
        page_2,
        x0_2,
        top_2,
        x1_2,
        bottom_2
    from told
),

-- rows at hand that fall short of a count may be missing letters: then a person should look
unsettled as (
    select
        'realisasi_berbeda' as rule,
        'peringatan' as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'realisasi' as column_name,
        coalesce(printed, replace(value_text, '.', ',')) as tercetak,
        {{ angka('seen_value') }} as seharusnya,
        'Realisasi "' || ikk_name || '" tercetak ' || replace(value_text, '.', ',')
        || ' (' || source || ' halaman ' || page || '), sedangkan surat memberi '
        || {{ angka('seen_value') }}
        || ' dari baris yang ada di tangan; lengkapi suratnya atau periksa angkanya.' as pesan,
        {{ no_other_place() }}
    from statements
    where
        besaran = 'realisasi'
        and not is_complete
        and seen_value is not null
        and value = right_realisasi
        and value <> seen_value
    qualify row_number() over (
        partition by tahun, satker_code, ikk_code order by source_rank, row
    ) = 1
),

final as (
    select *
    from worded
    union all
    select *
    from unsettled
)

select *
from final
