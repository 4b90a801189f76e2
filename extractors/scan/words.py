"""Recognised pieces of lines as words with boxes.

The model often leaves out blanks ('BNNPJAMBI') and its confidence does not show it; the room
between letters does. Where the model sees a blank, the nearest gap in the ink is it; a gap that no
letter spacing reaches is a blank in any case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.scan.raster import Image
from extractors.scan.recognise import Character
from extractors.scan.text import Piece

WIDE_GAP = 0.42
"""Share of the letters' height that is a blank for certain."""

LIKELY_GAP = 0.2
"""Share of the letters' height that is a blank where the model says so."""

REACH = 0.9
"""Share of the letters' height by which the model's place of a blank may be off."""


ASCENT, X_HEIGHT = 0.72, 0.53
"""Shares of a font's size that tall and low letters stand above the baseline."""

DROPS = (("gjpqyQ()[]/", 0.21), (",;", 0.14))
"""Signs that hang below the baseline, and by what share of the size."""

LINE_ABOVE, LINE_BELOW = 0.9, 0.21
"""Shares of the size that a line takes above and below its baseline."""

BLEED = 1.0
"""Pixels by which scanned ink reaches beyond a letter's edge."""

TALL = frozenset("0123456789bdfhklt%()[]/'\"“”‘’!?&")
"""Letters and signs that stand as high as capitals."""


class Run(NamedTuple):
    """A word in pixels: its box's left and right, its text, its least sure character."""

    x0: float
    x1: float
    text: str
    confidence: float


def line_box(characters: Sequence[Character], piece: Piece) -> tuple[float, float]:
    """Top and bottom of a piece's line as a font has them, in pixels.

    Ink alone is lower in 'sama' than in 'Ag'; the letters tell which part of their line they fill,
    so that all words of a line get the box that a text page gives them.
    """
    letters = {c.text for c in characters}
    above = ASCENT if any(letter in TALL or letter.isupper() for letter in letters) else X_HEIGHT
    below = next((drop for signs, drop in DROPS if letters & set(signs)), 0.0)
    size = max(piece.bottom - piece.top - 2 * BLEED, 1) / (above + below)
    baseline = piece.bottom - BLEED - below * size
    return baseline - LINE_ABOVE * size, baseline + LINE_BELOW * size


def split_words(
    characters: Sequence[Character], ink: Image, piece: Piece, height: float
) -> list[Run]:
    """The words of a piece, left to right; ``characters`` stand at page pixels.

    ``ink``: the page's ink without rules, ``height``: the height of the piece's letters in pixels.
    """
    gaps = _gaps(ink, piece)
    likely = [gap for gap in gaps if gap[1] - gap[0] >= LIKELY_GAP * height]
    wide = {gap for gap in likely if gap[1] - gap[0] >= WIDE_GAP * height}
    anchors = _anchors(characters, likely, REACH * height)
    said_gaps = {gap for _, gap in anchors}
    chosen = sorted(said_gaps | wide)
    letters = [character for character in characters if character.text != " "]
    said = [x for x, _ in anchors]
    seen = [(gap[0] + gap[1]) / 2 for _, gap in anchors]
    groups: list[list[Character]] = [[] for _ in range(len(chosen) + 1)]
    middles = [(a + b) / 2 for a, b in chosen]
    for character in letters:
        x = character.x
        if anchors:
            x += float(np.interp(x, said, np.subtract(seen, said)))
        groups[int(np.searchsorted(middles, x))].append(character)
    for index in range(len(chosen), 0, -1):
        if chosen[index - 1] not in said_gaps and _is_one_number(groups[index - 1], groups[index]):
            groups[index - 1 : index + 1] = [groups[index - 1] + groups[index]]
            del chosen[index - 1]
    return _runs(groups, piece, chosen)


def _is_one_number(left: Sequence[Character], right: Sequence[Character]) -> bool:
    """Whether a gap only stands beside a decimal mark, which leaves much room around it."""
    before, after = ("".join(c.text for c in part) for part in (left, right))
    return bool(
        (re.fullmatch(r"[\d.,]*\d[.,]", before) and re.fullmatch(r"\d[\d.,]*%?", after))
        or (re.fullmatch(r"[\d.,]*\d", before) and re.fullmatch(r"[.,]\d[\d.,]*%?", after))
    )


def _anchors(
    characters: Sequence[Character], gaps: list[tuple[int, int]], reach: float
) -> list[tuple[float, tuple[int, int]]]:
    """Where the model sees a blank, and the gap that it is; each gap at most once, in order."""
    found: list[tuple[float, tuple[int, int]]] = []
    for character in characters:
        if character.text != " ":
            continue
        free = [gap for gap in gaps if not found or gap > found[-1][1]]
        best = min(free, key=lambda gap: _distance(character.x, gap), default=None)
        if best is not None and _distance(character.x, best) <= reach:
            found.append((character.x, best))
    return found


def _distance(x: float, gap: tuple[int, int]) -> float:
    return abs(x - (gap[0] + gap[1]) / 2)


def _gaps(ink: Image, piece: Piece) -> list[tuple[int, int]]:
    """Runs of columns without ink inside a piece."""
    inked = np.flatnonzero(ink[piece.top : piece.bottom, piece.x0 : piece.x1].any(axis=0))
    return [(piece.x0 + int(a) + 1, piece.x0 + int(b)) for a, b in pairwise(inked) if b - a > 1]


def _runs(groups: list[list[Character]], piece: Piece, gaps: list[tuple[int, int]]) -> list[Run]:
    starts = [piece.x0, *(gap[1] for gap in gaps)]
    ends = [*(gap[0] for gap in gaps), piece.x1]
    return [
        Run(
            start,
            end,
            "".join(character.text for character in group),
            min(character.confidence for character in group),
        )
        for group, start, end in zip(groups, starts, ends, strict=True)
        if group
    ]
