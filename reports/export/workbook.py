"""A workbook that people like to open: a sheet a mart, a cover that says what it is.

Numbers and dates are cells of their kind, texts stay texts whatever they begin with. What is
disputed or withheld is coloured, and says so in a column of its own.
"""

from __future__ import annotations

import datetime
import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports.export.cells import as_text
from reports.export.cover import DISPUTED, INCOMPLETE, REPORTED, write_cover
from reports.export.rows import RowSheet, rows_of
from reports.writing import whole

if TYPE_CHECKING:
    from warehouse.analyst import Column, Connection, Table

MAX_ROWS = 1_048_575
"""Rows of a sheet beneath its header, by the format of the files."""
_SAMPLE = 200
_WIDTHS = (8, 48)
_HASH_WIDTH = 14
_HEADER = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top"}
_STATES = ("status", "keadaan")


@dataclass(slots=True)
class _Styles:
    """The styles of one workbook's numbers, each made once."""

    book: Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def index(self, shown: str) -> int:
        if shown not in self.made:
            self.made[shown] = self.book.add_format({"num_format": shown})
        return int(self.made[shown]._get_xf_index())


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as the cover lists it: part of a mart where that is longer than a sheet."""

    name: str
    table: Table
    count: int


def write_workbook(
    connection: Connection,
    tables: list[Table],
    out: Path,
    published: datetime.datetime,
    *,
    max_rows: int = MAX_ROWS,
) -> Path:
    """``capaian.xlsx`` of all marts; one longer than ``max_rows`` goes on in a further sheet.

    ``published`` is when the warehouse was, for the cover.
    """
    target = out / "capaian.xlsx"
    with whole(target) as beside:
        settings = {"constant_memory": True, "strings_to_numbers": False, "in_memory": False}
        book = Workbook(str(beside), settings)
        book.set_properties({"title": "Capaian kinerja BNN", "created": published})
        cover = book.add_worksheet("Sampul")
        styles = _Styles(book)
        header = book.add_format({**_HEADER, "text_wrap": True})
        sheets = []
        for table in tables:
            query = f'SELECT * FROM mart."{table.name}" LIMIT {_SAMPLE}'  # noqa: S608
            first = connection.execute(query).fetchall()
            for turn, start in enumerate(range(0, max(table.count, 1), max_rows), 1):
                name = table.name if turn == 1 else f"{table.name} ({turn})"
                count = min(table.count - start, max_rows)
                sheet = book.add_worksheet(name, RowSheet)
                _begin(sheet, table, first, header)
                part = range(start + 1, start + count + 1)
                rows = rows_of(connection, table.name, table.columns, styles.index, part)
                sheet.take(rows, count)
                _dress(book, sheet, table, count)
                sheets.append(Sheet(name, table, count))
        write_cover(book, cover, connection, sheets, published)
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(errno.EIO, str(error)) from error
    return target


def _begin(
    sheet: Worksheet, table: Table, first: Sequence[tuple[Any, ...]], header: Format
) -> None:
    """The header with its notes; widths come from the first rows, before any row is written."""
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, _width(column, [row[index] for row in first]))
        sheet.write_string(0, index, column.name, header)
        if column.comment:
            note = {"x_scale": 2, "y_scale": 1.2, "author": "capaian"}
            sheet.write_comment(0, index, as_text(column.comment), note)


def _width(column: Column, values: list[Any]) -> float:
    """As wide as its name with the filter's arrow and as its values, within reason."""
    if column.name.startswith("document"):
        return _HASH_WIDTH
    least, most = _WIDTHS
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(least, len(column.name) + 3, longest + 1), most)


def _dress(book: Workbook, sheet: Worksheet, table: Table, count: int) -> None:
    """Frozen header, filters, and colours for what should not be taken as it stands."""
    last = len(table.columns) - 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, last)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    if not count:
        return
    names = [column.name for column in table.columns]
    for condition, colour in _conditions(names):
        dressed = book.add_format({"bg_color": colour, "font_color": "#000000"})
        rule = {"type": "formula", "criteria": condition, "format": dressed}
        sheet.conditional_format(1, 0, count, last, rule)


def _conditions(names: list[str]) -> Iterator[tuple[str, str]]:
    """Conditions on a row, as formulas of its first line, each with its colour."""
    if "is_disputed" in names:
        yield f"=${xl_col_to_name(names.index('is_disputed'))}2=TRUE", DISPUTED
    for name in _STATES:
        if name in names:
            place = f"${xl_col_to_name(names.index(name))}2"
            yield f'=OR({place}="tertahan",{place}="disengketakan")', DISPUTED
            yield f'=OR({place}="tidak_lengkap",{place}="tidak_tercantum")', INCOMPLETE
            yield f'={place}="hanya_laporan"', REPORTED
