"""The day a letter was signed, among the days that its text speaks of."""

from pathlib import Path

import pytest

from extractors.reader import read_document
from tests.typeset import odd
from tests.typeset.frame import Typeset, header, table

HEAD = ("NAMA SATKER", "NILAI DEKTARI", "KATEGORI")
ANNEX = table(header(HEAD), [("BNN KOTA BATU", "52,10", "Tinggi")])
PLACED, LABELLED, SIGNED = (
    "Jakarta, 20 Desember 2024",
    "TANGGAL : 20 Desember 2024",
    "a.n. Kepala Badan Narkotika Nasional",
)


def date_of(html: str, tmp_path: Path) -> str | None:
    one = Typeset("dektari", 2024, html, {})
    (found,) = read_document(one.write(tmp_path / "2024" / "surat.pdf")).letters
    return found.tanggal


def letter(*changes: tuple[str, str]) -> str:
    html = odd.dektari(ANNEX).html
    for old, new in changes:
        assert old in html
        html = html.replace(old, new)
    return html


@pytest.mark.parametrize(
    ("changes", "tanggal"),
    [
        ((), "2024-12-20"),
        ((("1. Rujukan :", "1. Nota Kesepahaman di Bandung, 12 Maret 2024"),), "2024-12-20"),
        (
            (
                (PLACED, ""),
                ("1. Rujukan :", "1. Nota Kesepahaman di Bandung, 12 Maret 2024"),
                (SIGNED, PLACED),
            ),
            "2024-12-20",
        ),
        (
            ((PLACED, "Jakarta, 20-12-2024"), (LABELLED, "TANGGAL : 20-12-2024")),
            "2024-12-20",
        ),
        (((PLACED, ""), (LABELLED, "TANGGAL : 20/12/2024")), "2024-12-20"),
        (((PLACED, "Jakarta, 12-20-2024"), (LABELLED, "")), None),
        (
            (
                (PLACED, "Jakarta, &nbsp;&nbsp; Desember 2024"),
                (LABELLED, "TANGGAL : &nbsp;&nbsp; Desember 2024"),
                ("2. Sehubungan", "2. Sehubungan dengan Rapat Evaluasi di Bogor, 12 Maret 2024"),
            ),
            None,
        ),
    ],
)
def test_a_letter_is_dated_where_its_date_stands_alone(
    changes: tuple[tuple[str, str], ...], tanggal: str | None, tmp_path: Path
) -> None:
    assert date_of(letter(*changes), tmp_path) == tanggal


def test_a_memorandum_is_dated_by_its_label(tmp_path: Path) -> None:
    html = f"""<p class="head">NOTA DINAS</p><p class="head">Nomor : {odd.NOMOR}</p>
        <p>Kepada : Yth. Kepala BNNP</p><p>Perihal : Hasil Penghitungan Dektari Tahun 2024</p>
        <p>Tanggal : 20 Desember 2024</p>
        <p>1. Rujukan hasil Rapat Kerja Deputi Pencegahan, 12 Maret 2024.</p>{ANNEX}"""
    assert date_of(html, tmp_path) == "2024-12-20"


def test_a_date_beside_the_number_is_the_letters(tmp_path: Path) -> None:
    row = f'<td style="width:9cm">Nomor : {odd.NOMOR}</td><td>{PLACED}</td>'
    html = letter((PLACED, ""), (LABELLED, ""), (f"<p>Nomor : {odd.NOMOR}</p>", row))
    html = html.replace(row, f'<table class="plain"><tr>{row}</tr></table>')
    assert date_of(html, tmp_path) == "2024-12-20"
