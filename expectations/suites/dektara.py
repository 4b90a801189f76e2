"""Dektara: scores and categories."""

from expectations.categories import category_fits, known_word
from expectations.checks import (
    all_or_none,
    expected_filled,
    in_range,
    in_sequence,
    known_satker,
    numbered,
    readable,
    required,
    unique,
)

SUITE = (
    *readable("no", "nilai"),
    numbered(),
    *required("satker"),
    all_or_none("nilai", "kategori"),
    expected_filled("nilai", beside="kategori"),
    *in_range("nilai"),
    unique("satker"),
    in_sequence(),
    known_satker(),
    known_word("dektara"),
    category_fits("dektara"),
)
