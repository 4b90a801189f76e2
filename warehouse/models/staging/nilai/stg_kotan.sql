-- KOTAN index and its five variables. Grain: letter x region x indicator. Unit: index points.
-- Source: raw.kotan.
{{ long_values('kotan', [
    ("'kotan'", 'indeks', 'kategori'),
    ("'kotan_ketahanan_keluarga'", 'ketahanan_keluarga', none),
    ("'kotan_ketahanan_masyarakat'", 'ketahanan_masyarakat', none),
    ("'kotan_kewilayahan'", 'kewilayahan', none),
    ("'kotan_kelembagaan'", 'kelembagaan', none),
    ("'kotan_hukum'", 'hukum', none),
]) }}
