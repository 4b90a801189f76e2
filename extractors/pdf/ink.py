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
from extractors.pdf.geometry import Floats, Matrices

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

    def unseen(self, directions: Floats) -> set[int]:
        """The text objects that nobody sees, or only across the page's own print."""
        found = set(self.texts[: self._covered])
        modes = map(calls.render_mode, self.texts)
        found.update(compress(self.texts, map(_INVISIBLE.__contains__, modes)))
        sizes = np.abs(directions)
        slants = sizes.min(axis=1) > SLANT * sizes.max(axis=1)
        found.update(compress(self.texts, slants.tolist()))
        return found

    def sideways(self, directions: Floats, turn: int) -> set[int]:
        """The text objects that do not run from left to right; ``turn``: the page's own turns."""
        x, y = directions.T
        ahead = (x, y, -x, -y)[turn]
        return set(compress(self.texts, (ahead < np.abs(directions).max(axis=1)).tolist()))

    def directions(self, inside: dict[int, Matrices]) -> Floats:
        """Which way each text object runs in PDF space; ``inside``: the forms that it stands in."""
        rows, places = calls.room(len(self.texts), 6)
        list(map(calls.object_matrix, self.texts, places[0]))
        directions = rows[:, :2].astype(float)
        for k, item in enumerate(self.texts if inside else ()):
            x, y = directions[k].tolist()
            for m in inside.get(item, ()):
                x, y = m.a * x + m.c * y, m.b * x + m.d * y
            directions[k] = x, y
        return directions
