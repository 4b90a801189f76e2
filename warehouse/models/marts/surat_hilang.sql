-- What should have arrived and has not: a document of a satker, a whole national letter (one row,
-- without a satker), or a satker's row in a letter that has come. With the letter of the nearest
-- other year, its date and when it came. Grain: year x kind x satker. Source: int_surat_harapan,
-- stg_surat, raw.document.
with expected as (
    select *
    from {{ ref('int_surat_harapan') }}
),

documents as (
    select
        document,
        cast(min(received_at) as date) as received_date
    from {{ source('raw', 'document') }}
    group by document
),

letters as (
    select
        surat.*,
        documents.received_date
    from {{ ref('stg_surat') }} as surat
    left join documents on surat.document = documents.document
    where surat.tahun is not null and surat.status <> 'tidak_dikenal'
),

satker as (
    select *
    from {{ ref('satker') }}
),

missing as (
    select distinct
        tahun,
        kind,
        lingkup,
        case when lingkup = 'dokumen_satker' or is_kind_received then satker_code end
            as satker_code,
        case
            when lingkup <> 'dokumen_satker' and is_kind_received then 'satker_tidak_tercantum'
            else 'belum_diterima'
        end as keadaan
    from expected
    where not is_received
),

-- the letter of the nearest other year, the earlier of two as near
nearest as (
    select
        missing.tahun,
        missing.kind,
        missing.satker_code,
        letters.tahun as tahun_lain,
        letters.tanggal as tanggal_lain,
        letters.received_date as diterima_lain
    from missing
    inner join letters
        on
            missing.kind = letters.kind
            and missing.tahun <> letters.tahun
            and (
                missing.lingkup <> 'dokumen_satker'
                or missing.satker_code = letters.satker_code
            )
    qualify row_number() over (
        partition by missing.tahun, missing.kind, missing.satker_code
        order by
            abs(letters.tahun - missing.tahun), letters.tahun,
            letters.received_order
    ) = 1
),

final as (
    select
        missing.tahun,
        missing.kind,
        missing.satker_code,
        satker.satker_name,
        satker.provinsi_name,
        missing.keadaan,
        nearest.tahun_lain,
        nearest.tanggal_lain,
        nearest.diterima_lain,
        case
            when missing.keadaan = 'satker_tidak_tercantum'
                then
                    'Surat ' || missing.kind || ' tahun ' || missing.tahun
                    || ' sudah diterima tetapi halaman yang memuat ' || satker.satker_name
                    || ' tidak; mintalah lampiran lengkapnya'
            when missing.satker_code is null
                then
                    'Surat ' || missing.kind || ' tahun ' || missing.tahun
                    || ' belum diterima; mintalah kepada penerbitnya'
            else
                'Dokumen ' || missing.kind || ' ' || satker.satker_name || ' tahun '
                || missing.tahun || ' belum diterima; mintalah kepada satkernya'
        end
        || coalesce(
            ' (tahun ' || nearest.tahun_lain || ' diterima '
            || strftime(nearest.diterima_lain, '%d-%m-%Y') || ').',
            ' (tahun ' || nearest.tahun_lain || ' bertanggal '
            || strftime(nearest.tanggal_lain, '%d-%m-%Y') || ').',
            '.'
        ) as pesan
    from missing
    left join satker on missing.satker_code = satker.satker_code
    left join nearest
        on
            missing.tahun = nearest.tahun
            and missing.kind = nearest.kind
            and missing.satker_code is not distinct from nearest.satker_code
)

select *
from final
order by tahun, kind, satker_code nulls first
