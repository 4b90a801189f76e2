-- Findings on what a report states of an indicator, in its table, summary and boxes, against what
-- the letters give and what its own table says. Grain: finding. Units: as the indicator; per cent.
-- Source: int_ikk_capaian, stg_lkip_capaian, stg_pernyataan.
with capaian as (
    select *
    from {{ ref('int_ikk_capaian') }}
),

reports as (
    select *
    from {{ ref('int_laporan') }}
),

numbered as (
    select *
    from {{ ref('stg_lkip_capaian') }}
),

boxes as (
    select
        stated.tahun,
        stated.satker_code,
        coalesce(stated.ikk_code, numbered.ikk_code) as ikk_code,
        stated.claim,
        stated.value_text,
        stated.value,
        stated.source,
        {{ place('stated') }}
    from {{ ref('stg_pernyataan') }} as stated
    left join numbered
        on
            stated.document = numbered.document
            and stated.letter = numbered.letter
            and stated.ikk_nomor = numbered.ikk_nomor
    where stated.value is not null
),

statements as (
    select
        tahun,
        satker_code,
        ikk_code,
        'realisasi' as figure,
        realisasi_text as value_text,
        realisasi_reported_value as value,
        'tabel' as source,
        {{ place() }}
    from reports
    where realisasi_reported_value is not null
    union all
    select
        tahun,
        satker_code,
        ikk_code,
        'capaian' as figure,
        capaian_text as value_text,
        capaian_reported_pct as value,
        'tabel' as source,
        {{ place() }}
    from reports
    where capaian_reported_pct is not null
    union all
    select
        tahun,
        satker_code,
        ikk_code,
        claim as figure,
        value_text,
        value,
        source,
        {{ place() }}
    from boxes
),

known as (
    select
        capaian.tahun,
        capaian.satker_code,
        capaian.ikk_code,
        capaian.ikk_name,
        capaian.direction,
        capaian.status,
        capaian.realisasi_value,
        coalesce(capaian.target_value, capaian.target_reported_value) as target_value,
        coalesce(capaian.realisasi_value, capaian.realisasi_reported_value) as best_realisasi_value,
        capaian.target_value is not null as is_agreed,
        coalesce(
            capaian.realisasi_value is not null and capaian.status <> 'tidak_lengkap'
            and (capaian.satker_seen_count = capaian.satker_expected_count), false
        ) as is_complete
    from capaian
),

-- what the summary and the boxes repeat from the table is one finding, at the table
compared as (
    select
        statements.*,
        known.ikk_name,
        known.direction,
        known.status,
        known.realisasi_value,
        known.best_realisasi_value,
        known.target_value,
        known.is_agreed,
        known.is_complete
    from statements
    inner join known
        on
            statements.tahun = known.tahun
            and statements.satker_code = known.satker_code
            and statements.ikk_code = known.ikk_code
    left join reports
        on
            statements.tahun = reports.tahun
            and statements.satker_code = reports.satker_code
            and statements.ikk_code = reports.ikk_code
    where
        statements.source = 'tabel'
        or statements.value is distinct from case statements.figure
            when 'realisasi' then reports.realisasi_reported_value
            when 'capaian' then reports.capaian_reported_pct
            else reports.target_reported_value
        end
),

-- rows at hand that fall short of a count may be missing letters: then a person should look
other_realisasi as (
    select
        'realisasi_berbeda' as rule,
        case
            when is_complete or realisasi_value is null then 'gagal'
            else 'peringatan'
        end as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'realisasi' as column_name,
        replace(value_text, '.', ',') as tercetak,
        {{ angka('best_realisasi_value') }} as seharusnya,
        'Realisasi "' || ikk_name || '" tercetak ' || replace(value_text, '.', ',')
        || ' (' || source || ' laporan, halaman ' || page || '), sedangkan '
        || case when realisasi_value is null then 'tabel capaian laporan' else 'surat' end
        || ' memberi ' || {{ angka('best_realisasi_value') }}
        || case
            when realisasi_value is not null and not is_complete
                then ' dari baris yang ada di tangan; lengkapi suratnya atau periksa angkanya.'
            else '; periksa angka laporan.'
        end as pesan
    from compared
    where
        figure = 'realisasi'
        and best_realisasi_value is not null
        and value <> best_realisasi_value
),

other_target as (
    select
        'target_berbeda' as rule,
        'gagal' as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'target' as column_name,
        replace(value_text, '.', ',') as tercetak,
        {{ angka('target_value') }} as seharusnya,
        'Target "' || ikk_name || '" tercetak ' || replace(value_text, '.', ',')
        || ' (' || source || ' laporan, halaman ' || page || '), sedangkan '
        || case when is_agreed then 'perjanjian kinerja' else 'tabel capaian laporan' end
        || ' menyebut ' || {{ angka('target_value') }} || '; perbaiki laporannya.' as pesan
    from compared
    where figure = 'target' and target_value is not null and value <> target_value
),

-- against the realisasi that the same report gives: one wrong realisasi is one finding, not two
other_capaian as (
    select
        'capaian_berbeda' as rule,
        case
            when abs(
                value - {{ capaian_pct('reported_value', 'target_value', 'direction') }}
            ) < 0.1 then 'peringatan'
            else 'gagal'
        end as severity,
        tahun,
        satker_code,
        ikk_code,
        {{ place() }},
        'capaian' as column_name,
        replace(value_text, '.', ',') as tercetak,
        {{ angka(capaian_pct('reported_value', 'target_value', 'direction')) }} as seharusnya,
        'Capaian "' || ikk_name || '" tercetak ' || replace(value_text, '.', ',')
        || ' persen (' || source || ' laporan, halaman ' || page || '), padahal '
        || {{ angka('reported_value') }} || ' terhadap target ' || {{ angka('target_value') }}
        || ' adalah '
        || {{ angka(capaian_pct('reported_value', 'target_value', 'direction')) }}
        || ' persen; perbaiki laporannya.' as pesan
    from (
        select
            compared.*,
            coalesce(
                case when compared.is_complete then compared.realisasi_value end,
                reports.realisasi_reported_value
            ) as reported_value
        from compared
        left join reports
            on
                compared.tahun = reports.tahun
                and compared.satker_code = reports.satker_code
                and compared.ikk_code = reports.ikk_code
    ) as stated
    where
        figure = 'capaian'
        and target_value > 0
        and reported_value is not null
        and not {{ is_right_pct('value_text', 'reported_value', 'target_value', 'direction') }}
),

final as (
    select *
    from other_realisasi
    union all
    select *
    from other_target
    union all
    select *
    from other_capaian
)

select *
from final
