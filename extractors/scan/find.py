"""Which pages of a file are scans, and all pages of a file read as what they are.

pdfium serves one thread; recognition, which takes most of the time, runs on every core meanwhile.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pypdfium2.raw as pdfium

from extractors.page import Page
from extractors.pdf.page import read_page
from extractors.pdf.shapes import Shapes
from extractors.scan.honest import is_strange, look
from extractors.scan.pasted import shows_a_table
from extractors.scan.raster import DEFAULT_DPI, LEAST_DPI, MOST_DPI, Image, draw, image_dpi
from extractors.scan.read import COARSE_CONFIDENCE, Scan, read_scan
from extractors.scan.recognise import THREADS

FEW_WORDS = 40
"""A page under an image with fewer words than this shows them beside a scan: a stamp, a number."""


MOST_FALSE = 0.5
"""Share of a digit's words that are drawn as another, from which on a page's text is not used."""

MOST_AREA = 1700.0 * 2400.0
"""Square points of a page that is looked at as an image: A1. Letters are smaller."""


def find_scan(document: Any, page: Page, shapes: Shapes) -> Scan | None:
    """The image of a page (of an open pdfium document) that is to be read from it, else nothing.

    That is a page without text to speak of, whose text is not what it shows, or which shows a
    table as a picture.
    """
    may_be_image = _may_be_image(page)
    is_asked = bool(page.doubtful) or is_strange(page)
    if not (is_asked or page.has_images or may_be_image):
        return None
    if page.width * page.height > MOST_AREA:
        if not (is_asked or may_be_image):
            return None
        page.is_contradicted, page.is_coarse = is_asked, not is_asked
        page.words = [word._replace(confidence=COARSE_CONFIDENCE) for word in page.words]
        return None
    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    try:
        own = image_dpi(handle) if may_be_image else None
        is_image = may_be_image and (own is not None or not page.words)
        page.is_pasted = page.has_images and not is_image and shows_a_table(handle, page)
        if not (is_image or is_asked or page.is_pasted):
            return None
        dpi = min(max(own or DEFAULT_DPI, LEAST_DPI), MOST_DPI) if is_image else DEFAULT_DPI
        image = draw(handle, dpi)
    finally:
        pdfium.FPDF_ClosePage(handle)
    page.is_contradicted = is_asked and not (
        is_image or _says_what_it_shows(page, image, dpi, shapes)
    )
    is_read = is_image or page.is_contradicted or page.is_pasted
    return Scan(page.number, image, dpi) if is_read else None


def _may_be_image(page: Page) -> bool:
    """Whether a page has ink, and no words or a few beside an image."""
    if not page.words:
        return bool(page.has_images or page.horizontals or page.verticals)
    return page.has_images and len(page.words) <= FEW_WORDS


def _says_what_it_shows(page: Page, image: Image, dpi: float, shapes: Shapes) -> bool:
    """Whether nothing speaks against a page's text: not half of a digit's words, which are drawn
    just as its shape looks. Where its drawing is read otherwise, that proves nothing.
    """
    if is_strange(page):
        return False
    seen = look(image, page, dpi)
    shapes.believe([one.words == one.said for one in seen])
    return not any(one.drawn >= max(MOST_FALSE * one.words, 1) for one in seen)


def read_all(document: Any) -> Iterator[Page]:
    """Every page of an open pdfium document, in order."""
    waiting: deque[Page | Future[Page]] = deque()
    with ThreadPoolExecutor(THREADS) as pool, closing(Shapes(document)) as shapes:
        for index in range(pdfium.FPDF_GetPageCount(document)):
            page = read_page(document, index, shapes)
            scan = find_scan(document, page, shapes)
            waiting.append(pool.submit(_read, scan, page) if scan else page)
            while len(waiting) > 2 * THREADS:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())


def _read(scan: Scan, page: Page) -> Page:
    found = read_scan(scan)
    found.is_contradicted, found.is_pasted = page.is_contradicted, page.is_pasted
    return found


def _done(page: Page | Future[Page]) -> Page:
    return page.result() if isinstance(page, Future) else page
