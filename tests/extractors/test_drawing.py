"""What the reader saw, drawn: marks lie where the records say, and the index tells all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from extractors.drawing import marks
from extractors.drawing.canvas import LEFT, TOP
from extractors.drawing.columns import grid_marks
from extractors.drawing.document import draw_document
from extractors.drawing.findings import page_findings, ranges
from extractors.drawing.picture import SCALE, open_document, page_picture
from extractors.drawing.sheet import draw_page
from extractors.drawing.words import letter_lines
from extractors.model import Cell, Extraction
from extractors.page import Page
from extractors.reader import read_with_pages
from tests.extractors.conftest import SAMPLES
from tests.typeset import odd
from tests.typeset.frame import Typeset, header, table

SCORES = ("NAMA SATKER", "NILAI DEKTARI", "KATEGORI")
Drawn = dict[int, Image.Image]


def drawn(path: Path) -> tuple[Extraction, list[Page], Drawn]:
    """A file's extraction and the pictures of its pages that have cells."""
    extraction, pages = read_with_pages(path)
    wanted = {cell.page for cell in extraction.cells}
    with closing(open_document(path.read_bytes())) as document:
        pictures = {
            found.page.number: draw_page(
                found, grid_marks(found), page_picture(document, found.page)
            )
            for found in page_findings(extraction, pages)
            if found.page.number in wanted
        }
    return extraction, pages, pictures


def typeset(one: Typeset, tmp_path: Path) -> tuple[Extraction, list[Page], Drawn]:
    return drawn(one.write(tmp_path / "surat.pdf"))


def has_frame(picture: Image.Image, cell: Cell, style: marks.Style) -> bool:
    """Whether a frame runs along the right and the lower side of a cell's box.

    A name or a reason may hide a part of a side, so of each side two places are looked at.
    """

    def is_drawn(x: float, y: float) -> bool:
        return picture.getpixel((round((LEFT + x) * SCALE), round((TOP + y) * SCALE))) == (
            style.colour
        )

    wide, tall = cell.x1 - cell.x0, cell.bottom - cell.top
    right = [is_drawn(cell.x1, cell.top + share * tall) for share in (0.2, 0.8)]
    below = [is_drawn(cell.x0 + share * wide, cell.bottom) for share in (0.05, 0.95)]
    return any(right) and any(below)


@contextmanager
def index_of(path: Path, folder: Path) -> Iterator[str]:
    extraction, pages = read_with_pages(path)
    folder.mkdir(exist_ok=True)
    yield draw_document(extraction, pages, folder).read_text(encoding="utf-8")


class Elements(HTMLParser):
    """The tags of a page, its links, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_cell_is_framed_at_its_box(path: Path) -> None:
    extraction, _, pictures = drawn(path)
    assert extraction.cells
    wrong = [
        cell for cell in extraction.cells if not has_frame(pictures[cell.page], cell, marks.CELL)
    ]
    assert wrong == []


def test_marks_are_told_apart_without_colour() -> None:
    patterns = [style.pattern for style in marks.LEGEND]
    assert len(set(patterns)) == len(patterns)
    assert len({style.meaning for style in marks.LEGEND}) == len(patterns)


def test_the_picture_stands_where_its_words_are(tmp_path: Path) -> None:
    """Also on a page that is turned: there is ink in each word's box, none beside the words."""
    path = tmp_path / "putar.pdf"
    sheet = PdfCanvas(str(path), pagesize=(400, 600))
    sheet.rotate(90)
    sheet.setFont("Helvetica", 24)
    sheet.drawString(100, -150, "SATUAN KERJA")
    sheet.save()
    with closing(open_document(path.read_bytes())) as document:
        document[0].set_rotation(90)
        document.save(str(path))
    _, pages = read_with_pages(path)
    assert (pages[0].width, pages[0].height) == (600, 400)
    with closing(open_document(path.read_bytes())) as document:
        picture = page_picture(document, pages[0]).convert("L")
    assert picture.size == (1200, 800)
    assert [word.text for word in pages[0].words] == ["SATUAN", "KERJA"]
    for word in pages[0].words:
        box = tuple(round(v * SCALE) for v in (word.x0, word.top, word.x1, word.bottom))
        inside = picture.crop(box)
        assert inside.getextrema()[0] < 128
        picture.paste(255, box)
    assert picture.getextrema() == (255, 255)


def test_a_huge_page_becomes_no_huge_picture(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    sheet = PdfCanvas(str(path), pagesize=(14_000, 9_000))
    sheet.setFont("Helvetica", 400)
    sheet.drawString(1_000, 5_000, "SATUAN KERJA")
    sheet.save()
    extraction, pages = read_with_pages(path)
    index = draw_document(extraction, pages, tmp_path)
    with Image.open(tmp_path / "halaman-001.png") as picture:
        assert max(picture.size) < 5_000
    assert "tidak_dikenal" in index.read_text(encoding="utf-8")


def test_a_problem_is_framed_apart_and_its_reason_told(tmp_path: Path) -> None:
    rows = [("BNN KOTA BATU", "52,10", "Tinggi"), ("BNN KOTA MALANG", "5x,10", "Tinggi")]
    one = odd.dektari(table(header(SCORES), rows))
    extraction, pages, pictures = typeset(one, tmp_path)
    framed = [
        (cell.row, cell.column)
        for cell in extraction.cells
        if has_frame(pictures[cell.page], cell, marks.PROBLEM)
    ]
    assert framed == [(2, "nilai")]
    found = page_findings(extraction, pages)[1]
    assert [(p.place, p.printed) for p in found.problems] == [("dektari 2, nilai", "5x,10")]
    with index_of(tmp_path / "surat.pdf", tmp_path / "gambar") as text:
        words = Elements(text).text
    assert "!1 dektari 2, nilai: '5x,10' bukan satu angka" in words
    assert "1 baris bermasalah" in words


def test_columns_are_named_or_told_why_not(tmp_path: Path) -> None:
    head = ("NO", "NAMA SATKER", "NILAI DEKTARI", "NILAI DEKTARI", "INDEKS TARGET", "KATEGORI")
    rows = [(str(i), f"BNN KOTA {i}", "53,00", "52,10", "50", "Tinggi") for i in range(1, 4)]
    extraction, pages, _ = typeset(odd.dektari(table(header(head), rows)), tmp_path)
    found = page_findings(extraction, pages)[1]
    (grid,) = grid_marks(found)
    assert [(column.printed, column.text) for column in grid.columns] == [
        ("NO", "tidak dibaca"),
        ("NAMA SATKER", "satker"),
        ("NILAI DEKTARI", "ragu: nilai"),
        ("NILAI DEKTARI", "ragu: nilai"),
        ("INDEKS TARGET", "tidak dikenal"),
        ("KATEGORI", "kategori"),
    ]
    assert [(p.rows, p.columns) for p in found.problems] == [((1, 2, 3), ("nilai",))]
    with index_of(tmp_path / "surat.pdf", tmp_path / "gambar") as text:
        words = Elements(text).text
    for expected in ("ragu: nilai", "tidak dikenal", "kolom_tidak_dikenal", "'INDEKS TARGET'"):
        assert expected in words


def test_rows_that_nobody_placed_are_hatched_and_named(tmp_path: Path) -> None:
    known = table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")])
    other = table("", [("1", "x", "BNN KOTA MALANG", "7", "51,00", "Tinggi")])
    one = odd.dektari(f'{known}<div class="new">{other}</div>')
    extraction, pages, pictures = typeset(one, tmp_path)
    found = page_findings(extraction, pages)[2]
    assert [(row.name, row.is_unplaced) for row in found.rows] == [("dektari 2", True)]
    (grid,) = grid_marks(found)
    assert grid.state == "tidak ditempatkan"
    assert {column.state for column in grid.columns} == {"tidak dikenal"}
    last = next(cell for cell in extraction.cells if cell.column == "kolom_6")
    assert has_frame(pictures[3], last, marks.UNPLACED)


def test_a_row_goes_on_under_its_number_on_the_next_page(tmp_path: Path) -> None:
    above, below = ("BNN KOTA BATU", "52,10", "Tinggi"), ("BNN KOTA MALANG", "51,00", "Tinggi")
    first, second = ("BNN KABUPATEN", "54,11", "Sangat Tinggi"), ("BANGKA SELATAN", "", "")
    one = odd.dektari(odd.two_pages(SCORES, [above, first], [second, below]))
    extraction, pages, _ = typeset(one, tmp_path)
    names = [[row.name for row in found.rows] for found in page_findings(extraction, pages)]
    assert sorted(names[1]) == ["dektari 1", "dektari 2"]
    assert sorted(names[2]) == ["dektari 2 (lanjutan)", "dektari 3"]


def test_printed_rows_that_became_nothing_are_marked(tmp_path: Path) -> None:
    """A header that is repeated within a table, and a table of another matter before the annex."""
    rows = [("BNN KOTA BATU", "52,10", "Tinggi"), SCORES, ("BNN KOTA MALANG", "51,00", "Tinggi")]
    before = table("", [("Tembusan", "Kepala BNN"), ("Arsip", "Biro")])
    one = odd.dektari(f"{before}{table(header(SCORES), rows)}")
    extraction, pages, _ = typeset(one, tmp_path)
    found = page_findings(extraction, pages)[1]
    other, annex = grid_marks(found)
    assert (other.state, annex.state) == ("tidak dibaca", "dibaca")
    assert (len(annex.heads), len(annex.skipped)) == (1, 1)
    assert annex.heads[0][1] < annex.skipped[0][1]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_index_names_every_letter_table_and_page(path: Path, tmp_path: Path) -> None:
    extraction, pages = read_with_pages(path)
    index = draw_document(extraction, pages, tmp_path)
    page = Elements(index.read_text(encoding="utf-8"))
    for letter in extraction.letters:
        assert f"[{letter.kind}]" in page.text
        assert (letter.nomor or "-") in page.text
    counts: dict[tuple[str, int], int] = {}
    for row in extraction.rows:
        counts[row.table, row.letter] = counts.get((row.table, row.letter), 0) + 1
    for (name, letter), count in counts.items():
        assert f"<td>{letter}</td><td>{name}</td>" in index.read_text(encoding="utf-8")
        assert f"<td>{count}</td>" in index.read_text(encoding="utf-8")
    for notice in extraction.notices:
        assert notice.message in page.text
    assert page.tags.isdisjoint({"script", "iframe", "link", "object"})
    for link in page.links:
        assert link.startswith("#halaman-") or (tmp_path / link).is_file(), link
    assert len(list(tmp_path.glob("halaman-*.png"))) == extraction.page_count


def test_words_of_a_file_stay_words(tmp_path: Path) -> None:
    rows = [("<script>alert(1)</script>", "<b onclick=x>5", "Tinggi")]
    path = tmp_path / '"><img src=x onerror=y> & <b>.pdf'
    odd.dektari(table(header(SCORES), rows)).write(path)
    with index_of(path, tmp_path / "gambar") as text:
        page = Elements(text)
    assert page.tags.isdisjoint({"script", "b"})
    assert "x" not in page.links
    assert path.name in page.text
    assert "'<b onclick=x>5' bukan satu angka" in page.text


def test_a_page_says_how_its_characters_came(tmp_path: Path) -> None:
    rows = [("BNN KOTA BATU", "52,10", "Tinggi")]
    path = odd.dektari(table(header(SCORES), rows)).write(tmp_path / "surat.pdf")
    extraction, pages = read_with_pages(path)
    pages[1].method = "ocr"
    pages[1].words = [word._replace(confidence=0.934) for word in pages[1].words]
    first, second = page_findings(extraction, pages)
    assert letter_lines(first)[-1].endswith("halaman 1, cara baca text")
    assert letter_lines(second)[-1] == "halaman 2, cara baca ocr, keyakinan 0,93"


def test_ranges_are_few_words() -> None:
    assert ranges([3, 1, 4, 5, 5, 9]) == "1, 3–5, 9"
    assert ranges([]) == ""


def test_what_the_font_lacks_is_shown_as_unknown() -> None:
    assert marks.drawable("≥ 53,51 – “Réal” \u4e2d") == '>= 53,51 - "Real" ?'
