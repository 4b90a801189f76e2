"""Which way up a scanned page lies.

Letters stand closer to each other along a line than across lines, which tells the axis; which end
of it is up is seen by recognising some pieces of text, both ways where the first leaves doubt.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractors.scan.ink import find_ink, find_spots
from extractors.scan.pieces import find_pieces
from extractors.scan.raster import Image
from extractors.scan.recognise import Character, picture, recogniser
from extractors.scan.text import Piece, Text, find_text

SAMPLE = 8
"""How many pieces of text are recognised to see which way up a page is."""

NEAR = 0.3
"""Room between letters of a word, as a share of their size."""

SURE = 0.97
"""Mean confidence with which no text is read upside down; some capitals come near to it."""

RULE_INCHES = 0.12
"""Longer strokes are rules, whichever way the page lies."""


def quarter_turns(even: Image, dpi: float) -> int:
    """How many quarter turns counter-clockwise make an evenly lit page upright."""
    small = cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    every = find_ink(np.asarray(small))
    ink = _without_rules(every, dpi / 2)
    rules = cv2.dilate(every - ink, np.ones((3, 3), np.uint8))
    even = even.copy()
    even[cv2.resize(rules, even.shape[::-1], interpolation=cv2.INTER_NEAREST) == 1] = 255
    text = find_text(ink, ink, dpi / 2)
    turns = 0 if _runs_level(text) else 1
    if turns:
        even = np.ascontiguousarray(np.rot90(even))
        ink = np.ascontiguousarray(np.rot90(ink))
        text = find_text(ink, ink, dpi / 2)
    return turns + 2 * _is_upside_down(text, even)


def _without_rules(ink: Image, dpi: float) -> Image:
    length = round(RULE_INCHES * dpi)
    rest = ink.copy()
    for kernel in (np.ones((1, length), np.uint8), np.ones((length, 1), np.uint8)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        rest[cv2.dilate(rules, np.ones((3, 3), np.uint8)) == 1] = 0
    return rest


def _runs_level(text: Text) -> bool:
    """Whether letters touch more of each other when spread sideways than up and down."""
    reach = max(round(NEAR * text.height), 2) + 1
    counts = [
        len(find_spots(np.asarray(cv2.morphologyEx(text.ink, cv2.MORPH_CLOSE, kernel))).stats)
        for kernel in (np.ones((1, reach), np.uint8), np.ones((reach, 1), np.uint8))
    ]
    return counts[0] <= counts[1]


def _is_upside_down(text: Text, even: Image) -> bool:
    """Whether the page's longer pieces of text read better turned around.

    ``text`` is the page at half size.
    """
    height = text.height
    pieces = [
        piece
        for piece in find_pieces(text, [])
        if piece.x1 - piece.x0 >= 3 * height and piece.bottom - piece.top <= 2.5 * height
    ]
    pieces.sort(key=lambda piece: abs((piece.x1 - piece.x0) - 12 * height))
    pictures = [
        picture(even, Piece(*(2 * side for side in piece)))
        for piece in _unlike(pieces, height)[:SAMPLE]
    ]
    as_is = recogniser().read(pictures, is_quick=True)
    if not pictures or _sureness(as_is) >= SURE:
        return False
    turned = [one.upside_down() for one in pictures]
    return _sureness(recogniser().read(turned, is_quick=True)) > _sureness(as_is)


def _unlike(pieces: list[Piece], height: float) -> list[Piece]:
    """The first piece of each width: a column may print one word over and over."""
    first: dict[int, Piece] = {}
    for piece in pieces:
        first.setdefault(round((piece.x1 - piece.x0) / height), piece)
    return list(first.values())


def _sureness(lines: list[list[Character]]) -> float:
    """Mean confidence over all characters; figures and signs read both ways count nothing."""
    sure = [c.confidence * c.text.isalpha() for line in lines for c in line if c.text != " "]
    return sum(sure) / max(len(sure), 1)
