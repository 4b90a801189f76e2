"""Dektara: scores and categories."""

from expectations.checks import (
    category_fits,
    in_range,
    in_sequence,
    known_satker,
    readable,
    required,
    unique,
)

SUITE = (
    *readable("no", "nilai"),
    *required("no", "satker", "nilai", "kategori"),
    *in_range("nilai"),
    unique("satker"),
    in_sequence(),
    known_satker(),
    category_fits("dektara"),
)
