"""OM-SPAN: a satker's total from its indicators, and its final score."""

from collections import defaultdict
from decimal import Decimal

from expectations.check import Subject, as_number
from expectations.checks import (
    Numbers,
    agrees_with,
    in_range,
    known_satker,
    readable,
    required,
    unique,
)


def totals(subject: Subject) -> Numbers:
    """Sum of the indicators' final scores, for each satker's code."""
    parts: dict[str | None, list[Decimal | None]] = defaultdict(list)
    for row in subject.letter_rows:
        if row.table == "ikpa_indikator":
            parts[row.values["kode_satker"]].append(as_number(row.values["nilai_akhir"]))
    found: list[Decimal | None] = []
    for code in subject.text("kode_satker"):
        known = [value for value in parts[code] if value is not None]
        whole = bool(known) and len(known) == len(parts[code])
        found.append(sum(known, Decimal(0)) if whole else None)
    return found


def converted(subject: Subject) -> Numbers:
    """Total over the converted weight."""
    pairs = zip(subject.number("nilai_total"), subject.number("konversi_bobot"), strict=True)
    return [None if total is None or not part else total / part * 100 for total, part in pairs]


SUITE = (
    *readable("nilai_total", "konversi_bobot", "nilai_akhir"),
    *required("kode_satker", "satker", "nilai_total", "nilai_akhir"),
    *in_range("nilai_total", "konversi_bobot", "nilai_akhir"),
    unique("kode_satker"),
    known_satker(),
    agrees_with(
        "ikpa_nilai_total",
        "nilai_total",
        totals,
        meaning="jumlah nilai akhir indikatornya",
        tolerance="ikpa_nilai_total",
    ),
    agrees_with(
        "ikpa_konversi",
        "nilai_akhir",
        converted,
        meaning="nilai total dibagi konversi bobot",
        tolerance="ikpa_konversi",
    ),
)
