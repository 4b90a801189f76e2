"""What reading a scan is made of: turns and boxes, blanks between words, hidden text and cells."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.draft import HIDDEN
from extractors.model import Cell, Extraction
from extractors.page import Page
from extractors.reader import read_document
from extractors.scan.pieces import Piece
from extractors.scan.recognise import Character
from extractors.scan.straighten import find_matrix
from extractors.scan.words import split_words
from tests.extractors.conftest import extraction_of
from tests.extractors.scans import RAW, loaded_rows
from tests.typeset.scan import Scanning, scan

ZI = next(RAW.rglob("B-770-*.pdf"))
DEKTARI = next(RAW.rglob("B-4732-*.pdf"))
TURNED = Scanning(200, skew=1.0, turns=True)
PLAIN = Scanning(200, skew=0.0)
Box = tuple[float, float, float, float]


def boxes(extraction: Extraction, page: int) -> dict[tuple[int, str], Box]:
    return {
        (cell.row, cell.column): (cell.x0, cell.top, cell.x1, cell.bottom)
        for cell in extraction.cells
        if cell.page == page and cell.printed
    }


def turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """A box of a page after quarter turns counter-clockwise."""
    x0, top, x1, bottom = box
    for _ in range(quarters):
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
        width, height = height, width
    return x0, top, x1, bottom


def off(a: Box, b: Box) -> float:
    return max(abs(x - y) for x, y in zip(a, b, strict=True))


def test_the_boxes_of_a_turned_page_lie_where_its_cells_are_displayed(tmp_path: Path) -> None:
    found = read_document(scan(ZI, tmp_path / "2023" / "zi.pdf", TURNED, range(2, 3)))
    expected = boxes(extraction_of(ZI), 3)
    with pypdfium2.PdfDocument(ZI) as document:
        width, height = document[2].get_size()
    read = boxes(found, 1)
    rows = {row: min(k for k, _ in expected) - min(k for k, _ in read) + row for row, _ in read}
    pairs = [
        (box, expected[rows[row], column])
        for (row, column), box in read.items()
        if (rows[row], column) in expected
    ]
    assert len(pairs) > 80
    strays = [
        np.median([off(box, turned(place, k, width, height)) for box, place in pairs])
        for k in range(4)
    ]
    assert min(strays) < 12


@given(
    st.floats(0, 500),
    st.floats(0, 700),
    st.floats(-0.02, 0.02),
    st.floats(-0.02, 0.02),
    st.floats(-2e-5, 2e-5),
)
def test_a_box_displayed_and_straightened_again_is_the_box(
    x: float, y: float, lean: float, slope: float, far: float
) -> None:
    matrix = (1.0, lean, 3.0, slope, 1.0, -2.0, far, -far, 1.0)
    page = Page(1, 595, 842, [], [], [], method="ocr", to_displayed=matrix)
    box = (x, y, x + 60, y + 12)
    assert off(page.straightened(page.displayed(box)), box) < 3


@pytest.mark.parametrize("degrees", [-4.0, -1.3, 0.0, 0.4, 2.0, 5.0])
def test_skew_is_undone(degrees: float) -> None:
    picture = Image.new("L", (1654, 2339), 0)
    draw = ImageDraw.Draw(picture)
    for y in range(300, 1900, 70):
        draw.line((200, y, 1450, y), fill=1, width=3)
    for x in (200, 500, 900, 1450):
        draw.line((x, 300, x, 1840), fill=1, width=3)
    askew = np.asarray(picture.rotate(degrees))
    slope = np.tan(np.radians(degrees))
    matrix = find_matrix(askew, 200)
    left, right = (matrix @ np.array([x, 1100 - slope * (x - 827), 1]) for x in (300, 1400))
    assert abs(left[1] / left[2] - right[1] / right[2]) < 2


def line(text: str, pitch: float = 10.0) -> tuple[list[Character], np.ndarray, Piece]:
    """A line drawn as bars: letters 8 pixels wide, a blank 10, and what a model sees of it."""
    ink = np.zeros((20, 400), np.uint8)
    seen = []
    for place, letter in enumerate(text):
        if letter != " ":
            ink[2:18, int(place * pitch) : int(place * pitch) + 8] = 1
            seen.append(Character(letter, place * pitch + 4, 0.9))
    return seen, ink, Piece(0, 2, int(len(text) * pitch) - 2, 18)


@pytest.mark.parametrize("text", ["BNNP JAMBI", "BNN KOTA BANDA ACEH", "Sedang", "a b c d"])
def test_blanks_that_the_model_left_out_are_put_back(text: str) -> None:
    characters, ink, piece = line(text)
    words = split_words(characters, ink, piece, 16)
    assert [word.text for word in words] == text.split()
    assert words[0].x0 == 0
    assert words[-1].x1 == piece.x1


def test_a_number_is_not_parted_at_its_decimal_mark() -> None:
    characters, ink, piece = line("88, 21")
    assert [word.text for word in split_words(characters, ink, piece, 16)] == ["88,21"]


def as_pdf(image: Image.Image, target: Path, text: list[tuple[float, float, str]]) -> Path:
    """An image over a page, with text that cannot be seen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(target), pagesize=(595, 842))
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    layer = canvas.beginText()
    layer.setTextRenderMode(3)
    for x, y, words in text:
        layer.setTextOrigin(x, y)
        layer.textLine(words)
    canvas.drawText(layer)
    canvas.save()
    return target


def picture_of(path: Path, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        return document[page].render(scale=200 / 72).to_pil().convert("L")


def test_a_text_layer_that_cannot_be_seen_is_not_believed(tmp_path: Path) -> None:
    image = picture_of(ZI, 1)
    wrong = [(80.0, 700.0 - 12 * k, f"{k} BNNP Palsu 11.11 22.22 33.33 66.66") for k in range(45)]
    found = read_document(as_pdf(image, tmp_path / "2023" / "zi.pdf", wrong))
    assert {row.method for row in found.rows} == {"ocr"}
    assert not any("Palsu" in cell.printed for cell in found.cells)
    assert "11.11" not in {row.values["pemenuhan"] for row in found.rows}
    assert len(found.rows) == len({cell.row for cell in extraction_of(ZI).cells if cell.page == 2})


def test_a_cell_under_a_blot_is_held_back(tmp_path: Path) -> None:
    image = picture_of(DEKTARI, 2)
    hidden = next(
        cell
        for cell in extraction_of(DEKTARI).cells
        if cell.page == 3 and cell.column == "nilai" and cell.printed
    )
    scale = 200 / 72
    box = (hidden.x0 + 3, hidden.top + 3, hidden.x1 - 3, hidden.bottom - 3)
    ImageDraw.Draw(image).ellipse([side * scale for side in box], fill=40)
    found = read_document(as_pdf(image, tmp_path / "2023" / "dektari.pdf", []))
    under = cell_of(found, hidden.row, hidden.column)
    assert under.value is None
    assert under.problem == HIDDEN or under.confidence < 0.9
    assert (under.letter, under.table, under.row) not in loaded_rows(found)


def cell_of(extraction: Extraction, row: int, column: str) -> Cell:
    return next(c for c in extraction.cells if (c.row, c.column) == (row, column))


def test_a_page_without_ink_is_a_page_without_words(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("L", (1654, 2339), 250).save(data, "PDF", resolution=200)
    path = tmp_path / "kosong.pdf"
    path.write_bytes(data.getvalue())
    found = read_document(path)
    assert found.status in {"ditolak", "tidak_dikenal"}
    assert found.alasan
