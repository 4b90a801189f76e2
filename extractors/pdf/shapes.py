"""Whether the digits of a text page look like what its text says they are.

A font may draw an 8 where the text of the PDF says 3: by a fault of the program that made it, or
on purpose. People read what is drawn. The digits of each font are drawn, once for each size of
their ink, and held against those of well-known fonts. A shape that is more like another digit's,
or hardly like any, is doubtful, which proves nothing, for fonts have odd shapes:
`extractors/scan/honest.py` then reads the page itself.

Not looked at: letters, decimal marks, and words that do not run from left to right. A font that
draws two digits of the same size for one (6 and 9) is seen only where the false one comes first.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extractors.page import Doubt, Word
from extractors.pdf import calls
from extractors.pdf.characters import Characters
from extractors.pdf.geometry import unplaced
from extractors.pdf.glyph import looks_like, shape_of
from extractors.pdf.lines import Lines

SAMPLES = 3
"""Places at which a doubtful digit is looked at."""

AROUND = 12
"""Characters before and after a doubtful digit that are looked at with it, up to the next blank."""

SIZE_STEP = 0.1
"""Points; ink of one size to this is the same glyph's."""

MOST_PAGES, MOST_OBJECTS = 8, 20_000
"""Pages that are held open, none with more objects: what was seen of others is forgotten."""

_DIGIT = re.compile(r"\d")
_Key = tuple[int, str, float, float]
"""A font's address, a digit, and how wide and tall its ink is in steps."""


class Shapes:
    """The digits of one open pdfium document, in each of its fonts, that were looked at."""

    def __init__(self, document: Any) -> None:
        self._document = calls.address(document)
        self._known: set[_Key] = set()
        self._held: deque[tuple[Any, set[_Key]]] = deque()
        self._doubted: list[_Key] = []
        self._is_last_held = False

    def doubtful(self, page: Any, characters: Characters, lines: Lines) -> list[Doubt]:
        """The digits of a page that have a doubtful shape and are not believed.

        A page with new digits is held open, so that its fonts keep their addresses for themselves:
        whoever opened it asks ``holds``.
        """
        found: list[Doubt] = []
        new = self._new(characters, lines.sideways)
        self._doubted = []
        for key, (item, places) in new.items():
            box = unplaced(characters.ink_box(places[0]), lines.inside.get(item, ()))
            shape = shape_of(self._document, calls.address(page), item, box)
            drawn = looks_like(shape) if shape is not None else ""
            if drawn != key[1]:
                self._doubted.append(key)
                words = [_around(characters, place) for place in places]
                found.append(Doubt(key[1], drawn, words))
        if new and pdfium.FPDFPage_CountObjects(page) <= MOST_OBJECTS:
            self._hold(page, new.keys() - set(self._doubted))
        self._is_last_held = self.holds(page)
        return found

    def believe(self, is_right: list[bool]) -> None:
        """Which of the digits doubted on the last page are right: later pages need not be asked."""
        keys = {key for key, right in zip(self._doubted, is_right, strict=True) if right}
        if self._is_last_held:
            self._held[-1][1].update(keys)
            self._known |= keys

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
        sizes = np.rint(characters.ink_sizes(indices) / SIZE_STEP).tolist()
        fonts: dict[int, int] = {}
        new: dict[_Key, tuple[int, list[int]]] = {}
        for index, item, size in zip(indices, characters.drawn_by(indices), sizes, strict=True):
            if item is None or item in sideways:
                continue
            if item not in fonts:
                fonts[item] = calls.font_of(item)
            key = fonts[item], str(int(characters.text[index])), *size
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


def _around(characters: Characters, index: int) -> Word:
    """The characters around one, up to the next blanks."""
    before = characters.text[max(index - AROUND, 0) : index].split()
    after = characters.text[index : index + AROUND].split()
    is_parted = characters.text[index - 1 : index].isspace()
    start = index - (len(before[-1]) if before and not is_parted else 0)
    end = index + len(after[0])
    boxes = characters.boxes(range(start, end))
    x0, top = boxes[:, :2].min(axis=0).tolist()
    x1, bottom = boxes[:, 2:].max(axis=0).tolist()
    return Word(x0, top, x1, bottom, characters.text[start:end])
