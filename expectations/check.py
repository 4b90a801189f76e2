"""One expectation as a suite declares it.

Each check computes a helper column, exactly and in decimals, and names the Great Expectations
expectation that judges it. So the suites stay short and cost no import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from expectations.reference import Reference
from expectations.verdict import NameResult, Resolve, Severity
from extractors.model import Cell, Letter, Row

NAME_COLUMNS = ("satker", "wilayah")
"""Columns that print whose row it is."""


@dataclass(frozen=True)
class Subject:
    """The rows of one annex table and all that a check may ask of their letter."""

    letter: Letter
    table: str
    rows: Sequence[Row]
    letter_rows: Sequence[Row]
    cells: Mapping[tuple[str, int, str], Cell]
    reference: Reference
    resolve: Resolve

    @property
    def tahun(self) -> int:
        """The year measured; 0, for which no rule holds, where none is known."""
        return self.letter.tahun or 0

    def text(self, column: str) -> list[str | None]:
        """A column's values as canonical text."""
        return [row.values.get(column) for row in self.rows]

    def number(self, column: str) -> list[Decimal | None]:
        """A column's values as exact numbers; nothing for text that is none."""
        return [as_number(text) for text in self.text(column)]

    def cell(self, index: int, column: str) -> Cell | None:
        """The printed cell of a row."""
        return self.cells.get((self.table, self.rows[index].row, column))

    @cached_property
    def names(self) -> list[NameResult | None]:
        """Who each row names; nothing where no name is printed."""
        column = next(
            (name for name in NAME_COLUMNS if self.rows and name in self.rows[0].values), ""
        )
        context = [text for text in self.text(column) if text]
        return [
            self.resolve(self.table, row.values, context) if row.values.get(column) else None
            for row in self.rows
        ]


def as_number(text: str | None) -> Decimal | None:
    """A canonical number; nothing for an empty or unreadable one."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Check:
    """``values`` gives the helper column, one value per row, or nothing where no rule holds.

    ``expectation`` names a Great Expectations class with ``arguments``; ``column`` is the printed
    column whose cell is shown. ``message`` and ``expected`` are asked for failing rows only.
    ``rule_needed``: a year without the rule is itself a finding.
    """

    rule: str
    severity: Severity
    column: str
    values: Callable[[Subject], Sequence[Any] | None]
    expectation: str
    message: Callable[[Subject, int], str]
    arguments: tuple[tuple[str, Any], ...] = ()
    expected: Callable[[Subject, int], str | None] | None = None
    rule_needed: bool = False

    @property
    def helper(self) -> str:
        """Name of the helper column in the frame that is judged."""
        return f"{self.rule}__{self.column}"
