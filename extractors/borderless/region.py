"""The lines that belong to a table without lines, on one page.

A line is certainly a row's when it prints figures where the table has figures and crosses no
column. The table reaches from its header, or from its first such line, to its last one; what
stands close above and below, aligned as the table's words are, goes with it. Page numbers,
signatures and notes do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractors.borderless.columns import FIGURE, Columns, Namer, counts_columns
from extractors.borderless.rows import BodyLine
from extractors.contract import Column
from extractors.page import Edge, Page, TextLine, Word
from extractors.values import DASHES, parse_cell

CROSSING = 2.0
"""Points; a word that reaches further than this into two columns may belong to either."""

RULE_SHARE = 0.6
"""A line over at least this share of a table's width parts its rows."""

ALIGNED = 4.0
"""Points by which words of one column may be out of line."""

REST_LINES = 6
"""The rest of a row takes at most this many lines."""

FEW_RULES = 4
"""A table with no more lines across than this rules off its header and its end, not its rows."""

BREAK_LINES = 3
"""So many lines in a row that cross columns end a table."""


@dataclass(slots=True)
class Region:
    """A table's part on one page. ``head``: first and last line of its header there, if printed.

    ``first``/``end``: its lines of the page; ``body``: those beneath the header.
    """

    page: Page
    columns: Columns
    namer: Namer
    head: tuple[int, int] | None
    first: int
    end: int
    body: list[BodyLine]
    rules: list[float]
    figures: set[int] = field(default_factory=set)

    def text_columns(self) -> list[int]:
        """Columns that print words."""
        return [j for j in range(len(self.columns.names)) if j not in self.figures]


def column_types(columns: Columns, namer: Namer) -> list[Column | None]:
    """The contract's columns, by printed column."""
    return [namer.columns[name] if name else None for name in columns.names]


def figure_columns(columns: Columns, namer: Namer, lines: Sequence[BodyLine]) -> set[int]:
    """Columns that print figures: as declared, else as most of what they print."""
    found = set()
    for j, column in enumerate(column_types(columns, namer)):
        if column is not None and column.type != "text":
            if not column.counted:
                found.add(j)
            continue
        printed = [line.cells[j] for line in lines if line.cells.get(j)]
        plain = sum(bool(FIGURE.fullmatch(_text(words))) for words in printed)
        if printed and plain >= 0.7 * len(printed):
            found.add(j)
    return found


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def body_line(line: TextLine, columns: Columns) -> BodyLine:
    """A line's words by column; a word over a bound is doubtful in both columns."""
    cells: dict[int, list[Word]] = {}
    doubts: set[int] = set()
    for word in line.words:
        j = columns.at((word.x0 + word.x1) / 2)
        cells.setdefault(j, []).append(word)
        for k, bound in enumerate(columns.bounds[1:-1]):
            if word.x0 < bound - CROSSING and word.x1 > bound + CROSSING:
                doubts |= {k, k + 1}
    found = BodyLine(cells, doubts)
    found.is_apart = len(line.words) == len(columns.names) and counts_columns(line.words)
    return found


def is_certain(line: BodyLine, figures: set[int], types: Sequence[Column | None]) -> bool:
    """Whether a line by itself is a row's for certain."""
    return len(line.cells) > 1 and _is_read(line, figures, types)


def _stands_between(lines: Sequence[BodyLine], k: int) -> bool:
    """Whether a line stands half beside another that prints words in several columns."""
    return any(
        len(other.cells) > 1
        and not other.doubts
        and min(lines[k].bottom, other.bottom) - max(lines[k].top, other.top) > 1.0
        for other in lines[max(0, k - 1) : k + 2]
        if other is not lines[k]
    )


def _is_read(line: BodyLine, figures: set[int], types: Sequence[Column | None]) -> bool:
    """Whether a line prints figures, all of their columns' types, and crosses no column."""
    if line.doubts:
        return False
    read = [j for j in line.cells if j in figures and _reads(line.cells[j], types[j])]
    counted = [
        j
        for j, column in enumerate(types)
        if column is not None and column.counted and j in line.cells
        if parse_cell(column, _text(line.cells[j])).problem is None
    ]
    return bool(read or counted) and all(j in read for j in line.cells if j in figures)


def _reads(words: Sequence[Word], column: Column | None) -> bool:
    text = _text(words)
    if column is None or column.type == "text":
        return bool(FIGURE.fullmatch(text))
    return text in DASHES or parse_cell(column, text).problem is None


def rules_across(page: Page, columns: Columns) -> list[float]:
    """Heights of lines, whole or in pieces, that run over most of a table's width."""
    x0, x1 = columns.bounds[0], columns.bounds[-1]
    found: list[tuple[float, float]] = []
    for edge in sorted(page.horizontals):
        share = _overlap(edge, x0, x1) / max(x1 - x0, 1.0)
        if share <= 0:
            continue
        if found and edge.at - found[-1][0] <= 1.5:
            found[-1] = (found[-1][0], found[-1][1] + share)
        else:
            found.append((edge.at, share))
    return [at for at, share in found if share >= RULE_SHARE]


def _overlap(edge: Edge, x0: float, x1: float) -> float:
    return min(edge.end, x1) - max(edge.start, x0)


def cut_region(
    page: Page,
    columns: Columns,
    namer: Namer,
    start: int,
    stop: int,
    *,
    head: tuple[int, int] | None = None,
    is_open: bool = False,
) -> Region | None:
    """The table's lines among a page's lines ``start`` up to ``stop``; nothing without a row.

    ``is_open``: the row before may go on, so the page may print nothing but the rest of it.
    """
    lines = [body_line(line, columns) for line in page.lines[start:stop]]
    certain = _certain(lines, columns, namer, from_top=head is not None)
    if certain:
        shown = [line.words for line in lines[: certain[-1] + 1] if len(line.doubts) <= 2]
        columns = columns.fitted([*shown, *columns.heads] if head else shown)
        lines = [body_line(line, columns) for line in page.lines[start:stop]]
    figures = figure_columns(columns, namer, lines)
    certain = _certain(lines, columns, namer, from_top=head is not None)
    if not certain and is_open:
        certain = _rest_of_row(lines, columns)
    if not certain:
        return None
    rules = rules_across(page, columns)
    first, end = certain[0], certain[-1] + 1
    edge = _Edge(
        lines,
        certain,
        page=page,
        figures=figures,
        types=column_types(columns, namer),
        extents=columns.extents,
    )
    if head is not None:
        first = 0
    else:
        while first and edge.takes(first - 1, first, [] if is_open else rules):
            first -= 1
    while end < len(lines) and edge.takes(end, end - 1, rules):
        end += 1
    body = lines[first:end]
    if head is None and first and edge.is_near(first - 1, first, rules):
        body[0].is_near_others = True
    if end < len(lines) and edge.is_near(end, end - 1, rules):
        body[-1].is_near_others = True
    for line in body:
        line.is_apart = line.is_apart or len(line.doubts) > 2
    top = head[0] if head else start + first
    return Region(page, columns, namer, head, top, start + end, body, rules, figures)


def _certain(
    lines: Sequence[BodyLine], columns: Columns, namer: Namer, *, from_top: bool
) -> list[int]:
    """The lines that are rows' for certain, up to a passage that is no table's."""
    types = column_types(columns, namer)
    figures = figure_columns(columns, namer, lines)
    certain = [
        k
        for k, line in enumerate(lines)
        if is_certain(line, figures, types)
        or (_is_read(line, figures, types) and _stands_between(lines, k))
    ]
    return _unbroken(certain, lines, types, from_top=from_top)


def _rest_of_row(lines: Sequence[BodyLine], columns: Columns) -> list[int]:
    """The first lines of a page, as far as they stand close and in the table's columns."""
    found: list[int] = []
    for k, line in enumerate(lines[:REST_LINES]):
        height = line.bottom - line.top
        is_close = not found or line.top - lines[k - 1].bottom < 0.8 * height
        is_within = all(
            columns.extents[j][0] - ALIGNED <= words[0].x0
            and words[-1].x1 <= columns.extents[j][1] + ALIGNED
            for j, words in line.cells.items()
        )
        if line.doubts or not is_close or not is_within:
            break
        found.append(k)
    return found


def _unbroken(
    certain: list[int],
    lines: Sequence[BodyLine],
    types: Sequence[Column | None],
    *,
    from_top: bool,
) -> list[int]:
    """The certain lines up to a passage that is no table's."""
    kept: list[int] = []
    rooms: list[float] = []
    for k in certain:
        before = kept[-1] + 1 if kept else (0 if from_top else k)
        crossing = sum(bool(line.doubts) for line in lines[before:k])
        height = lines[k].bottom - lines[k].top
        room = max(
            (lines[i].top - lines[i - 1].bottom for i in range(max(before, 1), k + 1)), default=0.0
        )
        is_far = bool(kept) and room > max(0.8 * height, 2 * median(rooms or [0.0]))
        signs = begins_anew(lines[kept[-1]], lines[k], types) if kept else 0
        is_other = signs > 1 or (is_far and (signs > 0 or room > 8 * height))
        if crossing >= BREAK_LINES or is_other:
            break
        if kept:
            rooms.append(room)
        kept.append(k)
    return kept


def begins_anew(before: BodyLine, line: BodyLine, types: Sequence[Column | None]) -> int:
    """How many signs there are that a line is another table's.

    It is numbered no higher than one before it, or with a point where that has none, or prints
    something else where this table counts.
    """
    signs = 0
    for j, column in enumerate(types):
        if column is None or j not in line.cells:
            continue
        own = parse_cell(column, _text(line.cells[j]))
        if column.counted:
            signs += own.problem is not None
        elif column.type == "integer" and j in before.cells:
            texts = _text(before.cells[j]), _text(line.cells[j])
            other = parse_cell(column, texts[0])
            signs += bool(own.value and other.value and int(own.value) <= int(other.value))
            signs += texts[0][-1:].isdigit() != texts[1][-1:].isdigit()
    return signs


def _room(line: BodyLine, other: BodyLine) -> float:
    """Points between two lines; less than none where they overlap."""
    return max(line.top, other.top) - min(line.bottom, other.bottom)


class _Edge:
    """Which lines above or below a table's certain ones go with it."""

    def __init__(
        self,
        lines: Sequence[BodyLine],
        certain: Sequence[int],
        *,
        page: Page,
        figures: set[int],
        types: Sequence[Column | None],
        extents: Sequence[tuple[float, float]],
    ) -> None:
        self.page, self.lines, self.figures, self.types = page, lines, figures, types
        self.extents = extents
        inside = lines[certain[0] : certain[-1] + 1]
        gaps = [b.top - a.bottom for a, b in pairwise(inside)]
        height = median(line.bottom - line.top for line in inside)
        self.limit = max([0.6 * height, *(gap + 0.5 for gap in gaps)])
        self.edges: dict[int, list[tuple[float, float, float]]] = {}
        for line in inside:
            for j, words in line.cells.items():
                x0, x1 = words[0].x0, words[-1].x1
                self.edges.setdefault(j, []).append((x0, (x0 + x1) / 2, x1))

    def takes(self, k: int, beside: int, rules: Sequence[float]) -> bool:
        """Whether line ``k`` goes with its neighbour in the table."""
        line = self.lines[k]
        if line.doubts or not self._may_be_rest(line) or not self.is_near(k, beside, rules):
            return False
        is_interleaved = _room(line, self.lines[beside]) < -1.0
        return is_interleaved or all(self._aligned(j, words) for j, words in line.cells.items())

    def is_near(self, k: int, beside: int, rules: Sequence[float]) -> bool:
        """Whether line ``k`` stands no further from its neighbour than the table's lines do."""
        line, other = self.lines[k], self.lines[beside]
        between = sorted(((line.top + line.bottom) / 2, (other.top + other.bottom) / 2))
        is_ruled_off = len(rules) <= FEW_RULES and any(
            between[0] < rule < between[1] for rule in rules
        )
        return _room(line, other) <= self.limit and not is_ruled_off

    def _may_be_rest(self, line: BodyLine) -> bool:
        """Whether figures of a line read as their columns'; the page's number is no figure."""
        numbers = [j for j in line.cells if j in self.figures]
        is_page = len(line.words) == 1 and line.words[0].text == str(self.page.number)
        return not is_page and all(_reads(line.cells[j], self.types[j]) for j in numbers)

    def _aligned(self, j: int, words: Sequence[Word]) -> bool:
        known = self.edges.get(j)
        x0, x1 = words[0].x0, words[-1].x1
        if not known:
            left, right = self.extents[j]
            return left - ALIGNED <= x0 and x1 <= right + ALIGNED
        own = (x0, (x0 + x1) / 2, x1)
        return any(
            abs(own[side] - median(edge[side] for edge in known)) <= ALIGNED for side in range(3)
        )
