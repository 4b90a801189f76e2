"""Dektari: scores and categories, and each province's own figure as the mean of its satker."""

from decimal import Decimal

from expectations.arithmetic import Numbers, agrees_with
from expectations.categories import category_fits, known_word
from expectations.check import Subject
from expectations.checks import (
    all_or_none,
    expected_filled,
    known_satker,
    readable,
    required,
    unique,
)


def province_means(subject: Subject) -> Numbers:
    """For a province's row, the mean of the satker rows above it up to the province before.

    Only where the group is whole: it stands between two province rows or begins with its BNNP.
    """
    found: list[Decimal | None] = []
    group: list[Decimal | None] = []
    is_whole = False
    for row, value, name in zip(subject.rows, subject.number("nilai"), subject.names, strict=True):
        if row.values.get("tingkat") == "provinsi":
            known = [number for number in group if number is not None]
            complete = is_whole and bool(known) and len(known) == len(group)
            found.append(sum(known, Decimal(0)) / len(known) if complete else None)
            group, is_whole = [], True
            continue
        if name and (name.satker_code or "").startswith("bnnp-"):
            group, is_whole = [], True
        group.append(value)
        found.append(None)
    return found


SUITE = (
    *readable("nilai"),
    *required("satker"),
    all_or_none("nilai", "kategori"),
    expected_filled("nilai", beside="kategori"),
    unique("tingkat", "satker"),
    known_satker(),
    known_word("dektari"),
    category_fits("dektari"),
    agrees_with(
        "rata_rata_provinsi",
        "nilai",
        province_means,
        meaning="rata-rata satkernya",
        severity="peringatan",
        tolerance="dektari_provinsi",
    ),
)
