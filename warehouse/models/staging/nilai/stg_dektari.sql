-- Dektari, youth resilience. Grain: letter x satker. Unit: index points. Source: raw.dektari.
{{ long_values('dektari', [("'dektari'", 'nilai', 'kategori')]) }}
