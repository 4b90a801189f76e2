"""Ruling lines of a straight page's image."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan.ink import find_spots
from extractors.scan.raster import Image

LEVEL_INCHES = 0.25
"""Least length of a horizontal rule; no stroke of a letter is as long."""

UPRIGHT_INCHES = 0.14
"""Least length of a vertical rule: one row of small print."""

THICK_INCHES = 0.05
"""A rule is no thicker."""

GAP_INCHES = 0.12
"""Room that dust or a fold may leave between two pieces of a rule."""

HIDDEN_INCHES = 0.6
"""Length of a rule that a stamp may hide."""

ALONG = 0.4
"""Share of a rule's length that each of its rows is inked."""

INKED = 0.8
"""Share of the room between two pieces of a rule that is inked where it goes on."""

LONE_INCHES = 0.5
"""A rule that does not end at others is at least this long."""

TALL_SHARE = 0.35
"""Share of the tallest vertical rule beside it that a table's rule has: a pen's stroke has not."""

END_INCHES = 0.045
"""Room between a rule's end and the rule that it ends at; a long one may be worn as far as
``GAP_INCHES``."""


class Rule(NamedTuple):
    """A ruling line in pixels: its middle ``at``, from ``start`` to ``end``, and its thickness."""

    at: float
    start: float
    end: float
    thick: float


def find_rules(ink: Image, dpi: float) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules of a page that is straight."""
    level = _runs(ink, dpi, LEVEL_INCHES)
    turned = np.ascontiguousarray(ink.T)
    upright = _runs(turned, dpi, UPRIGHT_INCHES)
    level, upright = _bridged(level, upright, ink, dpi), _bridged(upright, level, turned, dpi)
    level, upright = _drawn_out(level, upright, ink, dpi), _drawn_out(upright, level, turned, dpi)
    reach, long = END_INCHES * dpi, LONE_INCHES * dpi
    widest = max((line.end - line.start for line in level), default=0.0)
    while True:
        kept_level = [
            line
            for line in level
            if _ends_at(line, upright, _worn(line, dpi))
            or line.end - line.start >= max(2 * long, _needed(line, upright, long) * widest)
        ]
        kept_upright = [
            line
            for line in upright
            if (line.end - line.start >= long or _ends_at(line, kept_level, reach))
            and _has_peers(line, upright, reach)
        ]
        if len(kept_level) == len(level) and len(kept_upright) == len(upright):
            worn = GAP_INCHES * dpi
            return _snapped(level, upright, worn), _snapped(upright, level, worn)
        level, upright = kept_level, kept_upright


def _snapped(lines: list[Rule], across: list[Rule], reach: float) -> list[Rule]:
    """Lines drawn to end at the nearest line across: noise wears ends away, or lengthens them."""

    def end_at(line: Rule, end: float) -> float:
        places = [
            other.at for other in across if other.start - reach <= line.at <= other.end + reach
        ]
        if not places or not min(places) - reach <= end <= max(places) + reach:
            return end
        return min(places, key=lambda at: abs(at - end))

    snapped = [
        line._replace(start=end_at(line, line.start), end=end_at(line, line.end)) for line in lines
    ]
    return [line for line in snapped if line.end > line.start]


def _bridged(lines: list[Rule], across: list[Rule], ink: Image, dpi: float) -> list[Rule]:
    """Pieces on one line as one where the rule goes on between, or a stamp or a fold hides it.

    A piece that ends at a line across is whole, and the next one another table's, unless ink runs
    from one to the other: noise had only cut it too short to be a rule of its own.
    """
    reach, most = END_INCHES * dpi, HIDDEN_INCHES * dpi
    found: list[Rule] = []
    for line in sorted(lines, key=lambda rule: (round(rule.at / reach), rule.start)):
        before = found[-1] if found else None
        if (
            before is not None
            and abs(before.at - line.at) <= reach / 2
            and 0 <= line.start - before.end <= most
            and (
                _goes_on(before, line, ink)
                or not any(
                    abs(other.at - end) <= reach and other.start <= line.at <= other.end
                    for other in across
                    for end in (before.end, line.start)
                )
            )
        ):
            found[-1] = before._replace(end=line.end)
        else:
            found.append(line)
    return found


def _drawn_out(lines: list[Rule], across: list[Rule], ink: Image, dpi: float) -> list[Rule]:
    """Lines as far as the next line across where ink goes on to it: noise cut off their ends."""
    most = HIDDEN_INCHES * dpi

    def end_at(line: Rule, end: float, way: int) -> float:
        ahead = [
            other.at
            for other in across
            if other.start <= line.at <= other.end and 0 < way * (other.at - end) <= most
        ]
        if not ahead:
            return end
        nearest = min(ahead, key=lambda at: way * at)
        first, last = sorted((end, nearest))
        return nearest if _is_inked(ink, line.at, first, last) else end

    return [
        line._replace(start=end_at(line, line.start, -1), end=end_at(line, line.end, 1))
        for line in lines
    ]


def _goes_on(before: Rule, after: Rule, ink: Image) -> bool:
    """Whether the room between two pieces of one line is inked nearly all along."""
    return _is_inked(ink, (before.at + after.at) / 2, before.end, after.start)


def _is_inked(ink: Image, at: float, start: float, end: float) -> bool:
    """Whether a line is inked nearly all along a part of it."""
    row = round(at)
    part = ink[max(row - 1, 0) : row + 2, int(start) : int(end) + 1]
    return bool(part.any(axis=0).mean() >= INKED) if part.size else False


def _worn(line: Rule, dpi: float) -> float:
    """How far a line's ends may be from the rules that it ends at: a stamp's strokes are short."""
    is_long = line.end - line.start >= 2 * LONE_INCHES * dpi
    return (GAP_INCHES if is_long else END_INCHES) * dpi


def _ends_at(line: Rule, across: list[Rule], reach: float) -> bool:
    """Whether a line runs from one line across to another: strokes of stamps do not."""
    meets = [other for other in across if other.start - reach <= line.at <= other.end + reach]
    return all(any(abs(other.at - end) <= reach for other in meets) for end in line[1:3])


def _needed(line: Rule, upright: list[Rule], long: float) -> float:
    """Share of the widest rule that one which ends at none must have: among columns, half."""
    is_inside = any(
        other.end - other.start >= long
        and other.start <= line.at <= other.end
        and line.start <= other.at <= line.end
        for other in upright
    )
    spans = [other.at for other in upright if other.start <= line.at <= other.end]
    is_between = bool(spans) and min(spans) <= line.start and line.end <= max(spans)
    return 0.5 if is_inside or is_between else 0.0


def _has_peers(line: Rule, upright: list[Rule], reach: float) -> bool:
    """Whether a vertical rule is long beside its neighbours, or goes on with one that is."""
    middle = (line.start + line.end) / 2
    beside = [other for other in upright if other.start <= middle <= other.end]
    most = max(other.end - other.start for other in beside)
    if line.end - line.start >= TALL_SHARE * most:
        return True
    return any(
        abs(other.at - line.at) <= reach and other.end - other.start >= TALL_SHARE * most
        for other in upright
    )


def _runs(ink: Image, dpi: float, inches: float) -> list[Rule]:
    """Long horizontal runs of ink, each a rule; pieces on one line are joined over small gaps."""
    thicker = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    length = max(round(inches * dpi), 5)
    runs = cv2.morphologyEx(thicker, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    gap = max(round(GAP_INCHES * dpi), 1)
    runs = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    spots = find_spots(np.asarray(runs))
    rules = []
    for index in range(1, len(spots.stats)):
        x, y, wide, tall, _ = (int(value) for value in spots.stats[index])
        if wide >= length:
            part = spots.labels[y : y + tall, x : x + wide] == index
            rules += [_moved(rule, x, y) for rule in _straight(part, THICK_INCHES * dpi)]
    return rules


def _straight(part: NDArray[np.bool_], most: float) -> list[Rule]:
    """The rules in a spot of long runs: its rows that are inked nearly all along.

    Strokes of a stamp that touch a rule add rows to its spot, but short ones.
    """
    wide = float(part.shape[1])
    counts = part.sum(axis=1)
    thick = float(counts.sum()) / wide - 2
    if thick <= most:
        at = float((counts * np.arange(len(counts))).sum() / counts.sum())
        return [Rule(at, 0.0, wide, max(thick, 1.0))]
    rows = np.flatnonzero(counts >= ALONG * wide)
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else []
    return [
        Rule(float(group.mean()), 0.0, wide, max(len(group) - 2.0, 1.0))
        for group in groups
        if len(group) - 2 <= most
    ]


def _moved(rule: Rule, x: int, y: int) -> Rule:
    return Rule(rule.at + y, rule.start + x, rule.end + x, rule.thick)


def without_rules(ink: Image, level: list[Rule], upright: list[Rule]) -> Image:
    """The ink that is no rule."""
    rest = ink.copy()
    for rule in level:
        reach = rule.thick / 2 + 2
        top, bottom = max(int(rule.at - reach), 0), int(rule.at + reach) + 1
        rest[top:bottom, max(int(rule.start) - 2, 0) : int(rule.end) + 3] = 0
    for rule in upright:
        reach = rule.thick / 2 + 2
        left, right = max(int(rule.at - reach), 0), int(rule.at + reach) + 1
        rest[max(int(rule.start) - 2, 0) : int(rule.end) + 3, left:right] = 0
    return rest
