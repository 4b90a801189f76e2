-- OM-SPAN, budget execution (IKPA). Grain: screen x satker x figure. Units: points; conversion
-- weight in per cent. Source: raw.ikpa.
{{ long_values('ikpa', [
    ("'ikpa'", 'nilai_akhir', none),
    ("'ikpa_nilai_total'", 'nilai_total', none),
    ("'ikpa_konversi_bobot'", 'konversi_bobot', none),
]) }}
