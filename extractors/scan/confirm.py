"""A second reading of what the first left in doubt.

A number that is read wrong looks like any other, and the model's confidence does not always show
it. Drawn at another scale and unsqueezed the same ink makes another picture; a number goes on as
certain where both readings give it. Of words the surer reading is taken, of letters' numbers the
longer: what is lost in them is a stroke.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.scan.pieces import Piece, Text, is_stained
from extractors.scan.raster import Image
from extractors.scan.recognise import AGAIN, Character, picture, recogniser

CERTAIN = 0.999
"""A clean number whose every character is this sure is not read again."""

PLAUSIBLE = 0.6
"""Words whose every character is this sure are not read again."""

CONTRADICTED = 0.2
"""Confidence of a number that two readings give differently."""

STROKES = 3
"""A line with so many of them prints a letter's number."""

ZERO_HEIGHT, ZERO_WIDTH = 0.9, 0.78
"""Share of the letters' height that a zero has, and of its own height that it is wide."""

_NUMBER = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*|rp\W*\d[\d.,\-]*", re.IGNORECASE)

Line = list[Character]


def confirm(
    lines: Sequence[Line], pieces: Sequence[Piece], text: Text, grey: Image, *, again: bool
) -> list[Line]:
    """The lines, with the confidence of what was doubted as both readings together give it.

    ``again``: read every number twice, as on a page of poor resolution.
    """
    confirmed = [
        _with_zero(line, piece, text.height) for line, piece in zip(lines, pieces, strict=True)
    ]
    doubted = [
        index
        for index, (line, piece) in enumerate(zip(confirmed, pieces, strict=True))
        if _is_doubted(line, again=again or is_stained(piece, text))
    ]
    second = recogniser().read([picture(grey, pieces[i], look=AGAIN) for i in doubted])
    for index, other in zip(doubted, second, strict=True):
        again_read = _with_zero(other, pieces[index], text.height)
        confirmed[index] = _settled(confirmed[index], again_read)
    return confirmed


def _is_doubted(line: Line, *, again: bool) -> bool:
    if _NUMBER.fullmatch(_words(line)):
        return again or _sureness(line) < CERTAIN
    return _sureness(line) < PLAUSIBLE or _is_path(line)


def _is_path(line: Line) -> bool:
    """Whether a line prints a letter's number, in which a stroke is a whole roman month."""
    return _words(line).count("/") >= STROKES


def _settled(line: Line, other: Line) -> Line:
    """One reading of two."""
    is_number = _NUMBER.fullmatch(_words(line)) is not None
    if _digits(line) == _digits(other):
        sure = 1 - (1 - _sureness(line)) * (1 - _sureness(other))
        return [replace(c, confidence=max(sure, c.confidence)) for c in line]
    if is_number:
        return [replace(c, confidence=CONTRADICTED) for c in line]
    if _is_path(line):
        return max(line, other, key=lambda one: (len(_digits(one)), _sureness(one)))
    return max(line, other, key=_sureness)


def _with_zero(line: Line, piece: Piece, height: float) -> Line:
    """A lone round letter as a zero where it is as high as figures and narrower than any O."""
    wide, tall = piece.x1 - piece.x0, piece.bottom - piece.top
    is_narrow = tall >= ZERO_HEIGHT * height and wide < ZERO_WIDTH * tall
    return [replace(line[0], text="0")] if is_narrow and _words(line) in {"o", "O"} else line


def _words(line: Line) -> str:
    return "".join(character.text for character in line)


def _digits(line: Line) -> str:
    """A number as it counts: comma or point is one mark, blanks are none."""
    return re.sub(r"\s", "", _words(line)).replace(",", ".")


def _sureness(line: Line) -> float:
    return min((character.confidence for character in line), default=0.0)
