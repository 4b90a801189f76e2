"""From a PDF's own coordinates to those of its upright pages."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

Transform = Callable[[float, float], tuple[float, float]]


def upright_page(page: Any) -> tuple[float, float, Transform]:
    """Size of the upright page and the map from PDF space to it (``/Rotate``, crop box)."""
    width = pdfium.FPDF_GetPageWidthF(page)
    height = pdfium.FPDF_GetPageHeightF(page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    boxes = (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox)
    found = any(get(page, left, bottom, right, top) for get in boxes)
    origin_x, origin_y = (left.value, bottom.value) if found else (0.0, 0.0)
    turn = pdfium.FPDFPage_GetRotation(page)

    def upright(x: float, y: float) -> tuple[float, float]:
        x, y = x - origin_x, y - origin_y
        if turn == 0:
            return x, height - y
        if turn == 1:
            return y, x
        if turn == 2:
            return width - x, y
        return width - y, height - x

    return width, height, upright


def box_on_page(
    to_page: Transform, xa: float, ya: float, xb: float, yb: float
) -> tuple[float, ...]:
    """A box given by two corners in PDF space, on the upright page: x0, top, x1, bottom."""
    x0, y0 = to_page(xa, ya)
    x1, y1 = to_page(xb, yb)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
