"""A PDF page's ruling lines, from its path objects; on the way, what of its text has no ink."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import compress, repeat
from typing import Any

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
    """Gathers ruling lines from a page's objects, forms included, and what ink there is.

    ``texts``: its text objects in drawing order; ``unseen``: those that nobody sees; ``sideways``:
    those not written from left to right; ``inside``: the forms that objects stand in, the innermost
    first.
    """

    def __init__(self, page: Any, upright: Upright) -> None:
        self.upright = upright
        self.horizontals: list[Edge] = []
        self.verticals: list[Edge] = []
        self.has_images = False
        self._ink = Ink(upright.width * upright.height)
        self._paths: list[int] = []
        self.inside: dict[int, Matrices] = {}
        self._see(calls.page_object, calls.address(page), pdfium.FPDFPage_CountObjects(page), ())
        directions = self._ink.directions(self.inside)
        self.texts = self._ink.texts
        self.unseen = self._ink.unseen(directions)
        self.sideways = self._ink.sideways(directions, upright.turn)
        self._sort_paths()

    def _see(
        self, item_of: Callable[[int, int], int], holder: int, count: int, matrices: Matrices
    ) -> None:
        """The objects of a page, or of a form within it."""
        items = list(map(item_of, repeat(holder), range(count)))
        if matrices:
            self.inside.update(dict.fromkeys(items, matrices))
        for item, kind in zip(items, map(calls.object_type, items), strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._paths.append(item)
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._ink.texts.append(item)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.has_images = True
                for _, (x0, y0, x1, y1) in self._boxes([item]):
                    self._ink.picture(item, (x1 - x0) * (y1 - y0))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(matrices) < FORM_DEPTH:
                within = (self._matrix(item), *matrices)
                self._see(calls.form_object, item, calls.count_form_objects(item), within)

    def _matrix(self, item: int) -> Any:
        matrix = pdfium.FS_MATRIX()
        calls.object_matrix(item, ctypes.addressof(matrix))
        return matrix

    def _boxes(self, items: list[int]) -> Iterator[tuple[int, list[float]]]:
        """Objects that have an extent, and their boxes on the page: x0, top, x1, bottom."""
        rows, places = calls.room(len(items), 4)
        extends = list(map(calls.object_bounds, items, *places))
        corners = rows.astype(float)
        for k, item in enumerate(items if self.inside else ()):
            xa, ya, xb, yb = corners[k].tolist()
            matrices = self.inside.get(item, ())
            corners[k] = (*placed(xa, ya, matrices), *placed(xb, yb, matrices))
        boxes = self.upright.boxes(corners).tolist()
        return compress(zip(items, boxes, strict=True), extends)

    def _sort_paths(self) -> None:
        """Thin paths are lines, others may outline some; what fills the page is its ground."""
        page_area = self.upright.width * self.upright.height
        for item, (x0, y0, x1, y1) in self._boxes(self._paths):
            wide, tall = x1 - x0, y1 - y0
            if tall <= LINE_THICKNESS or wide <= LINE_THICKNESS:
                self._add(x0, y0, x1, y1)
            elif wide * tall < 0.9 * page_area:
                self._outline(item)

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        wide, tall = x1 - x0, y1 - y0
        if tall <= LINE_THICKNESS and wide >= MIN_LINE_LENGTH:
            self.horizontals.append(Edge((y0 + y1) / 2, x0, x1))
        elif wide <= LINE_THICKNESS and tall >= MIN_LINE_LENGTH:
            self.verticals.append(Edge((x0 + x1) / 2, y0, y1))

    def _outline(self, item: int) -> None:
        """The axis-parallel strokes of a path that encloses or draws more than one line."""
        matrices = (self._matrix(item), *self.inside.get(item, ()))
        x, y = ctypes.c_float(), ctypes.c_float()
        start = previous = None
        for index in range(calls.count_segments(item)):
            segment = calls.path_segment(item, index)
            calls.segment_point(segment, ctypes.addressof(x), ctypes.addressof(y))
            point = self.upright.point(*placed(x.value, y.value, matrices))
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
