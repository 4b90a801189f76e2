"""OM-SPAN: each indicator's score, weight and final score."""

from expectations.arithmetic import Numbers, agrees_with
from expectations.check import Subject
from expectations.checks import in_range, readable, required, unique
from expectations.components import known_component
from expectations.reference import component_code


def deducted(subject: Subject) -> list[bool]:
    """Which rows are deductions: so by that year's rule, and printed without a weight."""
    codes = subject.reference.deductions("ikpa", subject.tahun)
    rows = zip(subject.text("indikator"), subject.number("bobot"), strict=True)
    return [component_code(name or "") in codes and not weight for name, weight in rows]


def products(subject: Subject) -> Numbers:
    """Score times weight; nothing for a deduction."""
    rows = zip(subject.number("nilai"), subject.number("bobot"), deducted(subject), strict=True)
    return [
        None if is_deducted or value is None or part is None else value * part / 100
        for value, part, is_deducted in rows
    ]


def weights(subject: Subject) -> Numbers | None:
    """That year's weight of each indicator; nothing for a year without them."""
    known = subject.reference.weights("ikpa", subject.tahun)
    if not known:
        return None
    return [known.get(component_code(name or "")) for name in subject.text("indikator")]


SUITE = (
    *readable("nilai", "bobot", "nilai_akhir"),
    *required("indikator", "nilai"),
    *required("bobot", "nilai_akhir", unless=deducted),
    *in_range("nilai", "bobot", "nilai_akhir"),
    unique("kode_satker", "indikator"),
    known_component("indikator", "ikpa"),
    agrees_with(
        "ikpa_nilai_akhir",
        "nilai_akhir",
        products,
        meaning="nilai x bobot",
        tolerance="ikpa_nilai_akhir",
    ),
    agrees_with(
        "ikpa_bobot",
        "bobot",
        weights,
        meaning="bobot menurut peraturan tahun itu",
        severity="peringatan",
        rule_needed=True,
    ),
)
