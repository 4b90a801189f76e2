"""A sheet as a Word document, which LKIPs are written in: real tables, to be pasted."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.charts.chart import Chart
from reports.charts.style import as_png
from reports.grid import Grid
from reports.sheet import words
from reports.sheet.data import Sheet
from reports.writing import rezipped

_LANGUAGE = "id-ID"
_FONT = "Arial"
_TABLE_POINTS = 8
_WIDTH_CM = 26.7
_SHORT = 12
"""Rows of a table that is kept together on a page."""
_LETTER_CM, _PADDING_CM = 0.165, 0.45
_WORD, _LINE = 24, 80
"""Letters of the longest word that is kept whole, and of the widest column."""
_CELL, _HEAD, _FIGURE = "Isi tabel", "Kepala tabel", "Angka tabel"
_INK, _SHADE = RGBColor(0x1F, 0x3A, 0x5F), "E6EBF2"


def write_document(sheet: Sheet, charts: Sequence[Chart], target: Path) -> None:
    """The DOCX with the same sections, in the same order, as the page."""
    document = Document()
    _set_up(document, sheet)
    document.add_heading(f"Lembar capaian kinerja {sheet.satker.name}, tahun {sheet.tahun}", 0)
    document.add_paragraph(words.opening(sheet))
    document.add_paragraph(words.legend())
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
    stream = io.BytesIO()
    document.save(stream)
    target.write_bytes(rezipped(stream.getvalue()))


def _set_up(document: Any, sheet: Sheet) -> None:
    """A4 across, Indonesian, one font, numbered pages, dated as the warehouse is."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.5))
    _set_styles(document)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"capaian · {sheet.satker.name} {sheet.tahun} · halaman ")
    _add_field(foot, "PAGE")
    about = document.core_properties
    about.title = f"Lembar capaian {sheet.satker.name} {sheet.tahun}"
    about.author, about.language = "capaian", _LANGUAGE
    about.created = about.modified = datetime.datetime.combine(sheet.published, datetime.time())


def _set_styles(document: Any) -> None:
    """What people change in one place when they paste: headings, captions, cells."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.size = Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    normal.element.get_or_add_rPr().append(language)
    for name in ("Normal", "Title", "Heading 1", "Caption"):
        _set_font(styles[name])
    for name in ("Title", "Heading 1", "Caption"):
        styles[name].font.color.rgb = _INK
    styles["Title"].font.size = Pt(18)
    styles["Caption"].font.size = Pt(9)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in (_CELL, _HEAD, _FIGURE):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size = Pt(_TABLE_POINTS)
        style.paragraph_format.space_after = Pt(0)
    styles[_HEAD].font.bold = True
    styles[_FIGURE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_font(style: Any) -> None:
    """The font, in place of that of the theme, which other programs replace."""
    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), _FONT)


def _add_field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _add(document: Any, grid: Grid) -> None:
    """A table with its caption; its heading row repeats on every page, no row is torn apart."""
    document.add_paragraph(grid.caption, style="Caption")
    table = document.add_table(rows=1, cols=len(grid.heads), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, grid.heads, strict=True):
        _write(cell, head, _HEAD)
        _shade(cell)
    _mark(table.rows[0], "w:tblHeader")
    for row in grid.rows:
        cells = table.add_row().cells
        for index, value in enumerate(row):
            _write(cells[index], value, _FIGURE if index in grid.numeric else _CELL)
    lines = list(table.rows)
    widths = _widths(grid)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for line in lines:
        _mark(line, "w:cantSplit")
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width
    for line in lines[:-1] if len(lines) <= _SHORT else lines[:2]:
        for cell in line.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_paragraph()


def _widths(grid: Grid) -> list[Any]:
    """Each column as wide as its longest word; the rest of the page shared by how much they say."""
    words_wide, wanted = [], []
    for texts in zip(grid.heads, *grid.rows, strict=True):
        word = max(len(part) for text in texts for part in text.split() or [""])
        words_wide.append(_PADDING_CM + _LETTER_CM * min(word, _WORD))
        wanted.append(max(min(max(map(len, texts)), _LINE) - word, 1))
    rest = max(_WIDTH_CM - sum(words_wide), 0)
    widths = [
        word + rest * share / sum(wanted) for word, share in zip(words_wide, wanted, strict=True)
    ]
    return [Cm(_WIDTH_CM * width / sum(widths)) for width in widths]


def _write(cell: Any, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
