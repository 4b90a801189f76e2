"""A sheet as a Word document, which LKIPs are written in: real tables, to be pasted."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reports.charts.chart import Chart
from reports.charts.style import as_png
from reports.grid import Grid
from reports.sheet import words
from reports.sheet.data import Sheet

_LANGUAGE = "id-ID"
_TABLE_POINTS = 8
_WIDTH_CM = 26.7


def write_document(sheet: Sheet, charts: list[Chart], target: Path) -> None:
    """The DOCX with the same sections, in the same order, as the page."""
    document = Document()
    _set_up(document, sheet)
    document.add_heading(f"Lembar capaian kinerja {sheet.satker.name}, tahun {sheet.tahun}", 0)
    document.add_paragraph(words.opening(sheet))
    document.add_heading("1. Capaian", 1)
    _add(document, words.achievement_grid(sheet))
    if charts:
        document.add_heading("2. Diagram", 1)
    for chart in charts:
        document.add_paragraph(chart.heading, style="Caption")
        picture = document.add_picture(io.BytesIO(as_png(chart.draw())), width=Cm(16))
        picture._inline.docPr.set("descr", chart.words)
    document.add_heading("3. Perbandingan dengan tahun lalu", 1)
    comparison = words.comparison_grid(sheet)
    if comparison:
        _add(document, comparison)
    else:
        document.add_paragraph(words.no_comparison(sheet))
    document.add_heading("4. Rincian tiap indikator", 1)
    for item in sheet.achievements:
        for grid in words.detail_grids(sheet, item):
            _add(document, grid)
    document.add_heading("5. Lembar telaah LKIP", 1)
    slips = words.slip_grid(sheet.slips)
    if slips.rows:
        _add(document, slips)
    else:
        document.add_paragraph(words.no_slips(sheet))
    document.save(str(target))


def _set_up(document: Any, sheet: Sheet) -> None:
    """A4 across, Indonesian, dated as the warehouse is."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.5))
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    style.element.get_or_add_rPr().append(language)
    about = document.core_properties
    about.title = f"Lembar capaian {sheet.satker.name} {sheet.tahun}"
    about.author, about.language = "capaian", _LANGUAGE
    about.created = about.modified = datetime.datetime.combine(sheet.published, datetime.time())


def _add(document: Any, grid: Grid) -> None:
    """A table with its caption; its heading row repeats on every page, no row is torn apart."""
    document.add_paragraph(grid.caption, style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(grid.heads), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, grid.heads, strict=True):
        _write(cell, head, is_bold=True)
    _mark(table.rows[0], "w:tblHeader")
    for row in grid.rows:
        cells = table.add_row().cells
        for index, value in enumerate(row):
            _write(cells[index], value, is_number=index in grid.numeric)
    widths = _widths(grid)
    for line in table.rows:
        _mark(line, "w:cantSplit")
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width
    document.add_paragraph()


def _widths(grid: Grid) -> list[Any]:
    """The page's width shared out by how much each column says, within reason."""
    least, most = 5, 40
    lengths = [
        min(most, max(least, *(len(row[index]) for row in (grid.heads, *grid.rows))))
        for index in range(len(grid.heads))
    ]
    return [Cm(_WIDTH_CM * length / sum(lengths)) for length in lengths]


def _write(cell: Any, text: str, *, is_bold: bool = False, is_number: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(_TABLE_POINTS), is_bold
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
