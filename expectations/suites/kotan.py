"""KOTAN: five variables, the weighted index, category word and grade letter."""

from decimal import Decimal

from expectations.arithmetic import Numbers, agrees_with
from expectations.categories import category_in_order, grade_fits, known_word
from expectations.check import Subject
from expectations.checks import (
    expected_filled,
    in_range,
    in_sequence,
    known_satker,
    numbered,
    readable,
    required,
    unique,
)

VARIABLES = ("ketahanan_keluarga", "ketahanan_masyarakat", "kewilayahan", "kelembagaan", "hukum")


def weighted(subject: Subject) -> Numbers | None:
    """The index from its variables by that year's weights; nothing for a year without them."""
    weights = subject.reference.weights("kotan", subject.tahun)
    if not weights:
        return None
    columns = [(subject.number(name), weights[name]) for name in VARIABLES]
    found: list[Decimal | None] = []
    for index in range(len(subject.rows)):
        parts = [(values[index], weight) for values, weight in columns]
        known = [value * weight for value, weight in parts if value is not None]
        found.append(sum(known, Decimal(0)) if len(known) == len(parts) else None)
    return found


SUITE = (
    *readable("no", *VARIABLES, "indeks"),
    numbered(),
    *required("wilayah", *VARIABLES, "indeks", "kategori"),
    *in_range(*VARIABLES, "indeks"),
    unique("wilayah"),
    in_sequence(),
    known_satker("wilayah"),
    agrees_with(
        "kotan_indeks",
        "indeks",
        weighted,
        meaning="jumlah tertimbang variabelnya",
        tolerance="kotan_indeks",
        rule_needed=True,
    ),
    known_word("kotan"),
    expected_filled("mutu"),
    category_in_order("kotan", "indeks"),
    grade_fits("kotan"),
)
