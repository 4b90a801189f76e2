-- Zona Integritas, internal assessment and its parts. Grain: letter x satker x indicator.
-- Unit: points. Source: raw.zi.
{{ long_values('zi', [
    ("'zi'", 'jumlah', none),
    ("'zi_pemenuhan'", 'pemenuhan', none),
    ("'zi_reform'", 'reform', none),
    ("'zi_hasil'", 'hasil', none),
]) }}
