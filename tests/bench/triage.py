"""Telling the letters of a bundle apart, beside pdfium's plain text pass over the same file."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.letter import Segment, split_letters
from extractors.reader import read_pages
from tests.bench.clock import turn_by_turn
from tests.bench.docs import table
from tests.bench.truth import LETTERS


def triage(path: Path) -> list[Segment]:
    """Which pages of a file are which letter, from its bytes on."""
    return split_letters(read_pages(path.read_bytes(), path))


def plain_text(path: Path) -> int:
    """Every page's text as pdfium gives it in one string, without boxes; its length in all."""
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    seen = 0
    for index in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text)
        buffer = (pdfium.c_ushort * (count + 1))()
        seen += pdfium.FPDFText_GetText(text, 0, count, buffer)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return seen


def lines() -> list[str]:
    """The results as lines of the docs, one for each file that holds several letters."""
    rows = []
    for path in LETTERS:
        letters = triage(path)
        if len(letters) < 2:
            continue
        ours, floor = turn_by_turn(triage, plain_text, path)
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
        per_page = [f"{1000 * seconds / pages:.2f}" for seconds in (ours, floor)]
        rows.append([path.name, str(pages), str(len(letters)), *per_page, f"{ours / floor:.2f}"])
    names = "bundle|pages|letters|triage, ms a page|pdfium's text alone, ms a page|ratio"
    return table(names, *rows)
