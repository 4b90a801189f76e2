"""Zona Integritas: three parts and their sum."""

from expectations.checks import (
    agrees_with,
    in_range,
    in_sequence,
    known_satker,
    readable,
    required,
    sums_of,
    unique,
)

PARTS = ("pemenuhan", "reform", "hasil")

SUITE = (
    *readable("no", *PARTS, "jumlah"),
    *required("no", "satker", *PARTS, "jumlah"),
    *in_range(*PARTS, "jumlah"),
    unique("satker"),
    in_sequence(),
    known_satker(),
    agrees_with(
        "zi_jumlah",
        "jumlah",
        lambda subject: sums_of(subject, *PARTS),
        meaning="jumlah pemenuhan, reform dan hasil",
        tolerance="zi_jumlah",
    ),
)
