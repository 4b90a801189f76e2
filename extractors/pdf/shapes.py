"""Whether the digits of a text page look like what its text says they are.

A font may draw an 8 where the text of the PDF says 3: by a fault of the program that made it, or
on purpose. People read what is drawn. Each digit of each font is drawn once a document and held
against those of well-known fonts. A shape that is more like another digit's is doubtful, which
proves nothing, for fonts have odd shapes: `extractors/scan/honest.py` then reads the page itself.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Any

import pypdfium2.raw as pdfium

from extractors.pdf import calls
from extractors.pdf.characters import Characters
from extractors.pdf.geometry import unplaced
from extractors.pdf.glyph import looks_like, shape_of
from extractors.pdf.lines import Lines

SAMPLES = 3
"""Places at which a doubtful digit is looked at."""

MOST_PAGES = 8
"""Pages that are held open; the fonts of those that are let go count as new ones."""

_DIGIT = re.compile("[0-9]")
_Key = tuple[int, str]
"""A font's address and a digit."""


class Shapes:
    """The digits of one open pdfium document, in each of its fonts, that were looked at."""

    def __init__(self, document: Any) -> None:
        self._document = calls.address(document)
        self._known: set[_Key] = set()
        self._held: deque[tuple[Any, set[_Key]]] = deque()
        self._doubted: set[_Key] = set()

    def doubtful(self, page: Any, characters: Characters, lines: Lines) -> list[int]:
        """Where in a page's text there are digits of a doubtful shape, unless it is believed.

        A page with new digits is held open, so that its fonts keep their addresses for themselves:
        whoever opened it asks ``holds``.
        """
        found: list[int] = []
        new = self._new(characters, lines.sideways)
        self._doubted = set()
        for key, (item, places) in new.items():
            box = unplaced(characters.ink_box(places[0]), lines.inside.get(item, ()))
            shape = shape_of(self._document, calls.address(page), item, box)
            if shape is None or not looks_like(shape, key[1]):
                self._doubted.add(key)
                found += places
        if new:
            self._hold(page, new.keys() - self._doubted)
        return found

    def believe(self) -> None:
        """What was doubtful on the last page is what it says: later pages need not be asked."""
        self._held[-1][1].update(self._doubted)
        self._known |= self._doubted

    def holds(self, page: Any) -> bool:
        """Whether a page just looked at is to stay open; ``close`` closes it."""
        return bool(self._held) and self._held[-1][0] is page

    def close(self) -> None:
        """Let all pages go."""
        while self._held:
            self._let_go()

    def _new(self, characters: Characters, sideways: set[int]) -> dict[_Key, tuple[int, list[int]]]:
        """Each digit in each font that is not known yet: what draws it first, and some places."""
        indices = [match.start() for match in _DIGIT.finditer(characters.text)]
        fonts: dict[int, int] = {}
        new: dict[_Key, tuple[int, list[int]]] = {}
        for index, item in zip(indices, characters.drawn_by(indices), strict=True):
            if item is None or item in sideways:
                continue
            if item not in fonts:
                fonts[item] = calls.font_of(item)
            key = fonts[item], characters.text[index]
            if key not in self._known:
                _, places = new.setdefault(key, (item, []))
                if len(places) < SAMPLES:
                    places.append(index)
        return new

    def _hold(self, page: Any, keys: set[_Key]) -> None:
        if len(self._held) == MOST_PAGES:
            self._let_go()
        self._held.append((page, keys))
        self._known |= keys

    def _let_go(self) -> None:
        page, keys = self._held.popleft()
        self._known -= keys
        pdfium.FPDF_ClosePage(page)
