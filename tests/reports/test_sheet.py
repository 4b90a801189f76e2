"""A satker's sheet: every number in it is the mart's, in all three formats, and says what it is."""

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pdfplumber
import pytest
from docx import Document
from lxml import html as page_reader
from playwright.sync_api import sync_playwright

from reports.errors import UnknownSatkerError
from reports.formats import number
from reports.sheet.writing import write_sheet
from tests.flows.conftest import PROJECT, run_program

AXE = PROJECT / "tests" / "review" / "axe-core" / "axe.min.js"
KALBAR = "BNNP Kalimantan Barat"
Files = dict[str, Path]
Tables = dict[str, list[list[str]]]


def _files(written: list[Path]) -> Files:
    return {path.suffix: path for path in written}


@pytest.fixture(scope="module")
def sheet(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    return _files(write_sheet(sample, KALBAR, 2023, tmp_path_factory.mktemp("lembar")))


@pytest.fixture(scope="module")
def page(sheet: Files) -> Tables:
    return _tables(sheet[".html"])


@pytest.fixture
def mart(sample: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample), read_only=True) as connection:
        yield connection


def _tables(path: Path) -> Tables:
    """The tables of a page by caption, each with its heading row first."""
    tree = page_reader.fromstring(path.read_text(encoding="utf-8"))
    return {
        table.find("caption").text_content(): [
            [cell.text_content() for cell in row.xpath("./th|./td")] for row in table.iter("tr")
        ]
        for table in tree.iter("table")
    }


def _figure(text: str) -> Decimal | None:
    """A printed number back as the number it is."""
    plain = text.removesuffix(" (LKIP)").removesuffix(" %")
    return None if plain == "–" else Decimal(plain.replace(".", "").replace(",", "."))


def test_the_agreements_rows_are_the_marts(page: Tables, mart: duckdb.DuckDBPyConnection) -> None:
    expected = mart.execute(
        """
        SELECT
            ikk_name, target_value,
            CASE WHEN status = 'hanya_laporan' THEN realisasi_reported_value
                ELSE realisasi_value END,
            CASE WHEN status = 'hanya_laporan' THEN capaian_reported_pct
                ELSE capaian_computed_pct END,
            status = 'hanya_laporan'
        FROM mart.ikk_capaian WHERE satker_code = 'bnnp-61' AND tahun = 2023
        ORDER BY target_row NULLS LAST, ikk_code
        """
    ).fetchall()
    _, *rows = page[f"Capaian kinerja {KALBAR} tahun 2023"]
    assert [row[1] for row in rows] == [row[0] for row in expected]
    for row, (_, target, realisasi, capaian, is_reported) in zip(rows, expected, strict=True):
        assert [_figure(row[index]) for index in (3, 4, 5)] == [target, realisasi, capaian]
        assert row[4].endswith("(LKIP)") == (is_reported and realisasi is not None)


def test_what_is_not_whole_says_so(page: Tables) -> None:
    rows = {row[1]: row for row in page[f"Capaian kinerja {KALBAR} tahun 2023"]}
    dektari = rows['Kabupaten/kota dengan Indeks Ketahanan Diri Remaja berkategori "Tinggi"']
    assert dektari[7] == "◐ Belum lengkap: 6 dari 7 satker terlihat"
    assert rows["Nilai Kinerja Anggaran BNNP"][7] == "● Dihitung dari surat"
    assert [row[0] for row in rows.values()][-1] == "–", "outside the agreement"


def test_details_are_the_marts(page: Tables, mart: duckdb.DuckDBPyConnection) -> None:
    expected = mart.execute(
        "SELECT rincian_name, nilai FROM mart.ikk_rincian WHERE satker_code = 'bnnp-61' "
        "AND ikk_code = 'dektari_kabkota' AND sumber = 'surat' ORDER BY urutan"
    ).fetchall()
    caption = next(name for name in page if "Ketahanan Diri" in name and "surat" in name)
    _, *rows = page[caption]
    assert [(row[1], _figure(row[2])) for row in rows] == expected
    assert any("tidak tercantum" in row[4] for row in rows)
    assert all("hlm. 3" in row[5] for row in rows if row[2] != "–")


def test_the_review_sheet_is_worst_first(page: Tables, mart: duckdb.DuckDBPyConnection) -> None:
    _, *rows = page["Lembar telaah LKIP"]
    ((count,),) = mart.execute(
        """
        SELECT count(*) FROM mart.temuan
        WHERE status = 'terbuka' AND (document, letter) IN (
            SELECT (document, letter) FROM mart.surat
            WHERE kind = 'lkip' AND satker_code = 'bnnp-61' AND status = 'dimuat')
        """
    ).fetchall()
    assert len(rows) == count > 20
    order = ["Salah", "Perlu dilihat", "Soal bentuk"]
    ranks = [order.index(row[0]) for row in rows]
    assert ranks == sorted(ranks)
    assert ["72,25", "75,62"] in [row[3:5] for row in rows]


def test_pdf_and_word_say_what_the_page_says(sheet: Files, page: Tables) -> None:
    document = Document(str(sheet[".docx"]))
    written = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
    assert written == list(page.values())
    with pdfplumber.open(sheet[".pdf"]) as pdf:
        assert pdf.doc.catalog.get("MarkInfo"), "tagged"
        text = "".join(char["text"] for found in pdf.pages for char in found.chars)
    squashed = re.sub(r"\s", "", text)
    for rows in page.values():
        for row in rows:
            for cell in row:
                assert re.sub(r"\s", "", cell) in squashed


def test_headings_repeat_on_every_page_of_the_document(sheet: Files) -> None:
    document = Document(str(sheet[".docx"]))
    assert all(table.rows[0]._tr.trPr.xpath("w:tblHeader") for table in document.tables)
    assert document.core_properties.language == "id-ID"


def test_libreoffice_opens_the_document(sheet: Files, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(sheet[".docx"])]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    with pdfplumber.open(next(tmp_path.glob("*.pdf"))) as pdf:
        text = "".join(found.extract_text() for found in pdf.pages)
    assert "97,69" in text
    assert "Lembar telaah LKIP" in text


def test_the_page_is_accessible_and_fetches_nothing(sheet: Files) -> None:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (1280, 390):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            asked: list[str] = []
            tab.on("request", lambda request, asked=asked: asked.append(request.url))
            tab.goto(sheet[".html"].as_uri())
            assert asked == [sheet[".html"].as_uri()]
            overflow = "document.documentElement.scrollWidth - window.innerWidth"
            assert tab.evaluate(overflow) <= 0
            tab.add_script_tag(path=AXE)
            found = tab.evaluate("axe.run()")
            assert [violation["id"] for violation in found["violations"]] == []
        browser.close()


def test_the_same_warehouse_gives_the_same_files(
    sheet: Files, sample: Path, tmp_path: Path
) -> None:
    again = _files(write_sheet(sample, KALBAR, 2023, tmp_path))
    for suffix, path in sheet.items():
        assert again[suffix].read_bytes() == path.read_bytes(), suffix


def test_every_figure_of_ours_says_letter_and_page(page: Tables) -> None:
    _, *rows = page[f"Capaian kinerja {KALBAR} tahun 2023"]
    stated = [row for row in rows if row[4] != "–"]
    assert len(stated) > 15
    assert [row[8] for row in stated if not re.search(r", hlm\. \d+(–\d+)?$", row[8])] == []
    units = next(row for row in rows if "layanan rehabilitasi Intervensi" in row[1])
    assert units[8].endswith("hlm. 3–4")


def test_an_empty_target_is_told_from_one_outside_the_agreement(page: Tables) -> None:
    rows = {row[1]: row for row in page[f"Capaian kinerja {KALBAR} tahun 2023"]}
    units = rows["Unit penyelenggara layanan rehabilitasi Intervensi Berbasis Masyarakat (IBM)"]
    assert units[7] == "– Targetnya tidak terisi atau tidak terbaca dalam perjanjian"


def test_columns_of_the_document_keep_their_words_whole(sheet: Files) -> None:
    """Programs other than Word take the width of a column, not of its cells."""
    document = Document(str(sheet[".docx"]))
    for table in document.tables:
        widths = [column.width.cm for column in table.columns]
        assert sum(widths) == pytest.approx(26.7, abs=0.1)
        for width, *cells in zip(widths, *(row.cells for row in table.rows), strict=True):
            assert [cell.width.cm for cell in cells] == pytest.approx([width] * len(cells))
            longest = max(len(word) for cell in cells for word in [*cell.text.split(), ""])
            assert width > 0.1 * min(longest, 24)
    foot = document.sections[0].footer
    assert "PAGE" in foot._element.xml
    assert KALBAR in foot.paragraphs[0].text


def test_withheld_figures_are_not_shown(published: Path, tmp_path: Path) -> None:
    written = _files(write_sheet(published, "BNNP Bali", 2022, tmp_path))
    _, *rows = _tables(written[".html"])["Capaian kinerja BNNP Bali tahun 2022"]
    held = [row for row in rows if row[7].startswith("■")]
    assert held
    assert {(row[4], row[5]) for row in held} == {("–", "–")}


def test_a_bnnk_with_an_agreement_has_a_sheet(published: Path, tmp_path: Path) -> None:
    name = "BNN Kabupaten Gorontalo"
    written = _files(write_sheet(published, name, 2021, tmp_path))
    _, row, *_ = _tables(written[".html"])[f"Capaian kinerja {name} tahun 2021"]
    assert row[3:6] == ["90", "90", "100,00 %"]
    with pytest.raises(UnknownSatkerError, match="rincian lembar BNNP Gorontalo"):
        write_sheet(published, "BNN Kota Gorontalo", 2021, tmp_path)


def test_a_satker_without_agreement_has_a_sheet(published: Path, tmp_path: Path) -> None:
    written = _files(write_sheet(published, "bnnp gorontalo", 2021, tmp_path))
    text = written[".html"].read_text(encoding="utf-8")
    assert "Laporan satker ini belum diterima" in text
    assert "Tanpa target" in text


def test_last_year_stands_beside_this_one(published: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "capaian.duckdb"
    shutil.copy(published, warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "INSERT INTO mart.ikk_capaian SELECT * REPLACE (2024 AS tahun, 80 AS realisasi_value) "
            "FROM mart.ikk_capaian WHERE tahun = 2023 AND ikk_code = 'zi'"
        )
        connection.execute(
            "INSERT INTO mart.capaian_banding SELECT 2024, satker_code, ikk_code, 80, "
            "realisasi_value, 80 - realisasi_value, NULL, capaian_computed_pct, status, status, "
            "false, 'Aturannya berubah.' FROM mart.ikk_capaian WHERE tahun = 2023"
        )
    written = _files(write_sheet(warehouse, KALBAR, 2024, tmp_path))
    _, row = _tables(written[".html"])["Perbandingan dengan tahun 2023"]
    assert row[1:3] == [number(Decimal("71.42")), "80"]
    assert row[5] == "Aturannya berubah."


def test_hostile_names_are_text(published: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "capaian.duckdb"
    shutil.copy(published, warehouse)
    evil = "<script>alert(1)</script>"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE mart.ikk_capaian SET satuan = ?", [evil])
    written = _files(write_sheet(warehouse, KALBAR, 2023, tmp_path))
    text = written[".html"].read_text(encoding="utf-8")
    assert evil not in text
    assert html.escape(evil) in text


@pytest.mark.parametrize(
    ("name", "tahun", "words"),
    [
        ("bnnp kalbar", 2023, "BNNP Kalimantan Barat"),
        (KALBAR, 1999, "Tahun yang ada: 2023"),
        ("", 2023, "tidak dikenal"),
    ],
)
def test_who_or_when_is_unknown_is_told(
    name: str, tahun: int, words: str, published: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnknownSatkerError, match=words):
        write_sheet(published, name, tahun, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_three_files(sample: Path, tmp_path: Path) -> None:
    options = ("--warehouse", sample, "--tahun", 2023, "--out", tmp_path)
    done = run_program("report", "--satker", "bnnp-61", *options)
    assert done.returncode == 0, done.stderr
    names = [Path(line).name for line in done.stdout.splitlines()]
    base = "capaian-bnnp-kalimantan-barat-2023"
    assert names == [f"{base}.html", f"{base}.pdf", f"{base}.docx"]
    wrong = run_program("report", "--satker", "kalbar", *options)
    assert wrong.returncode == 2
    assert "Yang mirip" in wrong.stderr
