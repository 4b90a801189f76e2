-- SMART DJA, budget performance (NKA). Grain: screen x satker. Unit: points. Source: raw.smart.
{{ long_values('smart', [("'nka'", 'nilai', 'kategori')]) }}
