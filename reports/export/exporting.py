"""Writes the marts of a published warehouse to a folder, in the formats that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.export.flat import write_csv, write_parquet
from warehouse.analyst import marts, opened, published_at


def export(warehouse: Path, out: Path, formats: Sequence[str]) -> list[Path]:
    """Write all marts in each of ``formats`` under ``out``; gives the files, in order.

    Errors: ``NoWarehouseError``; ``ReportError`` where ``out`` cannot be written. A file that was
    there is replaced only by a whole one.
    """
    written: list[Path] = []
    with opened(warehouse) as connection:
        tables = marts(connection)
        if "xlsx" in formats:
            from reports.export.workbook import write_workbook  # noqa: PLC0415 - only if wanted

            written.append(write_workbook(connection, tables, out, published_at(warehouse)))
        if "parquet" in formats:
            written += write_parquet(connection, tables, out)
        if "csv" in formats:
            written += write_csv(connection, tables, out)
    return written
