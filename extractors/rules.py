"""Ruling lines: pieces joined, sorted into tables, and freed of strokes that rule nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.page import Edge

SNAP = 3.5
"""Points; lines nearer than this are one line: no character fits between them."""

JOIN_GAP = 3.0
"""Points; pieces of a line with a smaller gap are one line."""

COLUMN_SHARE = 0.2
"""Share of a table's height that the lines between two columns cover at least."""

STROKE_SHARE = 0.34
"""Share of a table's height or width that a stray stroke does not reach."""

Lines = tuple[list[Edge], list[Edge]]
"""Horizontals and verticals."""


def merge(edges: Sequence[Edge]) -> list[Edge]:
    """Collinear pieces that touch become one line."""
    merged: list[Edge] = []
    group: list[Edge] = []

    def flush() -> None:
        at = sum(edge.at for edge in group) / len(group)
        start, end = None, 0.0
        for edge in sorted(group, key=lambda item: item.start):
            if start is None:
                start, end = edge.start, edge.end
            elif edge.start <= end + JOIN_GAP:
                end = max(end, edge.end)
            else:
                merged.append(Edge(at, start, end))
                start, end = edge.start, edge.end
        if start is not None:
            merged.append(Edge(at, start, end))

    for edge in sorted(edges):
        if group and edge.at - group[-1].at > SNAP:
            flush()
            group = []
        group.append(edge)
    if group:
        flush()
    return merged


def tables(horizontals: list[Edge], verticals: list[Edge]) -> list[Lines]:
    """Lines that touch each other, without stray strokes: one table each."""
    return list(_tables(horizontals, verticals))


def _tables(horizontals: list[Edge], verticals: list[Edge]) -> Iterator[Lines]:
    for group in _components(horizontals, verticals):
        parts = _components(*_without_strokes(*group))
        if len(parts) > 1:
            # A stroke over the gap between two tables had joined them.
            for part in parts:
                yield from _tables(*part)
        elif parts:
            rows, columns = parts[0]
            kept = [line for line in columns if _parts_columns(line, columns)]
            if len(kept) == len(columns):
                yield rows, columns
            else:
                yield from _tables(rows, kept)


def _components(horizontals: list[Edge], verticals: list[Edge]) -> list[Lines]:
    parent = list(range(len(horizontals) + len(verticals)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, h in enumerate(horizontals):
        for j, v in enumerate(verticals, start=len(horizontals)):
            if _touch(h, v):
                parent[root(i)] = root(j)
    groups: dict[int, Lines] = {}
    for i, h in enumerate(horizontals):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(verticals, start=len(horizontals)):
        groups.setdefault(root(j), ([], []))[1].append(v)
    return [group for group in groups.values() if group[0] and group[1]]


def _touch(one: Edge, other: Edge) -> bool:
    """Whether two lines at right angles meet."""
    return (
        one.start - SNAP <= other.at <= one.end + SNAP
        and other.start - SNAP <= one.at <= other.end + SNAP
    )


def _without_strokes(horizontals: list[Edge], verticals: list[Edge]) -> Lines:
    """A table's lines without those of stamps and signatures laid over it.

    Inside a table every line ends at another that goes on to both sides. A short one that does
    not belongs to something else. On the table's outer edge lines may end at a corner.
    """
    while horizontals and verticals:
        kept = (
            [h for h in horizontals if not _is_stroke(h, horizontals, verticals)],
            [v for v in verticals if not _is_stroke(v, verticals, horizontals)],
        )
        if len(kept[0]) == len(horizontals) and len(kept[1]) == len(verticals):
            return kept
        horizontals, verticals = kept
    return horizontals, verticals


def _parts_columns(line: Edge, verticals: list[Edge]) -> bool:
    """Whether the lines at a vertical's place run along enough of the table to part columns."""
    height = max(v.end for v in verticals) - min(v.start for v in verticals)
    own = sum(v.end - v.start for v in verticals if abs(v.at - line.at) <= SNAP)
    return own >= COLUMN_SHARE * height


def _is_stroke(line: Edge, along: list[Edge], across: list[Edge]) -> bool:
    """Whether a line rules nothing. ``along``: the table's lines of its own way; ``across``."""
    low, high = min(e.start for e in along), max(e.end for e in along)
    if line.end - line.start > STROKE_SHARE * (high - low):
        return False
    first, last = min(e.start for e in across), max(e.end for e in across)
    if min(line.at - first, last - line.at) <= SNAP:
        return False
    inner = [end for end in (line.start, line.end) if min(end - low, high - end) > SNAP]
    return not all(
        any(abs(e.at - end) <= SNAP and _goes_past(e, line.at) for e in across) for end in inner
    )


def _goes_past(line: Edge, at: float) -> bool:
    """Whether a line runs on to both sides of a position."""
    return line.start < at - SNAP and at + SNAP < line.end
