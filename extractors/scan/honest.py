"""Whether a text page prints what its text says, where there is a reason to ask.

The page is drawn as people see it, and words of it are read from the drawing. Digits count: they
are what a wrong font changes without anyone noticing, while a wrong name is in no list of names.
"""

from __future__ import annotations

import re

import numpy as np

from extractors.page import Page, Word
from extractors.scan.raster import POINTS_PER_INCH, Image
from extractors.scan.recognise import LARGE, picture, recogniser
from extractors.scan.text import Piece

ENOUGH = 2
"""Words that are read otherwise, of several, before the page's text is not believed."""

MOST_STRANGE = 0.1
"""Share of a page's characters that are none of any alphabet, in text that can be used."""

_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff]")
"""Controls, and codes that a font keeps for itself."""

_ALIKE = str.maketrans("OoIl|iSBZ", "001111582")
_DIGITS = re.compile(r"\D+")


def is_strange(page: Page) -> bool:
    """Whether a page's text is no text: characters that a font gives codes of its own."""
    characters = "".join(word.text for word in page.words)
    return len(_STRANGE.findall(characters)) > MOST_STRANGE * len(characters)


def contradicts(image: Image, page: Page, dpi: float) -> bool:
    """Whether a page's drawing shows other digits than its doubtful words say."""
    grey = image if image.ndim == 2 else np.ascontiguousarray(image[:, :, 1])
    pieces = [_piece(word, dpi) for word in page.doubtful]
    read = recogniser().read([picture(grey, piece, look=LARGE) for piece in pieces])
    other = [
        word
        for word, characters in zip(page.doubtful, read, strict=True)
        if _digits(word.text) != _digits("".join(one.text for one in characters))
    ]
    return len(other) >= min(ENOUGH, len(page.doubtful))


def _piece(word: Word, dpi: float) -> Piece:
    scale = dpi / POINTS_PER_INCH
    return Piece(*(round(edge * scale) for edge in (word.x0, word.top, word.x1, word.bottom)))


def _digits(text: str) -> str:
    """A word's digits, and letters that look like some."""
    return _DIGITS.sub("", text.translate(_ALIKE))
