"""OM-SPAN: a satker's total from its indicators, and its final score."""

from collections import defaultdict
from decimal import Decimal

from expectations.arithmetic import Numbers, agrees_with
from expectations.check import Subject, as_number
from expectations.checks import in_range, known_satker, readable, required, unique
from expectations.reference import component_code


def totals(subject: Subject) -> Numbers:
    """Sum of the indicators' final scores for each satker's code, less its deductions or not.

    Screens take a deduction off the total or only off the final score; what is printed decides.
    """
    return [
        None if whole is None else _nearest(printed, (whole, whole - off))
        for printed, (whole, off) in zip(subject.number("nilai_total"), _sums(subject), strict=True)
    ]


def converted(subject: Subject) -> Numbers:
    """Total over the converted weight, less deductions or not."""
    found: list[Decimal | None] = []
    for printed, total, weight, (_, off) in zip(
        subject.number("nilai_akhir"),
        subject.number("nilai_total"),
        subject.number("konversi_bobot"),
        _sums(subject),
        strict=True,
    ):
        exact = None if total is None or not weight else total / weight * 100
        found.append(None if exact is None else _nearest(printed, (exact, exact - off)))
    return found


def _sums(subject: Subject) -> list[tuple[Decimal | None, Decimal]]:
    """For each row the sum of its indicators' final scores, where all are known, and deductions."""
    codes = subject.reference.deductions("ikpa", subject.tahun)
    parts: dict[str | None, list[Decimal | None]] = defaultdict(list)
    off: dict[str | None, Decimal] = defaultdict(Decimal)
    for row in subject.letter_rows:
        if row.table != "ikpa_indikator":
            continue
        code, final = row.values["kode_satker"], as_number(row.values["nilai_akhir"])
        weight = as_number(row.values["bobot"])
        if component_code(row.values["indikator"] or "") in codes and not weight:
            off[code] += abs(final or as_number(row.values["nilai"]) or Decimal(0))
        else:
            parts[code].append(final)
    found: list[tuple[Decimal | None, Decimal]] = []
    for code in subject.text("kode_satker"):
        known = [value for value in parts[code] if value is not None]
        is_whole = bool(known) and len(known) == len(parts[code])
        found.append((sum(known, Decimal(0)) if is_whole else None, off[code]))
    return found


def _nearest(printed: Decimal | None, possible: tuple[Decimal, ...]) -> Decimal:
    """The one of several possible values that is nearest to what is printed."""
    return possible[0] if printed is None else min(possible, key=lambda v: abs(v - printed))


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
