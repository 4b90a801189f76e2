"""Pieces of text lines on a straight page without its rules: what is recognised at once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan.ink import Spots, drop, find_spots
from extractors.scan.raster import Image
from extractors.scan.rules import Rule

LETTER_INCHES = (0.02, 0.45)
"""Heights of ink that may be a letter; the smaller ones are marks of letters beside them."""

REACH = 1.1
"""Letters further apart than this many letter heights belong to different pieces."""

TALL = 2.1
"""A piece this many times as tall as most letters may hold more than one line."""

STEPPED, STEP = 1.6, 0.3
"""Letter heights of a piece that may hold two lines side by side, and of the step between them."""

MARK, FEW, SEVERAL = 0.5, 3, 5
"""Letter heights below which ink is a mark; letters that show where a line stands: least, most."""

FLAT, THIN, MANY = 0.3, 0.2, 2
"""Letter heights that a dash is high and a stroke is wide, and how many in line are a worn rule."""

DOT = 0.4
"""Share of the letters' height that a dot's sides do not reach; a dash is wider."""

OFF = 0.5
"""Share of the letters' height by which a mark stands off no letter of its word."""

BESIDE = 0.25
"""Share of the letters' height within which a stain may hide part of a piece."""

COLOURED = 0.6
"""Share of a piece's ink that has a colour where it is a stamp's or a pen's."""

PALE, PALER = 0.35, 0.15
"""How much of the way from print to paper a stamp's ink is paler than print: grey, coloured."""


class Piece(NamedTuple):
    """Pixel box of a piece of one text line."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Text:
    """A page's letters as ink, the height of most of them in pixels, and ink that is no letter's.

    ``stain``: 1 where ink is too large for letters: stamps, signatures, pictures; ``tint``: 1 where
    the letters' ink has a colour: crumbs of a stamp among them, or print that it covers.
    """

    ink: Image
    height: float
    stain: Image
    tint: Image


def find_text(ink: Image, strict: Image, dpi: float, tint: Image | None = None) -> Text:
    """Letters apart from what is too large for any.

    ``ink`` has no rules any more; ``strict`` is its darker part, in which letters under a paler
    stamp stand alone; ``tint``: 1 where there is colour.
    """
    spots = find_spots(ink)
    is_large = _too_large(spots, dpi)
    letters = ink.copy()
    drop(letters, spots, is_large, 0)
    stain = ink - letters
    if is_large.any():
        under = stain & strict
        darker = find_spots(under)
        drop(under, darker, _too_large(darker, dpi), 0)
        letters |= under
        stain -= under
    tinted = np.zeros_like(letters) if tint is None else letters & tint
    return Text(letters, _letter_height(spots, dpi), stain, tinted)


def _too_large(spots: Spots, dpi: float) -> NDArray[np.bool_]:
    most = LETTER_INCHES[1] * dpi
    is_large: NDArray[np.bool_] = (spots.tall > most) | (spots.wide > 4 * most)
    is_large[0] = False
    return is_large


def _letter_height(spots: Spots, dpi: float) -> float:
    """Height in pixels that most letters have."""
    low, high = (side * dpi for side in LETTER_INCHES)
    is_letter = (spots.tall >= max(low, 4)) & (spots.tall <= high) & (spots.wide <= 2 * high)
    is_letter[0] = False
    return float(np.median(spots.tall[is_letter])) if is_letter.any() else 0.1 * dpi


def find_pieces(text: Text, upright: list[Rule]) -> list[Piece]:
    """Boxes of the pieces, top to bottom; none reaches over a vertical rule."""
    height = text.height
    reach = max(round(REACH * height), 3)
    joined = cv2.morphologyEx(text.ink, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    for rule in upright:
        joined[int(rule.start) : int(rule.end) + 1, int(rule.at) - 1 : int(rule.at) + 2] = 0
    boxes = [
        Piece(int(x), int(y), int(x + w), int(y + h))
        for x, y, w, h, _ in find_spots(np.asarray(joined)).stats[1:]
    ]
    lines = [box for part in boxes for box in _lines(part, text)]
    marked = [_without_dust(box, text) for box in _with_marks(lines, height, upright)]
    found = [half for box in marked for half in _halves(box, text)]
    found = [box for box in found if not _is_dust_or_rule(box, height)]
    found = _without_broken_rules(found, height)
    return sorted(found, key=lambda box: (box.top, box.x0))


def _lines(box: Piece, text: Text) -> list[Piece]:
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
    return [part for half in (upper, lower) for part in _lines(_tight(half, text.ink), text)]


def _halves(box: Piece, text: Text) -> list[Piece]:
    """A box that holds the ends of two lines side by side, a step apart, cut between them."""
    if box.bottom - box.top < STEPPED * text.height:
        return [box]
    spots = find_spots(text.ink[box.top : box.bottom, box.x0 : box.x1]).stats[1:]
    parts = sorted(Piece(x, y, x + w, y + h) for x, y, w, h, _ in spots.tolist())
    letters = [part for part in parts if part.bottom - part.top >= MARK * text.height]
    cut = _step(letters, STEP * text.height)
    if cut is None:
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


def _tight(box: Piece, ink: Image) -> Piece:
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


def _with_marks(boxes: list[Piece], height: float, upright: list[Rule]) -> list[Piece]:
    """Boxes on one line that overlap or nearly touch as one: a comma, the dot of an i."""
    rules = sorted(upright, key=lambda rule: rule.at)
    places = [rule.at for rule in rules]
    boxes = sorted(boxes)
    used: set[int] = set()
    found = []
    for i, box in enumerate(boxes):
        if i in used:
            continue
        joined = box
        for j in range(i + 1, len(boxes)):
            other = boxes[j]
            if other.x0 > joined.x1 + 0.5 * height:
                break
            if (
                j not in used
                and _belongs(joined, other, height)
                and not _is_ruled_off(joined, other, rules, places)
            ):
                joined = Piece(
                    min(joined.x0, other.x0),
                    min(joined.top, other.top),
                    max(joined.x1, other.x1),
                    max(joined.bottom, other.bottom),
                )
                used.add(j)
        found.append(joined)
    return found


def _belongs(box: Piece, other: Piece, height: float) -> bool:
    """Whether two boxes are on one line, or one is a mark close to the other's letters."""
    tall, other_tall = box.bottom - box.top, other.bottom - other.top
    overlap = min(box.bottom, other.bottom) - max(box.top, other.top)
    is_mark = min(tall, other_tall) < 0.5 * height
    joined = max(box.bottom, other.bottom) - min(box.top, other.top)
    if overlap > 0.5 * min(tall, other_tall):
        return joined <= max(TALL * height, tall, other_tall)
    return is_mark and overlap > -0.3 * height and other.x0 < box.x1


def _is_ruled_off(box: Piece, other: Piece, rules: list[Rule], places: list[float]) -> bool:
    """Whether a vertical rule runs between the middles of two boxes."""
    low, high = sorted(((box.x0 + box.x1) / 2, (other.x0 + other.x1) / 2))
    middle = (other.top + other.bottom) / 2
    between = rules[bisect_right(places, low) : bisect_right(places, high)]
    return any(rule.start <= middle <= rule.end for rule in between)


def _without_dust(box: Piece, text: Text) -> Piece:
    """A box without what stands off its letters at its ends: dots, and crumbs of coloured ink."""
    part = text.ink[box.top : box.bottom, box.x0 : box.x1]
    inked = np.flatnonzero(part.any(axis=0))
    if not len(inked):
        return box
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > OFF * text.height) + 1)
    tint = text.tint[box.top : box.bottom, box.x0 : box.x1]

    def is_dust(columns: NDArray[np.intp]) -> bool:
        across = slice(columns[0], columns[-1] + 1)
        return _is_dot(part, columns, text.height) or _is_coloured(part, tint, across)

    while len(runs) > 1 and is_dust(runs[0]):
        runs.pop(0)
    while len(runs) > 1 and is_dust(runs[-1]):
        runs.pop()
    x0, x1 = box.x0 + int(runs[0][0]), box.x0 + int(runs[-1][-1]) + 1
    return _tight(Piece(x0, box.top, x1, box.bottom), text.ink)


def _is_dust_or_rule(box: Piece, height: float) -> bool:
    """Whether a box is smaller than any mark that stands alone, or flat as the rest of a rule."""
    wide, tall = box.x1 - box.x0, box.bottom - box.top
    return max(wide, tall) < DOT * height or (wide > 3 * height and tall < DOT * height)


def _without_broken_rules(boxes: list[Piece], height: float) -> list[Piece]:
    """Boxes without rows of dashes and columns of strokes, which are rules worn into pieces."""
    flat = [box for box in boxes if box.bottom - box.top < FLAT * height < box.x1 - box.x0]
    thin = [box for box in boxes if box.x1 - box.x0 < THIN * height < box.bottom - box.top]
    near = FLAT * height
    worn = {
        box
        for box in flat
        if sum(abs(other.top + other.bottom - box.top - box.bottom) < 2 * near for other in flat)
        > MANY
    }
    worn |= {
        box
        for box in thin
        if sum(abs(other.x0 + other.x1 - box.x0 - box.x1) < 2 * near for other in thin) > MANY
    }
    return [box for box in boxes if box not in worn]


def _is_dot(part: Image, columns: NDArray[np.intp], height: float) -> bool:
    rows = np.flatnonzero(part[:, columns[0] : columns[-1] + 1].any(axis=1))
    side = max(int(columns[-1] - columns[0]), int(rows[-1] - rows[0])) + 1
    return side < DOT * height


def _is_coloured(part: Image, tint: Image, across: slice) -> bool:
    return bool(tint[:, across].sum() >= COLOURED * max(part[:, across].sum(), 1))


def printed(pieces: list[Piece], text: Text, grey: Image) -> list[Piece]:
    """The pieces that are print, not those far paler than most: a stamp's words.

    Coloured ones need to be less pale. ``grey``: the page before coloured ink faded, so that print
    under a stamp is as dark as any. What is left out counts as stained from then on (``text.stain``
    is changed in place).
    """
    levels = [_level(piece, text, grey) for piece in pieces]
    usual = float(np.median(levels)) if levels else 0.0
    kept = []
    for piece, level in zip(pieces, levels, strict=True):
        box = (slice(piece.top, piece.bottom), slice(piece.x0, piece.x1))
        is_coloured = _is_coloured(text.ink[box], text.tint[box], slice(None))
        if level > usual + (PALER if is_coloured else PALE) * (255 - usual):
            text.stain[box] |= text.ink[box]
        else:
            kept.append(piece)
    return kept


def is_stained(piece: Piece, text: Text) -> bool:
    """Whether ink that is no letter's touches a piece or stands close to it."""
    reach = round(BESIDE * text.height)
    top, left = max(piece.top - reach, 0), max(piece.x0 - reach, 0)
    near = (slice(top, piece.bottom + reach), slice(left, piece.x1 + reach))
    return bool(text.stain[near].any() or text.tint[near].any())


def _level(piece: Piece, text: Text, grey: Image) -> float:
    """Grey level of the darker part of a piece's ink."""
    box = (slice(piece.top, piece.bottom), slice(piece.x0, piece.x1))
    inked = grey[box][text.ink[box] == 1]
    return float(np.percentile(inked, 25)) if len(inked) else 255.0
