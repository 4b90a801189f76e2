"""Which text of a page nobody sees printed, or only across it.

A PDF may hold words that are not on paper: drawn in no ink, under a picture that covers the page
(both are the text layers of scanning machines), or written slantwise over everything, as DRAFT is.
None of these is what a table prints.
"""

from __future__ import annotations

from itertools import compress

import numpy as np
import pypdfium2.raw as pdfium

from extractors.pdf import calls
from extractors.pdf.geometry import Matrices

SLANT = 0.2
"""Tangent of the least angle to the paper's edges at which words are a watermark."""

COVER = 0.8
"""Share of the page from which on a picture covers it."""

_INVISIBLE = frozenset((pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP))


class Ink:
    """Gathers a page's text objects in drawing order, and which of them do not count."""

    def __init__(self, page_area: float) -> None:
        self.texts: list[int] = []
        self._page_area = page_area
        self._covered = 0

    def picture(self, item: int, area: float) -> None:
        """One more picture of a size in square points: what it covers is gone."""
        if area >= COVER * self._page_area and not calls.has_transparency(item):
            self._covered = len(self.texts)

    def unseen(self, inside: dict[int, Matrices]) -> set[int]:
        """The text objects that nobody sees; ``inside``: the forms that some objects stand in."""
        found = set(self.texts[: self._covered])
        modes = map(calls.render_mode, self.texts)
        found.update(compress(self.texts, map(_INVISIBLE.__contains__, modes)))
        found.update(compress(self.texts, self._slant(inside)))
        return found

    def _slant(self, inside: dict[int, Matrices]) -> list[bool]:
        """Of each text object, whether it is written slantwise."""
        rows, places = calls.room(len(self.texts), 6)
        list(map(calls.object_matrix, self.texts, places[0]))
        directions = rows[:, :2].astype(float)
        for k, item in enumerate(self.texts if inside else ()):
            x, y = directions[k].tolist()
            for m in inside.get(item, ()):
                x, y = m.a * x + m.c * y, m.b * x + m.d * y
            directions[k] = x, y
        sizes = np.abs(directions)
        slants: list[bool] = (sizes.min(axis=1) > SLANT * sizes.max(axis=1)).tolist()
        return slants
