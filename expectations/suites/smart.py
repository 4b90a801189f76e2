"""SMART: a satker's NKA and its category."""

from expectations.checks import category_fits, in_range, known_satker, readable, required, unique

SUITE = (
    *readable("nilai"),
    *required("satker", "nilai"),
    *in_range("nilai"),
    unique("satker"),
    known_satker(),
    category_fits("nka"),
)
