"""Which text of a page nobody sees printed, or only across it.

A PDF may hold words that are not on paper: drawn in no ink, under a picture that covers the page
(both are the text layers of scanning machines), or written slantwise over everything, as DRAFT is.
None of these is what a table prints.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from extractors.pdf.calls import has_transparency, object_matrix, render_mode
from extractors.pdf.geometry import Matrices

SLANT = 0.2
"""Tangent of the least angle to the paper's edges at which words are a watermark."""

COVER = 0.8
"""Share of the page from which on a picture covers it."""

_INVISIBLE = frozenset((pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP))


class Ink:
    """Gathers a page's text objects in drawing order, and which of them do not count."""

    def __init__(self, page_area: float) -> None:
        self.unseen: set[int] = set()
        self._page_area = page_area
        self._drawn: list[int] = []
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)

    def text(self, item: int, matrices: Matrices) -> None:
        """One more text object, inside forms of the given matrices."""
        self._drawn.append(item)
        if render_mode(item) in _INVISIBLE or self._slants(item, matrices):
            self.unseen.add(item)

    def picture(self, item: int, area: float) -> None:
        """One more picture of a size in square points: what it covers is gone."""
        if area >= COVER * self._page_area and not has_transparency(item):
            self.unseen.update(self._drawn)

    def _slants(self, item: int, matrices: Matrices) -> bool:
        object_matrix(item, self._matrix_at)
        x, y = self._matrix.a, self._matrix.b
        if not matrices and (x == 0.0 or y == 0.0):
            return False
        for m in matrices:
            x, y = m.a * x + m.c * y, m.b * x + m.d * y
        across, along = sorted((abs(x), abs(y)))
        return bool(across > SLANT * along)
