"""Annex tables without all ruling lines: every kind, in every dress, against what it prints."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.model import Extraction
from extractors.reader import read_document
from tests.extractors.test_typeset import check
from tests.typeset import national, odd, single
from tests.typeset.borders import BORDERS, DRESS, ENGINES, dressed, shortened
from tests.typeset.country import provinces
from tests.typeset.frame import Typeset, header, letter, table

KINDS: dict[str, Callable[[], Typeset]] = {
    "dektari": lambda: shortened(national.dektari(2024, 1), 60),
    "dektara": lambda: shortened(national.dektara(2024, 1), 60),
    "kotan": lambda: shortened(national.kotan(2024, 1), 50),
    "ikm_ikr": lambda: shortened(national.ikm_ikr(2024, 1), 60),
    "ikm_ikr_other_order": lambda: shortened(national.ikm_ikr(2024, 1, order=("ikm", "ikr")), 60),
    "zi": lambda: national.zi(2024, 1),
    "ibm": lambda: shortened(national.ibm(2024, 1), 45),
    "ikpa": lambda: single.ikpa(2024, 6, 1),
    "perjanjian_kinerja": lambda: single.agreement(2024, provinces(1)[5], 1),
}
STYLES = list(BORDERS)
DRESSES = list(DRESS)
SCORES = ("NAMA SATKER", "NILAI DEKTARI", "KATEGORI")
NUMBERED = ("NO", "SATUAN KERJA", "NILAI DEKTARA", "KATEGORI")
BARE = "<style>td, th { border: none }</style>"
ROWS = [
    ("BNN KOTA DENPASAR", "51,45", "Tinggi"),
    ("BNN KOTA BATU", "52,10", "Sangat Tinggi"),
    ("BNN KABUPATEN BANGKA SELATAN", "54,11", "Rendah"),
]


def read(one: Typeset, tmp_path: Path, engine: str = "weasyprint") -> Extraction:
    return read_document(ENGINES[engine](one, tmp_path / str(one.tahun) / "surat.pdf"))


def values(found: Extraction, *columns: str) -> list[tuple[str | None, ...]]:
    return [tuple(row.values[column] for column in columns) for row in found.rows]


def dress_of(kind: str, borders: str) -> str:
    """Each kind meets each dress under some border."""
    turn = list(KINDS).index(kind) + STYLES.index(borders)
    # A screen's blocks are printed one way only: its rows are parts of cells, not rows.
    return "plain" if kind == "ikpa" else DRESSES[turn % len(DRESSES)]


@pytest.mark.parametrize("borders", BORDERS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_border(kind: str, borders: str, tmp_path: Path) -> None:
    one = dressed(KINDS[kind](), borders, dress_of(kind, borders))
    check(one, read(one, tmp_path))


@pytest.mark.parametrize("kind", ["dektari", "dektara", "kotan", "zi", "ibm"])
def test_pages_without_the_header_go_on(kind: str, tmp_path: Path) -> None:
    one = dressed(KINDS[kind](), "none", repeat=False)
    check(one, read(one, tmp_path))


@pytest.mark.parametrize("kind", KINDS)
def test_another_engine_prints_the_same(kind: str, tmp_path: Path) -> None:
    one = dressed(KINDS[kind](), STYLES[list(KINDS).index(kind)])
    check(one, read(one, tmp_path, "chromium"))


@pytest.mark.parametrize("borders", ["none", "rows", "zebra_rows"])
def test_six_hundred_rows_are_six_hundred(borders: str, tmp_path: Path) -> None:
    names = [
        f"BNN {office.kind} {office.area}".upper()
        for province in provinces(2)
        for office in province.offices
    ]
    rows = [
        (str(n), names[n % len(names)], f"{60 + n % 40},{n % 1000:03d}", "SANGAT TINGGI")
        for n in range(1, 601)
    ]
    one = dressed(odd.dektara(table(header(NUMBERED), rows)), borders, "narrow_middle")
    found = values(read(one, tmp_path), "no", "satker", "nilai", "kategori")
    assert found == [(n, name, value.replace(",", "."), word) for n, name, value, word in rows]


def test_an_annex_below_the_letters_own_words(tmp_path: Path) -> None:
    """No page of its own, no heading; page numbers, a note and a signature around the table."""
    feet = "<style>@page { @bottom-center { content: counter(page); font-size: 9pt } }</style>"
    tail = (
        "<p>Keterangan: nilai adalah rata-rata dari seluruh responden pada satuan kerja.</p>"
        '<p class="right">Jakarta, 20 Desember 2024</p><p class="right">Kepala BNN</p>'
    )
    html = letter(odd.NOMOR, odd.DEKTARI_SUBJECT, odd.DATE, odd.BODY)
    one = Typeset("dektari", 2024, feet + BARE + html + table(header(SCORES), ROWS) + tail, {})
    found = read(one, tmp_path)
    assert values(found, "satker", "nilai", "kategori") == [
        (name, value.replace(",", "."), word) for name, value, word in ROWS
    ]
    assert not [cell for cell in found.cells if cell.problem]


def test_a_figure_between_two_columns_is_neithers(tmp_path: Path) -> None:
    rows = [(f"BNN Kota {name}", "3,1", "3,2", "70.5") for name in ("Batu", "Ambon", "Kediri")]
    rows += [(f"BNNP {name}", "2,8", "2,9", "80.5") for name in ("Bali", "Riau", "Papua")]
    style = (
        "<style>table { table-layout: fixed } .astray td:nth-child(2) { padding-left: 46pt }"
        "</style>"
    )
    lines = table(header(("BNNP/BNNK", "IKR", "IKM", "%")), rows)
    stray = "<tr class='astray'><td>BNN Kota Tual</td><td>3,33</td><td></td><td>60.5</td></tr>"
    one = odd.ikm(BARE + style + lines.replace("</tbody></table>", f"{stray}</tbody></table>"))
    found = read(one, tmp_path)
    assert values(found, "satker", "ikr", "ikm", "kualitas_hidup") == [
        *((a, b.replace(",", "."), c.replace(",", "."), d) for a, b, c, d in rows),
        ("BNN Kota Tual", None, None, "60.5"),
    ]
    doubts = [(cell.row, cell.printed) for cell in found.cells if cell.problem and cell.printed]
    assert doubts == [(7, "3,33")]


def test_satker_without_results_are_rows(tmp_path: Path) -> None:
    rows = [*ROWS, ("BNN KOTA MATARAM", "", ""), ("BNN KOTA MALANG", "50,00", "Tinggi")]
    one = odd.dektari(BARE + table(header(SCORES), rows))
    assert values(read(one, tmp_path), "satker", "nilai") == [
        (name, value.replace(",", ".") or None) for name, value, _ in rows
    ]


def test_a_table_in_other_places_on_the_next_page_goes_on(tmp_path: Path) -> None:
    first = table(header(("BNNP/BNNK", "IKR", "IKM", "%")), [("BNN Kota Batu", "3,1", "3,2", "70")])
    second = table("", [("Bali", "3,17", "3,79", "90.18"), ("Riau", "3,2", "4", "71")])
    one = odd.ikm(f'{BARE}{first}<div class="new" style="width:9cm">{second}</div>')
    assert values(read(one, tmp_path), "satker", "ikr", "ikm", "kualitas_hidup") == [
        ("BNN Kota Batu", "3.1", "3.2", "70"),
        ("Bali", "3.17", "3.79", "90.18"),
        ("Riau", "3.2", "4", "71"),
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "NAMA SATKER, NILAI DEKTARI dan KATEGORI disampaikan kemudian. BNN KOTA BATU mendapat "
        "nilai 52,10 dengan kategori Tinggi dan BNN KOTA DENPASAR 51,45 kategori Tinggi.",
        "NAMA SATKER<br>NILAI DEKTARI<br>KATEGORI<br>1. BNN KOTA BATU 52,10 Tinggi<br>"
        "2. BNN KOTA DENPASAR 51,45 Tinggi",
    ],
)
def test_prose_is_no_table(prose: str, tmp_path: Path) -> None:
    html = letter(odd.NOMOR, odd.DEKTARI_SUBJECT, odd.DATE, [*odd.BODY, prose])
    found = read(Typeset("dektari", 2024, html, {}), tmp_path)
    assert [item.kind for item in found.letters] == ["dektari"]
    assert found.rows == []
