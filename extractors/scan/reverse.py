"""White print on dark ground, as headers of tables have it, made dark print on white.

Only ground with letters all around which it is dark, and nothing darker on it, is turned: a bar may
hide what stands under it, and must not look like blank paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan.ink import find_spots
from extractors.scan.raster import Image
from extractors.scan.rules import Rule

LOOK_DPI = 75.0
"""Resolution at which dark ground is looked for."""

AROUND_INCHES, NEAR_INCHES = 3.0, 0.1
"""Reach within which paper stands beside dark ground, and within which ground outweighs print."""

DARK = 0.55
"""Share of the paper's light below which ground is dark."""

LEAST_INCHES, LONG_INCHES = 0.05, 2.5
"""Least height and length of such ground: a table's header. What is shorter may be a stamp's."""

SOLID = 0.85
"""Share of the rectangle around it that it fills."""

STROKE_INCHES = 0.06
"""Thicker than any stroke of white print."""

RULE_INCHES = 0.03
"""Thicker than any rule between the cells of a header."""

DARKER, RUN_INCHES = 0.6, 0.12
"""Share of the ground's light below which a pixel on it is black, and the length of black rules."""

BLACK_SHARE = 0.01
"""Share of a ground that black print covers at least."""

REACH_INCHES = 0.05
"""Room between the ground and the end of a rule that goes on beside it."""

FRAME_INCHES = 0.01
"""Thickness of the rule drawn around it."""

SHORT_INCHES, TALL_INCHES = 0.03, 0.3
"""Least and greatest height of letters."""

LETTERS, LETTER_SHARE, COVER = 4, 0.6, 0.015
"""How many letters stand on such ground at least, their share of its print, and of itself."""


class Reversed(NamedTuple):
    """A page with dark print only, and 1 where it was white on dark ground; nothing if nowhere."""

    image: Image
    ground: Image | None


def on_paper(image: Image, dpi: float) -> Reversed:
    """The page with dark ground and the print on it turned into their opposites.

    The ground's border becomes a rule: it is what parts a header from the row below.
    ``image``: (height, width), or with three colours; shape as given.
    """
    light = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
    found = list(_grounds(light, dpi))
    if not found:
        return Reversed(image, None)
    turned, grounds = image.copy(), np.zeros_like(light)
    for rows, columns, dark, ground in found:
        part = turned[rows, columns]
        inner = cv2.erode(ground, _square(2 * FRAME_INCHES * dpi))
        rules = _black(light[rows, columns], dark & inner, dpi).rules
        part[ground > 0] = _opposite(part[ground > 0], dark[ground > 0] > 0)
        part[(ground != inner) | (rules > 0)] = 0
        grounds[rows, columns] |= ground
    return Reversed(turned, grounds)


def through(upright: list[Rule], ground: Image, ink: Image, dpi: float) -> list[Rule]:
    """Vertical rules that end at such ground, drawn on through it where nothing is printed.

    Black rules on black ground are lost. ``ground``: as ``Reversed`` has it, on the straight page;
    ``ink``: its print.
    """
    reach, frame = REACH_INCHES * dpi, 3 * FRAME_INCHES * dpi

    def end_at(line: Rule) -> float:
        for x, top, wide, tall, _ in grounds:
            column = slice(max(round(line.at) - 2, 0), round(line.at) + 3)
            strip = ink[round(top + frame) : round(top + tall - frame), column]
            if (
                x + reach < line.at < x + wide - reach
                and abs(line.start - top - tall) <= reach
                and not strip.any()
            ):
                return float(top)
        return line.start

    grounds = find_spots(ground).stats[1:].tolist()
    return [line._replace(start=end_at(line)) for line in upright]


class _Black(NamedTuple):
    """1 for black rules that run over dark ground; how much of it other black print covers."""

    rules: Image
    share: float


def _black(light: Image, dark: Image, dpi: float) -> _Black:
    black = dark & (light < DARKER * np.median(light[dark > 0]))
    thick = cv2.dilate(black, np.ones((3, 3), np.uint8))
    long = max(round(RUN_INCHES * dpi), 3)
    level, upright = (
        cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        for shape in ((1, long), (long, 1))
    )
    rules = black & (level | upright)
    strokes = cv2.morphologyEx(black & ~rules, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return _Black(np.asarray(rules), float(strokes.sum() / dark.sum()))


def _opposite(pixels: Image, is_dark: NDArray[np.bool_]) -> Image:
    """Ground as light as its print was, and print black. Shape (pixels,) or (pixels, colours)."""
    print_level = np.percentile(pixels[~is_dark], 75, axis=0)
    depth = np.maximum(print_level - np.median(pixels[is_dark], axis=0), 1.0)
    share = np.clip((print_level - pixels) / depth, 0.0, 1.0)
    return np.asarray(share * print_level, np.uint8)


def _grounds(light: Image, dpi: float) -> Iterator[tuple[slice, slice, Image, Image]]:
    """Where white print stands on dark ground.

    Gives rows, columns, 1 for their dark pixels, and 1 for the ground with its print.
    """
    shrunk = min(LOOK_DPI / dpi, 1.0)
    if min(light.shape) * shrunk < 1:
        return
    small = cv2.resize(light, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    scale = dpi * shrunk
    near = cv2.blur(small, (max(round(NEAR_INCHES * scale), 1),) * 2)
    paper = cv2.morphologyEx(near, cv2.MORPH_CLOSE, _square(AROUND_INCHES * scale))
    spots = find_spots((near < DARK * paper.astype(np.float32)).astype(np.uint8))
    for index in range(1, len(spots.stats)):
        x, y, wide, tall, area = (int(value) for value in spots.stats[index])
        is_inside = x and y and x + wide < small.shape[1] and y + tall < small.shape[0]
        if (
            not is_inside
            or min(wide, tall) < LEAST_INCHES * scale
            or max(wide, tall) < LONG_INCHES * scale
        ):
            continue
        points = np.argwhere(spots.labels[y : y + tall, x : x + wide] == index)[:, ::-1]
        frame = cv2.minAreaRect((points + np.array((x, y))).astype(np.float32))
        if area < SOLID * (frame[1][0] + 1) * (frame[1][1] + 1):
            continue
        room = STROKE_INCHES * scale + 2
        rows, columns = (
            slice(max(int((start - room) / shrunk), 0), int((start + length + room) / shrunk))
            for start, length in ((y, tall), (x, wide))
        )
        within = np.zeros(light[rows, columns].shape, np.uint8)
        corners = (cv2.boxPoints(frame) + 0.5) / shrunk - (columns.start, rows.start)
        cv2.fillConvexPoly(within, np.rint(corners).astype(np.int32), 1)
        within = cv2.dilate(within, _square(2 / shrunk))
        level = DARK * float(np.median(paper[y : y + tall, x : x + wide]))
        dark = within & (light[rows, columns] < level)
        ground = _ground(light[rows, columns], dark, dpi)
        if ground is not None:
            yield rows, columns, dark, ground


def _ground(light: Image, dark: Image, dpi: float) -> Image | None:
    """1 for dark ground and the print on it; nothing where there is no such print."""
    filled = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, _square(STROKE_INCHES * dpi))
    whole = cv2.morphologyEx(filled, cv2.MORPH_OPEN, _square(LEAST_INCHES * dpi))
    spots = find_spots(whole & _enclosed(dark))
    tall, wide, area = spots.tall[1:], spots.wide[1:], spots.area[1:]
    is_rule = np.minimum(tall, wide) <= RULE_INCHES * dpi
    is_letter = (tall >= SHORT_INCHES * dpi) & (np.maximum(tall, wide) <= TALL_INCHES * dpi)
    letters, others = area[is_letter].sum(), area[~is_letter & ~is_rule].sum()
    if (
        is_letter.sum() < LETTERS
        or letters < LETTER_SHARE * (letters + others)
        or letters < COVER * whole.sum()
        or _black(light, dark & whole, dpi).share >= BLACK_SHARE
    ):
        return None
    return np.asarray(whole)


def _enclosed(dark: Image) -> Image:
    """1 for what is light and has dark ground all around: no paper beside it."""
    outlines, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = cv2.drawContours(np.zeros_like(dark), outlines, -1, 1, cv2.FILLED)
    return np.asarray(filled & (dark == 0))


def _square(side: float) -> Image:
    return np.ones((max(round(side) | 1, 3),) * 2, np.uint8)
