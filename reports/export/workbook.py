"""A workbook that people like to open: a sheet a mart, a cover that says what it is.

Numbers and dates are cells of their kind, texts stay texts whatever they begin with. What is
disputed or withheld is coloured, and says so in a column of its own.
"""

from __future__ import annotations

import datetime
import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports.export.cells import as_number, as_text, date_format, number_format
from reports.export.cover import DISPUTED, INCOMPLETE, REPORTED, write_cover
from reports.writing import whole

if TYPE_CHECKING:
    from warehouse.analyst import Column, Connection, Table

MAX_ROWS = 1_048_575
"""Rows of a sheet beneath its header, by the format of the files."""
_BATCH = 10_000
_SAMPLE = 200
_WIDTHS = (8, 48)
_HASH_WIDTH = 14
_HEADER = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top"}
_STATES = ("status", "keadaan")


@dataclass(slots=True)
class _Formats:
    """The formats of one workbook, each made once."""

    book: Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def number(self, shown: str) -> Format:
        if shown not in self.made:
            self.made[shown] = self.book.add_format({"num_format": shown})
        return self.made[shown]


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
) -> Path:
    """``capaian.xlsx`` of all marts. ``published`` is when the warehouse was, for the cover."""
    target = out / "capaian.xlsx"
    with whole(target) as beside:
        settings = {"constant_memory": True, "strings_to_numbers": False, "in_memory": False}
        book = Workbook(str(beside), settings)
        book.set_properties({"title": "Capaian kinerja BNN", "created": published})
        cover = book.add_worksheet("Sampul")
        formats = _Formats(book)
        header = book.add_format({**_HEADER, "text_wrap": True})
        sheets = []
        for table in tables:
            cursor = connection.execute(f'SELECT * FROM mart."{table.name}"')  # noqa: S608
            rows = _rows(cursor)
            for turn in range(1, -(-max(table.count, 1) // MAX_ROWS) + 1):
                name = table.name if turn == 1 else f"{table.name} ({turn})"
                count = min(table.count - (turn - 1) * MAX_ROWS, MAX_ROWS)
                sheet = book.add_worksheet(name)
                _write(sheet, table, islice(rows, count), formats, header)
                _dress(book, sheet, table, count)
                sheets.append(Sheet(name, table, count))
        write_cover(book, cover, connection, sheets, published)
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(errno.EIO, str(error)) from error
    return target


def _rows(cursor: Connection) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _write(
    sheet: Worksheet,
    table: Table,
    rows: Iterable[tuple[Any, ...]],
    formats: _Formats,
    header: Format,
) -> None:
    """The header and the rows; widths come from the first rows, before any row is written."""
    rows = iter(rows)
    first = list(islice(rows, _SAMPLE))
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, _width(column, [row[index] for row in first]))
        sheet.write_string(0, index, column.name, header)
        if column.comment:
            note = {"x_scale": 2, "y_scale": 1.2, "author": "capaian"}
            sheet.write_comment(0, index, as_text(column.comment), note)
    names = [column.name for column in table.columns]
    for number, row in enumerate(chain(first, rows), 1):
        for index, value in enumerate(row):
            if value is not None:
                _cell(sheet, (number, index), value, names[index], formats)


def _cell(
    sheet: Worksheet, place: tuple[int, int], value: Any, column: str, formats: _Formats
) -> None:
    """One value; a number that a cell would change is written as the text it is."""
    row, index = place
    if isinstance(value, bool):
        sheet.write_boolean(row, index, value)
    elif isinstance(value, Decimal | int) and (number := as_number(value)) is not None:
        shown = number_format(value, column)
        sheet.write_number(row, index, number, formats.number(shown))
    elif isinstance(value, float):
        sheet.write_number(row, index, value, formats.number("0.00"))
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, index, value, formats.number(date_format(value)))
    else:
        sheet.write_string(row, index, as_text(value))


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
