-- Decree on community-based intervention units. Grain: decree x unit. Each annex (a year of
-- formation) numbers its units anew. Source: raw.ibm.
with printed as (
    select *
    from {{ annex('ibm') }}
    where is_standing
),

renamed as (
    select
        document,
        letter,
        'ibm' as table_name,
        row,
        page,
        tahun_ukur as tahun,
        satker_code,
        no,
        {{ squashed('provinsi') }} as provinsi_printed,
        desa_kelurahan,
        kecamatan,
        kabupaten_kota,
        tahun_terbentuk,
        status = 'karantina' as is_quarantined
    from printed
)

select *
from renamed
