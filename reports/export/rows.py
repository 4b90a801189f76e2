"""A mart's rows as the rows of a sheet, made by DuckDB: a decade of the country in seconds.

The library that writes the workbook takes a cell at a time, some 170,000 a second. A mart's values
become cells by their type alone, so DuckDB writes a whole row at once, in the words of the format
(ECMA-376 part 1, 18.3.1.73 ``row``, 18.3.1.4 ``c``): numbers as they are stored, texts in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports.export.cells import (
    CUT,
    MAX_DIGITS,
    MAX_TEXT,
    date_format,
    decimal_format,
    whole_format,
)

if TYPE_CHECKING:
    from warehouse.analyst import Column, Connection

Style = Callable[[str], int]
"""The number of a style in the workbook, by the format it shows numbers in."""
_BATCH = 20_000
_FIRST_DAY = "DATE '1900-03-01'"
"""Before it spreadsheets count a day that never was."""
_DAY_ZERO = "'1899-12-30'"
_MICROSECONDS_A_DAY = "86400000000.0"
_DECIMALS = 6
_WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"})
_UNWRITABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"
_ASTRAL = r"[^\x{10000}-\x{10FFFF}]"


class RowSheet(Worksheet):  # type: ignore[misc] # the library has no types
    """A sheet that takes rows ready written, beneath a header written cell by cell."""

    def take(self, rows: Iterator[str], count: int) -> None:
        """``count`` rows in order; the header's row is the only one before them."""
        self._write_single_row(count + 1)
        self.row_data_fh.writelines(rows)
        self.dim_rowmax = count


def rows_of(
    connection: Connection, table: str, columns: tuple[Column, ...], style: Style, part: range
) -> Iterator[str]:
    """The rows of ``mart.<table>`` numbered in ``part`` (from 1), each as an element ``row``."""
    texts = ", ".join(f"{_plain(column)} AS text_{i}" for i, column in enumerate(columns))
    cells = ", ".join(_cell(column, i, style) for i, column in enumerate(columns))
    query = f"""
        SELECT concat('<row r="', place, '">', {cells}, '</row>')
        FROM (
            SELECT *, number - {part.start - 2} AS place, {texts}
            FROM (SELECT *, row_number() OVER () AS number FROM mart."{table}")
            WHERE number BETWEEN {part.start} AND {part.stop - 1}
        )
        ORDER BY place
    """  # noqa: S608 - names of the warehouse's own catalogue
    cursor = connection.execute(query)
    while batch := cursor.fetchmany(_BATCH):
        yield from (row for (row,) in batch)


def _plain(column: Column) -> str:
    """A value as text; a decimal without its closing zeros."""
    text = f'CAST("{column.name}" AS VARCHAR)'
    if not column.type.startswith("DECIMAL"):
        return text
    trimmed = rf"regexp_replace({text}, '\.?0+$', '')"
    return f"CASE WHEN contains({text}, '.') THEN {trimmed} ELSE {text} END"


def _cell(column: Column, index: int, style: Style) -> str:
    """An expression that gives a value's element ``c``; null where the cell is left empty.

    What a cell would change (more digits than it keeps, a day that never was) is written as text.
    """
    value, text = f'"{column.name}"', f"text_{index}"
    opened = f"""'<c r="{xl_col_to_name(index)}' || place || '" """
    kind = column.type.partition("(")[0]

    def number(shown: str, written: str = text) -> str:
        return f"""{opened}s="' || {shown} || '"><v>' || {written} || '</v></c>'"""

    if kind == "BOOLEAN":
        return f"""{opened}t="b"><v>' || CAST({value} AS INTEGER) || '</v></c>'"""
    if kind in _WHOLE | {"DECIMAL"}:
        digits = f"length(ltrim(translate({text}, '-.', ''), '0'))"
        is_kept, shown = f"{digits} <= {MAX_DIGITS}", _number_style(column, text, style)
    elif kind in {"DOUBLE", "FLOAT"}:
        is_kept, shown = f"isfinite({value})", str(style("0.00"))
    elif kind in {"DATE", "TIMESTAMP"}:
        is_kept, shown = f"{value} >= {_FIRST_DAY}", str(style(date_format(kind == "TIMESTAMP")))
    else:
        return _text(opened, text)
    written = {
        "DATE": f"date_diff('day', DATE {_DAY_ZERO}, {value})",
        "TIMESTAMP": f"date_diff('microsecond', TIMESTAMP {_DAY_ZERO}, {value}) "
        f"/ {_MICROSECONDS_A_DAY}",
    }.get(kind, text)
    return f"CASE WHEN {is_kept} THEN {number(shown, written)} ELSE {_text(opened, text)} END"


def _number_style(column: Column, text: str, style: Style) -> str:
    """The style of a number, by the decimals it has."""
    if not column.type.startswith("DECIMAL"):
        return str(style(whole_format(column.name)))
    places = f"length(split_part({text}, '.', 2))"
    cases = " ".join(
        f"WHEN {decimals} THEN {style(decimal_format(decimals, column.name))}"
        for decimals in range(_DECIMALS)
    )
    return f"CASE {places} {cases} ELSE {style(decimal_format(_DECIMALS, column.name))} END"


def _text(opened: str, text: str) -> str:
    """A text in place; too long a one is cut, counted in UTF-16 as spreadsheets count.

    Control characters become a visible sign; ``_x000D_`` is the format's own way to write one, so
    a text that looks like it is written in a way that reads back as it is.
    """
    astral = f"length(regexp_replace({text}, '{_ASTRAL}', '', 'g'))"
    fits = f"length({text}) * 2 <= {MAX_TEXT} OR length({text}) + {astral} <= {MAX_TEXT}"
    cut = f"left({text}, greatest({MAX_TEXT - len(CUT)} - {astral}, 0)) || '{CUT}'"
    kept = f"CASE WHEN {fits} THEN {text} ELSE {cut} END"
    written = f"regexp_replace({kept}, '{_UNWRITABLE}', '\N{REPLACEMENT CHARACTER}', 'g')"
    written = rf"regexp_replace({written}, '_(x[0-9a-fA-F]{{4}}_)', '_x005F_\1', 'g')"
    for sign, safe in (("'&'", "&amp;"), ("'<'", "&lt;"), ("'>'", "&gt;"), ("chr(13)", "_x000D_")):
        written = f"replace({written}, {sign}, '{safe}')"
    element = f"""{opened}t="inlineStr"><is><t xml:space="preserve">' || {written}"""
    return f"CASE WHEN {text} <> '' THEN {element} || '</t></is></c>' END"
