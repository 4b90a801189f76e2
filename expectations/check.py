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
from extractors.contract import Column
from extractors.model import Cell, Letter, Row
from extractors.registry import tables

NAME_COLUMNS = ("satker", "wilayah")
"""Columns that print whose row it is."""


LABELS = ("satker", "wilayah", "kode_satker", "indikator", "jenis", "kegiatan")
"""Columns that say what a row speaks of."""


def angka(value: Decimal | str | None) -> str:
    """A number as Indonesians write it; empty for none."""
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return value.replace(".", ",") if value and as_number(value) is not None else value or ""


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

    def printed(self, index: int, column: str) -> str:
        """What a row prints in a column, else its value in Indonesian; ``kosong`` for nothing."""
        cell = self.cell(index, column)
        return (cell.printed if cell else "") or angka(self.text(column)[index]) or "kosong"

    def area(self, index: int, column: str) -> str:
        """Code of the kabupaten or kota that a row prints in a column; empty where nobody knows."""
        values = self.rows[index].values
        named = {"satker": values.get(column), "provinsi": values.get("provinsi")}
        code = self.resolve(self.table, named, ()).satker_code
        return self._areas.get(code or "", "")

    def title(self, column: str) -> str:
        """A column as a person calls it: its comment up to what it explains."""
        comment = next((c.comment for c in self.columns if c.name == column), column)
        return comment.split(";")[0].removesuffix(" seperti tercetak")

    def label(self, index: int) -> str:
        """What a row speaks of, as printed: a satker, an indicator; else its number."""
        names = (name for name in LABELS if any(c.name == name for c in self.columns))
        told = [text for name in names if (text := self.rows[index].values.get(name))]
        return ", ".join(told[:2]) or f"Baris {self.rows[index].row}"

    @cached_property
    def columns(self) -> Sequence[Column]:
        """The table's columns as its contract declares them."""
        return tables()[self.table].columns

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        """Code of the area of each satker that has one."""
        records = self.reference.records("satker")
        return {row["satker_code"] or "": row["wilayah_code"] or "" for row in records}

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
    ``rule_needed``: a year without the rule is itself a finding. ``proves``: for a row that passes
    exactly (``proof`` says which do), these columns were read right, however unsure their reading;
    ``proof_needed``: of a scan they are not trusted without it, however sure their reading.
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
    proves: tuple[str, ...] = ()
    proof: Callable[[Subject], Sequence[bool]] | None = None
    proof_needed: bool = False

    @property
    def helper(self) -> str:
        """Name of the helper column in the frame that is judged."""
        return f"{self.rule}__{self.column}"
