"""Which pages of a file are scans, and all pages of a file read as what they are.

pdfium serves one thread; recognition, which takes most of the time, runs on every core meanwhile.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pypdfium2.raw as pdfium

from extractors.page import Page
from extractors.pdf.page import read_page
from extractors.scan.raster import DEFAULT_DPI, LEAST_DPI, MOST_DPI, draw, image_dpi
from extractors.scan.read import Scan, read_scan

FEW_WORDS = 40
"""A page under an image with fewer words than this shows them beside a scan: a stamp, a number."""


MOST_AREA = 1700.0 * 2400.0
"""Square points of a page that is looked at as an image: A1. Letters are smaller."""

MOST_WORKERS = 4
"""Pages recognised at once: each takes memory, and a file is read within bounds."""


def find_scan(document: Any, page: Page) -> Scan | None:
    """The image of a page (of an open pdfium document) that is no text page, else nothing."""
    is_drawn = page.has_images or page.horizontals or page.verticals
    is_text = len(page.words) > FEW_WORDS or (page.words and not page.has_images)
    if not is_drawn or is_text:
        return None
    if page.width * page.height > MOST_AREA:
        page.is_coarse = True
        return None
    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    try:
        dpi = image_dpi(handle)
        if page.words and dpi is None:
            return None
        dpi = min(max(dpi or DEFAULT_DPI, LEAST_DPI), MOST_DPI)
        return Scan(page.number, draw(handle, dpi), dpi)
    finally:
        pdfium.FPDF_ClosePage(handle)


def read_all(document: Any) -> Iterator[Page]:
    """Every page of an open pdfium document, in order."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    waiting: deque[Page | Future[Page]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for index in range(pdfium.FPDF_GetPageCount(document)):
            page = read_page(document, index)
            scan = find_scan(document, page)
            waiting.append(pool.submit(read_scan, scan) if scan else page)
            while len(waiting) > 2 * workers:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())


def _done(page: Page | Future[Page]) -> Page:
    return page.result() if isinstance(page, Future) else page
