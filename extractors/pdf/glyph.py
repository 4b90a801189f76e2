"""The picture of one character as a text object draws it, and how digits look."""

from __future__ import annotations

import ctypes
import math
from functools import cache

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from extractors.pdf import calls
from extractors.pdf.geometry import PdfBox

FONTS = (
    *(b"Helvetica", b"Helvetica-Bold", b"Helvetica-Oblique", b"Helvetica-BoldOblique"),
    *(b"Times-Roman", b"Times-Bold", b"Times-Italic", b"Times-BoldItalic"),
    *(b"Courier", b"Courier-Bold", b"Courier-Oblique", b"Courier-BoldOblique"),
)
"""The standard fonts of PDF, whose shapes pdfium brings along."""

DIGITS = "0123456789"

WIDE, TALL = 12, 18
"""Pixels that every shape is brought to."""

NARROW = 0.45
"""Least width of a shape as a share of its height, so that a 1 is not drawn out to a block."""

BLUR = 0.8
"""Pixels by which shapes are softened: the same digit of two fonts then has more in common."""

INK = 64
"""Opacity of 255 from which on a pixel is ink."""

ALIKE = 0.7
"""Least likeness of a digit to that of some font; a point is less like a 1."""

MOST_GROWTH, MOST_PIXELS = 8.0, 4_000_000
"""Pixels a point that a character is drawn with, and pixels of its whole text object, at most."""

Shape = NDArray[np.float32]
"""A picture as a vector of unit length; the product of two tells how alike they are, up to 1."""


def shape_of(document: int, page: int, item: int, box: PdfBox) -> Shape | None:
    """How a text object draws the character whose ink fills ``box``; nothing where it has no ink.

    ``document``, ``page``, ``item``: their addresses. ``box`` is in the coordinates of what holds
    the object, the page or a form.
    """
    edges, places = calls.room(1, 4)
    calls.object_bounds(item, *(column[0] for column in places))
    first_x, _, _, last_y = edges[0].tolist()
    left, bottom, right, top = box
    growth = min(TALL / max(right - left, top - bottom, 1.0), MOST_GROWTH)
    wide, tall = (edges[0, 2:] - edges[0, :2]).tolist()
    if not 0 <= wide * tall * growth**2 <= MOST_PIXELS:
        return None
    drawn = _drawn(document, page, item, growth)
    rows = slice(*_pixels(last_y - top, last_y - bottom, growth))
    columns = slice(*_pixels(left - first_x, right - first_x, growth))
    return _normal(np.rot90(drawn[rows, columns], -_turns(item)))


def _turns(item: int) -> int:
    """By how many quarters a text object's line is turned from left to right towards upwards."""
    matrix, places = calls.room(1, 6)
    calls.object_matrix(item, places[0][0])
    along, up = matrix[0, :2].tolist()
    return round(math.atan2(up, along) / (math.pi / 2))


def _pixels(start: float, end: float, growth: float) -> tuple[int, int]:
    """The pixels that a stretch of a picture touches, and one on each side."""
    return max(int(start * growth) - 1, 0), max(int(end * growth) + 2, 0)


def _drawn(document: int, page: int, item: int, growth: float) -> NDArray[np.uint8]:
    """How opaque each pixel of a text object is, whatever its colour."""
    bitmap = calls.draw_text(document, page, item, growth)
    if not bitmap:
        return np.zeros((0, 0), np.uint8)
    try:
        width, height, stride = (get(bitmap) for get in calls.BITMAP_SIZES)
        raw = (ctypes.c_ubyte * (stride * height)).from_address(calls.bitmap_buffer(bitmap))
        return np.frombuffer(raw, np.uint8).reshape(height, stride)[:, 3 : 4 * width : 4].copy()
    finally:
        calls.destroy_bitmap(bitmap)


def _normal(drawn: NDArray[np.uint8]) -> Shape | None:
    """A character's pixels as a shape, of whatever size they are."""
    ink = drawn > INK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return None
    tight = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    room = round((NARROW * tight.shape[0] - tight.shape[1]) / 2)
    if room > 0:
        tight = cv2.copyMakeBorder(tight, 0, 0, room, room, cv2.BORDER_CONSTANT, value=0)
    even = cv2.resize(tight, (WIDE, TALL), interpolation=cv2.INTER_AREA).astype(np.float32)
    soft = cv2.GaussianBlur(even, (0, 0), BLUR)
    soft -= soft.mean()
    length = float(np.linalg.norm(soft))
    return (soft / length).ravel() if length else None


@cache
def _digits() -> Shape:
    """The shapes of all digits in all standard fonts: fonts, digits, pixels."""
    document = pdfium.FPDF_CreateNewDocument()
    page = pdfium.FPDFPage_New(document, 0, 100, 100)
    try:
        shapes = []
        for font in FONTS:
            for digit in DIGITS:
                item = pdfium.FPDFPageObj_NewTextObj(document, font, ctypes.c_float(TALL))
                pdfium.FPDFText_SetText(item, (ctypes.c_ushort * 2)(ord(digit), 0))
                at, on, of = map(calls.address, (document, page, item))
                shapes.append(_normal(_drawn(at, on, of, 1.0)))
                pdfium.FPDFPageObj_Destroy(item)
    finally:
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)
    return np.array(shapes).reshape(len(FONTS), len(DIGITS), -1)


def looks_like(shape: Shape) -> str:
    """The digit that a shape is most like, in whichever font; empty where it is hardly like any."""
    alike = (_digits() @ shape).max(axis=0)
    best = int(alike.argmax())
    return DIGITS[best] if alike[best] >= ALIKE else ""
