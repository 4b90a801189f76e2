"""A PDF page's words and ruling lines, read straight from pdfium."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from extractors.page import Edge, Page, Word
from extractors.pdf.characters import Characters
from extractors.pdf.geometry import Upright
from extractors.pdf.lines import Lines
from extractors.pdf.shapes import Shapes
from extractors.pdf.words import read_words


def _printed(words: list[Word], upright: Upright, lines: list[Edge]) -> list[Word]:
    """The words whose middle is on the page as it is shown (its crop box).

    A table may run off the paper: what stands within its horizontal lines counts all the same.
    """
    left = 2 * min([0.0, *(line.start for line in lines)])
    right = 2 * max([upright.width, *(line.end for line in lines)])
    low = 2 * upright.height
    return [
        word
        for word in words
        if left <= word.x0 + word.x1 <= right and 0 <= word.top + word.bottom <= low
    ]


def read_page(document: Any, index: int, shapes: Shapes) -> Page:
    """Read page ``index`` (0-based) of an open pdfium document, whose digits ``shapes`` knows."""
    page = pdfium.FPDF_LoadPage(document, index)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        upright = Upright.of(page)
        lines = Lines(page, upright)
        characters = Characters(textpage, upright, lines.texts, lines.unseen)
        words = _printed(read_words(characters, lines.verticals), upright, lines.horizontals)
        return Page(
            index + 1,
            upright.width,
            upright.height,
            words,
            lines.horizontals,
            lines.verticals,
            has_images=lines.has_images,
            doubtful=shapes.doubtful(page, characters, lines),
        )
    finally:
        pdfium.FPDFText_ClosePage(textpage)
        if not shapes.holds(page):
            pdfium.FPDF_ClosePage(page)
