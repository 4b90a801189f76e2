"""The report's own achievement table; what it miscounts is its own statement, so a warning."""

from expectations.arithmetic import ratio
from expectations.checks import readable, required, unique

SUITE = (
    *readable("target", "realisasi", "capaian"),
    *required("indikator"),
    unique("indikator"),
    ratio("lkip_capaian_hitung", "capaian", "realisasi", "target", severity="peringatan"),
)
