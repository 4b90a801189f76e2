"""A page as a grey image: what a reader sees, at the resolution it was scanned with."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Image = NDArray[np.uint8]

POINTS_PER_INCH = 72.0

DEFAULT_DPI = 200.0
"""Resolution at which a page is drawn that holds no image of its own."""

MOST_DPI = 200.0
"""Finer scans are read at this resolution: their letters are large enough already."""

GREY_SPREAD = 12
"""Levels by which the colours of a grey pixel differ at most."""

MOSTLY = 0.9995
"""Share of a page's pixels that are grey where the page has no colour."""

LEAST_DPI = 60.0
"""No image is taken to be coarser; below it nothing can be read anyway."""

COVERING = 0.5
"""Least share of a page's area that a scan's images cover together."""

INSET = 1e-3
"""Pixels by which a page is drawn smaller than its bitmap on each side.

Without it an image as fine as the bitmap ends a rounding error outside of it, pdfium draws it one
pixel larger than it is, and every line and letter is blurred.
"""


def image_dpi(page: Any) -> float | None:
    """Resolution of the images that cover a page; nothing where none do.

    The finest image counts, so that a scan kept as a coarse ground and a fine mask is read as fine
    as its letters are.
    """
    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    covered, dpi = 0.0, 0.0
    for item, scale in _images(page):
        pixels, box_area = _size(item)
        box_area *= scale
        if box_area <= 0 or not pixels:
            continue
        covered += box_area
        if box_area >= 0.02 * area:
            dpi = max(dpi, (pixels / box_area) ** 0.5 * POINTS_PER_INCH)
    return dpi if covered >= COVERING * area and dpi > 0 else None


def _images(page: Any) -> Iterator[tuple[Any, float]]:
    """A page's images, those within forms too, and by how much their forms enlarge their area."""
    left = [
        (pdfium.FPDFPage_GetObject(page, index), 1.0)
        for index in range(pdfium.FPDFPage_CountObjects(page))
    ]
    matrix = pdfium.FS_MATRIX()
    while left:
        item, scale = left.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield item, scale
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and pdfium.FPDFPageObj_GetMatrix(item, matrix):
            scale *= abs(matrix.a * matrix.d - matrix.b * matrix.c)
            count = pdfium.FPDFFormObj_CountObjects(item)
            left += [(pdfium.FPDFFormObj_GetObject(item, index), scale) for index in range(count)]


def _size(item: Any) -> tuple[int, float]:
    """How many pixels an image has, and the area of its bounds where it stands."""
    bounds = [ctypes.c_float() for _ in range(4)]
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, bounds)):
        return 0, 0.0
    left, bottom, right, top = (value.value for value in bounds)
    pdfium.FPDFImageObj_GetImagePixelSize(item, width, height)
    return width.value * height.value, max(right - left, 0.0) * max(top - bottom, 0.0)


def draw(page: Any, dpi: float) -> Image:
    """The page as displayed: shape (height, width), or (height, width, 3) where it has colours."""
    scale = dpi / POINTS_PER_INCH
    width = max(round(pdfium.FPDF_GetPageWidthF(page) * scale), 1)
    height = max(round(pdfium.FPDF_GetPageHeightF(page) * scale), 1)
    across = (width - 2 * INSET) / pdfium.FPDF_GetPageWidthF(page)
    down = (height - 2 * INSET) / pdfium.FPDF_GetPageHeightF(page)
    matrix = pdfium.FS_MATRIX(across, 0, 0, down, INSET, INSET)
    whole = pdfium.FS_RECTF(0, 0, width, height)
    bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, whole, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        raw = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ubyte * (stride * height))).contents
        rows = np.frombuffer(raw, np.uint8).reshape(height, stride)[:, : 4 * width]
        pixels = rows.reshape(height, width, 4)[:, :, :3]
        is_grey = (np.ptp(pixels[::5, ::5], axis=2) <= GREY_SPREAD).mean() > MOSTLY
        return np.ascontiguousarray(pixels[:, :, 1] if is_grey else pixels)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
