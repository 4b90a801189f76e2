-- Dektara, family resilience. Grain: letter x satker. Unit: index points. Source: raw.dektara.
{{ long_values('dektara', [("'dektara'", 'nilai', 'kategori')]) }}
