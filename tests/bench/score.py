"""How much of what a letter prints a tool's rows hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.values import squash

Rows = list[list[str]]

_NUMBER = re.compile(r"[\d.,%]*\d[\d.,%]*")


@dataclass(frozen=True, slots=True)
class Score:
    """``cells`` printed, ``right`` found whole in one row, ``rows`` printed and found.

    ``numbers`` are those of the cells that hold nothing but a number.
    """

    cells: int = 0
    right: int = 0
    rows: int = 0
    rows_found: int = 0
    numbers: int = 0
    numbers_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.cells + other.cells,
            self.right + other.right,
            self.rows + other.rows,
            self.rows_found + other.rows_found,
            self.numbers + other.numbers,
            self.numbers_right + other.numbers_right,
        )


def _key(cell: str) -> str:
    """What is compared: of a number its figures and decimal mark, else letters and figures."""
    plain = "".join(cell.split())
    return plain.replace(",", ".") if _NUMBER.fullmatch(plain) else squash(cell)


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
    """Each printed row against the best row not yet taken.

    White space, case and the sort of a decimal mark do not count, in words no punctuation either.

    A printed row that a tool gives in two halves has its cells in neither whole, so only those of
    the better half are right.
    """
    left = [[_key(cell) for cell in row] for row in rows]
    right = found = cells = numbers = numbers_right = 0
    for printed in truth:
        wanted = [_key(cell) for cell in printed if cell]
        figures = [cell for cell in wanted if _NUMBER.fullmatch(cell)]
        cells += len(wanted)
        numbers += len(figures)
        counts = [_in_order(wanted, row) for row in left]
        best = max(range(len(left)), key=counts.__getitem__, default=None)
        if best is not None and counts[best]:
            right += counts[best]
            numbers_right += _in_order(figures, left[best])
            found += 1
            del left[best]
    return Score(cells, right, len(truth), found, numbers, numbers_right)
