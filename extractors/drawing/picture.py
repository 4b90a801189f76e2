"""The picture of a page that marks are drawn on. Nothing else here knows where it comes from."""

from __future__ import annotations

from typing import Any

import pypdfium2
from PIL import Image

from extractors.page import Matrix, Page

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
    if page.to_displayed is not None:
        picture = _straight(picture, size, page.to_displayed, scale)
    elif picture.size != size:
        picture = picture.resize(size)
    return Image.blend(picture, Image.new("RGB", size, "white"), FADE)


def _straight(
    picture: Image.Image, size: tuple[int, int], to_displayed: Matrix, scale: float
) -> Image.Image:
    """A scan's picture as its words were read: upright and straight."""
    a, b, c, d, e, f, g, h, i = to_displayed
    back = (a, b, c * scale, d, e, f * scale, g / scale, h / scale)
    return picture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        tuple(value / i for value in back),
        Image.Resampling.BILINEAR,
        fillcolor="white",
    )


def open_document(data: bytes) -> Any:
    """A PDF's bytes as a document to take pictures of; to be closed by the caller."""
    return pypdfium2.PdfDocument(data)
