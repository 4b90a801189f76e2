"""The nation's report: every number is the mart's, in both formats; maps show what they say."""

import re
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import pdfplumber
import pypdfium2
import pytest
from lxml import html as page_reader
from playwright.sync_api import sync_playwright

from expectations.reference import Reference
from reports.charts.maps import Panel, bounds_of, known, maps
from reports.charts.style import as_svg
from reports.errors import ReportError
from reports.national.writing import write_national
from reports.sheet.writing import write_sheet
from tests.flows.conftest import run_program
from tests.reports.test_sheet import AXE, Tables, _figure, _tables

TAHUN = 2023


@pytest.fixture(scope="module")
def report(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    written = write_national(sample, TAHUN, tmp_path_factory.mktemp("nasional"))
    return {path.suffix: path for path in written}


@pytest.fixture(scope="module")
def page(report: dict[str, Path]) -> Tables:
    return _tables(report[".html"])


def _rows(sample: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(sample), read_only=True) as mart:
        return mart.execute(query).fetchall()


def _plain(cell: str) -> Decimal | None:
    return _figure(cell.removesuffix("◐").strip())


def test_means_are_the_marts(page: Tables, sample: Path) -> None:
    names = dict(_rows(sample, "SELECT indikator_name, indikator FROM mart.indikator"))
    expected = {
        (province, indikator): mean
        for province, indikator, mean in _rows(
            sample,
            f"SELECT provinsi_name, indikator, nilai_rerata FROM mart.nilai_provinsi "
            f"WHERE tahun = {TAHUN} AND nilai_rerata IS NOT NULL",
        )
    }
    head, *rows = page[f"Rerata nilai satker tiap provinsi, tahun {TAHUN}"]
    shown = {
        (row[0], names[name]): _plain(cell)
        for row in rows
        for name, cell in zip(head[1:], row[1:], strict=True)
    }
    assert {key: mean for key, mean in shown.items() if mean is not None} == expected
    assert len(rows) == 34


def test_an_incomplete_mean_is_marked(page: Tables, sample: Path) -> None:
    ((seen, expected),) = _rows(
        sample,
        "SELECT satker_count, satker_expected_count FROM mart.nilai_provinsi "
        f"WHERE tahun = {TAHUN} AND bnnp_code = 'bnnp-61' AND indikator = 'dektari'",
    )
    assert (seen, expected) == (6, 8)
    head, *rows = page[f"Rerata nilai satker tiap provinsi, tahun {TAHUN}"]
    kalbar = dict(zip(head, next(r for r in rows if r[0] == "Kalimantan Barat"), strict=True))
    assert kalbar["Indeks Ketahanan Diri Remaja (Dektari)"].endswith("◐")
    assert not kalbar["Nilai Zona Integritas"].endswith("◐")


def test_a_mean_is_of_satker_without_the_provinces_own_row(sample: Path) -> None:
    wrong = _rows(
        sample,
        """
        SELECT rerata.* FROM mart.nilai_provinsi AS rerata
        INNER JOIN (
            SELECT tahun, indikator, substr(satker_code, 6, 2) AS provinsi,
                round(avg(nilai), 2) AS rerata, count(*) AS banyak
            FROM mart.nilai_satker WHERE satker_code NOT LIKE 'prov-%' AND NOT is_disputed
                    AND nilai IS NOT NULL
            GROUP BY ALL
        ) AS ulang
            ON rerata.tahun = ulang.tahun AND rerata.indikator = ulang.indikator
            AND rerata.bnnp_code = 'bnnp-' || ulang.provinsi
        WHERE abs(nilai_rerata - ulang.rerata) > 0.005 OR banyak <> satker_count - disputed_count
        """,
    )
    assert wrong == []


def test_categories_movement_and_quality_are_the_marts(page: Tables, sample: Path) -> None:
    _, *rows = page["Satker per kategori"]
    shown = sorted((row[1], _figure(row[3]), _figure(row[5])) for row in rows)
    expected = _rows(
        sample,
        f"SELECT kategori, share_pct, klaim_pct FROM mart.sebaran_kategori WHERE tahun = {TAHUN}",
    )
    assert sorted(shown, key=str) == sorted(expected, key=str)
    _, *rows = page["Mutu data per provinsi"]
    assert [(row[0], _figure(row[2]), _figure(row[3]), int(row[6])) for row in rows] == _rows(
        sample,
        "SELECT provinsi_name, received_pct, trusted_pct, gagal_count FROM mart.mutu_data "
        f"WHERE tahun = {TAHUN} ORDER BY provinsi_name",
    )


def test_the_pdf_says_what_the_page_says(report: dict[str, Path], page: Tables) -> None:
    with pdfplumber.open(report[".pdf"]) as pdf:
        text = "".join(char["text"] for found in pdf.pages for char in found.chars)
        widest = max(
            (char["x1"] for found in pdf.pages for char in found.chars if char["text"].strip()),
        )
        assert widest < pdf.pages[0].width
    squashed = re.sub(r"\s", "", text)
    for rows in page.values():
        for row in rows:
            for cell in row:
                assert re.sub(r"\s", "", cell) in squashed


def test_the_page_is_accessible_and_fetches_nothing(report: dict[str, Path]) -> None:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (1280, 390):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            asked: list[str] = []
            tab.on("request", lambda request, asked=asked: asked.append(request.url))
            tab.goto(report[".html"].as_uri())
            assert asked == [report[".html"].as_uri()]
            assert tab.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
            tab.add_script_tag(path=AXE)
            assert [found["id"] for found in tab.evaluate("axe.run()")["violations"]] == []
        browser.close()


def test_every_chart_says_its_source_and_has_a_table(report: dict[str, Path]) -> None:
    tree = page_reader.fromstring(report[".html"].read_text(encoding="utf-8"))
    figures = tree.xpath("//figure")
    assert len(figures) >= 4
    for figure in figures:
        assert f"Sumber: surat tahun {TAHUN}" in figure.text_content()
        assert figure.getparent().xpath(".//table")


def test_the_map_has_the_area_of_every_bnnp_that_letters_name(reference: Reference) -> None:
    owners = {row["bnnp_code"] for row in reference.records("bnnp_wilayah")}
    assert known() == owners


def test_the_map_puts_each_value_in_its_class() -> None:
    values = {"bnnp-11": Decimal("40"), "bnnp-61": Decimal("50"), "bnnp-91": Decimal("58")}
    bounds = bounds_of(list(values.values()))
    assert bounds[0] <= 40 and bounds[-1] >= 58
    tree = page_reader.fromstring(as_svg(maps([Panel("Uji", values)], "Sumber: uji")).encode())
    text = tree.text_content()
    assert "40 sampai < 44" in text
    assert "56 sampai 60" in text
    assert "CC BY 4.0" in text


def test_a_year_without_data_is_refused(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="1999"):
        write_national(sample, 1999, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_command_writes_both_files(sample: Path, tmp_path: Path) -> None:
    done = run_program(
        *("report", "--warehouse", sample, "--nasional", "--tahun", TAHUN, "--out", tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        f"capaian-nasional-{TAHUN}.html",
        f"capaian-nasional-{TAHUN}.pdf",
    ]
    assert all(Path(line).stat().st_size > 10_000 for line in done.stdout.splitlines())
    assert run_program("report", "--warehouse", sample, "--tahun", 2023).returncode == 2


def test_nothing_hangs_over_the_paper_and_no_page_is_empty(
    report: dict[str, Path], sample: Path, tmp_path: Path
) -> None:
    """Seen as pictures: ink within the margins of every page, and some of it."""
    sheet = next(
        path
        for path in write_sheet(sample, "BNNP Kalimantan Barat", TAHUN, tmp_path)
        if path.suffix == ".pdf"
    )
    for path in (report[".pdf"], sheet):
        with closing(pypdfium2.PdfDocument(path)) as document:
            for number, page in enumerate(document, 1):
                ink = page.render(scale=1, grayscale=True).to_numpy() < 250
                margin = 20
                assert not ink[:, :margin].any(), (path, number)
                assert not ink[:, -margin:].any(), (path, number)
                body = ink[margin : -3 * margin]
                assert body.any(axis=1).mean() > 0.03, (path, number)
