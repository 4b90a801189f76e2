"""Oddities that were once read wrong without a word, each a small letter of its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from extractors.model import Extraction
from extractors.reader import read_document
from tests.typeset import national, odd, single
from tests.typeset.frame import Typeset, annex_heading, header, letter, table, write_pdf
from tests.typeset.scan import GREY_200, scan

SCORES = ("NAMA SATKER", "NILAI DEKTARI", "KATEGORI")
NUMBERED = ("NO", "SATUAN KERJA", "NILAI DEKTARA", "KATEGORI")


def read(one: Typeset, tmp_path: Path) -> Extraction:
    return read_document(one.write(tmp_path / "2024" / "surat.pdf"))


def values(extraction: Extraction, table_name: str, *columns: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(row.values[column] for column in columns)
        for row in extraction.rows
        if row.table == table_name
    ]


@pytest.mark.parametrize(
    "head",
    [
        ("NAMA SATKER", "INDEKS TARGET", "INDEKS DEKTARI", "KATEGORI"),
        ("NAMA SATKER", "NILAI DEKTARI 2023", "NILAI DEKTARI 2024", "KATEGORI"),
        ("NAMA SATKER", "HASIL RESPONDEN", "NILAI DEKTARI", "KATEGORI"),
        ("NAMA SATKER", "KATEGORI TARGET", "NILAI", "KATEGORI"),
    ],
)
def test_the_column_that_is_meant_is_read_and_the_other_told(
    head: tuple[str, ...], tmp_path: Path
) -> None:
    one = odd.dektari(table(header(head), [("BNN KOTA BATU", "53,00", "52,10", "Tinggi")]))
    found = read(one, tmp_path)
    assert values(found, "dektari", "satker", "nilai", "kategori") == [
        ("BNN KOTA BATU", "52.10", "Tinggi")
    ]
    assert [notice.code for notice in found.notices] == ["kolom_tidak_dikenal"]


def test_two_columns_that_may_both_be_meant_are_neither(tmp_path: Path) -> None:
    head = header(("NAMA SATKER", "NILAI DEKTARI", "NILAI DEKTARI", "KATEGORI"))
    found = read(
        odd.dektari(table(head, [("BNN KOTA BATU", "53,00", "52,10", "Tinggi")])), tmp_path
    )
    assert values(found, "dektari", "nilai") == [(None,)]
    doubts = [(c.printed, c.problem) for c in found.cells if c.column == "nilai"]
    assert [printed for printed, _ in doubts] == ["53,00", "52,10"]
    assert all(problem and "2 kolom" in problem for _, problem in doubts)


def test_a_header_never_takes_a_row_of_data(tmp_path: Path) -> None:
    head = header(("Uraian", "IKR", "IKM", "%"))
    rows = [("BNNP Jawa Timur", "3,28", "3,99", "93.15"), ("BNNP Bali", "3,86", "3,85", "92.86")]
    found = read(odd.ikm(table(head, rows)), tmp_path)
    assert values(found, "ikm_ikr", "satker", "ikm") == [
        ("BNNP Jawa Timur", "3.99"),
        ("BNNP Bali", "3.85"),
    ]


def test_a_continuation_of_other_widths_goes_on(tmp_path: Path) -> None:
    wide = [("BNN Kabupaten Hulu Sungai Selatan", "2,11", "3,48", "69.23")]
    narrow = [("Bali", "3,17", "3,79", "90.18"), ("Riau", "3,2", "4", "70")]
    first = table(header(("BNNP/BNNK", "IKR", "IKM", "%")), wide)
    second = f'<div class="new" style="width:6cm">{table("", narrow)}</div>'
    found = read(odd.ikm(first + second), tmp_path)
    assert values(found, "ikm_ikr", "satker", "ikr") == [
        ("BNN Kabupaten Hulu Sungai Selatan", "2.11"),
        ("Bali", "3.17"),
        ("Riau", "3.2"),
    ]


def test_a_table_that_nobody_places_is_kept_as_printed(tmp_path: Path) -> None:
    known = table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")])
    other = table("", [("1", "x", "BNN KOTA MALANG", "7", "51,00", "Tinggi")])
    found = read(odd.dektari(f'{known}<div class="new">{other}</div>'), tmp_path)
    assert values(found, "dektari", "satker") == [("BNN KOTA BATU",), (None,)]
    kept = [cell.printed for cell in found.cells if cell.row == 2]
    assert kept == ["1", "x", "BNN KOTA MALANG", "7", "51,00", "Tinggi"]
    assert all(cell.problem for cell in found.cells if cell.row == 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("BNN KABUPATEN BANGKA", "54,1", "Sangat Tinggi"), ("SELATAN", "1", "")),
        (("BNN KABUPATEN BANGKA", "54,11", "Sangat"), ("SELATAN", "", "Tinggi")),
        (("BNN KABUPATEN BANGKA SELATAN", "", ""), ("", "54,11", "Sangat Tinggi")),
        (("BNN KABUPATEN", "54,11", "Sangat Tinggi"), ("BANGKA SELATAN", "", "")),
        (("BNN", "", ""), ("KABUPATEN BANGKA SELATAN", "54,11", "Sangat Tinggi")),
    ],
)
def test_a_row_broken_over_pages_is_joined_where_the_name_is_the_key(
    first: tuple[str, ...], second: tuple[str, ...], tmp_path: Path
) -> None:
    above, below = ("BNN KOTA BATU", "52,10", "Tinggi"), ("BNN KOTA MALANG", "51,00", "Tinggi")
    one = odd.dektari(odd.two_pages(SCORES, [above, first], [second, below]))
    found = values(read(one, tmp_path), "dektari", "satker", "nilai", "kategori")
    assert found == [
        ("BNN KOTA BATU", "52.10", "Tinggi"),
        ("BNN KABUPATEN BANGKA SELATAN", "54.11", "Sangat Tinggi"),
        ("BNN KOTA MALANG", "51.00", "Tinggi"),
    ]


def test_a_numbered_row_whose_number_is_on_the_next_page_is_joined(tmp_path: Path) -> None:
    first = [("1", "BNN KOTA DENPASAR", "81,456", "TINGGI"), ("", "BNNP", "", "")]
    second = [
        ("2", "SUMATERA BARAT", "94,948", "SANGAT TINGGI"),
        ("3", "BNN KOTA MATARAM", "82,111", "TINGGI"),
    ]
    one = odd.dektara(odd.two_pages(NUMBERED, first, second))
    found = values(read(one, tmp_path), "dektara", "no", "satker", "nilai")
    assert found == [
        ("1", "BNN KOTA DENPASAR", "81.456"),
        ("2", "BNNP SUMATERA BARAT", "94.948"),
        ("3", "BNN KOTA MATARAM", "82.111"),
    ]


@pytest.mark.parametrize(
    "second", [("BNN KOTA BATU", "", ""), ("BNN KOTA BATU", "", "Tidak Selesai")]
)
def test_a_satker_without_result_first_on_a_page_is_a_row(
    second: tuple[str, ...], tmp_path: Path
) -> None:
    first = [("BNN KOTA DENPASAR", "51,45", "Tinggi")]
    one = odd.dektari(
        odd.two_pages(SCORES, first, [second, ("BNN KOTA MATARAM", "52,11", "Tinggi")])
    )
    found = values(read(one, tmp_path), "dektari", "satker", "nilai")
    assert found == [
        ("BNN KOTA DENPASAR", "51.45"),
        ("BNN KOTA BATU", None),
        ("BNN KOTA MATARAM", "52.11"),
    ]


def test_a_whole_row_without_its_number_first_on_a_page_is_a_row(tmp_path: Path) -> None:
    first = [("1", "BNN KOTA DENPASAR", "81,456", "TINGGI")]
    second = [
        ("", "BNNP NUSA TENGGARA BARAT", "80,123", "TINGGI"),
        ("2", "BNN KOTA MATARAM", "82,111", "TINGGI"),
    ]
    found = values(
        read(odd.dektara(odd.two_pages(NUMBERED, first, second)), tmp_path),
        "dektara",
        "no",
        "nilai",
    )
    assert found == [("1", "81.456"), (None, "80.123"), ("2", "82.111")]


def test_a_number_in_two_parts_and_its_value_are_joined(tmp_path: Path) -> None:
    first = [
        ("123", "BNN KOTA DENPASAR", "81,456", "TINGGI"),
        ("12", "BNN KOTA", "85,62", "SANGAT"),
    ]
    second = [("4", "BATU", "5", "TINGGI"), ("125", "BNN KOTA MATARAM", "82,111", "TINGGI")]
    found = values(
        read(odd.dektara(odd.two_pages(NUMBERED, first, second)), tmp_path),
        "dektara",
        "no",
        "satker",
        "nilai",
        "kategori",
    )
    assert found[1] == ("124", "BNN KOTA BATU", "85.625", "SANGAT TINGGI")
    assert len(found) == 3


def test_a_number_that_wraps_in_the_annex_is_the_letters(tmp_path: Path) -> None:
    annex = annex_heading("B/14732/I/DE/<br>PC.00/2025/BNN", odd.DATE) + table(
        header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")]
    )
    nomor = "B/14732/I/DE/PC.00/2025/BNN"
    html = letter(nomor, odd.DEKTARI_SUBJECT, odd.DATE, odd.BODY) + annex
    found = read(Typeset("dektari", 2024, html, {}), tmp_path)
    assert [(item.nomor, item.page_last) for item in found.letters] == [(nomor, 2)]
    assert len(found.rows) == 1


def test_annexes_behind_the_bodies_find_their_letters(tmp_path: Path) -> None:
    numbers = ("B/31/I/DE/PC.00/2025/BNN", "B/32/I/DE/PC.01/2025/BNN")
    subjects = (odd.DEKTARI_SUBJECT, odd.DEKTARA_SUBJECT)
    annexes = (
        table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")]),
        table(header(NUMBERED), [("1", "BNN KOTA BATU", "82,111", "TINGGI")]),
    )
    parts = [
        letter(nomor, subject, odd.DATE, odd.BODY)
        for nomor, subject in zip(numbers, subjects, strict=True)
    ]
    parts += [
        annex_heading(nomor, odd.DATE) + annex
        for nomor, annex in zip(numbers, annexes, strict=True)
    ]
    path = tmp_path / "2026" / "terpisah.pdf"
    path.parent.mkdir()
    found = read_document(write_pdf([Typeset("", 2024, part, {}) for part in parts], path))
    assert [(item.kind, item.nomor, item.tahun) for item in found.letters] == [
        ("dektari", numbers[0], 2024),
        ("dektara", numbers[1], 2024),
    ]
    assert [(row.letter, row.table) for row in found.rows] == [(1, "dektari"), (2, "dektara")]


def test_another_letters_annex_is_not_swallowed(tmp_path: Path) -> None:
    own = odd.dektari(table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")]))
    foreign = (
        '<p class="new">LAMPIRAN SURAT KEPALA BNN</p><p>NOMOR : B/9/XII/DE/PC.00/2022/BNN</p>'
        "<p>TANGGAL : 11 Desember 2022</p>"
        + table(header(SCORES), [("BNN KOTA MALANG", "51,00", "Tinggi")])
    )
    own.html += foreign
    found = read(own, tmp_path)
    assert [item.nomor for item in found.letters] == [odd.NOMOR, "B/9/XII/DE/PC.00/2022/BNN"]
    assert [row.letter for row in found.rows] == [1, 2]


@pytest.mark.parametrize("kind", ["dektari", "dektara"])
def test_an_annex_alone_is_known_by_its_table(kind: str, tmp_path: Path) -> None:
    rows = {
        "dektari": table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")]),
        "dektara": table(header(NUMBERED), [("1", "BNN KOTA BATU", "82,111", "TINGGI")]),
    }
    html = annex_heading(odd.NOMOR, odd.DATE) + rows[kind]
    found = read(Typeset(kind, 2024, html, {}), tmp_path)
    assert [(item.kind, item.nomor) for item in found.letters] == [(kind, odd.NOMOR)]


@pytest.mark.parametrize(
    ("subject", "body", "tahun", "source"),
    [
        ("(Dektari) sesuai Peraturan BNN Nomor 5 Tahun 2021 Tahun 2022", "", 2022, "tercetak"),
        ("(Dektari)", "dasar target Perjanjian Kinerja Tahun 2025", 2024, "folder"),
        ("(Dektari)", "hasil penghitungan Tahun 2022", 2022, "tercetak"),
    ],
)
def test_the_year_is_the_one_measured(
    subject: str, body: str, tahun: int, source: str, tmp_path: Path
) -> None:
    annex = table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")])
    one = odd.national(
        "dektari",
        f"Hasil Penghitungan Indeks Ketahanan Diri Remaja {subject}",
        annex,
        body=[f"2. Disampaikan {body}."],
    )
    (found,) = read(one, tmp_path).letters
    assert (found.tahun, found.tahun_source) == (tahun, source)


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (
            ("BNN PROVINSI PAPUA", "BARAT", "Nilai SMART", "75.62", "Cukup"),
            ("BNN PROVINSI PAPUA BARAT", "75.62", "Cukup"),
        ),
        (("BNNP BALI", "Nilai SMART 75.62", "Cukup"), ("BNNP BALI", "75.62", "Cukup")),
        (
            ("BNNP BALI", "Nilai SMART", "75.62", "Dicetak tanggal 3 Januari 2025"),
            ("BNNP BALI", "75.62", None),
        ),
    ],
)
def test_a_card_is_read_by_its_lines(
    lines: tuple[str, ...], row: tuple[str | None, ...], tmp_path: Path
) -> None:
    assert values(read(odd.card(*lines), tmp_path), "smart", "satker", "nilai", "kategori") == [row]


def test_each_card_of_a_page_has_its_own_year(tmp_path: Path) -> None:
    one = odd.card(
        *("BNNP BALI", "Nilai SMART", "75.62", "Cukup", "Evaluasi Kinerja Anggaran TA 2025"),
        *("BNNP BALI", "Nilai SMART", "91.62", "Sangat Baik"),
    )
    found = values(read(one, tmp_path), "smart", "tahun", "nilai")
    assert found == [("2024", "75.62"), ("2025", "91.62")]


@pytest.mark.parametrize(
    ("printed", "target", "satuan"),
    [
        ("1.250 Orang", "1250", "Orang"),
        ("3.250 Indeks", "3.250", "Indeks"),
        ("1.250", None, None),
        ("75 - 80", None, None),
        ("≥ 92 Indeks", None, None),
    ],
)
def test_a_target_is_one_number_and_what_it_counts(
    printed: str, target: str | None, satuan: str | None, tmp_path: Path
) -> None:
    one = odd.agreement([("1", "Sasaran", "Nilai Kinerja Anggaran", printed)])
    found = read(one, tmp_path)
    assert values(found, "perjanjian_kinerja", "target", "satuan") == [(target, satuan)]
    assert bool([cell for cell in found.cells if cell.problem]) == (target is None)


@pytest.mark.parametrize(
    "title",
    [
        "PERJANJIAN KINERJA BNN PROVINSI BALI TAHUN 2024",
        "PERJANJIAN KINERJA TAHUN 2024<br>BNN PROVINSI BALI<br>DENGAN KEPALA BNN",
    ],
)
def test_an_agreement_names_its_satker(title: str, tmp_path: Path) -> None:
    one = odd.agreement([("1", "Sasaran", "Nilai Kinerja Anggaran", "90 Indeks")], title=title)
    (found,) = read(one, tmp_path).letters
    assert (found.kind, found.satker, found.tahun) == (
        "perjanjian_kinerja",
        "BNN PROVINSI BALI",
        2024,
    )


def with_budget(items: Sequence[tuple[str, str, str]]) -> Typeset:
    """An agreement with a list of activities and their amounts."""
    lines = "".join(
        f'<tr><td style="width:5%">{a}</td><td style="width:60%">{b}</td><td>{c}</td></tr>'
        for a, b, c in items
    )
    return odd.agreement(
        [("1", "Sasaran", "Nilai Kinerja Anggaran", "90 Indeks")],
        tail=f'<table class="plain">{lines}</table>',
    )


def test_amounts_belong_to_the_items_beside_them(tmp_path: Path) -> None:
    """One amount is unreadable and a total follows: no other item may take what is not its own."""
    items = [
        ("1.", "Kegiatan Satu", "Rp.668.600.000"),
        ("2.", "Kegiatan Dua", "lihat DIPA"),
        ("3.", "Kegiatan Tiga", "Rp 1.708.687.000,-"),
        ("", "Jumlah", "Rp.3.187.287.000"),
    ]
    one = with_budget(items)
    found = values(read(one, tmp_path), "anggaran_kegiatan", "no", "anggaran")
    assert found == [("1", "668600000"), ("2", None), ("3", "1708687000")]


@pytest.mark.parametrize(
    "amount", ["Rp.175,000.000", "Rp.I75.000.000", "Rp.175.000.000;", "Rp.175. 000.00O"]
)
def test_a_list_keeps_its_last_item_whatever_its_amount(amount: str, tmp_path: Path) -> None:
    """The item was lost with an amount that a scan had given a comma."""
    items = [("1.", "Kegiatan Satu", "Rp.668.600.000"), ("2.", "Kegiatan Dua", amount)]
    found = read(with_budget(items), tmp_path)
    assert values(found, "anggaran_kegiatan", "no", "anggaran") == [("1", "668600000"), ("2", None)]


def test_a_stroke_makes_no_target_a_result(tmp_path: Path) -> None:
    """'Target IKR' is a stroke off a label that names no target: its column stays unread."""
    head = header(("Nama Satker", "Target IKR", "Realisasi", "Target IKM", "Realisasi"))
    one = odd.ikm(table(head, [("BNNP BALI", "3,20", "3,45", "3,10", "3,52")]))
    printed = one.write(tmp_path / "2024" / "surat.pdf")
    found = read_document(scan(printed, tmp_path / "s" / "2024" / "surat.pdf", GREY_200))
    assert {row.values.get(name) for row in found.rows for name in ("ikr", "ikm")} <= {None}


def test_a_scanned_header_is_known_by_all_but_a_stroke(tmp_path: Path) -> None:
    """What is printed wrong on purpose here a scan reads so; of text the column stays unknown."""
    head = header(("NAMA SATKER", "NILA! DEKTARI", "KATEG0RI"))
    rows = [("BNN KOTA BATU", "52,10", "Tinggi"), ("BNN KOTA MALANG", "51,20", "Tinggi")]
    one = odd.dektari(table(head, rows))
    assert read(one, tmp_path).rows[0].values["kategori"] is None
    printed = one.write(tmp_path / "2024" / "surat.pdf")
    scanned = read_document(scan(printed, tmp_path / "pindaian" / "2024" / "surat.pdf", GREY_200))
    assert values(scanned, "dektari", "nilai", "kategori") == [
        ("52.10", "Tinggi"),
        ("51.20", "Tinggi"),
    ]


def test_a_scanned_block_is_known_by_labels_a_letter_off(tmp_path: Path) -> None:
    one = single.ikpa(2024, count=2)
    one.html = one.html.replace(">Bobot<", ">Babot<").replace(">Nilai Aspek<", ">Nitai Aspak<")
    printed = one.write(tmp_path / "2024" / "omspan.pdf")
    text, scanned = (
        read_document(path)
        for path in (printed, scan(printed, tmp_path / "s" / "2024" / "omspan.pdf", GREY_200))
    )
    assert {row.values["bobot"] for row in text.rows if row.table == "ikpa_indikator"} == {None}
    truth = [row["bobot"] for row in one.truth["ikpa_indikator"]]
    assert values(scanned, "ikpa_indikator", "bobot") == [(value or None,) for value in truth]
    assert {claim.claim for claim in scanned.claims} >= {"nilai_aspek"}


def test_a_ruled_budget_list_is_read_too(tmp_path: Path) -> None:
    budget = table(
        header(("No", "Kegiatan", "Anggaran")),
        [("1", "Kegiatan Satu", "Rp.668.600.000"), ("2", "Kegiatan Dua", "Rp.810.000.000")],
    )
    rows = [("1", "Sasaran", "Nilai Kinerja Anggaran", "90 Indeks")]
    found = read(odd.agreement(rows, tail=budget), tmp_path)
    assert values(found, "anggaran_kegiatan", "kegiatan", "anggaran") == [
        ("Kegiatan Satu", "668600000"),
        ("Kegiatan Dua", "810000000"),
    ]
    assert len(values(found, "perjanjian_kinerja", "no")) == 1


def test_a_decree_is_dated_by_its_own_line(tmp_path: Path) -> None:
    html = """<p class="head">KEPUTUSAN KEPALA BADAN NARKOTIKA NASIONAL</p>
        <p class="head">NOMOR: KEP/214/III/DE/RH.03/2024/BNN</p><p class="head">TENTANG</p>
        <p class="head">PENETAPAN UNIT INTERVENSI BERBASIS MASYARAKAT TAHUN ANGGARAN 2024</p>
        <p>Memperhatikan : Rapat Koordinasi</p><p>Bogor, 12 Januari 2024</p>
        <p>pada tanggal : 12 Maret 2024</p>"""
    (found,) = read(Typeset("ibm", 2024, html, {}), tmp_path).letters
    assert (found.kind, found.tanggal) == ("ibm", "2024-03-12")


def test_an_annex_that_two_years_are_said_of_has_none(tmp_path: Path) -> None:
    """As where a scan lost a stroke of its II."""
    one, formed = national.ibm(2024), "BERBASIS MASYARAKAT YANG DIBENTUK TAHUN"
    html = one.html.replace(f"{formed} 2024", "<br>LAMPIRAN I").replace(
        f"{formed} 2023", "<br>LAMPIRAN II"
    )
    for said, years in (("II", {"2024", "2023"}), ("I", {None})):
        words = html.replace("Lampiran II sebagai", f"Lampiran {said} sebagai")
        found = read(replace(one, html=words), tmp_path)
        assert {row.values["tahun_terbentuk"] for row in found.rows} == years


UNITS = ("No", "Provinsi", "Satker", "Desa/Kelurahan", "Kecamatan", "Kabupaten/Kota")


def units(*annexes: tuple[str, ...], article: str = "") -> Typeset:
    """A decree whose annexes, each with a heading of some lines, stand on one page."""
    html = f"""<p class="head">KEPUTUSAN KEPALA BADAN NARKOTIKA NASIONAL</p>
        <p class="head">NOMOR: KEP/214/III/DE/RH.03/2024/BNN</p><p class="head">TENTANG</p>
        <p class="head">PENETAPAN UNIT INTERVENSI BERBASIS MASYARAKAT TAHUN ANGGARAN 2024</p>
        <p>Menimbang : bahwa perlu</p><p>{article}</p><p>pada tanggal : 12 Maret 2024</p>
        <div class="new"></div>"""
    for heading in annexes:
        lines = "".join(f'<p class="head">{line}</p>' for line in heading)
        row = ("1", "Bali", "BNNP Bali", f"Desa {heading[-1]}", "Kecamatan Satu", "Kota Denpasar")
        html += lines + table(header(UNITS), [row])
    return Typeset("ibm", 2024, html, {})


@pytest.mark.parametrize(
    ("headings", "article", "years"),
    [
        (("UNIT IBM YANG DIBENTUK TAHUN 2024", "UNIT IBM YANG DIBENTUK TAHUN 2023"), "", (4, 3)),
        (("UNIT IBM TAHUN 2024", "UNIT IBM TAHUN 2023"), "", (4, 3)),
        (("UNIT IBM TAHUN ANGGARAN 2024", "UNIT IBM TAHUN ANGGARAN 2024"), "", (None, None)),
        (("", ""), "Lampiran I sebagai unit IBM terbentuk tahun 2024", (4, None)),
        (
            ("UNIT IBM TAHUN 2024", "UNIT IBM TAHUN 2024"),
            "Lampiran II sebagai unit IBM terbentuk tahun 2023",
            (4, None),
        ),
    ],
)
def test_each_annex_of_a_page_has_the_year_of_its_own_heading(
    headings: tuple[str, str], article: str, years: tuple[int | None, ...], tmp_path: Path
) -> None:
    """What heading and article contradict is nobody's."""
    annexes = [(f"LAMPIRAN {n}", text) for n, text in zip(("I", "II"), headings, strict=True)]
    found = values(read(units(*annexes, article=article), tmp_path), "ibm", "tahun_terbentuk")
    assert found == [(f"202{year}" if year else None,) for year in years]


def test_a_date_may_run_over_two_lines(tmp_path: Path) -> None:
    one = odd.dektari(table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")]))
    one.html = one.html.replace("Jakarta, 20 Desember 2024", "Jakarta, 20 Desember<br>2024", 1)
    one.html = one.html.replace("TANGGAL : 20 Desember 2024", "TANGGAL :", 1)
    (found,) = read(one, tmp_path).letters
    assert found.tanggal == odd.DATE


def test_two_agreements_of_one_satker_are_two(tmp_path: Path) -> None:
    rows = [("1", "Sasaran", "Nilai Kinerja Anggaran", "90 Indeks")]
    path = tmp_path / "2024" / "pk.pdf"
    path.parent.mkdir()
    found = read_document(write_pdf([odd.agreement(rows), odd.agreement(rows)], path))
    assert [(item.kind, item.page_first) for item in found.letters] == [
        ("perjanjian_kinerja", 1),
        ("perjanjian_kinerja", 2),
    ]


def test_a_folder_cannot_be_later_than_the_signature(tmp_path: Path) -> None:
    """An annex signed in 2024, filed under 2026, that prints no year: nobody can tell."""
    html = annex_heading(odd.NOMOR, odd.DATE) + table(
        header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")]
    )
    path = Typeset("dektari", 2024, html, {}).write(tmp_path / "2026" / "lampiran.pdf")
    (found,) = read_document(path).letters
    assert (found.tahun, found.tahun_source) == (None, None)


def test_a_name_that_overflows_its_cell_stays_whole(tmp_path: Path) -> None:
    rows = [("BNN KOTA PEMATANGSIANTAR", "53,02", "Tinggi")]
    narrow = (
        "<style>td:nth-child(1) { width: 2.2cm; max-width: 2.2cm } table { width: auto }</style>"
    )
    found = read(odd.dektari(narrow + table(header(SCORES), rows)), tmp_path)
    assert values(found, "dektari", "satker", "nilai") == [("BNN KOTA PEMATANGSIANTAR", "53.02")]


def test_figures_that_do_not_join_are_two_rows(tmp_path: Path) -> None:
    """The row before lacks a figure of its own, and the next begins as no name here has begun."""
    head = ("BNNP/BNNK", "IKR", "IKM", "%")
    first = [("BNN Kota Batu", "3,1", "3,2", "70.5"), ("BNNP Bengkulu", "3,57", "2,35", "")]
    one = odd.ikm(odd.two_pages(head, first, [("Lampung", "2,47", "3,95", "98.99")], repeat=False))
    found = values(read(one, tmp_path), "ikm_ikr", "satker", "ikr", "kualitas_hidup")
    assert found[1:] == [("BNNP Bengkulu", "3.57", None), ("Lampung", "2.47", "98.99")]


def test_a_page_with_nothing_on_it_is_passed_over(tmp_path: Path) -> None:
    rows = [("BNN KOTA BATU", "52,10", "Tinggi")]
    path = odd.dektari(table(header(SCORES), rows)).write(tmp_path / "2024" / "surat.pdf")
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
        document.new_page(595, 842, 1)
        document.save(path.with_name("sela.pdf"))
    found = read_document(path.with_name("sela.pdf"))
    assert found.page_count == pages + 1
    assert values(found, "dektari", "satker", "nilai") == [("BNN KOTA BATU", "52.10")]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("NAMA SATKER", "KENAIKAN INDEKS DEKTARI", "CAPAIAN", "KATEGORI"), ("1,20", "52,10")),
        (("NAMA SATKER", "NILAI DEKTARI AWAL", "NILAI AKHIR", "KATEGORI"), ("49,10", "52,10")),
        (("NAMA SATKER", "RESPONDEN DEKTARI", "RATA-RATA", "KATEGORI"), ("120", "52,10")),
        (("NAMA SATKER", "DEKTARI NASIONAL", "NILAI", "KATEGORI"), ("51,37", "52,10")),
        (("NAMA SATKER", "KATEGORI TAHUN LALU", "INDEKS", "PREDIKAT"), ("Rendah", "52,10")),
    ],
)
def test_a_column_of_something_else_about_the_index_is_not_the_index(
    head: tuple[str, ...], cells: tuple[str, str], tmp_path: Path
) -> None:
    found = read(odd.dektari(table(header(head), [("BNN KOTA BATU", *cells, "Tinggi")])), tmp_path)
    assert values(found, "dektari", "nilai", "kategori") == [("52.10", "Tinggi")]
    assert {notice.code for notice in found.notices} == {"kolom_tidak_dikenal"}


def test_a_figure_beside_its_verified_one_is_not_taken(tmp_path: Path) -> None:
    head = ("NO", "SATKER", "NILAI DEKTARA", "NILAI SETELAH VERIFIKASI", "KATEGORI")
    found = read(
        odd.dektara(table(header(head), [("1", "BNN KOTA BATU", "82,1", "79,1", "Tinggi")])),
        tmp_path,
    )
    assert values(found, "dektara", "nilai") == [(None,)]
    assert [c.printed for c in found.cells if c.problem] == ["82,1", "79,1"]


def test_a_share_is_not_taken_from_a_count_of_clients(tmp_path: Path) -> None:
    head = ("Satker", "IKR", "IKM", "Jumlah Klien Meningkat Kualitas Hidup", "Persentase (%)")
    found = read(
        odd.ikm(table(header(head), [("BNNP Bali", "3,28", "3,99", "35", "93,15")])), tmp_path
    )
    assert values(found, "ikm_ikr", "kualitas_hidup") == [("93.15",)]


def test_merged_headers_are_told_apart_by_what_stands_beneath(tmp_path: Path) -> None:
    head = (
        '<tr><th rowspan="2">Satker</th><th colspan="2">IKR</th><th colspan="2">IKM</th>'
        '<th rowspan="2">%</th></tr><tr><th>Nilai</th><th>Mutu</th><th>Nilai</th><th>Mutu</th></tr>'
    )
    row = ("BNNP Bali", "3,28", "Baik", "3,99", "Sangat Baik", "93,15")
    found = read(odd.ikm(table(head, [row])), tmp_path)
    assert values(found, "ikm_ikr", "ikr", "ikm", "kualitas_hidup") == [("3.28", "3.99", "93.15")]


@pytest.mark.parametrize("office", ["KLINIK PRATAMA", "INSTANSI", "PANTI"])
def test_a_printed_header_is_never_overruled_by_the_usual_order(
    office: str, tmp_path: Path
) -> None:
    head = header((office, "IKM", "IKR", "PENINGKATAN KUALITAS HIDUP"))
    found = read(odd.ikm(table(head, [("BNNP Bali", "3,28", "3,99", "93,15")])), tmp_path)
    assert values(found, "ikm_ikr", "ikm", "ikr")[-1] in {("3.28", "3.99"), (None, None)}
    if office == "PANTI":
        assert all(cell.problem for cell in found.cells)


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("", ("NO", "NAMA SATKER", "TARGET", "KATEGORI")),
        ("", ("NAMA SATKER", "TARGET", "KATEGORI")),
        ("<p>HASIL TAHUN 2023</p>", SCORES),
    ],
)
def test_another_table_after_the_annex_is_not_its_continuation(
    title: str, head: tuple[str, ...], tmp_path: Path
) -> None:
    cells = [("1", "BNN KOTA KEDIRI", "53,10", "Tinggi")[-len(head) :]]
    annex = table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")])
    found = read(
        odd.dektari(f'{annex}<div class="new"></div>{title}{table(header(head), cells)}'), tmp_path
    )
    read_whole = [row for row in values(found, "dektari", "satker", "nilai") if row[1]]
    assert read_whole == [("BNN KOTA BATU", "52.10")]
    assert any("53,10" in cell.printed and cell.problem for cell in found.cells)


@pytest.mark.parametrize("mark", ["¹", "<sup>1</sup>"])
def test_the_mark_of_a_footnote_is_no_figure(mark: str, tmp_path: Path) -> None:
    head = header(("NAMA SATKER§", "NILAI DEKTARI", "KATEGORI"))
    rows = [("BNN KOTA BATU", "52,1§", "Tinggi"), ("BNN KOTA KEDIRI", "51,2", "Tinggi")]
    one = odd.dektari(table(head, rows))
    found = read(replace(one, html=one.html.replace("§", mark)), tmp_path)
    assert values(found, "dektari", "nilai") == [(None,), ("51.2",)]
    assert [cell.printed for cell in found.cells if cell.problem] == ["52,1¹"]


def test_columns_counted_in_their_own_cells_and_weights_in_brackets_are_known(
    tmp_path: Path,
) -> None:
    head = ("NO 1", "BNNP 2", "PEMENUHAN (30) 3", "REFORM (30) 4", "HASIL (40) 5", "JUMLAH 6")
    annex = table(header(head), [("1", "BNNP Bali", "25,00", "24,00", "30,00", "79,00")])
    one = odd.national("zi", "Penyampaian Nilai Zona Integritas Tahun 2024", annex)
    assert values(read(one, tmp_path), "zi", "hasil", "jumlah") == [("30.00", "79.00")]


def test_a_row_of_averages_is_no_rest_of_the_row_before(tmp_path: Path) -> None:
    first = [("1", "BNN KOTA BATU", "82,1", "TINGGI"), ("2", "BNN KOTA MALANG", "81,1", "TINGGI")]
    annex = odd.two_pages(NUMBERED, first, [("", "RATA-RATA", "81,6", "")], repeat=False)
    assert values(read(odd.dektara(annex), tmp_path), "dektara", "satker", "nilai") == [
        ("BNN KOTA BATU", "82.1"),
        ("BNN KOTA MALANG", "81.1"),
        ("RATA-RATA", "81.6"),
    ]


def test_areas_with_provinces_in_a_column_of_their_own_are_known(tmp_path: Path) -> None:
    head = ("NO", "PROVINSI", "KABUPATEN/KOTA", "Ketahanan Keluarga", "Ketahanan Masyarakat")
    more = ("Kewilayahan", "Kelembagaan", "Hukum", "IKOTAN", "KATEGORI", "MUTU")
    scores = ("3,01", "3,02", "3,03", "3,04", "3,05", "3,03", "Tanggap", "B")
    annex = table(header((*head, *more)), [("1", "Jawa Timur", "Kota Batu", *scores)])
    one = odd.national("kotan", "Hasil Pengukuran Indeks KOTAN Tahun 2024", annex)
    found = read(one, tmp_path)
    assert values(found, "kotan", "wilayah", "indeks") == [("Kota Batu", "3.03")]


def _screenshot(rows: Sequence[Sequence[str]], folder: Path) -> str:
    """A table as a picture, as pasted from a sheet."""
    html = f"<style>@page{{size:14cm 6cm;margin:0}}</style>{table('', rows)}"
    path = Typeset("sheet", 2024, html, {}).write(folder / "gambar.pdf")
    picture = pypdfium2.PdfDocument(path)[0].render(scale=200 / 72).to_pil()
    picture.save(folder / "gambar.png")
    return f'<img style="width:14cm" src="file://{folder / "gambar.png"}">'


def test_rows_of_a_table_that_goes_on_as_a_picture_are_read_and_told(tmp_path: Path) -> None:
    annex = table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")])
    pasted = _screenshot(
        [("BNNP RIAU", "49,10", "Rendah"), ("BNNP ACEH", "48,20", "Rendah")], tmp_path
    )
    prose = "<p>Catatan: hasil dihitung dari jawaban remaja yang lengkap saja.</p>" * 8
    found = read(odd.dektari(f'{annex}<div class="new"></div>{pasted}{prose}'), tmp_path)
    assert values(found, "dektari", "satker", "nilai") == [
        ("BNN KOTA BATU", "52.10"),
        ("BNNP RIAU", "49.10"),
        ("BNNP ACEH", "48.20"),
    ]
    assert [notice.code for notice in found.notices] == ["tabel_dalam_gambar"]


@pytest.mark.parametrize(
    "count", [("(1)", "(2)", "(3)"), ("-1", "-2", "-3"), ("a", "b", "c"), ("1", "2", "3=1+2")]
)
def test_a_row_that_counts_the_columns_is_none(count: tuple[str, ...], tmp_path: Path) -> None:
    rows = [count, ("BNN KOTA BATU", "52,10", "Tinggi")]
    found = read(odd.dektari(table(header(SCORES), rows)), tmp_path)
    assert values(found, "dektari", "satker") == [("BNN KOTA BATU",)]


def test_a_merged_cell_goes_on_over_the_page(tmp_path: Path) -> None:
    """Word prints its words once, on the page where it begins."""
    head = header(("No", "Provinsi", "Satker", "Desa/Kelurahan", "Kecamatan", "Kabupaten/Kota"))
    rows = [(str(k), f"Desa {k}", "Ubud", "Kabupaten Gianyar") for k in range(2, 61)]
    annex = table(head, [("1", "§", "§§", "Desa 1", "Ubud", "Kabupaten Gianyar"), *rows])
    one = odd.national("ibm", "Penetapan Unit Intervensi Berbasis Masyarakat Tahun 2024", annex)
    merged = one.html.replace("<td>§</td>", '<td rowspan="60">Bali</td>')
    merged = merged.replace("<td>§§</td>", '<td rowspan="60">BNN Kabupaten Gianyar</td>')
    found = read(replace(one, html=merged), tmp_path)
    assert len({row.page for row in found.rows}) > 1
    assert values(found, "ibm", "provinsi", "satker") == 60 * [("Bali", "BNN Kabupaten Gianyar")]
    assert {cell.page for cell in found.cells if cell.column == "satker"} == {found.rows[0].page}
