"""A page as a grey image: what a reader sees, at the resolution it was scanned with."""

from __future__ import annotations

import ctypes
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


def image_dpi(page: Any) -> float | None:
    """Resolution of the images that cover a page; nothing where none do.

    The finest image counts, so that a scan kept as a coarse ground and a fine mask is read as fine
    as its letters are.
    """
    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    covered, dpi = 0.0, 0.0
    bounds = [ctypes.c_float() for _ in range(4)]
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, bounds)):
            continue
        left, bottom, right, top = (value.value for value in bounds)
        box_area = max(right - left, 0.0) * max(top - bottom, 0.0)
        pdfium.FPDFImageObj_GetImagePixelSize(item, width, height)
        if box_area <= 0 or not width.value or not height.value:
            continue
        covered += box_area
        if box_area >= 0.02 * area:
            pixels = width.value * height.value
            dpi = max(dpi, (pixels / box_area) ** 0.5 * POINTS_PER_INCH)
    return dpi if covered >= COVERING * area and dpi > 0 else None


def draw(page: Any, dpi: float) -> Image:
    """The page as displayed: shape (height, width), or (height, width, 3) where it has colours."""
    scale = dpi / POINTS_PER_INCH
    width = max(round(pdfium.FPDF_GetPageWidthF(page) * scale), 1)
    height = max(round(pdfium.FPDF_GetPageHeightF(page) * scale), 1)
    bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        raw = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ubyte * (stride * height))).contents
        rows = np.frombuffer(raw, np.uint8).reshape(height, stride)[:, : 4 * width]
        pixels = rows.reshape(height, width, 4)[:, :, :3]
        is_grey = (np.ptp(pixels[::5, ::5], axis=2) <= GREY_SPREAD).mean() > MOSTLY
        return np.ascontiguousarray(pixels[:, :, 1] if is_grey else pixels)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
