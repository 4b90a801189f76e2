"""pdfium's functions that are called for every character and object, with plain numbers.

As pypdfium2 declares them, each call wraps and checks typed pointers, which takes longer than what
pdfium then does. Declared once more, a handle or a buffer is an address (an integer; ``None`` for
no object) and the functions are the same.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, *arguments: type, gives: type = _INT) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(gives, *arguments)(address(function))


def address(pointer: Any) -> int:
    """Where a pointer of pypdfium2's points to; 0 for nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def room(count: int, width: int, kind: Any = np.float32) -> tuple[NDArray[Any], list[range]]:
    """Rows of floats for pdfium to fill, and where in memory each column's are, row by row."""
    rows = np.zeros((count, width), kind)
    first, size = rows.ctypes.data, width * rows.itemsize
    columns = range(first, first + size, rows.itemsize)
    return rows, [range(at, at + size * count, size) for at in columns]


loose_char_box = _plain(pdfium.FPDFText_GetLooseCharBox, _ADDRESS, _INT, _ADDRESS)
"""Text page, index, four floats: left, top, right, bottom."""

char_box = _plain(pdfium.FPDFText_GetCharBox, _ADDRESS, _INT, *[_ADDRESS] * 4)
"""Text page, index, where four doubles go: left, right, bottom, top of the ink."""

char_origin = _plain(pdfium.FPDFText_GetCharOrigin, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
"""Text page, index, where two doubles go."""

char_matrix = _plain(pdfium.FPDFText_GetMatrix, _ADDRESS, _INT, _ADDRESS)
font_size = _plain(pdfium.FPDFText_GetFontSize, _ADDRESS, _INT, gives=ctypes.c_double)
count_rectangles = _plain(pdfium.FPDFText_CountRects, _ADDRESS, _INT, _INT)
"""Text page, first index, count: one for each text object."""

font_of = _plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, gives=_ADDRESS)
font_ascent = _plain(pdfium.FPDFFont_GetAscent, _ADDRESS, ctypes.c_float, _ADDRESS)
glyph_width = _plain(
    pdfium.FPDFFont_GetGlyphWidth, _ADDRESS, ctypes.c_uint, ctypes.c_float, _ADDRESS
)
"""Font, code point, font size, where a float goes."""

is_generated = _plain(pdfium.FPDFText_IsGenerated, _ADDRESS, _INT)
text_object = _plain(pdfium.FPDFText_GetTextObject, _ADDRESS, _INT, gives=_ADDRESS)
page_object = _plain(pdfium.FPDFPage_GetObject, _ADDRESS, _INT, gives=_ADDRESS)
form_object = _plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, ctypes.c_ulong, gives=_ADDRESS)
object_type = _plain(pdfium.FPDFPageObj_GetType, _ADDRESS)
object_bounds = _plain(pdfium.FPDFPageObj_GetBounds, *[_ADDRESS] * 5)
"""Object, then where four floats go: left, bottom, right, top."""

has_transparency = _plain(pdfium.FPDFPageObj_HasTransparency, _ADDRESS)
object_matrix = _plain(pdfium.FPDFPageObj_GetMatrix, _ADDRESS, _ADDRESS)
render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _ADDRESS)
count_form_objects = _plain(pdfium.FPDFFormObj_CountObjects, _ADDRESS)
count_segments = _plain(pdfium.FPDFPath_CountSegments, _ADDRESS)
path_segment = _plain(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _INT, gives=_ADDRESS)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, *[_ADDRESS] * 3)
segment_type = _plain(pdfium.FPDFPathSegment_GetType, _ADDRESS)
segment_closes = _plain(pdfium.FPDFPathSegment_GetClose, _ADDRESS)

draw_text = _plain(
    pdfium.FPDFTextObj_GetRenderedBitmap, *[_ADDRESS] * 3, ctypes.c_float, gives=_ADDRESS
)
"""Document, page, text object, pixels a point: a bitmap of its bounds, or nothing."""

BITMAP_SIZES = tuple(
    _plain(size, _ADDRESS)
    for size in (
        pdfium.FPDFBitmap_GetWidth,
        pdfium.FPDFBitmap_GetHeight,
        pdfium.FPDFBitmap_GetStride,
    )
)
"""Of a bitmap: its width and height in pixels, the bytes of a row."""

bitmap_buffer = _plain(pdfium.FPDFBitmap_GetBuffer, _ADDRESS, gives=_ADDRESS)
destroy_bitmap = _plain(pdfium.FPDFBitmap_Destroy, _ADDRESS)
