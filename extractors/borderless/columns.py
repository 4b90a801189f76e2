"""Columns of a table without lines: where they stand, and what their header's words name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.borderless.white import MIN_GUTTER, free_part, union
from extractors.contract import Table
from extractors.header import UNMATCHED, rank
from extractors.labels import YEAR, label_of
from extractors.page import Word

FIGURE = re.compile(r"-?\d+(?:[.,]\d+)*[%.)]?", re.ASCII)


@dataclass(slots=True)
class Columns:
    """Columns found: ``bounds`` has one more than there are columns.

    ``names``: contract names, nothing for a column that the table does not have. ``heads``: each
    column's header words; ``spans``: those over several columns. ``extents``: where body words
    stand.
    """

    bounds: list[float]
    names: list[str | None]
    extents: list[tuple[float, float]]
    heads: list[list[Word]] = field(default_factory=list)
    spans: list[list[Word]] = field(default_factory=list)
    score: float = 0.0

    @property
    def named(self) -> int:
        """How many contract columns are named."""
        return len({name for name in self.names if name})

    def at(self, x: float) -> int:
        """The column at a position; the outer ones reach as far as the page."""
        return bisect_right(self.bounds, x, 1, len(self.bounds) - 1) - 1

    def fitted(self, lines: Sequence[Sequence[Word]]) -> Columns:
        """The same columns with their bounds in the middle of what these lines leave free."""
        occupied = union((word.x0, word.x1) for words in lines for word in words)
        bounds = list(self.bounds)
        for k in range(1, len(bounds) - 1):
            left, right = self.extents[k - 1][1], self.extents[k][0]
            x0, x1 = free_part((left, right), occupied)
            if x1 - x0 >= MIN_GUTTER:
                bounds[k] = (x0 + x1) / 2
        bounds[0] = min(bounds[0], occupied[0][0])
        bounds[-1] = max(bounds[-1], occupied[-1][1])
        return replace(self, bounds=bounds)


class Namer:
    """Tells which column of a table a header's words name, each wording once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = {column.name: column for column in table.columns}
        self._known: dict[str, tuple[str, int] | None] = {}
        self._named_in: dict[tuple[Word, ...], set[str]] = {}

    def __call__(self, text: str) -> tuple[str, int] | None:
        """Name and rank of the column that a header text names best."""
        if text not in self._known:
            ranks = [(rank(c, text), c.name) for c in self.table.columns if c.headers]
            best = min(ranks, default=(UNMATCHED, ""), key=lambda item: item[0])
            self._known[text] = None if best[0] == UNMATCHED else (best[1], best[0])
        return self._known[text]

    def named_in(self, words: Sequence[Word]) -> set[str]:
        """Columns that some neighbouring words of a line name; each line is looked at once."""
        line = tuple(words)
        if line in self._named_in:
            return self._named_in[line]
        found: set[str] = set()
        for start in range(len(words)):
            for end in range(start + 1, min(start + 6, len(words)) + 1):
                text = head_text(words[start:end])
                if text and (named := self(text)):
                    found.add(named[0])
        self._named_in[line] = found
        return found


def head_text(words: Iterable[Word]) -> str:
    """A header's words as patterns match them, years left out."""
    return YEAR.sub("", label_of("".join(word.text for word in words)))


def counts_columns(words: Sequence[Word]) -> bool:
    """Whether a line only counts the columns: 1, 2, 3 … or (1), (2), (3) …"""
    texts = [word.text.strip("()") for word in words]
    return len(texts) > 2 and texts == [str(k) for k in range(1, len(texts) + 1)]
