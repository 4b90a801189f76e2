"""A PDF page's characters: their text, and what pdfium tells of each."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extractors.pdf import calls
from extractors.pdf.geometry import Floats, PdfBox, Upright

EPSILON = 0.001
"""Points; coordinates of single precision that are nearer are the same."""

BEARING = 0.08
"""Share of the font size; ligatures end with about this much room after their ink."""


LEAST_HEIGHT = 0.1
"""Points; a damaged font may say that its characters have no height at all."""


class Characters:
    """The characters of a text page, one Python character in ``text`` for each of pdfium's.

    ``texts``: the text objects in drawing order; ``unseen``: those that nobody sees, whose
    characters are blanks in ``text``.
    """

    def __init__(
        self, textpage: Any, upright: Upright, texts: Sequence[int], unseen: set[int]
    ) -> None:
        self._at, self._upright, self._unseen = calls.address(textpage), upright, unseen
        self._texts = texts
        self.text = self._seen(_read_text(textpage))

    def _seen(self, text: str) -> str:
        if not self._unseen:
            return text
        drawn_by = self.drawn_by(range(len(text)))
        return "".join(
            " " if item in self._unseen else char for item, char in zip(drawn_by, text, strict=True)
        )

    def boxes(self, indices: Sequence[int]) -> Floats:
        """The boxes of some characters: as wide as they advance, as tall as their font."""
        corners, places = calls.room(len(indices), 4)
        list(map(calls.loose_char_box, repeat(self._at), indices, places[0]))
        boxes = self._upright.boxes(corners.astype(float))
        boxes[:, 3] = np.maximum(boxes[:, 3], boxes[:, 1] + LEAST_HEIGHT)
        return boxes

    def gaps(self, before: Sequence[int], after: Sequence[int]) -> Floats:
        """The room that each of some characters leaves before another one right of it.

        In shares of the font size that the larger of the two is drawn in. Nothing else tells a
        blank from the room between letters: boxes differ from font to font in height, and those
        that pdfium makes for characters of a replacement text (``/ActualText``, as of letters
        drawn as small capitals) hold no more than their ink.
        """
        sizes = np.maximum(self._sizes(before), self._sizes(after))
        origins, _ = self._origins(after)
        rooms: Floats = (origins - self._ends(before)) / np.maximum(sizes, EPSILON)
        return rooms

    def _sizes(self, indices: Sequence[int]) -> Floats:
        """How large their font is drawn, in points."""
        matrices, places = calls.room(len(indices), 6)
        list(map(calls.char_matrix, repeat(self._at), indices, places[0]))
        sizes = np.fromiter(map(calls.font_size, repeat(self._at), indices), float, len(indices))
        scaled: Floats = sizes * np.hypot(matrices[:, 0], matrices[:, 1])
        return scaled

    def _origins(self, indices: Sequence[int]) -> tuple[Floats, Floats]:
        """Where they are put on the line."""
        points, places = calls.room(len(indices), 2, np.float64)
        list(map(calls.char_origin, repeat(self._at), indices, *places))
        return self._upright.point(points[:, 0], points[:, 1])

    def _ends(self, indices: Sequence[int]) -> Floats:
        """Where they end: those whose boxes are their ink's, where another may follow them."""
        boxes = self.boxes(indices)
        inks, places = calls.room(len(indices), 4, np.float64)
        list(map(calls.char_box, repeat(self._at), indices, *places))
        inks = self._upright.boxes(inks[:, [0, 2, 1, 3]])
        ends: Floats = boxes[:, 2]
        tight = np.flatnonzero(np.abs(boxes - inks).max(axis=1) < EPSILON).tolist()
        sizes = self._sizes([indices[k] for k in tight]).tolist()
        for k, size in zip(tight, sizes, strict=True):
            ends[k] = self._end_of_ink(indices[k], size)
        return ends

    def _end_of_ink(self, index: int, size: float) -> float:
        """Where a character ends that has a box of its ink, or of its part of a ligature's."""
        first = index
        item = calls.text_object(self._at, index)
        while first and calls.text_object(self._at, first - 1) == item:
            first -= 1
        together = range(first, index + 1)
        end = float(self.boxes(together)[:, 2].max())
        if len(together) > 1:
            return end + BEARING * size
        return max(end, float(self._origins(together)[0][0]) + self._width(index) * size)

    def _width(self, index: int) -> float:
        """How far a character whose box is its ink's advances, as a share of its size.

        Where its font is one that has a height, the text is a replacement for a capital.
        """
        number = ctypes.c_float()
        room = ctypes.addressof(number)
        font = calls.font_of(calls.text_object(self._at, index))
        calls.font_ascent(font, 1.0, room)
        char = self.text[index].upper()[0] if number.value else self.text[index]
        return number.value if calls.glyph_width(font, ord(char), 1.0, room) else 0.0

    def ink_sizes(self, indices: Sequence[int]) -> Floats:
        """How wide and tall the ink of some characters is, in points of PDF space."""
        edges, places = calls.room(len(indices), 4, np.float64)
        list(map(calls.char_box, repeat(self._at), indices, *places))
        sizes: Floats = edges[:, 1::2] - edges[:, ::2]
        return sizes

    def several_objects(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Which of some runs of characters are drawn by more than one text object."""
        starts = [start for start, _ in spans]
        lengths = [end - start for start, end in spans]
        counts = map(calls.count_rectangles, repeat(self._at), starts, lengths)
        return [k for k, count in enumerate(counts) if count > 1]

    def drawn_by(self, indices: Iterable[int]) -> list[int | None]:
        """For each of some characters, which text object draws it."""
        return list(map(calls.text_object, repeat(self._at), indices))

    def turns(self, indices: Sequence[int]) -> list[int]:
        """When each of some characters is drawn; pdfium's own, which are not, with the one before.

        A character's turn is that of its text object among the page's.
        """
        turns, turn = [], 0
        for item in self.drawn_by(indices):
            turn = self._turns.get(item, turn) if item else turn
            turns.append(turn)
        return turns

    @cached_property
    def _turns(self) -> dict[int, int]:
        return {item: turn for turn, item in enumerate(self._texts)}

    def ink_box(self, index: int) -> PdfBox:
        """Left, bottom, right, top of a character's ink in PDF space."""
        edges, places = calls.room(1, 4, np.float64)
        calls.char_box(self._at, index, *(column[0] for column in places))
        left, right, bottom, top = edges[0].tolist()
        return left, bottom, right, top

    def shows(self, index: int) -> bool:
        """Whether a character is the PDF's own, not pdfium's, and drawn for people to see."""
        if calls.is_generated(self._at, index) == 1:
            return False
        return calls.text_object(self._at, index) not in self._unseen


def _read_text(textpage: Any) -> str:
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Surrogate pairs shift the indices: ask one by one, as few pages need it.
    return "".join(chr(pdfium.FPDFText_GetUnicode(textpage, i) or 32) for i in range(count))
