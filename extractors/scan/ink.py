"""Ink and paper: an evenly lit page, which of its pixels are print, and connected spots of them."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan.raster import Image

GROUND_INCHES = 0.12
"""Wider than any stroke of print: within this reach the lightest pixel is paper."""

BLOT_INCHES, BLOT = 1.0, 0.6
"""Within this reach paper is equally light; an area darker than this share of it is blotted."""

DUST_INCHES = 0.009
"""Side of a square that no printed dot is smaller than: what is smaller is dust."""

LETTER_INCHES, POINT_INCHES, LEVEL_INCHES = 0.035, 0.055, 0.014
"""A figure's height at least; how near to figures on both sides a speck between them is a decimal
point, however small a bad copy made it; by how much their lowest pixels then differ at most."""

FADE = 1.5
"""How much lighter a pixel becomes for the difference of the colours around it.

JPEG keeps colours at half the resolution: a thin stroke has the hue of its ink in pale, and so has
the paper beside it.
"""

TINTED, FAINT_TINT = 0.13, 10
"""Least difference of the colours of coloured ink, as a share of its darkness and in levels."""

FAINT, DARK = 90, 200
"""Grey levels between which the border of ink and paper lies on an evenly lit page."""

PRINT = 0.5
"""How far from the level of print to that of paper the border of ink lies; less is stricter."""

SHARP_EDGE, EDGE_GROWTH = 0.93, 5.0
"""Share of its height that a sharp edge takes in one pixel, and how softer ones were enlarged."""


class Spots(NamedTuple):
    """Connected ink: a label for each pixel, and a row of x, y, width, height, area for each label.

    Label 0 is paper.
    """

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]

    @property
    def wide(self) -> NDArray[np.int32]:
        """Widths in pixels."""
        return self.stats[:, cv2.CC_STAT_WIDTH]

    @property
    def tall(self) -> NDArray[np.int32]:
        """Heights in pixels."""
        return self.stats[:, cv2.CC_STAT_HEIGHT]

    @property
    def area(self) -> NDArray[np.int32]:
        """Inked pixels."""
        return self.stats[:, cv2.CC_STAT_AREA]


def find_spots(ink: Image) -> Spots:
    """The connected ink of a page, neighbours at corners included."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    return Spots(np.asarray(labels), np.asarray(stats))


def drop(image: Image, spots: Spots, which: NDArray[np.bool_], level: int) -> None:
    """Set the pixels of some spots of an image, in place. ``which``: one for each label."""
    for index in np.flatnonzero(which):
        x, y, wide, tall, _ = spots.stats[index]
        rows, columns = slice(y, y + tall), slice(x, x + wide)
        image[rows, columns][spots.labels[rows, columns] == index] = level


class Lit(NamedTuple):
    """A page in grey, its paper equally white everywhere and coloured ink faded.

    ``text``: faded so far that letters under a stamp can be read; ``rules``: less, for the rules
    that a stamp crosses fade with it; ``tint``: 1 where ink has a colour. Pages without colours
    have neither of them.
    """

    text: Image
    rules: Image | None = None
    tint: Image | None = None


def lit_evenly(image: Image, dpi: float) -> Lit:
    """A page in grey. ``image``: (height, width), or with three colours.

    A pixel becomes as light as its lightest colour, and lighter still by as much as its colours
    differ: stamps and signatures in blue or red go, print under them stays.
    """
    if image.ndim == 2:
        return Lit(_whitened(image, dpi))
    colours = [_whitened(np.ascontiguousarray(image[:, :, k]), dpi) for k in range(3)]
    lightest = cv2.max(cv2.max(colours[0], colours[1]), colours[2])
    darkest = cv2.min(cv2.min(colours[0], colours[1]), colours[2])
    spread = cv2.blur(cv2.subtract(lightest, darkest), (3, 3))
    around = cv2.dilate(spread, np.ones((3, 3), np.uint8))
    darkness = 255 - cv2.blur(darkest, (3, 3)).astype(np.float32)
    return Lit(
        np.asarray(cv2.addWeighted(lightest, 1.0, around, FADE, 0), np.uint8),
        np.asarray(cv2.add(lightest, spread), np.uint8),
        ((spread > TINTED * darkness) & (spread > FAINT_TINT)).astype(np.uint8),
    )


def _ground(grey: Image, dpi: float) -> Image:
    """The paper under the print, at a quarter of the size."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = _reach(GROUND_INCHES, dpi)
    return np.asarray(
        cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)), np.uint8
    )


def _reach(inches: float, dpi: float) -> int:
    return max(round(inches * dpi / 4) | 1, 3)


def find_blots(image: Image, dpi: float) -> Image:
    """1 where what looks like paper is far darker than the paper around it: a blot."""
    ground = _ground(image if image.ndim == 2 else np.max(image, axis=2), dpi)
    reach = _reach(BLOT_INCHES, dpi)
    around = cv2.morphologyEx(ground, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    blots = (ground < BLOT * around.astype(np.float32)).astype(np.uint8)
    return np.asarray(cv2.resize(blots, image.shape[1::-1], interpolation=cv2.INTER_NEAREST))


def _whitened(grey: Image, dpi: float) -> Image:
    """Each pixel as a share of the paper around it."""
    reach = _reach(GROUND_INCHES, dpi)
    ground = cv2.blur(_ground(grey, dpi), (2 * reach + 1, 2 * reach + 1))
    paper = cv2.resize(ground, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), np.uint8)


def find_ink(even: Image, share: float = PRINT) -> Image:
    """1 where an evenly lit page has print, 0 elsewhere. Shape as given.

    The border lies between the level of print and that of paper, so that what is fainter than print
    (a stamp, the back of the sheet) is none.
    """
    level, _ = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    counts = np.bincount(even.ravel()[::7], minlength=256)[: int(level) + 1].cumsum()
    print_level = int(np.searchsorted(counts, counts[-1] / 4)) if counts[-1] else 0
    border = min(max(print_level + share * (255 - print_level), FAINT), DARK)
    return np.asarray(cv2.threshold(even, border, 1, cv2.THRESH_BINARY_INV)[1], np.uint8)


def without_dust(even: Image, dpi: float) -> Image:
    """The upright page with specks too small for any printed mark made paper."""
    spots = find_spots(find_ink(even))
    is_dust = spots.area < (DUST_INCHES * dpi) ** 2
    is_dust[0] = False
    is_letter = spots.tall >= LETTER_INCHES * dpi
    is_letter[0] = False
    for index in np.flatnonzero(is_dust):
        is_dust[index] = not _is_point(spots, int(index), is_letter, dpi)
    clean = even.copy()
    drop(clean, spots, is_dust, 255)
    return clean


def _is_point(spots: Spots, speck: int, is_letter: NDArray[np.bool_], dpi: float) -> bool:
    """Whether a speck stands between two figures, where they stand."""
    x, y, wide, tall, _ = spots.stats[speck]
    reach, off = round(POINT_INCHES * dpi), LEVEL_INCHES * dpi
    rows = slice(max(y - reach, 0), y + tall + round(off))
    for columns in (slice(max(x - reach, 0), x), slice(x + wide, x + wide + reach)):
        near = np.unique(spots.labels[rows, columns])
        foot = spots.stats[near, cv2.CC_STAT_TOP] + spots.tall[near]
        if not (is_letter[near] & (abs(foot - (y + tall)) <= off)).any():
            return False
    return True


def sharpness(even: Image, ink: Image) -> float:
    """How much finer than needed a page's pixels are: 1 where its edges are one pixel wide.

    An image drawn larger than it was scanned has soft edges; what counts is how fine it was.
    Calibrated on pages of 80 to 200 dpi enlarged up to 2.5 times.
    """
    near, wide = np.ones((3, 3), np.uint8), np.ones((9, 9), np.uint8)
    edge = cv2.morphologyEx(ink, cv2.MORPH_GRADIENT, near) == 1
    step = cv2.subtract(cv2.dilate(even, near), cv2.erode(even, near))[edge]
    full = cv2.subtract(cv2.dilate(even, wide), cv2.erode(even, wide))[edge]
    if not len(step):
        return 1.0
    steepest = float(np.percentile(step / np.maximum(full, 1), 75))
    return 1 + EDGE_GROWTH * max(SHARP_EDGE - steepest, 0.0)
