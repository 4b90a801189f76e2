"""Which gutters part a table's columns, told by the header's words.

Of all ways to join the strips between the gutters, the one is taken in which most columns carry a
name of the contract, values of its type, and white space wider than a blank between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.borderless.candidates import Group, Gutter, group_of
from extractors.borderless.columns import FIGURE, Columns, Namer, counts_columns
from extractors.borderless.white import WIDE, Strip, chunks, nearest, strips
from extractors.page import TextLine, Word, bounding_box

MAX_STRIPS_JOINED = 14
"""A column's words stand in at most this many strips."""

MAX_STRIPS = 90
"""With more strips than this, lines are no table's."""

SPAN_LEVELS = 8
"""So many lines from the top of a header may hold words over several columns."""

SHARED = 0.1
"""Two columns print on at least this share of each other's lines; parts of one do not."""


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


def _gutters(lines: Sequence[Sequence[Word]]) -> list[Gutter]:
    """What the body's words leave free, and how near they come to each other across it."""
    found = strips((), lines)
    near = nearest(found, len(lines))
    return [
        Gutter(found[before].x1, found[k].x0, gap, _parts_figures(found[before], found[k]))
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
    head: Sequence[TextLine], levels: int, walls: Sequence[Gutter], space: float
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
    gutters: Sequence[Gutter],
    namer: Namer,
    space: float,
    over: list[list[Word]],
) -> Columns | None:
    """The best way to join strips to columns."""
    count = len(found)
    best: list[tuple[float, int, Group | None]] = [(0.0, 0, None)]
    for end in range(1, count + 1):
        options = []
        for start in range(max(0, end - MAX_STRIPS_JOINED), end):
            before = best[start][0]
            if before == float("-inf"):
                continue
            group = group_of(found[start:end], gutters, namer, space)
            kept = 0.0
            if start:
                kept -= 2.0 * _is_blank(found, start, gutters, space)
                kept -= 1.0 * _parts_words(found[start - 1], found[start], space)
            options.append((before + group.score + kept, start, group))
        best.append(max(options, key=lambda item: item[0]))
    groups: list[tuple[int, int, Group]] = []
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
    found: Sequence[Strip], groups: list[tuple[int, int, Group]]
) -> list[tuple[int, int, Group]]:
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


def _is_blank(found: Sequence[Strip], start: int, gutters: Sequence[Gutter], space: float) -> bool:
    """Whether the gutter before a strip is no wider than a blank between two words."""
    middle = (found[start - 1].x1 + found[start].x0) / 2
    return any(g.x0 <= middle <= g.x1 and g.gap <= 1.25 * space for g in gutters)


def _parts_words(left: Strip, right: Strip, space: float) -> bool:
    """Whether a gutter is a blank between two words of the header."""
    ends = {index: word.x1 for index, word in left.head}
    return any(word.x0 - ends[k] <= 1.25 * space for k, word in right.head if k in ends)


def _columns(
    found: list[Strip],
    groups: Sequence[tuple[int, int, Group]],
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
