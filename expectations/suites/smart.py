"""SMART: a satker's NKA and its category."""

from expectations.categories import category_fits, known_word
from expectations.checks import in_range, known_satker, readable, required, unique

SUITE = (
    *readable("nilai"),
    *required("satker", "nilai"),
    *in_range("nilai"),
    unique("satker"),
    known_satker(),
    known_word("nka"),
    category_fits("nka"),
)
