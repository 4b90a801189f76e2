"""A PDF page's words and ruling lines, read straight from pdfium."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from extractors.page import Edge, Page, Word
from extractors.pdf.geometry import Transform, upright_page
from extractors.pdf.ink import Ink
from extractors.pdf.words import read_words

LINE_THICKNESS = 3.0
"""Points; a path no thicker than this is a ruling line, not an area."""

MIN_LINE_LENGTH = 4.0
"""Points; shorter strokes are ornaments or glyph parts."""

FORM_DEPTH = 4
"""Form XObjects nested deeper than this are not searched for lines."""


class _Collector:
    """Gathers ruling lines from a page's path objects, forms included, and what ink there is."""

    def __init__(self, to_page: Transform, page_area: float) -> None:
        self.to_page = to_page
        self.page_area = page_area
        self.ink = Ink(page_area)
        self.horizontals: list[Edge] = []
        self.verticals: list[Edge] = []
        self.has_images = False
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._bounds]

    def page(self, page: Any) -> None:
        """All objects of the page."""
        get_object = pdfium.FPDFPage_GetObject
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(get_object(page, index), (), 0)

    def _object(self, item: Any, matrices: tuple[Any, ...], depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, matrices)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.ink.text(item, matrices)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.has_images = True
            if box := self._bounding(item, matrices):
                self.ink.picture(item, (box[2] - box[0]) * (box[3] - box[1]))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                child = pdfium.FPDFFormObj_GetObject(item, index)
                self._object(child, (matrix, *matrices), depth + 1)

    def _point(self, x: float, y: float, matrices: tuple[Any, ...]) -> tuple[float, float]:
        for m in matrices:
            x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
        return self.to_page(x, y)

    def _bounding(self, item: Any, matrices: tuple[Any, ...]) -> tuple[float, ...] | None:
        if not pdfium.FPDFPageObj_GetBounds(item, *self._refs):
            return None
        left, bottom, right, top = (value.value for value in self._bounds)
        (xa, ya), (xb, yb) = self._point(left, bottom, matrices), self._point(right, top, matrices)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def _path(self, item: Any, matrices: tuple[Any, ...]) -> None:
        box = self._bounding(item, matrices)
        if box is None:
            return
        x0, y0, x1, y1 = box
        wide, tall = x1 - x0, y1 - y0
        if tall <= LINE_THICKNESS or wide <= LINE_THICKNESS:
            self._add(x0, y0, x1, y1)
        elif wide * tall < 0.9 * self.page_area:
            self._outline(item, matrices)

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        wide, tall = x1 - x0, y1 - y0
        if tall <= LINE_THICKNESS and wide >= MIN_LINE_LENGTH:
            self.horizontals.append(Edge((y0 + y1) / 2, x0, x1))
        elif wide <= LINE_THICKNESS and tall >= MIN_LINE_LENGTH:
            self.verticals.append(Edge((x0 + x1) / 2, y0, y1))

    def _outline(self, item: Any, matrices: tuple[Any, ...]) -> None:
        """The axis-parallel strokes of a path that encloses or draws more than one line."""
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, own)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = previous = None
        for index in range(pdfium.FPDFPath_CountSegments(item)):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._point(x.value, y.value, (own, *matrices))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and previous is not None:
                self._stroke(previous, point)
            if start is not None and pdfium.FPDFPathSegment_GetClose(segment):
                self._stroke(point, start)
            previous = point

    def _stroke(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, x1 = sorted((a[0], b[0]))
        y0, y1 = sorted((a[1], b[1]))
        if x1 - x0 < 1.0 or y1 - y0 < 1.0:
            self._add(x0, y0, x1, y1)


def _printed(words: list[Word], width: float, height: float, lines: list[Edge]) -> list[Word]:
    """The words whose middle is on the page as it is shown (its crop box).

    A table may run off the paper: what stands within its horizontal lines counts all the same.
    """
    left = 2 * min([0.0, *(line.start for line in lines)])
    right = 2 * max([width, *(line.end for line in lines)])
    return [
        word
        for word in words
        if left <= word.x0 + word.x1 <= right and 0 <= word.top + word.bottom <= 2 * height
    ]


def read_page(document: Any, index: int) -> Page:
    """Read page ``index`` (0-based) of an open pdfium document."""
    page = pdfium.FPDF_LoadPage(document, index)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        width, height, to_page = upright_page(page)
        collector = _Collector(to_page, width * height)
        collector.page(page)
        words = read_words(textpage, to_page, collector.verticals, collector.ink.unseen)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)
    return Page(
        index + 1,
        width,
        height,
        _printed(words, width, height, collector.horizontals),
        collector.horizontals,
        collector.verticals,
        has_images=collector.has_images,
    )
