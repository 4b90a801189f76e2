"""Performance agreement: indicators with their targets."""

from expectations.check import Subject
from expectations.checks import expected_filled, in_sequence, numbered, readable, required, unique


def _is_further(subject: Subject) -> list[bool]:
    """Further indicators of an objective: their number and objective stand with its first."""
    rows = [row.values for row in subject.rows]
    return [bool(row.get("indikator") and row.get("target")) for row in rows]


SUITE = (
    *readable("no", "target"),
    numbered(unless=_is_further),
    *required("indikator"),
    expected_filled("target"),
    unique("sasaran", "indikator"),
    in_sequence(),
)
