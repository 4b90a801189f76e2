"""From a PDF's own coordinates to those of its upright pages."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Boxes are rows of four; a row's first and second two numbers are opposite corners."""

PdfBox = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF space."""

Position = TypeVar("Position", float, Floats)
"""One coordinate, or that of many points at once."""

Matrices = tuple[Any, ...]
"""``FS_MATRIX`` of the forms that an object stands in, the innermost first."""


@dataclass(frozen=True, slots=True)
class Upright:
    """The upright page: its size in points, and the way to it from PDF space.

    ``turn``: its quarter turns (``/Rotate``); ``left``, ``bottom``: where its crop box begins.
    """

    width: float
    height: float
    turn: int
    left: float
    bottom: float

    @classmethod
    def of(cls, page: Any) -> Upright:
        """That of a pdfium page."""
        edges = [ctypes.c_float() for _ in range(4)]
        boxes = (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox)
        found = any(get(page, *edges) for get in boxes)
        return cls(
            pdfium.FPDF_GetPageWidthF(page),
            pdfium.FPDF_GetPageHeightF(page),
            pdfium.FPDFPage_GetRotation(page),
            *((edges[0].value, edges[1].value) if found else (0.0, 0.0)),
        )

    def point(self, x: Position, y: Position) -> tuple[Position, Position]:
        """Where points of PDF space are on the page, from its top left."""
        x, y = x - self.left, y - self.bottom
        if self.turn == 0:
            return x, self.height - y
        if self.turn == 1:
            return y, x
        if self.turn == 2:
            return self.width - x, y
        return self.width - y, self.height - x

    def boxes(self, corners: Floats) -> Floats:
        """Boxes of PDF space, on the page: x0, top, x1, bottom."""
        xa, ya = self.point(corners[:, 0], corners[:, 1])
        xb, yb = self.point(corners[:, 2], corners[:, 3])
        return np.column_stack(
            (np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb))
        )


def placed(x: float, y: float, matrices: Matrices) -> tuple[float, float]:
    """A point of an object inside forms, in PDF space."""
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return x, y


def unplaced(box: PdfBox, matrices: Matrices) -> PdfBox:
    """A box of PDF space as it lies in the innermost of some forms."""
    if not matrices:
        return box
    way = np.eye(3)
    for m in matrices:
        way = np.array([[m.a, m.c, m.e], [m.b, m.d, m.f], [0, 0, 1]]) @ way
    left, bottom, right, top = box
    corners = np.linalg.pinv(way) @ np.array([[left, right], [bottom, top], [1, 1]])
    (x0, x1), (y0, y1) = np.sort(corners[:2]).tolist()
    return x0, y0, x1, y1
