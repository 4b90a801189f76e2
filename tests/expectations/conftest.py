"""Real letters' records, to be spoilt one cell at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest

import warehouse
from expectations import validate
from expectations.reference import Reference
from expectations.verdict import Finding, Verdict
from extractors.model import Cell, Claim, Extraction, Letter, Row
from extractors.reader import read_document
from warehouse.identity import Identity
from warehouse.naming import Namer

RAW = Path(__file__).parents[2] / "raw"


@cache
def reference() -> Reference:
    return Reference.load(Path(warehouse.__file__).parent / "reference")


@cache
def identity() -> Identity:
    return Identity(reference())


@cache
def extractions() -> tuple[Extraction, ...]:
    return tuple(read_document(path) for path in sorted(RAW.rglob("*.pdf")))


@dataclass
class Records:
    """One letter's records, copied so that a test may spoil them."""

    letter: Letter
    rows: list[Row]
    cells: list[Cell]
    claims: list[Claim]
    spoilt: set[tuple[str, int]] = field(default_factory=set)

    def put(self, table: str, row: int, **values: str | None) -> None:
        """Print other text in some of a row's cells."""
        for index, item in enumerate(self.rows):
            if (item.table, item.row) == (table, row):
                self.rows[index] = replace(item, values={**item.values, **values})
        for index, cell in enumerate(self.cells):
            if (cell.table, cell.row) == (table, row) and cell.column in values:
                text = values[cell.column]
                self.cells[index] = replace(cell, printed=text or "", value=text)

    def spoil(self, table: str, row: int, column: str, printed: str) -> None:
        """Print in a cell what does not read as its type."""
        self.put(table, row, **{column: None})
        for index, cell in enumerate(self.cells):
            if (cell.table, cell.row, cell.column) == (table, row, column):
                problem = f"'{printed}' bukan satu angka"
                self.cells[index] = replace(cell, printed=printed, problem=problem)

    def value(self, table: str, row: int, column: str) -> str | None:
        return next(
            item.values[column] for item in self.rows if (item.table, item.row) == (table, row)
        )

    def verdict(self) -> Verdict:
        found = validate(
            self.letter,
            self.rows,
            self.cells,
            self.claims,
            reference=reference(),
            resolve=Namer(identity()).resolver(self.letter.tahun),
        )
        found.check()
        return found


def failures(verdict: Verdict) -> list[Finding]:
    return [failure for row in verdict.rows for failure in row.failures]


@pytest.fixture
def records_of() -> Callable[[str], Records]:
    """The first letter at hand that prints a table."""

    def find(table: str) -> Records:
        for extraction in extractions():
            for letter in extraction.letters:
                rows = [row for row in extraction.rows if row.letter == letter.letter]
                if any(row.table == table for row in rows):
                    cells = [c for c in extraction.cells if c.letter == letter.letter]
                    claims = [c for c in extraction.claims if c.letter == letter.letter]
                    return Records(letter, rows, cells, claims)
        raise LookupError(table)

    return find
