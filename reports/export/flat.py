"""Parquet and CSV, one file a mart. Types, decimals and the order of rows are the warehouse's.

CSV: UTF-8, header row, decimal point, ISO dates, ``true``/``false``; a missing value is nothing, an
empty text is ``""``. Cells are given as they are: a spreadsheet that would take ``=`` for a formula
should open the workbook instead.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from reports.writing import whole
from warehouse.analyst import copy_mart

if TYPE_CHECKING:
    from warehouse.analyst import Connection, Table


def write_parquet(connection: Connection, tables: list[Table], out: Path) -> list[Path]:
    """``parquet/<mart>.parquet``; the comments are in the files' metadata (``description``,
    ``columns`` as JSON).
    """
    written = []
    for table in tables:
        columns = json.dumps(
            {item.name: item.comment for item in table.columns}, ensure_ascii=False
        )
        metadata = f"{{description: {_text(table.comment)}, columns: {_text(columns)}}}"
        options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {metadata}"
        written.append(_copy(connection, table, out / "parquet" / f"{table.name}.parquet", options))
    return written


def write_csv(connection: Connection, tables: list[Table], out: Path) -> list[Path]:
    """``csv/<mart>.csv``."""
    return [
        _copy(connection, table, out / "csv" / f"{table.name}.csv", "FORMAT csv, HEADER")
        for table in tables
    ]


def _copy(connection: Connection, table: Table, target: Path, options: str) -> Path:
    with whole(target) as beside:
        copy_mart(connection, table.name, beside, options)
    return target


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
