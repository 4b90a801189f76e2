"""Whether a text page prints what its text says, where there is a reason to ask.

The page is drawn as people see it, and words of it are read from the drawing. Digits count: they
are what a wrong font changes without anyone noticing, while a wrong name is in no list of names.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import numpy as np

from extractors.page import Doubt, Page
from extractors.scan.raster import POINTS_PER_INCH, Image
from extractors.scan.recognise import LARGE, picture, recogniser
from extractors.scan.text import Piece

LOW, LONG = 4, 40
"""Pixels of height that a word has at least to be read, and heights that it is wide at most."""

MOST_STRANGE = 0.1
"""Share of a page's characters that are none of any alphabet, in text that can be used."""

_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff]")
"""Controls, and codes that a font keeps for itself."""

_ALIKE = str.maketrans("OoIl|iSBZ", "001111582")
_OTHERS = re.compile(r"[^0-9]+")


def is_strange(page: Page) -> bool:
    """Whether a page's text is no text: characters that a font gives codes of its own."""
    characters = "".join(word.text for word in page.words)
    return len(_STRANGE.findall(characters)) > MOST_STRANGE * len(characters)


class Seen(NamedTuple):
    """In how many of some words the drawing has what they say, or what their shapes look like."""

    words: int
    said: int
    drawn: int


def look(image: Image, page: Page, dpi: float) -> list[Seen]:
    """For each doubtful digit of a page what its drawing shows; words beyond the paper are left."""
    grey = image if image.ndim == 2 else np.ascontiguousarray(image[:, :, 1])
    others = str.maketrans({doubt.digit: doubt.drawn for doubt in page.doubtful})
    return [_seen(grey, doubt, page, dpi / POINTS_PER_INCH, others) for doubt in page.doubtful]


def _seen(grey: Image, doubt: Doubt, page: Page, scale: float, others: dict[int, str]) -> Seen:
    seen = [
        word
        for word in doubt.words
        if min(word.x0, word.top) >= 0 and word.x1 <= page.width and word.bottom <= page.height
    ]
    pieces = [Piece(*(round(edge * scale) for edge in word[:4])) for word in seen]
    clear = [k for k, piece in enumerate(pieces) if _is_legible(piece)]
    read = recogniser().read([picture(grey, pieces[k], look=LARGE) for k in clear])
    said = drawn = 0
    for k, line in zip(clear, read, strict=True):
        text, found = _digits(seen[k].text), _digits("".join(one.text for one in line))
        said += found == text
        drawn += found == text.translate(others) != ""
    return Seen(len(seen), said, drawn)


def _is_legible(piece: Piece) -> bool:
    tall = piece.bottom - piece.top
    return tall >= LOW and piece.x1 - piece.x0 <= LONG * tall


def _digits(text: str) -> str:
    """A word's digits, in whichever script's, and letters that look like some."""
    return _OTHERS.sub("", unicodedata.normalize("NFKC", text).translate(_ALIKE))
