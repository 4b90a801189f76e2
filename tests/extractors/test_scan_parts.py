"""What reading a scan is made of: turns and boxes, blanks between words, hidden text and cells."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.draft import HIDDEN
from extractors.model import Cell, Extraction
from extractors.page import Page
from extractors.reader import read_document
from extractors.scan.confirm import confirm, pictures_of
from extractors.scan.ink import find_ink, lit_evenly, without_dust
from extractors.scan.pieces import find_pieces
from extractors.scan.raster import draw, image_dpi
from extractors.scan.recognise import Character
from extractors.scan.reverse import on_paper, through
from extractors.scan.rules import Rule, find_rules
from extractors.scan.stamps import printed
from extractors.scan.straighten import find_matrix
from extractors.scan.text import Piece, Text, find_text
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


def bar(*words: tuple[int, str], ground: str = "#1f3864") -> np.ndarray:
    """A page with a dark bar at its middle, and white words on it."""
    image = Image.new("RGB", (1000, 600), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 280, 900, 320), fill=ground)
    for x, word in words:
        pen.text((x, 288), word, fill="white", font=ImageFont.load_default(26))
    return np.asarray(image)


@pytest.mark.parametrize("ground", ["#1f3864", "black", "#a01818", "#2e6b34"])
def test_white_print_on_dark_ground_becomes_dark_print_on_white(ground: str) -> None:
    page = bar((140, "NO"), (300, "NAMA SATKER"), (700, "NILAI"), ground=ground)
    shown, turned = on_paper(page, 200)
    assert turned is not None
    assert turned[285:315, 110:890].all()
    assert not turned[:270].any()
    inner = shown[285:315, 110:890].mean(axis=2)
    assert np.median(inner) > 240
    assert 0.05 < (inner < 60).mean() < 0.2


def hiding(name: str) -> Image.Image:
    """A page where something dark may hide what stands under it."""
    image = Image.fromarray(bar(*(((140, "NILAI BNNP"),) if name == "black figure" else ())))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    if name == "specks":
        for x in (300, 600):
            pen.rectangle((x, 290, x + 2, 297), fill="white")
    elif name == "black figure":
        pen.text((600, 288), "12,345", "black", font)
    elif name == "words that stick out":
        pen.rectangle((0, 0, 1000, 600), fill="white")
        pen.text((100, 285), "NAMA SATKER KABUPATEN KOTA BANDUNG hgjpqy (12)", "black", font)
        pen.rectangle((95, 280, 900, 306), fill="black")
    elif name == "stamp":
        pen.rectangle((0, 0, 1000, 600), fill="white")
        pen.rectangle((380, 270, 560, 340), fill="#2828a0")
        pen.text((390, 280), "LUNAS 12", "white", font)
    return image


@pytest.mark.parametrize("name", ["bar", "specks", "black figure", "words that stick out", "stamp"])
def test_what_may_hide_something_does_not_become_blank_paper(name: str) -> None:
    page = np.asarray(hiding(name))
    shown, turned = on_paper(page, 200)
    assert turned is None
    assert (shown == page).all()


def test_rules_go_on_through_dark_ground_where_nothing_is_printed() -> None:
    ground, ink = np.zeros((2, 600, 1000), np.uint8)
    ground[200:260, 100:901] = 1
    ink[220:240, 380:420] = 1
    lines = [Rule(at, 262, 500, 3) for at in (250, 400, 700, 950)]
    assert [line.start for line in through(lines, ground, ink, 200)] == [200, 262, 200, 262]


def test_a_dark_picture_is_left_as_it_is() -> None:
    random = np.random.default_rng(7)
    page = bar().copy()
    blots = np.kron(random.integers(20, 255, (2, 20)), np.ones((20, 40)))
    page[280:320, 100:900] = blots[:, :, None]
    assert on_paper(page, 200).ground is None


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


def lit(image: np.ndarray) -> Text:
    """The letters of a straight page without rules, at 200 dpi."""
    even = lit_evenly(image, 200)
    ink = find_ink(even.text)
    return find_text(ink, find_ink(even.text, 0.25), 200, even.tint)


def typed(*texts: tuple[int, int, str, str], size: int = 30) -> np.ndarray:
    """Words on paper, each at its place in a colour, as a photograph keeps them."""
    image = Image.new("RGB", (900, 200), "white")
    for x, y, words, colour in texts:
        ImageDraw.Draw(image).text((x, y), words, colour, ImageFont.load_default(size))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=80)
    return np.asarray(Image.open(data))


def test_a_page_is_drawn_pixel_by_pixel_as_it_was_scanned(tmp_path: Path) -> None:
    bits = np.random.default_rng(1).random((1754, 1240)) > 0.5
    path = tmp_path / "bits.pdf"
    Image.fromarray(bits).save(path, "PDF", resolution=150)
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        drawn = draw(page.raw, image_dpi(page.raw) or 0)
    assert (drawn == np.where(bits, 255, 0)).all()


def test_an_image_within_a_form_has_its_resolution(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("L", (413, 585), 99).save(data, "PNG")
    canvas = Canvas(str(tmp_path / "form.pdf"), pagesize=(595, 842))
    canvas.beginForm("halaman")
    canvas.drawImage(ImageReader(data), 0, 0, 297.5, 421)
    canvas.endForm()
    canvas.scale(2, 2)
    canvas.doForm("halaman")
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "form.pdf") as document:
        page = document[0]
        assert image_dpi(page.raw) == pytest.approx(50, abs=0.5)


def test_a_decimal_point_of_one_pixel_is_no_dust() -> None:
    page = np.full((60, 120), 255, np.uint8)
    page[20:32, 30:36] = page[20:32, 42:48] = 0
    page[31, 39] = page[10, 90] = page[24, 60] = 0
    clean = without_dust(page, 150)
    assert [tuple(place) for place in np.argwhere(clean[:, 37:41] == 0)] == [(31, 2)]
    assert (clean[:, 50:] == 255).all()


def test_a_rule_that_noise_cuts_in_one_row_stays_one() -> None:
    ink = np.zeros((400, 400), np.uint8)
    for at in (20, 200, 240, 380):
        ink[at : at + 2, 50:351] = 1
    for at in (50, 200, 350):
        ink[20:382, at : at + 2] = 1
    ink[221, 200:202] = 0
    _, upright = find_rules(ink, 200)
    assert [round(rule.end - rule.start) for rule in upright] == [360, 360, 360]
    ink[202:240, 200:202] = 0
    _, upright = find_rules(ink, 200)
    assert len(upright) == 4


def test_a_rule_whose_end_noise_has_cut_off_goes_to_the_next_one() -> None:
    ink = np.zeros((400, 700), np.uint8)
    for at, start in ((20, 50), (200, 350), (380, 50)):
        ink[at : at + 2, start:651] = 1
    for at in (50, 350, 650):
        ink[20:382, at : at + 2] = 1
    ink[200:202, 356:420:6] = 0
    level, _ = find_rules(ink, 200)
    assert [(round(rule.start), round(rule.end)) for rule in level] == [
        (50, 650),
        (350, 650),
        (50, 650),
    ]
    ink[200:202, 352:420] = 0
    level, _ = find_rules(ink, 200)
    assert [round(rule.at) for rule in level] == [20, 380]


def confirmed(
    printed_as: str, first: str, confidence: float | Mapping[str, float]
) -> list[Character]:
    """What becomes of a first reading of printed words, as sure of each character as is told."""
    told = {} if isinstance(confidence, float) else confidence
    rest = confidence if isinstance(confidence, float) else 0.9999
    page = typed((60, 90, printed_as, "black"))
    text = lit(page)
    (piece,) = find_pieces(text, [])
    grey = lit_evenly(page, 200).text
    line = [Character(c, 60.0 + 12 * i, told.get(c, rest)) for i, c in enumerate(first)]
    pages = pictures_of(grey, grey, text.ink)
    (found,) = confirm([line], [piece], text, pages, again=False, is_annex=True)
    return found


@pytest.mark.parametrize(
    ("printed_as", "first", "sure"),
    [
        ("Rp.210.000.000", "Rp.210.00000", True),
        ("Rp.210.000.000", "Rp.210.000.009", False),
        ("45,21", "45,2", False),
    ],
)
def test_equal_figures_that_a_squeezed_picture_made_one_are_seen_in_the_ink(
    printed_as: str, first: str, sure: bool
) -> None:
    """Two readings with all figures of the ink settle that; another figure stays in doubt."""
    found = confirmed(printed_as, first, 0.9)
    assert (min(c.confidence for c in found) > 0.99) == sure
    assert not sure or "".join(c.text for c in found) == printed_as


def test_a_number_that_lost_figures_of_the_ink_is_read_again_however_sure() -> None:
    found = confirmed("187,768", "87,768", 0.9999)
    assert min(c.confidence for c in found) < 0.9


@pytest.mark.parametrize(
    ("printed_as", "first", "doubted", "is_read_again"),
    [
        ("Kerja : Badan Narkotika Nasional", "Kerja : Baden Narkotika Nasional", ":", False),
        ("Kerja : Badan", "Kerja : Baden", ":", True),
        ("sebesar 57,21 dan", "sebesar 57.21 den", ".", True),
        ("Berkinerja Tinggi", "Berkinerja Tinggl", "l", True),
    ],
)
def test_words_are_not_read_again_for_their_punctuation(
    printed_as: str, first: str, doubted: str, is_read_again: bool
) -> None:
    """A sure reading that is wrong shows whether there was another."""
    found = confirmed(printed_as, first, dict.fromkeys(doubted, 0.3))
    assert ("".join(c.text for c in found) != first) == is_read_again


def test_two_lines_that_meet_a_step_apart_are_two_pieces() -> None:
    page = typed((50, 60, "Rumah Tangga dan", "black"))
    end = 50 + round(ImageFont.load_default(30).getlength("Rumah Tangga dan"))
    stepped = np.minimum(page, typed((end, 48, "Rp.267.870.000", "black")))
    assert len(find_pieces(lit(page), [])) == 1
    assert len(find_pieces(lit(typed((50, 60, "Meningkatnya upaya pengajaran", "black"))), [])) == 1
    first, second = sorted(find_pieces(lit(stepped), []), key=lambda piece: piece.x0)
    assert abs(first.x1 - end) < 6
    assert abs(second.x0 - end) < 6


def test_print_under_a_stamp_stays_and_the_words_of_the_stamp_go() -> None:
    page = typed((60, 90, "BADAN NARKOTIKA", "#3c2896"), (500, 90, "87,768", "black"))
    text, grey = lit(page), lit_evenly(page, 200)
    assert grey.rules is not None
    (kept,) = printed(find_pieces(text, []), text, grey.rules)
    assert kept.x0 > 480


def test_a_letter_that_a_reading_lost_is_seen_in_the_ink() -> None:
    line = confirmed("Triwulan III DIPA", "Triwulan II DIPA", 0.9999)
    assert "".join(c.text for c in line) == "Triwulan III DIPA"
