"""What kind of values a column of a grid prints."""

from __future__ import annotations

from dataclasses import replace

from extractors.contract import Column
from extractors.grid import Grid
from extractors.values import parse_cell

KIND_SHARE = 0.6
"""Least share of a column's cells that must read as its type to be of its kind."""


def share_of_kind(grid: Grid, j: int, column: Column, first: int = 0) -> float | None:
    """Share of a column's printed cells, from a row on, that read as its type.

    Numbers read as no text. Nothing where no cell prints anything.
    """
    printed = [text for i in range(first, grid.row_count) if (text := grid.cells[i][j].text)]
    if not printed:
        return None
    is_text = column.type == "text"
    numeric = replace(column, type="decimal", unit="%") if is_text else column
    reads = sum((parse_cell(numeric, text).problem is not None) == is_text for text in printed)
    return reads / len(printed)


def is_of_kind(grid: Grid, j: int, column: Column, first: int = 0) -> bool:
    """Whether most that a column prints, if anything, reads as a contract column's type."""
    share = share_of_kind(grid, j, column, first)
    return share is None or share >= KIND_SHARE
