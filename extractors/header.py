"""Which printed column is which contract column: by the words of the header, never by position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.contract import Column, Table
from extractors.grid import Grid
from extractors.values import squash

MAX_HEADER_ROWS = 6
"""Merged headers of government tables have at most this many levels."""

ENOUGH = 0.7
"""Share of a table's printed columns a header must name to be that table's header."""

_IGNORABLE = re.compile(r"(no|nomor)(urut)?|ket(erangan)?|")
"""Columns that may stand in any annex and carry nothing of the contract."""


@dataclass(frozen=True, slots=True)
class Header:
    """``columns``: leaf column index to contract name; ``rows``: how many rows the header takes.

    ``labels`` are the leaf columns' squashed words, ``missing`` the names of columns that are not
    printed, ``unknown`` the printed words of columns that the table does not have.
    """

    columns: dict[int, str]
    rows: int
    labels: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _matches(column: Column, label: str) -> bool:
    return any(_pattern(pattern).search(label) for pattern in column.headers)


def _leaf_labels(grid: Grid, first: int, depth: int) -> list[tuple[str, str]]:
    """For each leaf column, its lowest header cell's words and the whole stack's."""
    labels = []
    for j in range(grid.column_count):
        stack: list[str] = []
        seen: set[int] = set()
        for i in range(first, first + depth):
            cell = grid.cells[i][j]
            if id(cell) not in seen:
                seen.add(id(cell))
                stack.append(squash(cell.text))
        labels.append((stack[-1], "".join(stack)))
    return labels


def _assign(table: Table, labels: list[tuple[str, str]]) -> dict[int, str]:
    assigned: dict[int, str] = {}
    printed = [column for column in table.columns if column.headers]
    for level in (0, 1):
        for j, label in enumerate(labels):
            if j in assigned or not label[level]:
                continue
            for column in printed:
                if column.name not in assigned.values() and _matches(column, label[level]):
                    assigned[j] = column.name
                    break
    return assigned


def match_header(grid: Grid, table: Table, first: int = 0) -> Header | None:
    """The table's header at row ``first`` of a grid, or nothing where it stands not there."""
    required = [c.name for c in table.columns if c.headers and not (c.optional or c.suffix_of)]
    best: tuple[int, dict[int, str], list[tuple[str, str]]] | None = None
    for depth in range(1, min(MAX_HEADER_ROWS, grid.row_count - first) + 1):
        labels = _leaf_labels(grid, first, depth)
        assigned = _assign(table, labels)
        if assigned and (best is None or len(assigned) > len(best[1])):
            best = (depth, assigned, labels)
    if best is None:
        return None
    depth, assigned, labels = best
    missing = tuple(name for name in required if name not in assigned.values())
    if len(required) - len(missing) < max(min(2, len(required)), ENOUGH * len(required)):
        return None
    if not any(key in assigned.values() for key in table.keys):
        return None
    end = max(grid.cells[i][j].row_end for j in assigned for i in range(first, first + depth))
    unknown = tuple(
        grid.cells[first + depth - 1][j].text
        for j, label in enumerate(labels)
        if j not in assigned and not _IGNORABLE.fullmatch(label[0])
    )
    own = tuple(label[0] for label in labels)
    return Header(assigned, end - first, own, missing, unknown)


def is_column_numbers(grid: Grid, row: int) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 … or (1), (2), (3) …"""
    cells = [cell for j, cell in enumerate(grid.cells[row]) if cell.column == j]
    texts = [cell.text.strip("()") for cell in cells]
    return len(texts) > 2 and texts == [str(k) for k in range(1, len(texts) + 1)]
