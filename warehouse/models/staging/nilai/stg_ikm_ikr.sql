-- Rehabilitation: capability, satisfaction, quality of life. Grain: letter x satker x indicator.
-- Units: index 1 to 4; quality of life in per cent of clients. Source: raw.ikm_ikr.
{{ long_values('ikm_ikr', [
    ("'ikr'", 'ikr', none),
    ("'ikm'", 'ikm', none),
    ("'kualitas_hidup'", 'kualitas_hidup', none),
]) }}
