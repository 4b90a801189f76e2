"""Merged cells that go on over a page break: what they print stands on the first page alone."""

from __future__ import annotations

from extractors.draft import RowDraft, TableDraft, grid_part
from extractors.grid import Grid, GridCell


def fill(
    draft: TableDraft, row: RowDraft, grid: Grid, columns: dict[int, str], *, i: int, first: int
) -> None:
    """Give a row of words what its cells printed on the page before, where they began there.

    Such a cell is blank, begins with the grid's first row of the table (``first``), and covers
    several rows here or did so before. Figures are never carried over.
    """
    for j, name in _text_columns(draft, columns):
        cell = grid.cells[i][j]
        if _goes_on(draft, grid, cell, first, name):
            row.cells[name] = [draft.ends[name][0]]


def remember(draft: TableDraft, grid: Grid, first: int, columns: dict[int, str]) -> None:
    """Keep what the last cells of a grid of the table print, and whether they are merged ones."""
    ends = {}
    for j, name in _text_columns(draft, columns):
        cell = grid.cells[-1][j]
        if cell.words:
            ends[name] = (grid_part(grid, cell), _rows(cell) > 1)
        elif _goes_on(draft, grid, cell, first, name):
            ends[name] = (draft.ends[name][0], True)
    draft.ends = ends


def _goes_on(draft: TableDraft, grid: Grid, cell: GridCell, first: int, name: str) -> bool:
    if cell.words or cell.row != first or name not in draft.ends:
        return False
    before, was_merged = draft.ends[name]
    return before.page.number == grid.page.number - 1 and (was_merged or _rows(cell) > 1)


def _rows(cell: GridCell) -> int:
    return cell.row_end - cell.row


def _text_columns(draft: TableDraft, columns: dict[int, str]) -> list[tuple[int, str]]:
    texts = {column.name for column in draft.table.columns if column.type == "text"}
    return [(j, name) for j, name in columns.items() if name in texts]
