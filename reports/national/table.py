"""A year of a mart as CSV, for people who open it with a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from warehouse.mart import Mart

TABLES = frozenset(
    {
        "ikk_capaian",
        "mutu_data",
        "nilai_banding",
        "nilai_provinsi",
        "sebaran_kategori",
        "surat_hilang",
    }
)
"""Marts that have a year, and that the summary is made of."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def year_table(mart: Mart, name: str, tahun: int) -> bytes:
    """The rows of ``mart.<name>`` of a year: UTF-8 with its mark, header row, decimal point.

    A text that a spreadsheet would take for a formula has an apostrophe before it; whoever wants
    texts as they are takes ``capaian export``. ``name`` is one of ``TABLES``.
    """
    query = f'SELECT * FROM warehouse.mart."{name}" WHERE tahun = $tahun ORDER BY ALL'  # noqa: S608
    rows = mart.rows(query, {"tahun": tahun})
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, date | Decimal | int | float):
        return str(value)
    raise TypeError(type(value).__name__)
