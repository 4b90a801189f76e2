"""Tables that a text page shows as a picture: a screen or a sheet that was pasted into a letter.

The page's text does not hold their rows, so that nobody would miss them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium

from extractors.grid import find_grids
from extractors.page import Box, Edge, Page
from extractors.pdf.geometry import Upright
from extractors.scan.ink import find_ink, lit_evenly
from extractors.scan.raster import POINTS_PER_INCH, draw
from extractors.scan.rules import Rule, find_rules

LOOK_DPI = 150.0
"""Resolution at which pictures are looked at."""

LEAST_WIDTH, LEAST_HEIGHT = 108.0, 36.0
"""Points; a smaller picture holds no table."""

SQUARES = 2
"""A table has so many columns and rows at least."""

FRAME = 8
"""Pixels of paper around a picture, whose own edge may be a table's line."""


def shows_a_table(handle: Any, page: Page) -> bool:
    """Whether a picture on a page (of pdfium's, already read) is a ruled table without text."""
    boxes = [box for box in _pictures(handle) if not _has_words(page, box)]
    if not boxes:
        return False
    pixels = draw(handle, LOOK_DPI)
    return any(_is_ruled(page, pixels, box) for box in boxes)


def _pictures(handle: Any) -> Iterator[Box]:
    """The boxes of a page's larger pictures, in points from its top left."""
    upright = Upright.of(handle)
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(pdfium.FPDFPage_CountObjects(handle)):
        item = pdfium.FPDFPage_GetObject(handle, index)
        is_image = pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE
        if not is_image or not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges)):
            continue
        corners = np.array([[edge.value for edge in edges]])
        x0, top, x1, bottom = upright.boxes(corners)[0].tolist()
        if x1 - x0 >= LEAST_WIDTH and bottom - top >= LEAST_HEIGHT:
            yield x0, top, x1, bottom


def _has_words(page: Page, box: Box) -> bool:
    """Whether the page prints text upon a picture: it is a ground, or its text layer is there."""
    x0, top, x1, bottom = box
    return any(
        x0 < (word.x0 + word.x1) / 2 < x1 and top < (word.top + word.bottom) / 2 < bottom
        for word in page.words
    )


def _is_ruled(page: Page, pixels: Any, box: Box) -> bool:
    """Whether the lines of a picture make a table."""
    scale = LOOK_DPI / POINTS_PER_INCH
    x0, top, x1, bottom = (max(round(edge * scale), 0) for edge in box)
    part = np.ascontiguousarray(pixels[top:bottom, x0:x1])
    if min(part.shape[:2], default=0) == 0:
        return False
    paper = cv2.copyMakeBorder(
        part, FRAME, FRAME, FRAME, FRAME, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )
    level, upright = find_rules(find_ink(lit_evenly(np.asarray(paper), LOOK_DPI).text), LOOK_DPI)
    height, width = (side / scale for side in paper.shape[:2])
    return any(
        grid.column_count >= SQUARES
        and grid.row_count >= SQUARES
        and grid.xs[-1] - grid.xs[0] >= LEAST_WIDTH
        for grid in find_grids(
            Page(page.number, width, height, [], _edges(level, scale), _edges(upright, scale))
        )
    )


def _edges(rules: list[Rule], scale: float) -> list[Edge]:
    return [Edge(rule.at / scale, rule.start / scale, rule.end / scale) for rule in rules]
