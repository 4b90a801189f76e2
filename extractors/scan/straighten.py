"""A skewed or slightly slanted page made straight, and the way back to the page as displayed.

Horizontal rules may fan out down a photographed page and vertical ones across it: both slopes are
taken to change linearly, which is what a plane seen at a slight angle does. Where a page has no
rules its lines of text show the skew.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan.ink import find_spots
from extractors.scan.raster import Image

Matrix = NDArray[np.float64]

STROKE_INCHES = 0.12
"""A run of ink this long is no part of a letter; a thin rule at five degrees still has one."""

RULE_INCHES = 0.7
"""Least length of a rule that shows a page's slant."""

STRAY = 1.2
"""Pixels (at half size) by which a rule's ink may stray from a straight line."""

MOST_DEGREES = 6.0
"""Skews beyond this are not looked for: a page lies straighter in any scanner."""

Lines = list[tuple[float, float, float]]
"""Middle along the other axis, slope, length."""


def straighten(image: Image, matrix: Matrix, paper: int = 255) -> Image:
    """An image under a map from the given page to the straight one; ``paper`` is put around it."""
    height, width = image.shape
    return np.asarray(
        cv2.warpPerspective(
            image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper
        ),
        np.uint8,
    )


def find_matrix(ink: Image, dpi: float) -> Matrix:
    """The map from a page to the same page made straight."""
    height, width = ink.shape
    half = cv2.resize(ink * 255, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    small = (half > 96).astype(np.uint8)
    level = _rules(small, dpi / 2)
    upright = _rules(np.ascontiguousarray(small.T), dpi / 2)
    if level:
        slope = _linear(level)
    else:
        skew = _text_slope(small, dpi / 2)
        slope = (skew, 0.0)
    lean = _linear(upright) if upright else (-_at(slope, height / 4), 0.0)
    return _matrix(width, height, slope, lean)


def _rules(small: Image, dpi: float) -> Lines:
    """Horizontal rules of a half-size page as (height of the middle, slope, length)."""
    length = max(round(STROKE_INCHES * dpi), 5)
    runs = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    runs = cv2.dilate(runs, np.ones((3, 5), np.uint8))
    spots = find_spots(np.asarray(runs))
    lines = []
    for index in range(1, len(spots.stats)):
        x, y, wide, tall, _ = spots.stats[index]
        if wide < RULE_INCHES * dpi or tall > 0.2 * wide:
            continue
        place = (slice(y, y + tall), slice(x, x + wide))
        part = (spots.labels[place] == index) & (small[place] > 0)
        ys, xs = np.nonzero(part)
        if len(xs) < wide // 2:
            continue
        tilt, level = np.polyfit(xs, ys, 1)
        stray = np.abs(ys - (level + tilt * xs))
        kept = stray <= STRAY + 1
        if kept.mean() < 0.7:
            continue
        tilt, level = np.polyfit(xs[kept], ys[kept], 1)
        if abs(tilt) <= np.tan(np.radians(MOST_DEGREES)):
            lines.append((y + level + tilt * wide / 2, float(tilt), float(wide)))
    return lines


def _linear(lines: Lines) -> tuple[float, float]:
    """Slope at the origin and its change per pixel, by the long lines that agree."""
    at, slope, length = (np.array(values) for values in zip(*lines, strict=True))
    middle = _weighted_median(slope, length)
    near = np.abs(slope - middle) <= 0.03
    at, slope, length = at[near], slope[near], length[near]
    spread = float(at.max() - at.min())
    if len(at) < 3 or spread < 100:
        return float(np.average(slope, weights=length)), 0.0
    change, origin = np.polyfit(at, slope, 1, w=np.sqrt(length))
    stray = np.abs(slope - (origin + change * at))
    kept = stray <= max(2.5 * float(np.median(stray)), 1e-4)
    if kept.sum() >= 3:
        change, origin = np.polyfit(at[kept], slope[kept], 1, w=np.sqrt(length[kept]))
    return float(origin), float(change)


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _at(line: tuple[float, float], position: float) -> float:
    return line[0] + line[1] * position


def _text_slope(small: Image, dpi: float) -> float:
    """Slope at which the page's lines of text stand out most sharply from the room between."""
    shrink = 75.0 / dpi
    page = cv2.resize(
        (small * 255).astype(np.uint8), None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA
    )
    best, step, reach = 0.0, MOST_DEGREES / 4, 4
    while step > 0.02:
        angles = [best + k * step for k in range(-reach, reach + 1)]
        best = max(angles, key=lambda angle: _sharpness(page, angle))
        step, reach = step / 2, 1
    return float(np.tan(np.radians(best)))


def _sharpness(page: Image, degrees: float) -> float:
    height, width = page.shape
    tilt = np.tan(np.radians(degrees))
    shear = np.array([[1.0, 0.0, 0.0], [-tilt, 1.0, tilt * width / 2]])
    rows = cv2.warpAffine(page, shear, (width, height)).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def _matrix(
    width: int, height: int, slope: tuple[float, float], lean: tuple[float, float]
) -> Matrix:
    """From the four lines near the page's edges, as they are, to where they should be."""
    half_w, half_h = width / 2, height / 2

    def corner(x: float, y: float) -> tuple[float, float]:
        """Where the level line through (half_w, y) meets the upright line through (x, half_h)."""
        tilt, shift = _at(slope, y / 2), _at(lean, x / 2)
        # y' = y + tilt (x' - half_w) and x' = x + shift (y' - half_h)
        across = (x + shift * (y - tilt * half_w - half_h)) / (1 - shift * tilt)
        return across, y + tilt * (across - half_w)

    places = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    found = np.array([corner(x, y) for x, y in places], np.float32)
    matrix = cv2.getPerspectiveTransform(found, np.array(places, np.float32))
    return np.asarray(matrix, np.float64)
