"""Rows of a part of a year are held: their figures are not the year's."""

from __future__ import annotations

from collections.abc import Sequence

from expectations.check import Subject
from expectations.verdict import PART_OF_YEAR, Finding
from extractors.model import Claim, Row
from extractors.periods import LETTER, PART


def of_parts(subject: Subject, claims: Sequence[Claim]) -> list[tuple[int, Finding]]:
    """The rows that a letter or the heading of their table says are of a part of the year."""
    parts = [claim for claim in claims if claim.claim == PART]
    return [
        (position, _finding(subject, position, said[0]))
        for position, row in enumerate(subject.rows)
        if (said := [claim for claim in parts if claim.scope == LETTER or _holds(claim, row)])
    ]


def _holds(table: Claim, row: Row) -> bool:
    """Whether a row stands in a table."""
    middle = (row.top + row.bottom) / 2
    return row.page == table.page and table.top <= middle <= table.bottom


def _finding(subject: Subject, position: int, claim: Claim) -> Finding:
    row = subject.rows[position]
    pesan = (
        f"{subject.label(position)}: nilai '{claim.printed}', bukan setahun; tunggu angka akhir "
        "tahunnya, atau terima bila ternyata angka setahun."
    )
    place = (row.page, row.x0, row.top, row.x1, row.bottom)
    return Finding(
        PART_OF_YEAR, "gagal", subject.table, row.row, None, *place, claim.printed, None, pesan
    )
