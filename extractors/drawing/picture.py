"""The picture of a page that marks are drawn on. Nothing else here knows where it comes from."""

from __future__ import annotations

from typing import Any

import pypdfium2
from PIL import Image

from extractors.page import Page

SCALE = 2.0
"""Pixels per point: small print stays readable and a page stays below half a megabyte."""

MAX_PIXELS = 4000
"""A page's longer side has at most this many pixels, whatever paper a file says it is."""

FADE = 0.25
"""How far the print is mixed with white, so that marks stand out."""


def scale_of(page: Page) -> float:
    """Pixels per point for a page."""
    return min(SCALE, MAX_PIXELS / max(page.width, page.height, 1.0))


def page_picture(document: Any, page: Page) -> Image.Image:
    """The upright page in the coordinates of its words and lines, faded; RGB.

    ``document`` is an open ``pypdfium2.PdfDocument``.
    """
    scale = scale_of(page)
    size = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
    loaded = document[page.number - 1]
    try:
        picture: Image.Image = loaded.render(scale=scale).to_pil().convert("RGB")
    finally:
        loaded.close()
    if picture.size != size:
        picture = picture.resize(size)
    return Image.blend(picture, Image.new("RGB", size, "white"), FADE)


def open_document(data: bytes) -> Any:
    """A PDF's bytes as a document to take pictures of; to be closed by the caller."""
    return pypdfium2.PdfDocument(data)
