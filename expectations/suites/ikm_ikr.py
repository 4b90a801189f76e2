"""Rehabilitation: capability, satisfaction, quality of life."""

from expectations.checks import in_range, known_satker, readable, required, unique

VALUES = ("ikr", "ikm", "kualitas_hidup")

SUITE = (
    *readable(*VALUES),
    *required("satker", *VALUES),
    *in_range(*VALUES),
    unique("satker"),
    known_satker(),
)
