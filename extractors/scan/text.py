"""The letters of a page apart from what is none: stamps, signatures, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.scan.ink import Spots, drop, find_spots
from extractors.scan.raster import Image

LETTER_INCHES = (0.02, 0.45)
"""Heights of ink that may be a letter; the smaller ones are marks of letters beside them."""


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
