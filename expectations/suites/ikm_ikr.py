"""Rehabilitation: capability, satisfaction, quality of life; a clinic may have no clients."""

from expectations.checks import expected_filled, in_range, known_satker, readable, required, unique

VALUES = ("ikr", "ikm", "kualitas_hidup")

SUITE = (
    *readable(*VALUES),
    *required("satker"),
    *(expected_filled(column) for column in VALUES),
    *in_range(*VALUES),
    unique("satker"),
    known_satker(),
)
