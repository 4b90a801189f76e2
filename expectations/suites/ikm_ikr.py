"""Rehabilitation: capability, satisfaction, quality of life; an office without clients lacks one."""

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
