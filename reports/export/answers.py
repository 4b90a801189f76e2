"""An answer of the warehouse as a table in the terminal, or as CSV."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.formats import NOTHING, number

if TYPE_CHECKING:
    from warehouse.analyst import Answer


def as_table(answer: Answer, width: int | None = None) -> str:
    """The rows with a line about how many there are; numbers as Indonesians write them."""
    shown = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for index, name in enumerate(answer.columns):
        is_number = any(isinstance(row[index], Decimal | int | float) for row in answer.rows)
        shown.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in answer.rows:
        shown.add_row(*(Text(_shown(value)) for value in row))
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False, markup=False).print(shown)
    left_out = answer.count - len(answer.rows)
    note = f", {left_out} tidak ditampilkan (--baris 0 menampilkan semua)" if left_out else ""
    lines = [line.rstrip() for line in stream.getvalue().rstrip().splitlines()]
    return "\n".join([*lines, "", f"{answer.count} baris{note}"])


def as_csv(answer: Answer) -> str:
    """The rows as CSV: decimal point, ISO dates, nothing for what is missing."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
    return stream.getvalue()


def _shown(value: Any) -> str:
    match value:
        case None:
            return NOTHING
        case bool():
            return "ya" if value else "tidak"
        case Decimal():
            return number(value)
        case datetime.datetime():
            return value.isoformat(" ", "seconds")
        case _:
            return str(value)
