"""Decree on community-based intervention units: one row per unit."""

from expectations.checks import (
    expected_filled,
    in_sequence,
    known_satker,
    numbered,
    readable,
    required,
    unique,
)
from expectations.places import known_places, known_villages

SUITE = (
    *readable("no"),
    numbered(),
    *required("satker", "desa_kelurahan"),
    expected_filled("tahun_terbentuk"),
    unique("tahun_terbentuk", "satker", "kabupaten_kota", "kecamatan", "desa_kelurahan"),
    in_sequence(restart="tahun_terbentuk"),
    known_satker(),
    *known_places("provinsi", "kabupaten_kota"),
    *known_villages(district="kecamatan", village="desa_kelurahan", within="kabupaten_kota"),
)
