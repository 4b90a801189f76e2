"""White space between words: the strips that words occupy, and the gutters between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, quantiles

from extractors.page import TextLine, Word

MIN_GUTTER = 0.7
"""Points; words of two columns never come nearer to each other than this, on any row."""

WIDE = 1.6
"""Blanks of this many times a space's width part two cells, not two words."""

SAMPLE_LINES = 40
"""So many lines of a table's body show its columns."""


@dataclass(slots=True)
class Strip:
    """A range of x that words occupy without a gutter; its words of the header and of the body."""

    x0: float
    x1: float
    head: list[tuple[int, Word]] = field(default_factory=list)
    body: dict[int, list[Word]] = field(default_factory=dict)


def space_width(lines: Iterable[TextLine]) -> float:
    """Points that a blank between two words takes on these lines."""
    gaps, heights = [], [10.0]
    for line in lines:
        heights.extend(word.bottom - word.top for word in line.words)
        for left, right in pairwise(line.words):
            gap = right.x0 - left.x1
            if 0.08 < gap / (right.bottom - right.top) < 0.6:
                gaps.append(gap)
    return quantiles(gaps, n=4)[0] if len(gaps) > 7 else 0.24 * median(heights)


def chunks(words: Sequence[Word], space: float) -> list[list[Word]]:
    """Words of one line that stand no more than about a blank apart."""
    found: list[list[Word]] = []
    for word in words:
        if found and word.x0 - found[-1][-1].x1 <= WIDE * space:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def union(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Ranges that cover all spans, parted where at least a gutter is free."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if found and x0 - found[-1][1] < MIN_GUTTER:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def strips(head: Iterable[tuple[int, Word]], body: Sequence[Sequence[Word]]) -> list[Strip]:
    """The strips that a header's words and a body's lines occupy together."""
    head = list(head)
    spans = [(word.x0, word.x1) for _, word in head]
    spans += [(word.x0, word.x1) for words in body for word in words]
    found = [Strip(*span) for span in union(spans)]
    starts = [strip.x0 for strip in found]
    for index, word in head:
        found[bisect_right(starts, word.x0) - 1].head.append((index, word))
    for number, words in enumerate(body):
        for word in words:
            found[bisect_right(starts, word.x0) - 1].body.setdefault(number, []).append(word)
    return found


def nearest(found: Sequence[Strip], lines: int) -> dict[int, tuple[int, float]]:
    """For each strip with body words the one before it, and how near words of both come.

    A strip that no line has words on both sides of is left out.
    """
    filled = [k for k, strip in enumerate(found) if strip.body]
    gaps: dict[int, float] = {}
    for number in range(lines):
        own = [k for k in filled if number in found[k].body]
        for left, right in pairwise(own):
            gap = found[right].body[number][0].x0 - found[left].body[number][-1].x1
            for k in filled[filled.index(left) + 1 : filled.index(right) + 1]:
                gaps[k] = min(gap, gaps.get(k, gap))
    return {k: (before, gaps[k]) for before, k in pairwise(filled) if k in gaps}


def body_end(lines: Sequence[TextLine], first: int, space: float) -> int:
    """Where the lines from ``first`` on stop leaving each other's gutters free."""
    gutters: list[tuple[float, float]] = []
    occupied: list[tuple[float, float]] = []
    for k in range(first, min(first + SAMPLE_LINES, len(lines))):
        words = lines[k].words
        height = words[0].bottom - words[0].top
        if k > first and words[0].top - lines[k - 1].words[0].bottom > 2.5 * height:
            return k
        own = union((word.x0, word.x1) for word in words)
        left = [free_part(gutter, own) for gutter in gutters]
        if any(x1 - x0 < MIN_GUTTER for x0, x1 in left):
            return k
        gutters = left
        for a, b in pairwise(words):
            if b.x0 - a.x1 > 2 * space:
                x0, x1 = free_part((a.x1, b.x0), occupied)
                inside = any(x0 < other[1] and other[0] < x1 for other in gutters)
                if x1 - x0 >= MIN_GUTTER and not inside:
                    gutters.append((x0, x1))
        occupied = union([*occupied, *own])
    return min(first + SAMPLE_LINES, len(lines))


def free_part(
    gutter: tuple[float, float], occupied: Iterable[tuple[float, float]]
) -> tuple[float, float]:
    """The widest part of a gutter that no range in order takes."""
    edges = [gutter[0]]
    for x0, x1 in occupied:
        if x1 > edges[-1] and x0 < gutter[1]:
            edges += [max(x0, edges[-1]), min(x1, gutter[1])]
    edges.append(gutter[1])
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return max(pairs, key=lambda pair: pair[1] - pair[0])
