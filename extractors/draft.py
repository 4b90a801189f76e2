"""Rows on their way from a page to records: printed parts first, values last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extractors.contract import Column, Table
from extractors.grid import Grid, GridCell, join_wrapped
from extractors.model import Cell, Claim, Row
from extractors.page import Box, Page, TextLine, Word, group_lines
from extractors.values import Parsed, fold, parse_cell, parse_quantity

HIDDEN = "tertutup cap, tanda tangan atau noda"
"""Why a cell that shows only a stain has no value."""

Derive = Callable[[dict[str, str | None]], str | None]


@dataclass(slots=True)
class Part:
    """What one page prints of a cell."""

    page: Page
    box: Box
    words: tuple[Word, ...]
    _lines: list[TextLine] | None = field(default=None, compare=False)

    @property
    def confidence(self) -> float:
        """That of its least sure word; 1 where nothing is printed."""
        return round(min((word.confidence for word in self.words), default=1.0), 4)

    def printed(self, column: Column) -> str:
        """In one line; the lines of a number run on without a blank."""
        if self._lines is None:
            self._lines = group_lines(list(self.words))
        texts = [line.text for line in self._lines]
        return join_wrapped(texts) if column.type == "text" or column.counted else "".join(texts)


def grid_part(grid: Grid, cell: GridCell) -> Part:
    """What a grid cell prints."""
    return Part(grid.page, (cell.x0, cell.top, cell.x1, cell.bottom), tuple(cell.words))


@dataclass(slots=True)
class RowDraft:
    """One row: the parts of each of its cells, its box on its first page.

    ``label`` is what a row of totals prints in front of its figures. ``doubts`` say of a column why
    what is printed is not taken for its value.
    """

    page: Page
    box: Box
    cells: dict[str, list[Part]]
    derived: dict[str, str | None] = field(default_factory=dict)
    label: Part | None = None
    doubts: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        """Whether anything is printed in the column."""
        return any(part.words for part in self.cells.get(name, ()))

    @property
    def confidence(self) -> float:
        """That of its least sure cell."""
        parts = [part for parts in self.cells.values() for part in parts]
        return min((part.confidence for part in parts), default=1.0)

    def is_blank(self) -> bool:
        """Whether nothing at all is printed."""
        return not any(self.has(name) for name in self.cells)

    def absorb(self, other: RowDraft) -> None:
        """Take over the printed parts of a row that continues this one."""
        for name, parts in other.cells.items():
            self.cells.setdefault(name, []).extend(part for part in parts if part.words)
        self.doubts.update(other.doubts)
        self.hidden |= other.hidden

    def printed(self, column: Column) -> str:
        """All parts of a cell as one text."""
        texts = [part.printed(column) for part in self.cells.get(column.name, ()) if part.words]
        if column.type == "text" or column.counted:
            return fold(join_wrapped(texts))
        return fold("".join(texts))


@dataclass(slots=True)
class TableDraft:
    """The rows of one annex table, and the printed totals beneath them.

    ``ends``: what the last cells of its last grid print, and whether they cover several rows.
    """

    table: Table
    rows: list[RowDraft] = field(default_factory=list)
    totals: list[RowDraft] = field(default_factory=list)
    ends: dict[str, tuple[Part, bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterRef:
    """Which letter a record belongs to."""

    letter: int
    nomor: str | None


def _value(table: Table, column: Column, draft: RowDraft) -> tuple[str, Parsed]:
    printed = draft.printed(column)
    if printed and column.name in draft.doubts:
        return printed, Parsed(None, draft.doubts[column.name])
    if not printed and column.name in draft.hidden:
        return printed, Parsed(None, HIDDEN)
    units = (c for c in table.columns if c.suffix_of == column.name)
    return printed, parse_cell(column, printed, " ".join(map(draft.printed, units)))


def finish(
    draft: TableDraft, ref: LetterRef, derive: dict[str, Derive] | None = None
) -> tuple[list[Row], list[Cell]]:
    """Records of a table's rows, numbered in printed order."""
    rows: list[Row] = []
    cells: list[Cell] = []
    for index, row_draft in enumerate(draft.rows, start=1):
        values: dict[str, str | None] = {}
        for column in draft.table.columns:
            printed, parsed = _value(draft.table, column, row_draft)
            values[column.name] = parsed.value
            cells.extend(
                _cells(draft.table, ref, index, column=column, draft=row_draft, parsed=parsed)
            )
            if column.suffix_of and not printed and not row_draft.doubts:
                source = _column(draft.table.columns, column.suffix_of)
                text = row_draft.printed(source)
                values[column.name] = parse_quantity(text)[1] if text else None
        for column in _unplaced(draft.table, row_draft):
            parsed = Parsed(None, row_draft.doubts[column.name])
            cells.extend(
                _cells(draft.table, ref, index, column=column, draft=row_draft, parsed=parsed)
            )
        values.update(row_draft.derived)
        for name, function in (derive or {}).items():
            values[name] = function(values)
        x0, top, x1, bottom = row_draft.page.displayed(row_draft.box)
        rows.append(
            Row(
                table=draft.table.name,
                letter=ref.letter,
                nomor=ref.nomor,
                row=index,
                page=row_draft.page.number,
                x0=x0,
                top=top,
                x1=x1,
                bottom=bottom,
                values=values,
                method=row_draft.page.method,
                confidence=row_draft.confidence,
            )
        )
    return rows, cells


def _unplaced(table: Table, draft: RowDraft) -> list[Column]:
    """Printed columns that the table does not have."""
    known = set(table.column_names)
    return [Column(name, "text", "") for name in draft.cells if name not in known]


def _column(columns: Iterable[Column], name: str) -> Column:
    return next(column for column in columns if column.name == name)


def _cells(
    table: Table, ref: LetterRef, index: int, *, column: Column, draft: RowDraft, parsed: Parsed
) -> list[Cell]:
    return [
        Cell(
            table=table.name,
            letter=ref.letter,
            row=index,
            column=column.name,
            part=number,
            printed=part.printed(column),
            value=parsed.value,
            page=part.page.number,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            confidence=part.confidence,
            problem=parsed.problem,
        )
        for number, part in enumerate(draft.cells.get(column.name, ()), start=1)
        for x0, top, x1, bottom in (part.page.displayed(part.box),)
    ]


def total_claims(draft: TableDraft, ref: LetterRef) -> list[Claim]:
    """A table's printed totals as statements about its rows: ``total_<column>``."""
    claims = []
    for row in draft.totals:
        text = " ".join(
            row.printed(column) for column in draft.table.columns if row.has(column.name)
        )
        for column in draft.table.columns:
            if column.type == "text" or not row.has(column.name):
                continue
            part = row.cells[column.name][0]
            if part == row.label:
                continue
            x0, top, x1, bottom = part.page.displayed(part.box)
            claims.append(
                Claim(
                    letter=ref.letter,
                    nomor=ref.nomor,
                    claim=f"total_{column.name}",
                    scope=row.derived.get("indikator") or draft.table.name,
                    value=_value(draft.table, column, row)[1].value,
                    text=text,
                    page=row.page.number,
                    x0=x0,
                    top=top,
                    x1=x1,
                    bottom=bottom,
                    source="tabel",
                    indikator=row.derived.get("indikator"),
                    printed=row.printed(column),
                )
            )
    return claims
