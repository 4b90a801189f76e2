"""What the header of a table prints over each of its columns, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.grid import Grid
from extractors.values import squash

YEAR = re.compile(r"(?:tahun|ta)?(20\d\d)")

_ASIDE = re.compile(r"\((?=[^()]*\d)(?![^()]*20\d\d)[^()]*\)")
"""Words in brackets with a figure that is no year: a weight, a column's number, a target."""

_ORDINALS = 3
"""A header of fewer columns does not count them."""


@dataclass(frozen=True, slots=True)
class Label:
    """A leaf column's words: its lowest header cell, the whole stack, and the years they name."""

    own: str
    stack: str

    def at(self, level: int, tahun: int | None) -> str:
        """The words to match; empty for a column that speaks of another year than the letter."""
        years = set(YEAR.findall(self.stack))
        if tahun is not None and years and str(tahun) not in years:
            return ""
        return YEAR.sub("", self.own if level == 0 else self.stack)


def leaf_labels(grid: Grid, first: int, depth: int) -> list[Label]:
    """The labels of a grid's leaf columns, by the rows of its header."""
    labels = []
    for j in range(grid.column_count):
        stack: list[str] = []
        seen: set[int] = set()
        for i in range(first, first + depth):
            cell = grid.cells[i][j]
            if id(cell) not in seen:
                seen.add(id(cell))
                stack.append(label_of(cell.text))
        labels.append(Label(stack[-1], "".join(stack)))
    return _uncounted(labels)


def label_of(text: str) -> str:
    """A header cell's squashed words, without what it says aside (``HASIL (40)``)."""
    return squash(_ASIDE.sub(" ", text)) or squash(text)


def _uncounted(labels: Sequence[Label]) -> list[Label]:
    """The labels without the numbers that count the columns in their own cells (``NILAI 2``)."""
    ends = [str(j) for j in range(1, len(labels) + 1)]
    counts = all(
        label.own.endswith(end) and label.stack.endswith(end) and label.own != end
        for label, end in zip(labels, ends, strict=True)
    )
    if not counts or len(labels) < _ORDINALS:
        return list(labels)
    return [
        Label(label.own.removesuffix(end), label.stack.removesuffix(end))
        for label, end in zip(labels, ends, strict=True)
    ]
