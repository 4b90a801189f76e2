"""What became of each ruled table of a page, and of each of its columns and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from extractors.drawing.findings import PageFindings, box_of, is_unplaced
from extractors.grid import Grid, find_grids
from extractors.header import match_header
from extractors.model import Cell
from extractors.page import Box
from extractors.registry import tables

ColumnState = Literal["dikenal", "ragu", "tidak dikenal", "tidak dibaca"]
GridState = Literal["dibaca", "pernyataan", "tidak ditempatkan", "tidak dibaca", "kosong"]


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """One leaf column, or neighbours of one meaning. ``printed`` is what its header says."""

    x0: float
    x1: float
    name: str
    printed: str
    state: ColumnState

    @property
    def text(self) -> str:
        """Its contract name, or why it has none."""
        if self.state == "dikenal":
            return self.name
        return f"{self.state}: {self.name}" if self.name else self.state


@dataclass(frozen=True, slots=True)
class GridMark:
    """One ruled table: what became of it, its columns, and printed rows that are no rows of it.

    ``heads``: above the first row that was read, as headers are; ``skipped``: below it.
    """

    box: Box
    state: GridState
    columns: tuple[ColumnMark, ...]
    heads: tuple[Box, ...]
    skipped: tuple[Box, ...]


def grid_marks(findings: PageFindings) -> list[GridMark]:
    """The ruled tables of a page, top to bottom."""
    return [_mark(findings, grid) for grid in find_grids(findings.page)]


def is_inside(box: Box, outer: Box) -> bool:
    """Whether a box's middle lies in another."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _mark(findings: PageFindings, grid: Grid) -> GridMark:
    cells = [cell for cell in findings.cells if is_inside(box_of(cell), grid.box)]
    stated = [box_of(claim) for claim in findings.claims if is_inside(box_of(claim), grid.box)]
    if not cells:
        has_words = any(_has_words(grid, i) for i in range(grid.row_count))
        unread: GridState = "tidak dibaca" if has_words else "kosong"
        return GridMark(grid.box, "pernyataan" if stated else unread, (), (), ())
    taken = [*map(box_of, cells), *stated]
    middles = [(top + bottom) / 2 for top, bottom in pairwise(grid.ys)]
    is_taken = [any(box[1] < y < box[3] for box in taken) for y in middles]
    first = is_taken.index(True) if any(is_taken) else grid.row_count
    left = [i for i in range(grid.row_count) if not is_taken[i] and _has_words(grid, i)]
    state: GridState = "tidak ditempatkan" if all(map(is_unplaced, cells)) else "dibaca"
    columns = tuple(_join(_columns(findings, grid, cells, first)))
    heads = tuple(_row_box(grid, i) for i in left if i < first)
    skipped = tuple(_row_box(grid, i) for i in left if i > first)
    return GridMark(grid.box, state, columns, heads, skipped)


def _has_words(grid: Grid, row: int) -> bool:
    return any(cell.words for cell in grid.cells[row])


def _row_box(grid: Grid, row: int) -> Box:
    return grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1]


def _columns(
    findings: PageFindings, grid: Grid, cells: list[Cell], header_rows: int
) -> Iterator[ColumnMark]:
    unknown = _unknown(findings, grid, cells)
    rivals = _rivals(cells)
    for j in range(grid.column_count):
        x0, x1 = grid.xs[j], grid.xs[j + 1]
        here = [cell for cell in cells if cell.x0 < (x0 + x1) / 2 < cell.x1]
        heads = dict.fromkeys(grid.cells[i][j].text for i in range(header_rows))
        printed = " ".join(text for text in heads if text)
        names = dict.fromkeys((cell.table, cell.column) for cell in here)
        many = len({cell.table for cell in cells}) > 1
        by_table = groupby(names, lambda name: name[0])
        text = "; ".join(
            (f"{table}: " if many else "") + "/".join(column for _, column in group)
            for table, group in by_table
        )
        state: ColumnState = "dikenal"
        if not here:
            if not any(grid.cells[i][j].text for i in range(grid.row_count)):
                continue
            state = "tidak dikenal" if j in unknown else "tidak dibaca"
        elif all(map(is_unplaced, here)):
            state = "tidak dikenal"
        elif names.keys() & rivals:
            state = "ragu"
        yield ColumnMark(x0, x1, text, printed, state)


def _rivals(cells: list[Cell]) -> set[tuple[str, str]]:
    """Columns of which one row prints more than one cell side by side: which is meant is open."""
    tops: dict[tuple[str, str, int], set[tuple[float, float]]] = {}
    for cell in cells:
        if cell.problem is not None:
            tops.setdefault((cell.table, cell.column, cell.row), set()).add((cell.x0, cell.x1))
    return {(table, column) for (table, column, _), xs in tops.items() if len(xs) > 1}


def _unknown(findings: PageFindings, grid: Grid, cells: list[Cell]) -> set[int]:
    """Leaf columns whose header words the grid's own table does not know."""
    table = tables()[cells[0].table]
    header = match_header(grid, table, tahun=findings.letter.tahun if findings.letter else None)
    if header is None:
        return set()
    lowest = grid.cells[header.rows - 1]
    return {j for j, cell in enumerate(lowest) if cell.text in header.unknown}


def _join(columns: Iterator[ColumnMark]) -> Iterator[ColumnMark]:
    """Neighbours of one meaning as one; rivals stay apart."""
    for (name, state), group in groupby(columns, lambda column: (column.name, column.state)):
        marks = list(group)
        if state == "dikenal" and name:
            printed = "; ".join(dict.fromkeys(mark.printed for mark in marks if mark.printed))
            yield ColumnMark(marks[0].x0, marks[-1].x1, name, printed, state)
        else:
            yield from marks
