"""Zona Integritas: three parts and their sum."""

from expectations.arithmetic import agrees_with, sums_of
from expectations.checks import (
    in_range,
    in_sequence,
    known_satker,
    numbered,
    readable,
    required,
    unique,
)

PARTS = ("pemenuhan", "reform", "hasil")

SUITE = (
    *readable("no", *PARTS, "jumlah"),
    numbered(),
    *required("satker", *PARTS, "jumlah"),
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
        proves=(*PARTS, "jumlah"),
    ),
)
