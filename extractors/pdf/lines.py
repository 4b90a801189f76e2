"""A PDF page's ruling lines, from its path objects; on the way, what of its text has no ink."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extractors.page import Edge
from extractors.pdf import calls
from extractors.pdf.geometry import Matrices, Upright, placed
from extractors.pdf.ink import Ink

LINE_THICKNESS = 3.0
"""Points; a path no thicker than this is a ruling line, not an area."""

MIN_LINE_LENGTH = 4.0
"""Points; shorter strokes are ornaments or glyph parts."""

FORM_DEPTH = 4
"""Form XObjects nested deeper than this are not searched for lines."""


class Lines:
    """Gathers ruling lines from a page's objects, forms included, and what ink there is."""

    def __init__(self, page: Any, upright: Upright) -> None:
        self.upright = upright
        self.ink = Ink(upright.width * upright.height)
        self.horizontals: list[Edge] = []
        self.verticals: list[Edge] = []
        self.has_images = False
        self._floats = (ctypes.c_float * 4)()
        first = ctypes.addressof(self._floats)
        self._places = [first + k * ctypes.sizeof(ctypes.c_float) for k in range(4)]
        self._paths: list[tuple[int, Matrices]] = []
        self._corners: list[float] = []
        at = calls.address(page)
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(calls.page_object(at, index), (), 0)
        self._sort_paths()

    def _object(self, item: int, matrices: Matrices, depth: int) -> None:
        kind = calls.object_type(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            if corners := self._bounds(item, matrices):
                self._paths.append((item, matrices))
                self._corners += corners
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.ink.text(item, matrices)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.has_images = True
            if corners := self._bounds(item, matrices):
                ((x0, y0, x1, y1),) = self.upright.boxes(np.array([corners])).tolist()
                self.ink.picture(item, (x1 - x0) * (y1 - y0))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            matrix = pdfium.FS_MATRIX()
            calls.object_matrix(item, ctypes.addressof(matrix))
            for index in range(calls.count_form_objects(item)):
                child = calls.form_object(item, index)
                self._object(child, (matrix, *matrices), depth + 1)

    def _bounds(self, item: int, matrices: Matrices) -> list[float]:
        """Two corners of an object in PDF space; nothing where it has no extent."""
        if not calls.object_bounds(item, *self._places):
            return []
        found = self._floats[:]
        if not matrices:
            return found
        return [*placed(found[0], found[1], matrices), *placed(found[2], found[3], matrices)]

    def _sort_paths(self) -> None:
        """Thin paths are lines, others may outline some; what fills the page is its ground."""
        boxes = self.upright.boxes(np.array(self._corners).reshape(-1, 4))
        page_area = self.upright.width * self.upright.height
        for (item, matrices), (x0, y0, x1, y1) in zip(self._paths, boxes.tolist(), strict=True):
            wide, tall = x1 - x0, y1 - y0
            if tall <= LINE_THICKNESS or wide <= LINE_THICKNESS:
                self._add(x0, y0, x1, y1)
            elif wide * tall < 0.9 * page_area:
                self._outline(item, matrices)

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        wide, tall = x1 - x0, y1 - y0
        if tall <= LINE_THICKNESS and wide >= MIN_LINE_LENGTH:
            self.horizontals.append(Edge((y0 + y1) / 2, x0, x1))
        elif wide <= LINE_THICKNESS and tall >= MIN_LINE_LENGTH:
            self.verticals.append(Edge((x0 + x1) / 2, y0, y1))

    def _outline(self, item: int, matrices: Matrices) -> None:
        """The axis-parallel strokes of a path that encloses or draws more than one line."""
        own = pdfium.FS_MATRIX()
        calls.object_matrix(item, ctypes.addressof(own))
        start = previous = None
        for index in range(calls.count_segments(item)):
            segment = calls.path_segment(item, index)
            calls.segment_point(segment, *self._places[:2])
            x, y = self._floats[:2]
            point = self.upright.point(*placed(x, y, (own, *matrices)))
            kind = calls.segment_type(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and previous is not None:
                self._stroke(previous, point)
            if start is not None and calls.segment_closes(segment):
                self._stroke(point, start)
            previous = point

    def _stroke(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, x1 = sorted((a[0], b[0]))
        y0, y1 = sorted((a[1], b[1]))
        if x1 - x0 < 1.0 or y1 - y0 < 1.0:
            self._add(x0, y0, x1, y1)
