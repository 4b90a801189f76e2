"""Columns of a table without lines: which gutters part them, told by the header's words.

Every gutter may part two columns or only two words. The header decides: of all ways to join the
strips between the gutters, the one is taken in which most columns carry a name of the contract,
values of its type, and white space wider than a blank between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.borderless.white import (
    MIN_GUTTER,
    WIDE,
    Strip,
    chunks,
    free_part,
    nearest,
    strips,
    union,
)
from extractors.contract import Column, Table
from extractors.header import IGNORABLE, UNMATCHED, YEAR, rank
from extractors.page import TextLine, Word, bounding_box
from extractors.values import parse_cell, squash

MAX_STRIPS_JOINED = 14
"""A column's words stand in at most this many strips."""

MAX_STRIPS = 90
"""With more strips than this, lines are no table's."""

SPAN_LEVELS = 8
"""So many lines from the top of a header may hold words over several columns."""

NAMED = 10.0
"""What a column that carries a name of the contract is worth; all else is measured against it."""

LOOSE = 0.01
"""What each point of white space within a column costs, all else being equal."""

APART = 8.0
"""What it costs at most to join what white space parts."""

FIGURE = re.compile(r"-?\d+(?:[.,]\d+)*[%.)]?", re.ASCII)

SHARED = 0.1
"""Two columns print on at least this share of each other's lines; parts of one do not."""

BLANK = -0.5
"""What a named column is worth that prints nothing: its header's words may be a neighbour's."""


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


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A range that body words leave free, and how near they come to each other across it.

    ``parts_figures``: figures stand on both sides, on most lines.
    """

    x0: float
    x1: float
    gap: float
    parts_figures: bool

    def cost(self, space: float) -> float:
        """What it costs to take the words on both sides for one column's."""
        if self.parts_figures:
            return APART
        return min(APART, max(0.0, 3.0 * (self.gap / space - WIDE)))


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring strips as one column: its name, its header words, those above it."""

    score: float
    name: str | None
    head: tuple[Word, ...]
    above: tuple[Word, ...]


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
    return YEAR.sub("", squash("".join(word.text for word in words)))


def find_columns(
    head: Sequence[TextLine], body: Sequence[TextLine], namer: Namer, space: float
) -> Columns | None:
    """The columns of a table with these header lines over these lines of values."""
    lines = [line.words for line in body if not counts_columns(line.words)]
    gutters = _gutters(lines)
    walls = [gutter for gutter in gutters if gutter.gap > WIDE * space]
    best: Columns | None = None
    tried: set[int] = set()
    for levels in range(min(SPAN_LEVELS, len(head) - 1) + 1):
        spans, leaves = _part(head, levels, walls, space)
        if len(leaves) in tried:
            continue
        tried.add(len(leaves))
        found = strips(leaves, lines)
        if not 2 <= len(found) <= MAX_STRIPS:
            continue
        columns = _join(found, gutters, namer, space, spans)
        if columns:
            columns.score -= 0.5 * len(spans)
            if best is None or columns.score > best.score:
                best = columns
    return best


def counts_columns(words: Sequence[Word]) -> bool:
    """Whether a line only counts the columns: 1, 2, 3 … or (1), (2), (3) …"""
    texts = [word.text.strip("()") for word in words]
    return len(texts) > 2 and texts == [str(k) for k in range(1, len(texts) + 1)]


def _gutters(lines: Sequence[Sequence[Word]]) -> list[_Gutter]:
    """What the body's words leave free, and how near they come to each other across it."""
    found = strips((), lines)
    near = nearest(found, len(lines))
    return [
        _Gutter(found[before].x1, found[k].x0, gap, _parts_figures(found[before], found[k]))
        for k, (before, gap) in near.items()
    ]


def _parts_figures(left: Strip, right: Strip) -> bool:
    """Whether figures stand on both sides of a gutter, on most lines that print both."""
    both = [
        bool(FIGURE.fullmatch(left.body[k][-1].text) and FIGURE.fullmatch(right.body[k][0].text))
        for k in left.body.keys() & right.body.keys()
    ]
    return sum(both) > 0.5 * len(both)


def _part(
    head: Sequence[TextLine], levels: int, walls: Sequence[_Gutter], space: float
) -> tuple[list[list[Word]], list[tuple[int, Word]]]:
    """Header words over several columns, looked for on the upper lines, and all the others."""
    spans: list[list[Word]] = []
    leaves: list[tuple[int, Word]] = []
    for index, line in enumerate(head):
        for part in chunks(line.words, space):
            x0, x1 = part[0].x0, part[-1].x1
            crosses = any(x0 < wall.x0 - 1.0 and x1 > wall.x1 + 1.0 for wall in walls)
            above = next((span for span in spans if _runs_on(span, part, space)), None)
            if index < levels and above:
                above.extend(part)
            elif index < levels and crosses:
                spans.append(list(part))
            else:
                leaves.extend((index, word) for word in part)
    return spans, leaves


def _runs_on(span: Sequence[Word], part: Sequence[Word], space: float) -> bool:
    """Whether words are the next line of words over several columns: centred right below them."""
    x0, _, x1, bottom = bounding_box(list(span))
    height = part[0].bottom - part[0].top
    is_next = -0.5 * height < part[0].top - bottom < 0.5 * height
    return is_next and abs(x0 + x1 - part[0].x0 - part[-1].x1) / 2 < space


def _join(
    found: list[Strip],
    gutters: Sequence[_Gutter],
    namer: Namer,
    space: float,
    over: list[list[Word]],
) -> Columns | None:
    """The best way to join strips to columns."""
    count = len(found)
    best: list[tuple[float, int, _Group | None]] = [(0.0, 0, None)]
    for end in range(1, count + 1):
        options = []
        for start in range(max(0, end - MAX_STRIPS_JOINED), end):
            before = best[start][0]
            if before == float("-inf"):
                continue
            group = _group(found[start:end], gutters, namer, space)
            kept = 0.0
            if start:
                kept -= 2.0 * _is_blank(found, start, gutters, space)
                kept -= 1.0 * _parts_words(found[start - 1], found[start], space)
            options.append((before + group.score + kept, start, group))
        best.append(max(options, key=lambda item: item[0]))
    groups: list[tuple[int, int, _Group]] = []
    end = count
    while end:
        _, start, chosen = best[end]
        if chosen is None:
            return None
        groups.append((start, end, chosen))
        end = start
    groups.reverse()
    groups = _with_headless(found, groups)
    if len(groups) < 2:
        return None
    return _columns(found, groups, best[count][0], over)


def _with_headless(
    found: Sequence[Strip], groups: list[tuple[int, int, _Group]]
) -> list[tuple[int, int, _Group]]:
    """The columns, with those that no header word stands over joined to a neighbour.

    Only to one that prints nothing on nearly all lines where they print: such values stand beside
    where their column's others do.
    """
    joined = list(groups)
    for k in range(len(joined) - 1, -1, -1):
        start, end, group = joined[k]
        if group.head or group.above:
            continue
        own = _lines(found[start:end])
        for other in (k - 1, k + 1):
            if not 0 <= other < len(joined) or joined[other][2].name is None:
                continue
            a, b, named = joined[other]
            theirs = _lines(found[a:b])
            if len(own & theirs) <= SHARED * min(len(own), len(theirs)):
                low, high = min(k, other), max(k, other)
                joined[low : high + 1] = [(joined[low][0], joined[high][1], named)]
                break
    return joined


def _lines(parts: Sequence[Strip]) -> set[int]:
    """The body lines on which strips print."""
    return {line for part in parts for line in part.body}


def _is_blank(found: Sequence[Strip], start: int, gutters: Sequence[_Gutter], space: float) -> bool:
    """Whether the gutter before a strip is no wider than a blank between two words."""
    middle = (found[start - 1].x1 + found[start].x0) / 2
    return any(g.x0 <= middle <= g.x1 and g.gap <= 1.25 * space for g in gutters)


def _parts_words(left: Strip, right: Strip, space: float) -> bool:
    """Whether a gutter is a blank between two words of the header."""
    ends = {index: word.x1 for index, word in left.head}
    return any(word.x0 - ends[k] <= 1.25 * space for k, word in right.head if k in ends)


def _columns(
    found: list[Strip],
    groups: Sequence[tuple[int, int, _Group]],
    score: float,
    over: list[list[Word]],
) -> Columns:
    bounds = [found[0].x0]
    bounds += [(found[start - 1].x1 + found[start].x0) / 2 for start, _, _ in groups[1:]]
    bounds.append(found[-1].x1)
    extents = []
    for start, end, _ in groups:
        own = [w for s in found[start:end] for words in s.body.values() for w in words]
        words = own or [w for s in found[start:end] for _, w in s.head]
        extents.append((min(w.x0 for w in words), max(w.x1 for w in words)))
    names = [group.name for _, _, group in groups]
    twice = len([name for name in names if name]) - len({name for name in names if name})
    heads = [list(group.head) for _, _, group in groups]
    spans = [list(group.above) for _, _, group in groups if group.above]
    for j, name in enumerate(names):
        above = [] if name or not over else _above_hole(heads[j], over)
        if above:
            heads[j] = heads[j][len(above) :]
            spans.append(above)
    return Columns(bounds, names, extents, heads, [*over, *spans], score - 6.0 * twice)


def _above_hole(head: Sequence[Word], over: Sequence[Sequence[Word]]) -> list[Word]:
    """A column's upper header words, where they stand beside words over several columns.

    More than the room between lines parts them from the words beneath.
    """
    bottom = max(word.bottom for span in over for word in span)
    rooms = [(head[k].top - max(word.bottom for word in head[:k]), k) for k in range(1, len(head))]
    room, k = max(rooms, default=(0.0, 0))
    is_hole = room > 0.35 * (head[0].bottom - head[0].top) if head else False
    return list(head[:k]) if is_hole and head[0].top < bottom else []


def _group(
    parts: Sequence[Strip], gutters: Sequence[_Gutter], namer: Namer, space: float
) -> _Group:
    """How good a column some neighbouring strips make."""
    x0, x1 = parts[0].x0, parts[-1].x1
    joined = sum(gutter.cost(space) for gutter in gutters if x0 < gutter.x0 and gutter.x1 < x1)
    head = sorted((item for part in parts for item in part.head), key=lambda i: (i[0], i[1].x0))
    score, name, cut = _named(head, namer)
    if not any(part.body for part in parts):
        score = BLANK if name else 3 * BLANK
    elif name:
        score += _suits(parts, namer.columns[name])
    elif not head:
        score = -4.0
    joined += LOOSE * sum(right.x0 - left.x1 for left, right in pairwise(parts))
    words = tuple(word for _, word in head)
    return _Group(score - joined, name, words[cut:], words[:cut])


def _named(head: Sequence[tuple[int, Word]], namer: Namer) -> tuple[float, str | None, int]:
    """Score and name of a column's header words, and how many of them stand above it as a span."""
    if not head:
        return -1.0, None, 0
    best: tuple[float, str | None, int] = (-2.0, None, 0)
    lines = sorted({index for index, _ in head})
    for level, line in enumerate(lines):
        cut = sum(index < line for index, _ in head)
        text = head_text(word for _, word in head[cut:])
        named = namer(text) if text else None
        if named:
            score = NAMED - 0.5 * min(named[1], 4) - (2.0 if level else 0.0)
            if score > best[0]:
                best = (score, named[0], cut)
        elif level == 0 and IGNORABLE.fullmatch(text):
            best = (0.0, None, 0)
    return best


def _suits(parts: Sequence[Strip], column: Column) -> float:
    """How well the values beneath are of the column's type, from -4 to 3."""
    texts: dict[int, list[Word]] = {}
    for part in parts:
        for line, words in part.body.items():
            texts.setdefault(line, []).extend(words)
    if not texts or column.counted:
        return 0.0
    is_text = column.type == "text"
    numeric = replace(column, type="decimal", unit="%") if is_text else column
    printed = [" ".join(word.text for word in words) for words in texts.values()]
    reads = sum(parse_cell(numeric, text).problem is None for text in printed) / len(printed)
    if is_text:
        return -1.5 * reads
    return 7.0 * reads - 4.0
