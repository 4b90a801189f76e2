"""Pieces of text lines on a straight page without its rules: what is recognised at once."""

from __future__ import annotations

from bisect import bisect_right

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan.ink import find_spots
from extractors.scan.lines import TALL, apart, split_lines, split_steps, tight
from extractors.scan.raster import Image
from extractors.scan.rules import Rule
from extractors.scan.text import Piece, Text

REACH = 1.1
"""Letters further apart than this many letter heights belong to different pieces."""

FLAT, THIN, MANY = 0.3, 0.2, 2
"""Letter heights that a dash is high and a stroke is wide, and how many in line are a worn rule."""

DOT = 0.4
"""Share of the letters' height that a dot's sides do not reach; a dash is wider."""


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
    steps = [half for part in boxes for half in split_steps(part, text)]
    lines = [box for part in steps for box in split_lines(part, text)]
    marked = [_without_dust(box, text) for box in _with_marks(lines, height, upright)]
    found = [half for box in marked for half in split_steps(box, text)]
    found = [box for box in found if not _is_dust_or_rule(box, height)]
    found = _without_broken_rules(found, height)
    return sorted(found, key=lambda box: (box.top, box.x0))


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
    """A box without dots at its ends that stand off its letters: no mark of a letter does."""
    part = text.ink[box.top : box.bottom, box.x0 : box.x1]
    runs = apart(part, text.height)
    if not runs:
        return box
    while len(runs) > 1 and _is_dot(part, runs[0], text.height):
        runs.pop(0)
    while len(runs) > 1 and _is_dot(part, runs[-1], text.height):
        runs.pop()
    x0, x1 = box.x0 + int(runs[0][0]), box.x0 + int(runs[-1][-1]) + 1
    return tight(Piece(x0, box.top, x1, box.bottom), text.ink)


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
