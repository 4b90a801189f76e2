"""Each tool as a function from a PDF to the rows of words it finds in its tables.

Every tool is used as its documentation shows, with its defaults; the pages given to it are the
letter's annex pages, so that no tool pays for prose.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

import camelot
import pdfplumber
import pypdfium2.raw as pdfium
import tabula
from img2table.document import PDF
from pdfplumber import table as finder

from extractors.grid import cell_text
from extractors.page import Word
from extractors.reader import read_document, read_pages
from tests.bench.reading import rows_of
from tests.bench.score import Rows

SNAP = 3
"""Points; pdfplumber's own default for joining lines."""

Tool = Callable[[Path, list[int]], Rows]


def capaian(path: Path, _pages: list[int]) -> Rows:
    """This project: the whole file, letters and claims included."""
    return rows_of(read_document(path))


def plumber(path: Path, pages: list[int]) -> Rows:
    """pdfplumber's table finder on ruling lines."""
    with pdfplumber.open(path) as pdf:
        return [
            [cell or "" for cell in row]
            for number in pages
            for table in pdf.pages[number - 1].extract_tables()
            for row in table
        ]


def plumber_fed(path: Path, pages: list[int]) -> Rows:
    """pdfplumber's table finder, given the lines and words that this project takes from pdfium."""
    rows: Rows = []
    read = read_pages(path.read_bytes(), path)
    for page in (read[number - 1] for number in pages):
        edges = [_edge("h", e.start, e.at, e.end, e.at) for e in page.horizontals]
        edges += [_edge("v", e.at, e.start, e.at, e.end) for e in page.verticals]
        merged = finder.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
        crossings = finder.edges_to_intersections(merged, SNAP, SNAP)
        for cells in finder.cells_to_tables(finder.intersections_to_cells(crossings)):
            for row in finder.Table(page, cells).rows:
                rows.append([_inside(page.words, box) for box in row.cells if box])
    return rows


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    edge = {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
    return {"orientation": orientation, **edge, "width": x1 - x0, "height": bottom - top}


def _inside(words: list[Word], box: tuple[float, float, float, float]) -> str:
    x0, top, x1, bottom = box
    return cell_text(
        [
            word
            for word in words
            if x0 <= (word.x0 + word.x1) / 2 < x1 and top <= (word.top + word.bottom) / 2 < bottom
        ]
    )


def plumber_text(path: Path, pages: list[int]) -> Rows:
    """pdfplumber's table finder on the words' edges."""
    settings = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with pdfplumber.open(path) as pdf:
        return [
            [cell or "" for cell in row]
            for number in pages
            for table in pdf.pages[number - 1].extract_tables(settings)
            for row in table
        ]


def _camelot(path: Path, pages: list[int], flavor: str) -> Rows:
    found = camelot.read_pdf(
        str(path), pages=",".join(map(str, pages)), flavor=flavor, suppress_stdout=True
    )
    return [[str(cell) for cell in row] for table in found for row in table.df.to_numpy().tolist()]


def camelot_lattice(path: Path, pages: list[int]) -> Rows:
    """camelot on ruling lines."""
    return _camelot(path, pages, "lattice")


def camelot_stream(path: Path, pages: list[int]) -> Rows:
    """camelot on white space."""
    return _camelot(path, pages, "stream")


def _img2table(path: Path, pages: list[int], *, borderless: bool) -> Rows:
    found = PDF(path, pages=[number - 1 for number in pages]).extract_tables(
        borderless_tables=borderless
    )
    return [
        [cell.value or "" for cell in row]
        for tables in found.values()
        for table in tables
        for row in table.content.values()
    ]


def img2table_ruled(path: Path, pages: list[int]) -> Rows:
    """img2table: ruling lines seen in the page's image, words of the PDF."""
    return _img2table(path, pages, borderless=False)


def img2table_borderless(path: Path, pages: list[int]) -> Rows:
    """img2table, told that tables may have no ruling lines."""
    return _img2table(path, pages, borderless=True)


def _tabula(path: Path, pages: list[int], **how: bool) -> Rows:
    frames = tabula.read_pdf(
        path, pages=pages, pandas_options={"header": None, "dtype": str}, silent=True, **how
    )
    return [
        ["" if cell != cell else str(cell) for cell in row]  # noqa: PLR0124  NaN is not itself
        for frame in frames
        for row in frame.to_numpy().tolist()
    ]


def tabula_lattice(path: Path, pages: list[int]) -> Rows:
    """tabula (Java) on ruling lines; the virtual machine is kept between files."""
    return _tabula(path, pages, lattice=True)


def tabula_stream(path: Path, pages: list[int]) -> Rows:
    """tabula on white space."""
    return _tabula(path, pages, stream=True)


TOOLS: dict[str, Tool] = {
    "capaian": capaian,
    "pdfplumber": plumber,
    "pdfplumber's finder on pdfium's lines": plumber_fed,
    "camelot lattice": camelot_lattice,
    "camelot stream": camelot_stream,
    "tabula lattice": tabula_lattice,
    "img2table": img2table_ruled,
}

BORDERLESS: dict[str, Tool] = {
    "capaian": capaian,
    "pdfplumber, text": plumber_text,
    "camelot stream": camelot_stream,
    "tabula stream": tabula_stream,
    "img2table, borderless": img2table_borderless,
}
"""Each tool as it is told to look for tables without ruling lines."""


def pdfium_floor(path: Path) -> int:
    """What pdfium itself needs to give a file's characters with boxes and its path segments.

    Called without a Python object per character; the number of things seen is returned so that
    nothing is left out.
    """
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    seen = 0
    edges = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        for char in range(pdfium.FPDFText_CountChars(text)):
            pdfium.FPDFText_GetUnicode(text, char)
            pdfium.FPDFText_GetCharBox(text, char, *edges)
            seen += 1
        for number in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, number)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH:
                for part in range(pdfium.FPDFPath_CountSegments(item)):
                    segment = pdfium.FPDFPath_GetPathSegment(item, part)
                    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
                    seen += 1
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return seen
