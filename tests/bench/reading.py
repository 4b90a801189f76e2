"""This project's own reading, apart from its peers: a process that reads loads none of them."""

from __future__ import annotations

from pathlib import Path

from extractors.model import Extraction
from extractors.reader import read_document
from tests.bench.score import Rows


def read_all(paths: list[Path]) -> list[Extraction]:
    """Files read one after another."""
    return [read_document(path) for path in paths]


def rows_of(extraction: Extraction) -> Rows:
    """The printed cells of a reading, row by row."""
    rows: dict[tuple[int, str, int], dict[str, str]] = {}
    for cell in extraction.cells:
        row = rows.setdefault((cell.letter, cell.table, cell.row), {})
        row[cell.column] = row.get(cell.column, "") + cell.printed
    return [list(row.values()) for row in rows.values()]
