"""OM-SPAN: each indicator's score, weight and final score."""

from expectations.check import Subject
from expectations.checks import Numbers, agrees_with, in_range, readable, required, unique
from expectations.reference import component_code


def products(subject: Subject) -> Numbers:
    """Score times weight."""
    pairs = zip(subject.number("nilai"), subject.number("bobot"), strict=True)
    return [None if value is None or part is None else value * part / 100 for value, part in pairs]


def weights(subject: Subject) -> Numbers | None:
    """That year's weight of each indicator; nothing for a year without them."""
    known = subject.reference.weights("ikpa", subject.tahun)
    if not known:
        return None
    return [known.get(component_code(name or "")) for name in subject.text("indikator")]


SUITE = (
    *readable("nilai", "bobot", "nilai_akhir"),
    *required("indikator", "nilai", "bobot", "nilai_akhir"),
    *in_range("nilai", "bobot", "nilai_akhir"),
    unique("kode_satker", "indikator"),
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
