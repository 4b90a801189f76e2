"""What is trusted of a letter: one suite per annex table, judged by Great Expectations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expectations.reference import Reference
    from expectations.verdict import Resolve, Verdict
    from extractors.model import Cell, Claim, Letter, Row


def validate(
    letter: Letter,
    rows: Sequence[Row],
    cells: Sequence[Cell],
    claims: Sequence[Claim],
    *,
    reference: Reference,
    resolve: Resolve,
) -> Verdict:
    """Judge all rows of one letter.

    ``resolve(table, values, names printed in the table)`` says who a row names. Great Expectations
    is imported at the first call: it takes seconds, which an unchanged night must not pay.
    """
    from expectations.runner import judge  # noqa: PLC0415

    return judge(letter, rows, cells, claims, reference=reference, resolve=resolve)
