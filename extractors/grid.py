"""Ruled tables: from ruling lines to a grid of cells with their words.

Lines are merged and grouped into connected tables; each table's squares that no line separates
are one cell, which gives merged headers and cells over several rows for free. A side without a
line (the last row before a page break is often left open) is closed by the ends of the lines that
run into it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.page import Box, Edge, Page, TextLine, Word, group_lines
from extractors.rules import SNAP, merge, tables


@dataclass(slots=True)
class GridCell:
    """One cell of a table; ``row``/``column`` are its first square, ``*_end`` exclusive.

    ``doubt``: why what it prints may not be its own, where the table has no lines to tell.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    row: int
    column: int
    row_end: int
    column_end: int
    words: list[Word] = field(default_factory=list)
    doubt: str | None = None
    _text: str | None = None

    @property
    def text(self) -> str:
        """What is printed in it, in one line."""
        if self._text is None:
            self._text = cell_text(self.words)
        return self._text


@dataclass(slots=True)
class Grid:
    """A ruled table on one page. ``cells[i][j]`` is the cell that owns that square."""

    page: Page
    xs: list[float]
    ys: list[float]
    cells: list[list[GridCell]]

    @property
    def column_count(self) -> int:
        """Number of leaf columns."""
        return len(self.xs) - 1

    @property
    def row_count(self) -> int:
        """Number of leaf rows."""
        return len(self.ys) - 1

    @property
    def own_cells(self) -> Iterator[GridCell]:
        """Every cell once, in reading order."""
        for i, row in enumerate(self.cells):
            for j, cell in enumerate(row):
                if cell.row == i and cell.column == j:
                    yield cell

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def join_wrapped(parts: list[str]) -> str:
    """Lines of one cell as one line; a line that ends in ``/`` or ``-`` runs on without a blank."""
    text = ""
    for part in parts:
        glued = text.endswith(("/", "-")) and not text.endswith((" /", " -"))
        text = text + part if glued or not text else f"{text} {part}"
    return text


def cell_text(words: list[Word]) -> str:
    """Words of one cell in reading order, white space folded."""
    return join_wrapped([line.text for line in group_lines(words)])


def _cluster(values: list[float]) -> list[float]:
    """Positions nearer than ``SNAP`` to the one before are one position (their mean)."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][-1] <= SNAP:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _covered(edges: list[Edge], positions: list[float], across: list[float]) -> list[set[int]]:
    """For each position, the intervals of ``across`` that a line at that position covers."""
    covered: list[set[int]] = [set() for _ in positions]
    middles = [(a + b) / 2 for a, b in pairwise(across)]
    for edge in edges:
        nearest = min(range(len(positions)), key=lambda k: abs(positions[k] - edge.at))
        if abs(positions[nearest] - edge.at) <= SNAP:
            covered[nearest].update(
                k for k, middle in enumerate(middles) if edge.start <= middle <= edge.end
            )
    return covered


def _build(page: Page, horizontals: list[Edge], verticals: list[Edge]) -> Grid | None:
    xs = _cluster([e.at for e in verticals] + [x for e in horizontals for x in (e.start, e.end)])
    ys = _cluster([e.at for e in horizontals] + [y for e in verticals for y in (e.start, e.end)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    rules_below = _covered(horizontals, ys, xs)
    rules_right = _covered(verticals, xs, ys)
    rows, columns = len(ys) - 1, len(xs) - 1
    owner: list[list[GridCell | None]] = [[None] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if owner[i][j] is not None:
                continue
            j_end = j + 1
            while j_end < columns and i not in rules_right[j_end] and owner[i][j_end] is None:
                j_end += 1
            i_end = i + 1
            while i_end < rows and not any(k in rules_below[i_end] for k in range(j, j_end)):
                i_end += 1
            cell = GridCell(xs[j], ys[i], xs[j_end], ys[i_end], i, j, i_end, j_end)
            for a in range(i, i_end):
                for b in range(j, j_end):
                    owner[a][b] = owner[a][b] or cell
    cells = [[cell for cell in row if cell is not None] for row in owner]
    return Grid(page, xs, ys, cells)


def find_grids(page: Page) -> list[Grid]:
    """All ruled tables of a page, top to bottom, with the page's words in their cells."""
    parts = tables(merge(page.horizontals), merge(page.verticals))
    grids = [grid for part in parts if (grid := _build(page, *part)) is not None]
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    boxes = [grid.box for grid in grids]
    for word in page.words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        at = _first_around(x, y, boxes)
        if at is not None:
            grid = grids[at]
            row, column = bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1
            grid.cells[row][column].words.append(word)
    return grids


def _first_around(x: float, y: float, boxes: list[Box]) -> int | None:
    """Which box, the first of several, a point lies in."""
    for at, (x0, top, x1, bottom) in enumerate(boxes):
        if x0 <= x < x1 and top <= y < bottom:
            return at
    return None


def lines_outside(page: Page, grids: list[Grid]) -> list[TextLine]:
    """The page's text lines around the given tables."""
    return group_lines(words_outside(page, grids)) if grids else page.lines


def words_outside(page: Page, grids: list[Grid]) -> list[Word]:
    """The page's words that stand in none of the given tables."""
    boxes = [grid.box for grid in grids]
    return [
        word
        for word in page.words
        if _first_around((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2, boxes) is None
    ]
