"""Where a table's columns stand, carried from one grid of it to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.beneath import KIND_SHARE, share_of_kind
from extractors.contract import Table
from extractors.grid import Grid
from extractors.header import Header

SHAPE_TOLERANCE = 0.03
"""Share of a table's width by which a continued column may shift."""


@dataclass(slots=True)
class Layout:
    """Where a table's columns stand, carried from grid to grid.

    ``rivals`` are further columns that may just as well be the one meant, by its name.
    """

    columns: dict[int, str]
    shape: list[float]
    labels: tuple[str, ...]
    rivals: dict[str, tuple[int, ...]] = field(default_factory=dict)
    doubt: str | None = None

    @classmethod
    def of(cls, grid: Grid, header: Header, doubt: str | None = None) -> Layout:
        """The layout that a grid's header gives; ``doubt``: why its figures are not meant."""
        return cls(header.columns, shape_of(grid), header.labels, header.rivals, doubt)

    def fits(self, grid: Grid) -> bool:
        """Whether a grid has the same columns, by their widths."""
        shape = shape_of(grid)
        return len(shape) == len(self.shape) and all(
            abs(a - b) <= SHAPE_TOLERANCE for a, b in zip(shape, self.shape, strict=True)
        )

    def suits(self, grid: Grid, table: Table) -> bool:
        """Whether a grid of other widths prints the same kinds of values, column by column."""
        if len(grid.xs) != len(self.shape):
            return False
        types = {column.name: column for column in table.columns}
        shares = [
            share
            for j, name in self.columns.items()
            if (share := share_of_kind(grid, j, types[name])) is not None
        ]
        return bool(shares) and min(shares) >= KIND_SHARE


def shape_of(grid: Grid) -> list[float]:
    """A grid's column boundaries as shares of its width."""
    width = grid.xs[-1] - grid.xs[0]
    return [(x - grid.xs[0]) / width for x in grid.xs]
