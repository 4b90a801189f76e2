"""Amounts of money that a letter prints in thousands or millions of rupiah.

What is told over a table or in its header holds for all its amounts. They are not multiplied, as
letters that say so also print rupiah in full: their amounts wait for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.contract import Table
from extractors.header import match_header
from extractors.kind import Reader
from extractors.table import LetterPages, Reading
from extractors.values import fold

_TOLD = re.compile(
    r"\b(?:dalam|satuan|nilai)\s*:?\s*(?:rp\.?\s*)?(?:ribu|juta|mil[iy]ar)"
    r"|\b(?:ribuan|jutaan|mil[iy]aran)\s+(?:rupiah|rp)\b|[x×]\s*(?:rp\.?\s*)?1[.,]000\b",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"\b(?:ribu|juta|mil[iy]ar)|\b000\b|{_TOLD.pattern}", re.IGNORECASE)
"""In a header no amount is spelled out, so that a single word tells."""


@dataclass(frozen=True, slots=True)
class ScaledReader:
    """Another reader's rows, their ``column`` held where the letter prints it in larger units."""

    reader: Reader
    table: Table
    column: str

    @property
    def annexes(self) -> tuple[Table, ...]:
        """The tables it reads."""
        return self.reader.annexes

    def confirms(self, letter: LetterPages) -> bool:
        """As the other reader."""
        return self.reader.confirms(letter)

    def read(self, letter: LetterPages) -> Reading:
        """All its rows."""
        reading = self.reader.read(letter)
        told = next(self._scales(letter), None)
        for draft in reading.tables if told else ():
            for row in (*draft.rows, *draft.totals):
                reason = f"tidak tercetak dalam rupiah penuh ('{told}')"
                row.doubts.setdefault(self.column, reason)
        return reading

    def _scales(self, letter: LetterPages) -> Iterator[str]:
        """Where the letter says that its amounts are thousands or more."""
        for page in letter.pages:
            for grid in letter.grids_on(page):
                header = match_header(grid, self.table, tahun=letter.tahun)
                for row in grid.cells[: header.rows] if header else ():
                    yield from (fold(cell.text) for cell in row if _HEADED.search(fold(cell.text)))
            for line in letter.lines_outside(page):
                if _TOLD.search(fold(line.text)):
                    yield fold(line.text)
