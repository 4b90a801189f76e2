"""The report's tables per satker under an indicator."""

from expectations.arithmetic import ratio
from expectations.checks import in_sequence, known_satker, readable, required, unique

SUITE = (
    *readable("no", "target", "nilai", "pencapaian"),
    *required("satker"),
    unique("indikator", "satker"),
    in_sequence(restart="indikator"),
    known_satker(),
    ratio("lkip_rincian_hitung", "pencapaian", "nilai", "target", severity="peringatan"),
)
