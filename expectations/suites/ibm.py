"""Decree on community-based intervention units: one row per unit."""

from expectations.checks import in_sequence, known_satker, readable, required, unique

SUITE = (
    *readable("no"),
    *required("no", "satker", "desa_kelurahan"),
    unique("tahun_terbentuk", "satker", "kabupaten_kota", "kecamatan", "desa_kelurahan"),
    in_sequence(restart="tahun_terbentuk"),
    known_satker(),
)
