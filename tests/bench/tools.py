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
from pdfplumber import table as finder

from extractors.grid import cell_text
from extractors.page import Word
from extractors.reader import read_document, read_pages

SNAP = 3
"""Points; pdfplumber's own default for joining lines."""

Rows = list[list[str]]
Tool = Callable[[Path, list[int]], Rows]


def capaian(path: Path, _pages: list[int]) -> Rows:
    """This project: the whole file, letters and claims included."""
    extraction = read_document(path)
    rows: dict[tuple[int, str, int], dict[str, str]] = {}
    for cell in extraction.cells:
        row = rows.setdefault((cell.letter, cell.table, cell.row), {})
        row[cell.column] = row.get(cell.column, "") + cell.printed
    return [list(row.values()) for row in rows.values()]


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


def tabula_lattice(path: Path, pages: list[int]) -> Rows:
    """tabula (Java) on ruling lines; the virtual machine is kept between files."""
    frames = tabula.read_pdf(
        path, pages=pages, lattice=True, pandas_options={"header": None, "dtype": str}, silent=True
    )
    return [
        ["" if cell != cell else str(cell) for cell in row]  # noqa: PLR0124  NaN is not itself
        for frame in frames
        for row in frame.to_numpy().tolist()
    ]


TOOLS: dict[str, Tool] = {
    "capaian": capaian,
    "pdfplumber": plumber,
    "pdfplumber's finder on pdfium's lines": plumber_fed,
    "camelot lattice": camelot_lattice,
    "camelot stream": camelot_stream,
    "tabula lattice": tabula_lattice,
}


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
