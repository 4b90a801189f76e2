"""Performance agreement: indicators with their targets."""

from expectations.checks import expected_filled, in_sequence, numbered, readable, required, unique

SUITE = (
    *readable("no", "target"),
    numbered(),
    *required("indikator"),
    expected_filled("target"),
    unique("sasaran", "indikator"),
    in_sequence(),
)
