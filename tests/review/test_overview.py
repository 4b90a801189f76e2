"""The summary page says what the marts say, sorted as asked."""

import csv
import re
from decimal import Decimal

import duckdb
import pytest
from lxml import html

from tests.review.office import Office
from tests.review.visitor import Visitor


def _table(visitor: Visitor, heading: str, query: str = "") -> list[list[str]]:
    page = html.fromstring(visitor.get(f"/ringkasan{query}").text)
    (section,) = page.xpath(f"//section[h2[@id='{heading}']]")
    return [
        [re.sub(r"\s+", " ", cell.text_content()).strip() for cell in row.xpath("./th|./td")]
        for row in section.iter("tr")
    ]


def _figure(text: str) -> Decimal | None:
    found = re.match(r"[\d.]+(,\d+)?", text)
    return Decimal(found[0].replace(".", "").replace(",", ".")) if found else None


def test_achievements_are_the_marts(sari: Visitor, office: Office) -> None:
    head, *rows = _table(sari, "r-capaian")
    expected = office.rows(
        """
        SELECT satker_name, ikk_name, capaian_computed_pct FROM mart.ikk_capaian
        INNER JOIN mart.satker USING (satker_code, satker_name)
        WHERE tahun = (SELECT max(tahun) FROM mart.ikk_capaian) AND tingkat = 'bnnp'
        """
    )
    shown = {
        (row[0], name): _figure(cell)
        for row in rows
        for name, cell in zip(head[1:], row[1:], strict=True)
    }
    listed = [item for item in expected if item[1] in head]
    assert len(listed) > 20
    for satker, ikk, pct in listed:
        assert shown[satker, ikk] == pct


def test_a_column_sorts_and_what_is_unknown_comes_last(sari: Visitor) -> None:
    for arrow, is_down in (("turun", True), ("naik", False)):
        head, *rows = _table(sari, "r-capaian", f"?urut=zi&arah={arrow}")
        (place,) = [index for index, name in enumerate(head) if name.endswith(("▼", "▲"))]
        figures = [_figure(row[place]) for row in rows]
        known = [figure for figure in figures if figure is not None]
        assert known == sorted(known, reverse=is_down)
        assert figures[len(known) :] == [None] * (len(figures) - len(known))
        page = html.fromstring(sari.get(f"/ringkasan?urut=zi&arah={arrow}").text)
        sorted_by = page.xpath("//th[@aria-sort]/@aria-sort")
        assert sorted_by == ["descending" if is_down else "ascending"]


def test_quality_and_missing_are_the_marts(sari: Visitor, office: Office) -> None:
    _, *rows = _table(sari, "r-mutu")
    expected = office.rows(
        "SELECT provinsi_name, surat_received_count, surat_expected_count, gagal_count "
        "FROM mart.mutu_data WHERE tahun = (SELECT max(tahun) FROM mart.ikk_capaian) "
        "ORDER BY provinsi_name"
    )
    assert [(row[0], row[1], row[5]) for row in rows] == [
        (name, f"{seen} dari {wanted}", str(wrong)) for name, seen, wanted, wrong in expected
    ]
    _, *missing = _table(sari, "r-hilang")
    ((kinds,),) = office.rows(
        "SELECT count(DISTINCT (kind, keadaan)) FROM mart.surat_hilang "
        "WHERE tahun = (SELECT max(tahun) FROM mart.ikk_capaian)"
    )
    assert len(missing) == kinds > 0


def test_categories_stand_beside_the_letters_own_count(sari: Visitor, office: Office) -> None:
    _, *rows = _table(sari, "r-sebaran")
    expected = office.rows(
        "SELECT kategori, satker_count FROM mart.sebaran_kategori "
        "WHERE tahun = (SELECT max(tahun) FROM mart.ikk_capaian)"
    )
    assert sorted((row[1], int(row[2].split(" dari ")[0])) for row in rows) == sorted(expected)


@pytest.mark.parametrize("query", ["?tahun=1900", "?tahun=x", "?urut=<b>", "?tahun=²²²²"])
def test_a_strange_address_gives_the_latest_year(query: str, sari: Visitor) -> None:
    page = sari.get(f"/ringkasan{query}")
    assert page.status_code == 200
    assert "<b>" not in page.text
    assert "Ringkasan nasional" in page.text


def test_values_are_the_marts_and_sort(sari: Visitor, office: Office) -> None:
    head, *rows = _table(sari, "r-nilai", "?urut=nilai.zi&arah=turun")
    expected = dict(
        office.rows(
            "SELECT provinsi_name, nilai_rerata FROM mart.nilai_provinsi WHERE indikator = 'zi' "
            "AND tahun = (SELECT max(tahun) FROM mart.ikk_capaian)"
        )
    )
    (place,) = [index for index, name in enumerate(head) if name.endswith("▼")]
    shown = {row[0]: _figure(row[place]) for row in rows}
    assert {name: figure for name, figure in shown.items() if figure is not None} == expected
    figures = [figure for figure in shown.values() if figure is not None]
    assert len(figures) > 30
    assert figures == sorted(figures, reverse=True)


def test_every_chart_of_the_page_is_drawn_and_holds_its_province(sari: Visitor) -> None:
    page = html.fromstring(sari.get("/ringkasan").text)
    pictures = page.xpath("//figure/img")
    assert {picture.get("src").rsplit("/", 1)[1] for picture in pictures} >= {
        *("peta-dektara.svg", "provinsi.svg", "kategori.svg", "mutu.svg")
    }
    for picture in pictures:
        drawn = sari.get(picture.get("src"))
        assert drawn.status_code == 200
        assert drawn.headers["content-type"] == "image/svg+xml"
        assert "gudang data capaian per" in drawn.text
        assert picture.get("alt")
    assert "Jambi" in sari.get("/ringkasan/2023/diagram/provinsi.svg").text


def test_another_map_is_chosen_by_the_address(sari: Visitor) -> None:
    page = html.fromstring(sari.get("/ringkasan?peta=zi").text)
    assert page.xpath("//option[@selected]/@value") == ["zi"]
    assert page.xpath("//img[contains(@src, 'peta-zi.svg')]")


def test_the_year_is_taken_away_as_the_mart_has_it(sari: Visitor, office: Office) -> None:
    taken = sari.get("/ringkasan/2023/surat_hilang.csv")
    assert "capaian-surat_hilang-2023.csv" in taken.headers["content-disposition"]
    rows = list(csv.reader(taken.content.decode("utf-8-sig").splitlines()))
    expected = office.rows("SELECT * FROM mart.surat_hilang WHERE tahun = 2023 ORDER BY ALL")
    assert rows[1:] == [["" if cell is None else str(cell) for cell in row] for row in expected]
    assert len(expected) > 100


def test_no_cell_taken_away_is_a_formula(sari: Visitor, office: Office) -> None:
    with duckdb.connect(str(office.places.warehouse)) as connection:
        connection.execute("UPDATE mart.sebaran_kategori SET teks = '=1+1'")
    taken = sari.get("/ringkasan/2023/sebaran_kategori.csv").text
    assert ",'=1+1" in taken
    assert ",=1+1" not in taken


@pytest.mark.parametrize(
    "address",
    ["2023/temuan.csv", "1900/surat_hilang.csv", "2023/diagram/x.svg", "1900/diagram/peta.svg"],
)
def test_what_there_is_not_is_said(address: str, sari: Visitor) -> None:
    assert sari.get(f"/ringkasan/{address}").status_code == 404
