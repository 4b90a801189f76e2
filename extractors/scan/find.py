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
from extractors.scan.honest import contradicts, is_strange
from extractors.scan.raster import DEFAULT_DPI, LEAST_DPI, MOST_DPI, draw, image_dpi
from extractors.scan.read import COARSE_CONFIDENCE, Scan, read_scan
from extractors.scan.recognise import THREADS

FEW_WORDS = 40
"""A page under an image with fewer words than this shows them beside a scan: a stamp, a number."""


MOST_AREA = 1700.0 * 2400.0
"""Square points of a page that is looked at as an image: A1. Letters are smaller."""


def find_scan(document: Any, page: Page, shapes: Shapes) -> Scan | None:
    """The image of a page (of an open pdfium document) that is to be read from it, else nothing.

    That is a page without text to speak of, or whose text is not what it shows.
    """
    is_drawn = page.has_images or page.horizontals or page.verticals
    is_text = len(page.words) > FEW_WORDS or (page.words and not page.has_images)
    is_garbled = is_strange(page)
    if not (page.doubtful or is_garbled if is_text else is_drawn):
        return None
    if page.width * page.height > MOST_AREA:
        page.is_coarse = True
        page.words = [word._replace(confidence=COARSE_CONFIDENCE) for word in page.words]
        return None
    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    try:
        dpi = DEFAULT_DPI if is_text else _resolution(handle, page)
        image = draw(handle, dpi) if dpi else None
    finally:
        pdfium.FPDF_ClosePage(handle)
    if dpi is None or image is None:
        return None
    if is_text and not is_garbled and not contradicts(image, page, dpi):
        shapes.believe()
        return None
    page.is_contradicted = bool(is_text)
    return Scan(page.number, image, dpi)


def _resolution(handle: Any, page: Page) -> float | None:
    """At which a page's image is read; nothing where it has words, and images beside them only."""
    dpi = image_dpi(handle)
    if page.words and dpi is None:
        return None
    return min(max(dpi or DEFAULT_DPI, LEAST_DPI), MOST_DPI)


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
    found.is_contradicted = page.is_contradicted
    return found


def _done(page: Page | Future[Page]) -> Page:
    return page.result() if isinstance(page, Future) else page
