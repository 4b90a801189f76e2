"""What of a page's pieces is a stamp's or a pen's and no print."""

from __future__ import annotations

import numpy as np

from extractors.scan.lines import apart
from extractors.scan.raster import Image
from extractors.scan.text import Piece, Text

BESIDE = 0.25
"""Share of the letters' height within which a stain may hide part of a piece."""

COLOURED = 0.6
"""Share of a piece's ink that has a colour where it is a stamp's or a pen's."""

PALE, PALER = 0.35, 0.18
"""How much of the way from print to paper a stamp's ink is paler than print: grey, coloured."""


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
        least = PALER if colour_of(piece, text) >= COLOURED else PALE
        if level > usual + least * (255 - usual):
            text.stain[box] |= text.ink[box]
        else:
            kept.append(piece)
    return kept


def colour_of(piece: Piece, text: Text) -> float:
    """Share of a piece's ink that has a colour."""
    box = (slice(piece.top, piece.bottom), slice(piece.x0, piece.x1))
    return float(text.tint[box].sum() / max(text.ink[box].sum(), 1))


def ends_in_colour(piece: Piece, text: Text) -> bool:
    """Whether what stands off the rest of a piece at either end is mostly coloured ink.

    It may be a crumb of a stamp, or a word that the stamp covers.
    """
    box = (slice(piece.top, piece.bottom), slice(piece.x0, piece.x1))
    ink, tint = text.ink[box], text.tint[box]
    if not tint.any():
        return False
    runs = apart(ink, text.height)
    return any(
        tint[:, run[0] : run[-1] + 1].sum() >= COLOURED * ink[:, run[0] : run[-1] + 1].sum()
        for run in (runs[0], runs[-1])
    )


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
