"""SMART: a satker's NKA and its category."""

from expectations.checks import category_fits, in_range, known_satker, readable, required

SUITE = (
    *readable("nilai"),
    *required("satker", "nilai"),
    *in_range("nilai"),
    known_satker(),
    category_fits("nka"),
)
