"""What the sample letters print, row by row."""

from __future__ import annotations

import csv
from pathlib import Path

from extractors.contract import Table
from extractors.forms import AmountListReader
from extractors.kind import all_kinds
from extractors.model import Extraction
from extractors.table import GridReader
from tests.bench.score import Rows

ROOT = Path(__file__).parents[2]
LETTERS = sorted((ROOT / "raw").rglob("*.pdf"))
TRUTH = ROOT / "tests" / "letters" / "truth"


def row_tables() -> dict[str, Table]:
    """Annexes printed as one table row per record; forms and lists are nobody's table."""
    readers = [reader for kind in all_kinds() for reader in kind.readers]
    lists = {r.table.name for r in readers if isinstance(r, AmountListReader)}
    ruled = (r.table for r in readers if isinstance(r, GridReader))
    return {table.name: table for table in ruled if table.name not in lists}


def printed_row(table: Table, row: dict[str, str]) -> list[str]:
    """A record's cells as printed: a unit without a column of its own stands with its number."""
    cells = {column.name: row[column.name] for column in table.columns if column.headers}
    for column in table.columns:
        if column.suffix_of:
            cells[column.suffix_of] += cells.pop(column.name)
    return list(cells.values())


def printed_truth(extraction: Extraction) -> tuple[Rows, list[int]]:
    """What a letter's annex tables print, and the pages that print it."""
    rows: Rows = []
    printed = {row.table for row in extraction.rows} & set(row_tables())
    for name in printed:
        with (TRUTH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows.extend(printed_row(row_tables()[name], row) for row in csv.DictReader(file))
    return rows, sorted({cell.page for cell in extraction.cells if cell.table in printed})
