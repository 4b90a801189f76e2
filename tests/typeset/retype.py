"""A document printed anew, word by word where each stood, with some words changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.page import Page
from extractors.reader import read_pages

FONT = "retype"
FILE = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf")
BASELINE = 0.22
"""Share of a word's height that lies below its baseline."""
RULE = 0.7

Changes = Mapping[tuple[int, int], str]
"""(page, place of the word among the page's words): what is printed instead."""


@cache
def _font() -> str:
    pdfmetrics.registerFont(TTFont(FONT, FILE))
    return FONT


def pages_of(path: Path) -> list[Page]:
    """A document's pages as words and rules."""
    return read_pages(path.read_bytes(), path)


def retype(pages: Sequence[Page], changes: Changes | None = None) -> bytes:
    """The pages as a PDF of words and rules; a changed word begins where the old one began."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        canvas.setLineWidth(RULE)
        for edge in page.horizontals:
            canvas.line(edge.start, page.height - edge.at, edge.end, page.height - edge.at)
        for edge in page.verticals:
            canvas.line(edge.at, page.height - edge.start, edge.at, page.height - edge.end)
        for place, word in enumerate(page.words):
            _draw(canvas, page, word, (changes or {}).get((page.number, place), word.text))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, page: Page, word, text: str) -> None:
    """One word as high as it was; as wide too, where its own letters are printed."""
    size = (word.bottom - word.top) / 1.2
    own = pdfmetrics.stringWidth(word.text, _font(), size)
    line = canvas.beginText(word.x0, page.height - word.bottom + BASELINE * size)
    line.setFont(_font(), size)
    line.setHorizScale(100 * (word.x1 - word.x0) / own if own else 100)
    line.textOut(text)
    canvas.drawText(line)
