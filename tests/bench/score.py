"""How much of what a letter prints a tool's rows hold."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.values import squash

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """``cells`` printed, ``right`` found whole in one row, ``rows`` printed and found."""

    cells: int
    right: int
    rows: int
    rows_found: int

    def __add__(self, other: Score) -> Score:
        return Score(
            self.cells + other.cells,
            self.right + other.right,
            self.rows + other.rows,
            self.rows_found + other.rows_found,
        )


def _in_order(truth: list[str], row: list[str]) -> int:
    """Longest common subsequence of cells: right cells, in printed order."""
    best = [0] * (len(row) + 1)
    for cell in truth:
        previous = 0
        for index, found in enumerate(row, start=1):
            kept = best[index]
            best[index] = previous + 1 if cell == found else max(best[index], best[index - 1])
            previous = kept
    return best[-1]


def score(truth: Rows, rows: Rows) -> Score:
    """Each printed row against the best row not yet taken; white space and case do not count.

    A printed row that a tool gives in two halves has its cells in neither whole, so only those of
    the better half are right.
    """
    left = [[squash(cell) for cell in row] for row in rows]
    right = found = cells = 0
    for printed in truth:
        wanted = [squash(cell) for cell in printed if cell]
        cells += len(wanted)
        counts = [_in_order(wanted, row) for row in left]
        best = max(range(len(left)), key=counts.__getitem__, default=None)
        if best is not None and counts[best]:
            right += counts[best]
            found += 1
            del left[best]
    return Score(cells, right, len(truth), found)
