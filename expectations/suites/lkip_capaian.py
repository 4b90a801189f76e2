"""The report's own achievement table; what it miscounts is compared with all its other places."""

from expectations.checks import readable, required, unique

SUITE = (
    *readable("target", "realisasi", "capaian"),
    *required("indikator"),
    unique("indikator"),
)
