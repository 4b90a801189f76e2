"""Where a table without lines begins: the lines that are its header.

A header stands right above figures and names most of a table's columns. Which of the lines above
the figures belong to it is tried out: those are taken that name most and leave least unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from extractors.borderless.columns import FIGURE, Columns, Namer, head_text
from extractors.borderless.parting import find_columns
from extractors.borderless.white import body_end, chunks, strips
from extractors.page import TextLine, bounding_box

HEADER_LINES = 14
"""Text lines of a header, at most."""

WRAPPED_LINES = 4
"""Text lines of the first row that may stand above its figures."""

ENOUGH_WORDS = 0.4
"""Share of a table's columns that plain words must name for lines to be looked at closely."""

EDGE = 1.5
"""Points by which words at the same edge of a column may be out of line."""

SHORTER = 0.4
"""By so much a header must be better that leaves lines above the figures to the values."""

BODY_LIKE = 1.0
"""What a header loses for each column whose last words stand as values do."""

YEAR = re.compile(r"20\d\d")


@dataclass(slots=True)
class FoundHeader:
    """A table's header on a page: lines ``first`` up to ``end``, and the columns beneath."""

    first: int
    end: int
    columns: Columns
    namer: Namer


def has_figure(line: TextLine) -> bool:
    """Whether a line prints a figure by itself; a year is none."""
    return any(FIGURE.fullmatch(w.text) and not YEAR.fullmatch(w.text) for w in line.words)


def _may_be_header(named: Set[str | None], namer: Namer) -> bool:
    """Whether plain words name enough columns, a key among them, for lines to be looked at."""
    required = [c for c in namer.table.columns if c.headers and not (c.optional or c.suffix_of)]
    enough = max(min(2, len(required)), round(ENOUGH_WORDS * len(required)))
    return len(named) >= enough and any(key in named for key in namer.table.keys)


def find_header(
    lines: Sequence[TextLine], start: int, namers: Sequence[Namer], space: float
) -> FoundHeader | None:
    """The first header from line ``start`` on."""
    for figures in range(start + 1, len(lines)):
        if not has_figure(lines[figures]) or has_figure(lines[figures - 1]):
            continue
        if len(lines[figures].words) > 1 and len(chunks(lines[figures].words, space)) < 2:
            continue
        top = figures
        while top > start and figures - top < HEADER_LINES and not has_figure(lines[top - 1]):
            top -= 1
        found = [
            header
            for namer in namers
            if (header := _best(lines, top, figures, namer, space)) is not None
        ]
        if found:
            return max(found, key=lambda header: header.columns.score)
    return None


def _best(
    lines: Sequence[TextLine], top: int, figures: int, namer: Namer, space: float
) -> FoundHeader | None:
    """The lines above a line of figures that make the best header of one table."""
    if not any(namer.named_in(line.words) for line in lines[top:figures]):
        return None
    if not any(
        _may_be_header(_named(lines, first, figures, namer), namer)
        for first in range(figures - 1, top - 1, -1)
    ):
        return None
    end_of_body = body_end(lines, figures, space)
    best: FoundHeader | None = None
    for end in range(figures, max(top, figures - WRAPPED_LINES - 1), -1):
        body = lines[end:end_of_body]
        worse = 0
        for first in range(end - 1, top - 1, -1):
            if not _may_be_header(_named(lines, first, end, namer), namer):
                continue
            columns = find_columns(lines[first:end], body, namer, space)
            if columns is None or not _may_be_header({*columns.names} - {None}, namer):
                continue
            columns.score -= BODY_LIKE * _body_pieces(columns, body)
            margin = 0.0 if best is None or best.end == end else SHORTER
            if best is None or columns.score > best.columns.score + margin + 1e-6:
                best, worse = FoundHeader(first, end, columns, namer), 0
            elif (worse := worse + 1) > 3:
                break
    if best is None:
        return None
    best = _with_spans(best, lines, top, end_of_body, space)
    return _with_rest(best, lines, figures, end_of_body, space)


def _body_pieces(columns: Columns, body: Sequence[TextLine]) -> int:
    """In how many columns the header's last line stands as values do: nearer to those beneath,
    or at their left edge and not beneath the header's other words.
    """
    count = 0
    for j, head in enumerate(columns.heads):
        own = [w for line in body for w in line.words if columns.at((w.x0 + w.x1) / 2) == j]
        if not head or not own:
            continue
        low = [word for word in head if abs(word.top - head[-1].top) < 1.0]
        high = [word for word in head if word.bottom < low[0].top + 1.0]
        if not high:
            continue
        height = low[0].bottom - low[0].top
        room = low[0].top - max(word.bottom for word in high)
        beneath = min(word.top for word in own) - low[0].bottom
        left, _, right, _ = bounding_box(high)
        edge = min(word.x0 for word in own)
        is_at_edge = abs(low[0].x0 - edge) < EDGE and abs(left - edge) > 2 * EDGE
        is_beneath = abs(low[0].x0 + low[-1].x1 - left - right) / 2 < 2 * EDGE
        count += (is_at_edge and not is_beneath) or room > beneath + 0.15 * height
    return count


def _with_rest(
    best: FoundHeader, lines: Sequence[TextLine], figures: int, end_of_body: int, space: float
) -> FoundHeader:
    """The same header with the lines beneath it that print words where the table has figures."""
    columns = best.columns
    words = [word for line in lines[figures:end_of_body] for word in line.words]
    shares: dict[int, list[bool]] = {}
    for word in words:
        is_figure = bool(FIGURE.fullmatch(word.text))
        shares.setdefault(columns.at((word.x0 + word.x1) / 2), []).append(is_figure)
    numeric = {j for j, found in shares.items() if sum(found) >= 0.7 * len(found)}
    for end in range(figures, best.end, -1):
        stand = {columns.at((word.x0 + word.x1) / 2) for word in lines[end - 1].words}
        if not stand & numeric:
            continue
        wider = find_columns(lines[best.first : end], lines[end:end_of_body], best.namer, space)
        if wider and wider.names == columns.names:
            return FoundHeader(best.first, end, wider, best.namer)
    return best


def _with_spans(
    best: FoundHeader, lines: Sequence[TextLine], top: int, end_of_body: int, space: float
) -> FoundHeader:
    """The same header with the lines above it that only add words over several columns."""
    for first in range(best.first - 1, top - 1, -1):
        above, below = lines[first].words, lines[first + 1].words
        height = below[0].bottom - below[0].top
        room = below[0].top - max(word.bottom for word in above)
        is_like = abs(above[0].bottom - above[0].top - height) < 0.15 * height
        bounds = best.columns.bounds
        is_inside = above[0].x0 > bounds[0] - space and above[-1].x1 < bounds[-1] + space
        if not is_like or not is_inside or room > 0.8 * height:
            break
        columns = find_columns(
            lines[first : best.end], lines[best.end : end_of_body], best.namer, space
        )
        if columns and columns.names == best.columns.names:
            best = FoundHeader(first, best.end, columns, best.namer)
    return best


def _named(lines: Sequence[TextLine], first: int, end: int, namer: Namer) -> set[str]:
    """Columns that neighbouring words name, beside or above each other."""
    found: set[str] = set()
    stacks = strips(((k, w) for k in range(first, end) for w in lines[k].words), ())
    for k in range(first, end):
        found |= namer.named_in(lines[k].words)
    for stack in stacks:
        words = sorted(stack.head, key=lambda item: (item[0], item[1].x0))
        for level in {index for index, _ in words}:
            text = head_text(word for index, word in words if index >= level)
            if text and (named := namer(text)):
                found.add(named[0])
    return found


def repeated(lines: Sequence[TextLine], start: int, like: FoundHeader) -> tuple[int, int] | None:
    """Where a header known from an earlier page stands again, word by word in its columns."""
    columns = like.columns
    labels = [sorted(word.text for word in words) for words in columns.heads]
    over = {word.text for span in columns.spans for word in span}
    depth = like.end - like.first
    for first in range(start, len(lines) - depth + 1):
        stand: list[list[str]] = [[] for _ in labels]
        for word in (word for line in lines[first : first + depth] for word in line.words):
            j = columns.at((word.x0 + word.x1) / 2)
            if word.text not in over or word.text in labels[j]:
                stand[j].append(word.text)
        if [sorted(texts) for texts in stand] == labels:
            return first, first + depth
    return None
