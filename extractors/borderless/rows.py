"""Rows of a table without lines: which text lines stand in one row.

A name may take several lines and the figures stand beside the first, the middle or the last of
them, so lines are joined to rows for the whole table at once: the cheapest division counts
figures that would share a cell, cells that would not be aligned as the table's others are, names
that would wrap where there was room, holes in a cell, and rows without figures. Where another
division costs nearly the same, the lines between are doubtful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from extractors.page import Word, bounding_box

MAX_ROW_LINES = 16
"""A row takes at most this many text lines."""

CLOSE = 0.6
"""Two divisions whose costs differ by less are both possible."""

COMMON = 0.15
"""A word that this share of the rows begin with is seldom the rest of a name."""

BROKEN = 0.4
"""What a page's first and last row leaves blank counts for so much: the page may break it."""

OUT_OF_LINE = 0.1
"""What a page's first and last row has out of line counts for so much."""

PADDED = 0.12
"""Rows stand apart by more than lines where there is this much more room, in line heights."""

USUAL = 0.6
"""A word that this share of the rows begin with begins a row."""

ALIGNMENTS = ("middle", "top", "bottom")


@dataclass(slots=True)
class BodyLine:
    """A text line of a table's body: its words by column.

    ``doubts``: columns whose words may be another's. ``is_apart``: a row of its own for certain
    (column numbers, words across columns). ``is_near_others``: words that are none of the table's
    stand as near as its own do.
    """

    cells: dict[int, list[Word]]
    doubts: set[int] = field(default_factory=set)
    is_apart: bool = False
    is_near_others: bool = False
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        _, self.top, _, self.bottom = bounding_box(self.words)

    @property
    def words(self) -> list[Word]:
        """All words, left to right."""
        return sorted(word for words in self.cells.values() for word in words)


@dataclass(frozen=True, slots=True)
class Division:
    """Rows as (first line, end) and the indices of lines at whose top a row may begin or not."""

    rows: list[tuple[int, int]]
    doubtful: set[int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line of one cell."""

    line: int
    x0: float
    top: float
    x1: float
    bottom: float
    first: float
    opening: str


class RowFinder:
    """Divides the lines of one page's table.

    ``figures``: columns of numbers; ``required``: columns that are seldom blank. ``widths``: the
    widest line of each column anywhere in the letter; ``leading``: the least room there between
    two lines of one column; ``padding``: between two figures.
    """

    def __init__(
        self,
        lines: Sequence[BodyLine],
        rules: Sequence[float],
        *,
        figures: set[int],
        required: set[int],
        widths: dict[int, float],
        space: float,
        leading: float,
        padding: float,
    ) -> None:
        self.lines = lines
        self.figures, self.required = figures, required
        self.widths, self.space = widths, space
        self.common: dict[tuple[int, str], float] = {}
        self.height = median([w.bottom - w.top for line in lines for w in line.words] or [10.0])
        self.pieces: list[dict[int, _Piece]] = [
            {j: _piece(k, words) for j, words in line.cells.items()} for k, line in enumerate(lines)
        ]
        self.barriers = {
            k
            for k in range(1, len(lines))
            if any(_middle(lines[k - 1]) < rule < _middle(lines[k]) for rule in rules)
        }
        self.is_ruled = self._is_ruled()
        self.leading = leading
        self.is_padded = padding - leading > PADDED * self.height

    def _is_ruled(self) -> bool:
        """Whether nearly every row ends in a rule."""
        with_figures = sum(any(j in self.figures for j in line.cells) for line in self.lines)
        return len(self.barriers) + 1 >= 0.8 * max(with_figures, 2)

    def openings(self, rows: Sequence[tuple[int, int]]) -> list[set[tuple[int, str]]]:
        """The words that each row's columns of words begin with."""
        found = []
        for start, end in rows:
            first: dict[int, str] = {}
            for row in self.pieces[start:end]:
                for j, piece in row.items():
                    if j not in self.figures:
                        first.setdefault(j, piece.opening)
            found.append(set(first.items()))
        return found

    def divide(self, common: dict[tuple[int, str], float] | None = None) -> Division:
        """The cheapest division, under the alignment that makes it cheapest.

        ``common``: words that many of the table's rows begin with, and how great a share of them.
        """
        self.common = common or {}
        count = len(self.lines)
        if not count:
            return Division([], set())
        base: dict[tuple[int, int], tuple[float, dict[int, list[_Piece]]]] = {}
        for start in range(count):
            for end in range(start + 1, min(start + MAX_ROW_LINES, count) + 1):
                cost, blocks = self._base(start, end)
                if cost >= 40.0:
                    break
                base[start, end] = cost, blocks
        best: tuple[float, dict[tuple[int, int], float]] | None = None
        for figures in ALIGNMENTS:
            for words in ALIGNMENTS:
                costs = {
                    key: cost
                    + self._line_weight(*key, words) * self._alignment(blocks, figures, words)
                    for key, (cost, blocks) in base.items()
                }
                total = _forward(count, costs)[0][count] + (0.3 if figures != words else 0.0)
                if best is None or total < best[0] - 1e-6:
                    best = total, costs
        assert best is not None
        return _trace(count, best[1])

    def _base(self, start: int, end: int) -> tuple[float, dict[int, list[_Piece]]]:
        """What lines cost as one row, whatever its alignment, and their pieces by column."""
        blocks: dict[int, list[_Piece]] = {}
        for row in self.pieces[start:end]:
            for j, piece in row.items():
                blocks.setdefault(j, []).append(piece)
        if end - start > 1:
            is_apart = any(line.is_apart for line in self.lines[start:end])
            if is_apart or any(k in self.barriers for k in range(start + 1, end)):
                return inf, blocks
        cost = 0.2 + sum(self._column(j, pieces) for j, pieces in blocks.items())
        if self.lines[start].is_apart:
            return 0.2, blocks
        blank = sum(0.6 for j in self.figures if j not in blocks)
        blank += sum(1.2 for j in self.required if j not in blocks)
        if not any(j in self.figures for j in blocks):
            blank += 0.8
        is_broken = self._is_first(start) or end == len(self.lines)
        cost += blank * (BROKEN if is_broken else 1.0)
        return cost + self._edges(start, end), blocks

    def _is_first(self, start: int) -> bool:
        """Whether nothing but column numbers stands above a line."""
        return all(line.is_apart for line in self.lines[:start])

    def _line_weight(self, start: int, end: int, alignment: str) -> float:
        """What alignment counts for in a row: a page that breaks it leaves one side in line."""
        is_cut_above = self._is_first(start) and alignment != "bottom"
        is_cut_below = end == len(self.lines) and alignment != "top"
        return OUT_OF_LINE if is_cut_above or is_cut_below else 1.0

    def _edges(self, start: int, end: int) -> float:
        """What it costs that a row begins here: rows do not overlap, ruled tables rule them."""
        if not start:
            return 0.0
        cost = 3.0 if self.is_ruled and start not in self.barriers else 0.0
        tight = [
            j
            for j, piece in self.pieces[start].items()
            if j in self.pieces[start - 1]
            and piece.top - self.pieces[start - 1][j].bottom - self.leading < 0.05 * self.height
        ]
        cost += 2.0 if tight and self.is_padded else 0.0
        above = max(line.bottom for line in self.lines[max(0, start - 3) : start])
        below = min(line.top for line in self.lines[start:end])
        overlap = above - below - 0.3 * self.height
        return cost + (5.0 if overlap > 0 else 0.0)

    def _column(self, j: int, pieces: Sequence[_Piece]) -> float:
        """What it costs that these lines are one cell."""
        if j in self.figures:
            return 12.0 * (len(pieces) - 1)
        cost = 0.0
        for above, below in pairwise(pieces):
            room = (below.top - above.bottom - self.leading) / self.height
            cost += min(6.0, 5.0 * max(0.0, room - 0.12))
            needed = above.x1 - above.x0 + self.space + below.first
            if needed < self.widths.get(j, 0.0) - 0.5 * self.space:
                cost += 2.5
            share = self.common.get((j, below.opening), 0.0)
            cost += 4.5 if share >= USUAL else 1.5 if share else 0.0
        return cost

    def _alignment(self, blocks: dict[int, list[_Piece]], figures: str, words: str) -> float:
        """How far cells stand from where the table's alignment puts them beside the tallest."""
        if len(blocks) < 2:
            return 0.0
        boxes = {j: (pieces[0].top, pieces[-1].bottom) for j, pieces in blocks.items()}
        tall = max(boxes.values(), key=lambda box: box[1] - box[0])
        cost = 0.0
        for j, box in boxes.items():
            mode = figures if j in self.figures else words
            if mode == "middle":
                off = abs(box[0] + box[1] - tall[0] - tall[1]) / 2
            elif mode == "top":
                off = abs(box[0] - tall[0])
            else:
                off = abs(box[1] - tall[1])
            cost += 4.0 * min(1.0, max(0.0, off / self.height - 0.2))
        return cost


def common_openings(
    rows: Iterable[Sequence[set[tuple[int, str]]]],
) -> dict[tuple[int, str], float]:
    """Words that many of a table's rows begin with, by column, and the share of rows that do."""
    found = [opening for own in rows for opening in own]
    counts = Counter(item for opening in found for item in opening)
    shares = {item: count / len(found) for item, count in counts.items()}
    return {item: share for item, share in shares.items() if share >= COMMON}


def _middle(line: BodyLine) -> float:
    return (line.top + line.bottom) / 2


def _piece(line: int, words: Sequence[Word]) -> _Piece:
    x0, top, x1, bottom = bounding_box(list(words))
    first = min(words)
    return _Piece(line, x0, top, x1, bottom, first.x1 - first.x0, first.text)


def _forward(count: int, costs: dict[tuple[int, int], float]) -> tuple[list[float], list[int]]:
    """Least cost of the first k lines, and where their last row begins."""
    best, begins = [0.0] + [inf] * count, [0] * (count + 1)
    for (start, end), cost in sorted(costs.items(), key=lambda item: item[0][1]):
        if best[start] + cost < best[end]:
            best[end], begins[end] = best[start] + cost, start
    return best, begins


def _trace(count: int, costs: dict[tuple[int, int], float]) -> Division:
    """The cheapest rows, and the lines where a division with another row begin is as cheap."""
    best, begins = _forward(count, costs)
    rest = [inf] * count + [0.0]
    for (start, end), cost in sorted(costs.items(), key=lambda item: -item[0][0]):
        rest[start] = min(rest[start], cost + rest[end])
    rows = []
    end = count
    while end:
        rows.append((begins[end], end))
        end = begins[end]
    rows.reverse()
    starts = {start for start, _ in rows}
    joined = [inf] * (count + 1)
    for (start, end), cost in costs.items():
        total = best[start] + cost + rest[end]
        for k in range(start + 1, end):
            joined[k] = min(joined[k], total)
    doubtful = set()
    for k in range(1, count):
        parted = best[k] + rest[k]
        other = joined[k] if k in starts else parted
        if other - best[count] < CLOSE:
            doubtful.add(k)
    return Division(rows, doubtful)
