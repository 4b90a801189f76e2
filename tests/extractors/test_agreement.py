"""Agreements as offices print them: targets, objectives over several rows, budgets, whose it is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from expectations import validate
from expectations.reference import Reference
from expectations.verdict import NameResult
from extractors.model import Extraction
from extractors.reader import read_document
from tests.typeset import odd
from tests.typeset.frame import Typeset, header, table, write_pdf

REFERENCE = Path(__file__).parents[2] / "warehouse" / "reference"
HEAD = ("No", "Sasaran Kegiatan", "Indikator Kinerja", "Target")
ONE = [("1", "Sasaran satu", "Nilai Kinerja Anggaran", "90 Indeks")]


def read(one: Typeset, tmp_path: Path) -> Extraction:
    return read_document(one.write(tmp_path / "2024" / "pk.pdf"))


def values(found: Extraction, *columns: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(row.values[column] for column in columns)
        for row in found.rows
        if row.table == "perjanjian_kinerja"
    ]


def agreement(annex: str) -> Typeset:
    """An agreement with a table of its own making."""
    title = "<h1>PERJANJIAN KINERJA TAHUN 2024<br>BNN PROVINSI BALI</h1>"
    return Typeset("perjanjian_kinerja", odd.TAHUN, title + annex, {})


@pytest.mark.parametrize(
    "printed",
    ["75 s.d. 80 Indeks", "3 atau 4 Orang", "2 dari 5 Kabupaten", "1,250 Orang", "12 s/d14 Unit"],
)
def test_a_target_of_two_readings_is_held(printed: str, tmp_path: Path) -> None:
    found = read(odd.agreement([("1", "Sasaran", "Jumlah penyuluh", printed)]), tmp_path)
    assert values(found, "target", "satuan") == [(None, None)]
    assert [cell.printed for cell in found.cells if cell.problem] == [printed]


@pytest.mark.parametrize(
    ("target", "unit", "value"),
    [
        ("1.250", "Orang", "1250"),
        ("1,250", "Orang", None),
        ("3.250", "Indeks", "3.250"),
        ("3,250", "Indeks", "3.250"),
        ("1.250", "-", None),
        ("90", "Skala 0-100", "90"),
    ],
)
def test_a_unit_in_a_column_of_its_own_tells_thousands(
    target: str, unit: str, value: str | None, tmp_path: Path
) -> None:
    rows = [("1", "Sasaran", "Jumlah penyuluh", target, unit)]
    found = read(agreement(table(header((*HEAD, "Satuan")), rows)), tmp_path)
    assert values(found, "target", "satuan") == [(value, unit)]


@pytest.mark.parametrize("has_header", [True, False])
@pytest.mark.parametrize(
    ("above", "below"),
    [("90 Indeks", "95 Indeks"), ("5 Kabupaten/Kota", "7 Kabupaten/Kota"), ("63 %", "3,2 Indeks")],
)
def test_a_further_indicator_first_on_a_page_is_a_row(
    above: str, below: str, has_header: bool, tmp_path: Path
) -> None:
    first = [("1", "Sasaran satu", "Nilai ZI", "75 Indeks"), ("2", "Sasaran dua", "Nilai A", above)]
    second = [("", "", "Nilai B", below), ("3", "Sasaran tiga", "Nilai C", "3,2 Indeks")]
    found = read(agreement(odd.two_pages(HEAD, first, second, repeat=has_header)), tmp_path)
    printed = [tuple((value or "").split(" ", 1)) for value in (above, below)]
    read_back = values(found, "no", "indikator", "target", "satuan")
    assert [(row[0], row[1]) for row in read_back] == [
        ("1", "Nilai ZI"),
        ("2", "Nilai A"),
        (None, "Nilai B"),
        ("3", "Nilai C"),
    ]
    assert [row[2:] for row in read_back[1:3]] == [
        (number.replace(",", "."), unit) for number, unit in printed
    ]


@pytest.mark.parametrize(
    ("first", "second", "row"),
    [
        (
            ("2", "Sasaran dua", "Jumlah unit yang", "5 Kabupaten/"),
            ("", "", "operasional", "Kota"),
            ("2", "Jumlah unit yang operasional", "5", "Kabupaten/Kota"),
        ),
        (
            ("2", "Sasaran dua", "Jumlah lembaga", ""),
            ("", "", "rehabilitasi", "7 Lembaga"),
            ("2", "Jumlah lembaga rehabilitasi", "7", "Lembaga"),
        ),
        (
            ("2", "Sasaran dua", "Nilai Kinerja", "90 Indeks"),
            ("", "", "Anggaran", ""),
            ("2", "Nilai Kinerja Anggaran", "90", "Indeks"),
        ),
        (
            ("2", "Sasaran dua", "Nilai Kinerja", "9"),
            ("", "", "Anggaran", "0 Indeks"),
            ("2", "Nilai Kinerja Anggaran", None, None),
        ),
    ],
)
def test_a_target_broken_over_pages_is_one(
    first: Sequence[str],
    second: Sequence[str],
    row: tuple[str | None, ...],
    tmp_path: Path,
) -> None:
    """What may be two figures or one is held."""
    below = [second, ("3", "Sasaran tiga", "Nilai C", "3,2 Indeks")]
    found = read(agreement(odd.two_pages(HEAD, [*ONE, first], below)), tmp_path)
    assert values(found, "no", "indikator", "target", "satuan")[1:] == [
        row,
        ("3", "Nilai C", "3.2", "Indeks"),
    ]


@pytest.mark.parametrize(
    ("above", "below", "targets"),
    [("-", "95 Indeks", [None, "95"]), ("90 Indeks", "-", ["90", None])],
)
def test_a_dash_for_a_target_is_whole(
    above: str, below: str, targets: list[str | None], tmp_path: Path
) -> None:
    """Joined to the next row's it would be a minus."""
    first = [("1", "Sasaran satu", "Nilai A", above)]
    found = read(agreement(odd.two_pages(HEAD, first, [("", "", "Nilai B", below)])), tmp_path)
    assert values(found, "indikator", "target") == list(
        zip(("Nilai A", "Nilai B"), targets, strict=True)
    )


def test_a_merged_objective_goes_on_over_the_page(tmp_path: Path) -> None:
    count = 39
    first = (
        f'<tr><td rowspan="{count}">1</td><td rowspan="{count}">Sasaran satu</td>'
        "<td>Indikator 1</td><td>1 Indeks</td></tr>"
    )
    more = "".join(
        f'<tr><td style="height:26pt">Indikator {k}</td><td>{k} Indeks</td></tr>'
        for k in range(2, count + 1)
    )
    last = "<tr><td>2</td><td></td><td>Lain</td><td>7 Orang</td></tr>"
    annex = f"<table><thead>{header(HEAD)}</thead><tbody>{first}{more}{last}</tbody></table>"
    found = read(agreement(annex), tmp_path)
    assert {row.page for row in found.rows} == {1, 2}
    assert values(found, "sasaran", "indikator", "target") == [
        *(("Sasaran satu", f"Indikator {k}", str(k)) for k in range(1, count + 1)),
        (None, "Lain", "7"),
    ]
    assert judged(found) == {"dimuat"}


def test_an_objective_printed_once_is_not_put_beside_further_indicators(tmp_path: Path) -> None:
    """They are loaded without it; a row without number or target waits."""
    rows = [*ONE, ("", "", "Nilai IKPA", "95 Indeks"), ("", "", "Nilai ZI", "")]
    found = read(odd.agreement(rows), tmp_path)
    assert values(found, "no", "sasaran", "target") == [
        ("1", "Sasaran satu", "90"),
        (None, None, "95"),
        (None, None, None),
    ]
    assert judged(found, "no") == {"wajib_terisi"}
    assert judged(found) == {"dimuat", "karantina"}


def judged(found: Extraction, column: str | None = None) -> set[str]:
    """How validation leaves the rows; of a column, by which rules it fails them."""
    (letter,) = found.letters
    verdict = validate(
        letter,
        found.rows,
        found.cells,
        found.claims,
        reference=Reference.load(REFERENCE),
        resolve=lambda *_: NameResult(None),
    )
    if column is None:
        return {row.status for row in verdict.rows}
    return {f.rule for row in verdict.rows for f in row.failures if f.column == column}


def budget(found: Extraction) -> list[tuple[str | None, ...]]:
    return [
        (row.values["no"], row.values["kegiatan"], row.values["anggaran"])
        for row in found.rows
        if row.table == "anggaran_kegiatan"
    ]


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ("", "Pagu (dalam ribuan rupiah)"),
        ("", "Anggaran (Rp ribu)"),
        ("", "Anggaran (x Rp1.000)"),
        ("", "Anggaran (Rp.000)"),
        ("", "Anggaran (juta rupiah)"),
        ("<p>(dalam jutaan rupiah)</p>", "Anggaran"),
    ],
)
def test_a_budget_in_larger_units_is_held(above: str, heading: str, tmp_path: Path) -> None:
    rows = [("1", "Kegiatan Satu", "668.600"), ("2", "Kegiatan Dua", "1.810.000")]
    total = [("Jumlah", "", "2.478.600")]
    tail = above + table(header(("No", "Kegiatan", heading)), [*rows, *total])
    found = read(odd.agreement(ONE, tail=tail), tmp_path)
    assert budget(found) == [("1", "Kegiatan Satu", None), ("2", "Kegiatan Dua", None)]
    problems = [cell.problem or "" for cell in found.cells if cell.column == "anggaran"]
    assert all("rupiah penuh" in problem for problem in problems)
    assert all(claim.value is None for claim in found.claims if claim.claim == "total_anggaran")


def test_a_total_in_words_is_no_larger_unit(tmp_path: Path) -> None:
    rows = [("1", "Kegiatan Satu", "Rp.668.600.000")]
    tail = table(header(("No", "Kegiatan", "Anggaran (Rp)")), rows)
    tail += "<p>Terbilang: enam ratus enam puluh delapan juta enam ratus ribu rupiah</p>"
    found = read(odd.agreement(ONE, tail=tail), tmp_path)
    assert budget(found) == [("1", "Kegiatan Satu", "668600000")]


@pytest.mark.parametrize(
    ("markers", "numbers"),
    [
        (("1)", "2)"), ("1", "2")),
        (("(1)", "(2)"), (None, None)),
        (("a.", "b."), (None, None)),
        (("a)", "b)"), (None, None)),
    ],
)
def test_a_budget_list_is_read_however_it_is_numbered(
    markers: tuple[str, str], numbers: tuple[str | None, ...], tmp_path: Path
) -> None:
    names, amounts = ("Kegiatan Satu", "Kegiatan Dua"), ("668.600.000", "1.668.600.000")
    lines = "".join(
        f"<tr><td>{marker}</td><td>{name}</td><td>Rp. {amount},00</td></tr>"
        for marker, name, amount in zip(markers, names, amounts, strict=True)
    )
    tail = f'<p>1. Program P4GN</p><table class="plain">{lines}</table>'
    found = read(odd.agreement(ONE, tail=tail), tmp_path)
    assert budget(found) == [
        (number, name, amount.replace(".", ""))
        for number, name, amount in zip(numbers, names, amounts, strict=True)
    ]
    assert judged(found) == {"dimuat"}


def test_amounts_of_a_list_within_a_list_are_not_summed(tmp_path: Path) -> None:
    """The item of the outer list has three amounts, of which nobody knows which is its own."""
    items = (("1.", "Program Satu", "300"), ("a.", "Bagian Satu", "100"), ("b.", "Sisa", "200"))
    lines = "".join(
        f"<tr><td>{mark}</td><td>{name}</td><td>Rp. {amount}.000.000</td></tr>"
        for mark, name, amount in items
    )
    found = read(odd.agreement(ONE, tail=f'<table class="plain">{lines}</table>'), tmp_path)
    (row,) = [row for row in found.rows if row.table == "anggaran_kegiatan"]
    assert row.values["anggaran"] is None
    assert [cell.problem for cell in found.cells if cell.column == "anggaran"] == [
        "3 jumlah rupiah pada satu butir"
    ]


TITLE = "PERJANJIAN KINERJA TAHUN 2024"
HEAD_OFFICE = "KEPALA BADAN NARKOTIKA NASIONAL"
STATEMENT = (
    "<p>Dalam rangka mewujudkan manajemen yang efektif, kami yang bertanda tangan di bawah ini:</p>"
    "<p>Nama : {name}</p><p>Jabatan : Kepala {own}</p><p>selanjutnya disebut pihak pertama</p>"
    "<p>Nama : Martinus</p><p>Jabatan : Kepala {other}</p>"
    "<p>selaku atasan pihak pertama, selanjutnya disebut pihak kedua.</p>"
)


@pytest.mark.parametrize(
    ("title", "satker"),
    [
        ("PERJANJIAN KINERJA PERUBAHAN TAHUN 2024<br>BNN PROVINSI BALI", "BNN PROVINSI BALI"),
        ("REVISI PERJANJIAN KINERJA TAHUN 2024<br>BNNP BALI", "BNNP BALI"),
        (
            "PERJANJIAN KINERJA<br>KEPALA BNN KABUPATEN SLEMAN<br>TAHUN ANGGARAN 2024",
            "BNN KABUPATEN SLEMAN",
        ),
        ("PERJANJIAN KINERJA TAHUN 2024<br>KEPALA BNN PROVINSI BALI", "BNN PROVINSI BALI"),
    ],
)
def test_a_title_of_another_wording_names_the_satker(
    title: str, satker: str, tmp_path: Path
) -> None:
    (found,) = read(odd.agreement(ONE, title=title), tmp_path).letters
    assert (found.kind, found.satker, found.tahun) == ("perjanjian_kinerja", satker, 2024)


@pytest.mark.parametrize(
    ("signature", "satker"),
    [
        (
            f"<p>Pihak Kedua,</p><p>{HEAD_OFFICE}</p><p>Pihak Pertama,</p>"
            "<p>KEPALA BNN PROVINSI KALIMANTAN BARAT</p>",
            "BNN PROVINSI KALIMANTAN BARAT",
        ),
        (
            "<p>Pihak Kedua, &emsp; Pihak Pertama,</p>"
            "<p>KEPALA BNNP BALI &emsp; KEPALA BNN KABUPATEN BADUNG</p><p>Drs. BUDI &emsp; ANI</p>",
            "BNN KABUPATEN BADUNG",
        ),
        (
            "<p>Pihak Pertama, &emsp; Pihak Kedua,</p>"
            "<p>KEPALA BNN KABUPATEN BADUNG &emsp; KEPALA BNNP BALI</p><p>BUDI &emsp; ANI</p>",
            "BNN KABUPATEN BADUNG",
        ),
        (f"<p>Pihak Kedua,</p><p>{HEAD_OFFICE}</p><p>Pihak Pertama,</p>", None),
        ("<p>Pihak Pertama,</p><p>BUDI</p><p>Pihak Kedua,</p><p>KEPALA BNNP BALI</p>", None),
    ],
)
def test_the_first_partys_signature_names_the_satker(
    signature: str, satker: str | None, tmp_path: Path
) -> None:
    (found,) = read(odd.agreement(ONE, title=TITLE, tail=signature), tmp_path).letters
    assert found.satker == satker


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("BNN Provinsi Kalimantan Barat", "Badan Narkotika Nasional"),
        ("BNN Kabupaten Sleman", "BNN Provinsi DI Yogyakarta"),
        ("BNNK Sleman", "BNNP DI Yogyakarta"),
    ],
)
def test_the_first_party_of_the_statement_is_the_satker(
    own: str, other: str, tmp_path: Path
) -> None:
    statement = f"<h1>{TITLE}</h1>{STATEMENT.format(name='Budi', own=own, other=other)}"
    annex = f'<h1 class="new">LAMPIRAN PERJANJIAN KINERJA</h1>{table(header(HEAD), ONE)}'
    found = read(Typeset("perjanjian_kinerja", odd.TAHUN, statement + annex, {}), tmp_path)
    assert [(item.satker, item.page_last) for item in found.letters] == [(own, 2)]
    assert values(found, "target") == [("90",)]


SIGNED = "<p>JAKARTA, 20 Desember 2024</p>"


@pytest.mark.parametrize("named", ["", "<br>BNN PROVINSI BALI"])
def test_a_signed_statement_and_its_annex_are_one_agreement(named: str, tmp_path: Path) -> None:
    """Two of them in one file are two; an annex of two pages repeats its title."""
    parts = []
    for own in ("BNN Provinsi Bali", "BNN Provinsi Bali"):
        form = STATEMENT.format(name="Budi", own=own, other="Badan Narkotika Nasional")
        second = [("2", "Sasaran dua", "Nilai IKPA", "95 Indeks")]
        annex = f'<h1 class="new">{TITLE}{named}</h1>{table(header(HEAD), ONE)}'
        rest = f'<h1 class="new">{TITLE}{named}</h1>{table(header(HEAD), second)}{SIGNED}'
        html = f"<h1>{TITLE}</h1>{form}{SIGNED}{annex}{rest}"
        parts.append(Typeset("perjanjian_kinerja", odd.TAHUN, html, {}))
    path = tmp_path / "2024" / "pk.pdf"
    path.parent.mkdir()
    found = read_document(write_pdf(parts, path))
    assert [(item.page_first, item.page_last, item.satker) for item in found.letters] == [
        (1, 3, "BNN Provinsi Bali"),
        (4, 6, "BNN Provinsi Bali"),
    ]
    assert [(row.letter, row.values["target"]) for row in found.rows] == [
        *((1, "90"), (1, "95")),
        *((2, "90"), (2, "95")),
    ]


def test_an_annex_of_another_satker_is_no_statements(tmp_path: Path) -> None:
    form = STATEMENT.format(name="Budi", own="BNN Provinsi Riau", other="Badan Narkotika Nasional")
    annex = f'<h1 class="new">{TITLE}<br>BNN PROVINSI BALI</h1>{table(header(HEAD), ONE)}'
    html = f"<h1>{TITLE}</h1>{form}{SIGNED}{annex}"
    found = read(Typeset("perjanjian_kinerja", odd.TAHUN, html, {}), tmp_path)
    assert [item.satker for item in found.letters] == ["BNN Provinsi Riau", "BNN PROVINSI BALI"]
