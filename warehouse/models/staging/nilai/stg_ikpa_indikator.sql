-- OM-SPAN, the indicators of IKPA. Grain: screen x satker x indicator x figure. Units: points;
-- weights in per cent. Source: raw.ikpa_indikator.
{{ long_values('ikpa_indikator', [
    ("'ikpa_' || " ~ slug('indikator'), 'nilai', none),
    ("'ikpa_' || " ~ slug('indikator') ~ " || '_bobot'", 'bobot', none),
    ("'ikpa_' || " ~ slug('indikator') ~ " || '_nilai_akhir'", 'nilai_akhir', none),
]) }}
