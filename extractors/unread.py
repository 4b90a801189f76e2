"""Tables that no reader placed: kept row by row as printed, for a person to place."""

from __future__ import annotations

import re

from extractors.draft import RowDraft
from extractors.grid import Grid
from extractors.table import LetterPages, row_draft

_FIGURE = re.compile(r"(?:rp\.?\s*)?\d[\d.,]*(?:%|,-)?", re.IGNORECASE)


def unread_rows(letter: LetterPages) -> list[RowDraft]:
    """Rows of tables with figures that no reader placed, from the annex's first table on.

    They are kept as printed, by the order of their columns, for a person to place.
    """
    grids = [grid for page in letter.pages for grid in letter.grids_on(page)]
    first = min((g.page.number for g in grids if id(g) in letter.read), default=0)
    rows = []
    for grid in grids:
        if id(grid) in letter.read or grid.page.number < first or not _has_figures(grid):
            continue
        columns = {j: f"kolom_{j + 1}" for j in range(grid.column_count)}
        for i in range(grid.row_count):
            row = row_draft(grid, i, columns, {})
            row.doubts.update(dict.fromkeys(columns.values(), "kolom tabel ini tidak dikenal"))
            if not row.is_blank():
                rows.append(row)
    return rows


def _has_figures(grid: Grid) -> bool:
    """Whether half of a table's rows print a figure."""
    rows = [[cell.text for cell in row] for row in grid.cells]
    figures = sum(any(_FIGURE.fullmatch(text) for text in row) for row in rows)
    return grid.column_count > 1 and 2 * figures >= grid.row_count
