"""Boxes of ink that hold more than one line of text, cut into lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.scan.ink import find_spots
from extractors.scan.raster import Image
from extractors.scan.text import Piece, Text

TALL = 2.1
"""A piece this many times as tall as most letters may hold more than one line."""

STEPPED, STEP = 1.6, 0.3
"""Letter heights of a piece that may hold two lines side by side, and of the step between them."""

MARK, FEW, SEVERAL = 0.5, 3, 5
"""Letter heights below which ink is a mark; letters that show where a line stands: least, most."""

OFF = 0.5
"""Share of the letters' height by which a mark stands off no letter of its word."""


def split_lines(box: Piece, text: Text) -> list[Piece]:
    """A box that holds several lines, cut where the least ink stands between them."""
    height = text.height
    tall = box.bottom - box.top
    rows = text.ink[box.top : box.bottom, box.x0 : box.x1].sum(axis=1)
    low, high = int(0.8 * height), int(tall - 0.8 * height)
    if tall <= TALL * height or high <= low:
        return [box]
    at = low + int(np.argmin(rows[low:high]))
    if rows[at] > 0.25 * rows.max():
        return [box]
    upper = Piece(box.x0, box.top, box.x1, box.top + at)
    lower = Piece(box.x0, box.top + at, box.x1, box.bottom)
    return [part for half in (upper, lower) for part in split_lines(tight(half, text.ink), text)]


def split_steps(box: Piece, text: Text) -> list[Piece]:
    """A box that holds the ends of two lines side by side, a step apart, cut between them."""
    if box.bottom - box.top < STEPPED * text.height:
        return [box]
    spots = find_spots(text.ink[box.top : box.bottom, box.x0 : box.x1]).stats[1:]
    parts = sorted(Piece(x, y, x + w, y + h) for x, y, w, h, _ in spots.tolist())
    letters = [part for part in parts if part.bottom - part.top >= MARK * text.height]
    cut = _step(letters, STEP * text.height)
    if cut is None or letters[cut].x0 == parts[0].x0:
        return [box]
    middle = letters[cut].x0
    halves = [
        _around([part for part in parts if (part.x0 < middle) == is_left], box)
        for is_left in (True, False)
    ]
    most = box.bottom - box.top - STEP * text.height
    return halves if all(half.bottom - half.top <= most for half in halves) else [box]


def _step(letters: list[Piece], least: float) -> int | None:
    """Before which letter a line ends and another goes on, higher or lower by ``least`` pixels.

    The highest foot of the letters near by is their line's: others may hang below it. So what goes
    on higher shows before it begins, and what goes on lower only where it does.
    """
    cuts = range(FEW, len(letters) - FEW + 1)
    falls = [
        min(part.bottom for part in letters[cut : cut + SEVERAL])
        - min(part.bottom for part in letters[max(cut - SEVERAL, 0) : cut])
        for cut in cuts
    ]
    rising = [cut for cut, fall in zip(cuts, falls, strict=True) if -fall >= least]
    falling = [cut for cut, fall in zip(cuts, falls, strict=True) if fall >= least]
    return next(iter([*rising[-1:], *falling[:1]]), None)


def _around(parts: list[Piece], box: Piece) -> Piece:
    """The box around parts of a box, which are counted from its corner."""
    return Piece(
        box.x0 + min(part.x0 for part in parts),
        box.top + min(part.top for part in parts),
        box.x0 + max(part.x1 for part in parts),
        box.top + max(part.bottom for part in parts),
    )


def tight(box: Piece, ink: Image) -> Piece:
    """A box drawn in to its ink."""
    ys, xs = np.nonzero(ink[box.top : box.bottom, box.x0 : box.x1])
    if not len(xs):
        return box
    return Piece(
        box.x0 + int(xs.min()),
        box.top + int(ys.min()),
        box.x0 + int(xs.max()) + 1,
        box.top + int(ys.max()) + 1,
    )


def apart(part: Image, height: float) -> list[NDArray[np.intp]]:
    """Inked columns of a piece's ink, in runs that stand off each other, as words do."""
    inked = np.flatnonzero(part.any(axis=0))
    return np.split(inked, np.flatnonzero(np.diff(inked) > OFF * height) + 1) if len(inked) else []
