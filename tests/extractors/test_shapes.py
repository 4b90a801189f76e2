"""What a text page draws counts, not what its text says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from extractors.model import Extraction
from extractors.page import Page
from extractors.pdf.calls import address
from extractors.pdf.characters import Characters
from extractors.pdf.geometry import Upright
from extractors.pdf.glyph import DIGITS, looks_like, shape_of
from extractors.pdf.page import read_page
from extractors.pdf.shapes import MOST_PAGES, Shapes
from extractors.reader import read_document, read_pages
from tests.typeset import odd
from tests.typeset.engines.lab import FOLDER
from tests.typeset.fonts import drawing_others, in_private_codes, samples
from tests.typeset.frame import Typeset, header, table
from tests.typeset.hostile import one_page, stream

HEAD = header(("NO", "NAMA SATKER", "NILAI DEKTARI", "KATEGORI"))
ROWS = [
    ("1", "BNN KOTA BATU", "52,10", "Tinggi"),
    ("2", "BNN KOTA BANJAR", "53,86", "Tinggi"),
    ("3", "BNN KABUPATEN SUMEDANG", "49,73", "Sangat Tinggi"),
    ("4", "BNN KABUPATEN KUNINGAN", "50,38", "Tinggi"),
]
ALL_DIGITS = odd.dektari(table(HEAD, ROWS))
CONTRADICTED = "teks_lain_dari_gambar"


def read(letter: Typeset, folder: Path) -> Extraction:
    return read_document(letter.write(folder / "2024" / "surat.pdf"))


def scores(extraction: Extraction) -> list[str | None]:
    return [row.values["nilai"] for row in extraction.rows if row.table == "dektari"]


def doubtful(path: Path) -> list[list[str]]:
    """The doubtful words of each page."""
    document = pypdfium2.PdfDocument(path)
    with closing(Shapes(document.raw)) as shapes:
        pages: list[Page] = [read_page(document.raw, k, shapes) for k in range(len(document))]
    return [[word.text for doubt in page.doubtful for word in doubt.words] for page in pages]


@pytest.mark.parametrize("pair", ["38", "06", "17"])
def test_digits_are_read_as_they_are_drawn(pair: str, tmp_path: Path) -> None:
    one, other = pair
    swapped = str.maketrans(pair, pair[::-1])
    found = read(drawing_others(ALL_DIGITS, {one: other, other: one}, tmp_path), tmp_path)
    drawn = [score.translate(swapped).replace(",", ".") for _, _, score, _ in ROWS]
    assert scores(found) == drawn
    annex = max(cell.page for cell in found.cells)
    assert (CONTRADICTED, annex) in {(notice.code, notice.page) for notice in found.notices}


def test_a_digit_that_is_drawn_as_nothing_is_not_read(tmp_path: Path) -> None:
    found = read(drawing_others(ALL_DIGITS, {"8": " "}, tmp_path), tmp_path)
    assert CONTRADICTED in {notice.code for notice in found.notices}
    assert "53.86" not in scores(found)
    assert "50.38" not in scores(found)


def test_a_text_of_codes_that_nobody_knows_is_read_from_what_it_draws(tmp_path: Path) -> None:
    found = read(in_private_codes(ALL_DIGITS, tmp_path), tmp_path)
    assert scores(found) == [score.replace(",", ".") for _, _, score, _ in ROWS]
    assert CONTRADICTED in {notice.code for notice in found.notices}


def test_fonts_that_draw_what_they_say_are_believed(tmp_path: Path) -> None:
    fonts = [path for name in ("liberation", "dejavu") for path in (FOLDER / name).glob("*.ttf")]
    pages = read_pages((path := samples(fonts, tmp_path / "a.pdf")).read_bytes(), path)
    assert len(pages) == len(fonts) > 30
    assert {(page.method, page.is_contradicted) for page in pages} == {("text", False)}


def test_digits_of_other_fonts_are_told_from_each_other(tmp_path: Path) -> None:
    """Each digit is taken for each other one: hardly any of these lies looks true."""
    fonts = [path for path in (FOLDER / "dejavu").glob("*.ttf") if "Oblique" not in path.name]
    document = pypdfium2.PdfDocument(samples(fonts, tmp_path / "a.pdf"))
    believed = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        characters = Characters(text.raw, Upright.of(page.raw), (), set())
        for index, digit in enumerate(characters.text):
            if digit in DIGITS:
                (item,) = characters.drawn_by([index])
                at = (document.raw, page.raw)
                shape = shape_of(*map(address, at), item or 0, characters.ink_box(index))
                assert shape is not None
                believed.append((digit, looks_like(shape)))
    assert len(believed) == 10 * len(fonts)
    assert sum(digit == other for digit, other in believed) >= 0.95 * len(believed)
    assert sum(bool(other) and digit != other for digit, other in believed) <= 0.02 * len(believed)


def turned(source: Path, target: Path, turns: int) -> Path:
    """A copy whose pages are forms, drawn turned and displayed upright."""
    old, new = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    for k in range(len(old)):
        width, height = old[k].get_size()
        xobject = pdfium.FPDF_NewXObjectFromPage(new.raw, old.raw, k)
        item = pdfium.FPDF_NewFormObjectFromXObject(xobject)
        across = turns % 2 == 1
        page = new.new_page(*((height, width) if across else (width, height)))
        matrix = {
            0: (1, 0, 0, 1, 0, 0),
            1: (0, 1, -1, 0, height, 0),
            2: (-1, 0, 0, -1, width, height),
            3: (0, -1, 1, 0, 0, width),
        }[turns]
        pdfium.FPDFPageObj_Transform(item, *matrix)
        pdfium.FPDFPage_InsertObject(page.raw, item)
        page.set_rotation(90 * turns)
        page.gen_content()
        pdfium.FPDF_CloseXObject(xobject)
    new.save(target)
    return target


@pytest.mark.parametrize("turns", range(4))
def test_digits_within_turned_forms_are_looked_at(turns: int, tmp_path: Path) -> None:
    honest = ALL_DIGITS.write(tmp_path / "a.pdf")
    false = drawing_others(ALL_DIGITS, {"3": "8"}, tmp_path).write(tmp_path / "b.pdf")
    assert not any(doubtful(turned(honest, tmp_path / "honest.pdf", turns)))
    _, annex = doubtful(turned(false, tmp_path / "false.pdf", turns))
    assert "53,86" in annex
    assert all("3" in word for word in annex)


def joined(sources: Sequence[Path], target: Path) -> Path:
    document = pypdfium2.PdfDocument.new()
    for source in sources:
        document.import_pages(pypdfium2.PdfDocument(source))
    document.save(target)
    return target


def test_a_false_font_is_found_behind_many_others(tmp_path: Path) -> None:
    honest = ALL_DIGITS.write(tmp_path / "a.pdf")
    false = drawing_others(ALL_DIGITS, {"3": "8"}, tmp_path).write(tmp_path / "b.pdf")
    pages = doubtful(joined([*[honest] * MOST_PAGES, false], tmp_path / "c.pdf"))
    assert not any(pages[: 2 * MOST_PAGES])
    assert "53,86" in pages[-1]


def test_fonts_are_known_as_long_as_their_page_is_held(tmp_path: Path) -> None:
    """Once it is closed another font may lie at the same address."""
    honest = ALL_DIGITS.write(tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(joined([honest] * MOST_PAGES, tmp_path / "b.pdf"))
    with closing(Shapes(document.raw)) as shapes:
        for number in range(len(document)):
            read_page(document.raw, number, shapes)
            assert len(shapes._held) == min(number + 1, MOST_PAGES)
            assert shapes._known == set().union(*(keys for _, keys in shapes._held))
    assert not shapes._known


MAP = """/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <00> <ff> endcodespacerange
3 beginbfchar <2c> <002c> <35> <0035> <33> <0033> endbfchar
1 beginbfchar <38> <0033> endbfchar
endcmap end"""


def test_two_shapes_for_one_digit_of_a_font_are_both_looked_at(tmp_path: Path) -> None:
    lines = b"BT /F 20 Tf 50 700 Td (53,33) Tj 0 -40 Td (58,88) Tj ET"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    page = one_page(
        "/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R",
        {4: stream(lines), 5: font, 6: stream(MAP.encode())},
    )
    (tmp_path / "a.pdf").write_bytes(page)
    assert doubtful(tmp_path / "a.pdf") == [["53,33"] * 3]


def test_a_seal_beside_few_words_does_not_hide_a_false_font(tmp_path: Path) -> None:
    seal = BytesIO()
    Image.new("L", (40, 40), 90).save(seal, "PNG")
    source = f"data:image/png;base64,{b64encode(seal.getvalue()).decode()}"
    letter = odd.dektari(table(HEAD, ROWS[:2]) + f'<img width="60" src="{source}">')
    found = read(drawing_others(letter, {"3": "8"}, tmp_path), tmp_path)
    assert scores(found) == ["52.10", "58.86"]
    assert CONTRADICTED in {notice.code for notice in found.notices}


def test_every_page_of_a_false_font_is_doubtful(tmp_path: Path) -> None:
    rows = [(str(k), "BNN KOTA BATU", f"5{k % 10},3{k % 7}", "Tinggi") for k in range(1, 120)]
    letter = drawing_others(odd.dektari(table(HEAD, rows)), {"3": "8"}, tmp_path)
    pages = doubtful(letter.write(tmp_path / "a.pdf"))
    assert len(pages) > 3
    assert all(pages)
