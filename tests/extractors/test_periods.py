"""What a letter says is of a part of a year, and what of all of it."""

from pathlib import Path

import pytest

from extractors.model import Extraction
from extractors.periods import PART, part_of_year
from extractors.reader import read_document
from tests.typeset import odd, report, single
from tests.typeset.country import provinces
from tests.typeset.frame import Typeset, header, table

SCORES = ("NAMA SATKER", "NILAI DEKTARI", "KATEGORI")
ROWS = [("BNN KOTA BATU", "52,10", "Tinggi")]


def read(one: Typeset, tmp_path: Path) -> Extraction:
    return read_document(one.write(tmp_path / "2024" / "surat.pdf"))


def parts(found: Extraction) -> list[tuple[str | None, str | None, int]]:
    return [(c.value, c.scope, c.page) for c in found.claims if c.claim == PART]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sampai Dengan : MARET", "Sampai Dengan : MARET"),
        ("TA 2024 s.d. Triwulan II", "Triwulan II"),
        ("Hasil Dektari Semester I Tahun 2024", "Semester I"),
        ("Hasil TW III 2024", "TW III"),
        ("Target Triwulan ke-2", "Triwulan ke-2"),
        ("Posisi 30 Juni 2024", "Posisi 30 Juni 2024"),
        ("Periode Januari s.d. September 2024", "Periode Januari s.d. September 2024"),
        ("Triwulan I dan II", "Triwulan I dan II"),
        ("Sampai Dengan : DESEMBER", None),
        ("Hasil Triwulan IV 2024", None),
        ("Semester II", None),
        ("Posisi 30 Sept 2024", "Posisi 30 Sept 2024"),
        ("s.d. 31 Des 2024", None),
        ("Triwulan I s.d. IV", None),
        ("Semester I dan Semester II", None),
        ("Periode Januari - Desember 2024", None),
        ("Data per 5 Januari 2025", None),
        ("Jakarta, 12 Maret 2024", None),
        ("TAHAP PERTAMA TAHUN ANGGARAN 2024", None),
    ],
)
def test_a_part_of_a_year_is_what_ends_before_it(text: str, said: str | None) -> None:
    match = part_of_year(text, 2024)
    assert (match[0] if match else None) == said


def test_a_screen_says_the_month_it_runs_to(tmp_path: Path) -> None:
    one = single.ikpa(2024, count=1)
    assert parts(read(one, tmp_path)) == []
    one.html = one.html.replace("Sampai Dengan : DESEMBER", "Sampai Dengan : MARET")
    assert parts(read(one, tmp_path)) == [("Sampai Dengan : MARET", "surat", 1)]


@pytest.mark.parametrize(
    ("subject", "above", "head", "told"),
    [
        ("Hasil Dektari Semester I Tahun 2024", "", SCORES, [("Semester I", "surat", 1)]),
        ("Hasil Dektari Tahun 2024", "TRIWULAN II", SCORES, [("TRIWULAN II", "tabel", 2)]),
        (
            "Hasil Dektari Tahun 2024",
            "",
            ("NAMA SATKER", "NILAI DEKTARI TW I", "KATEGORI"),
            [("TW I", "tabel", 2)],
        ),
        ("Hasil Dektari Tahun 2024", "Menurut laporan triwulan II sebagai berikut:", SCORES, []),
    ],
)
def test_a_letter_says_it_in_its_subject_or_over_its_table(
    subject: str, above: str, head: tuple[str, ...], told: list[object], tmp_path: Path
) -> None:
    annex = f"<p>{above}</p>{table(header(head), ROWS)}"
    assert parts(read(odd.national("dektari", subject, annex), tmp_path)) == told


def test_a_table_of_a_part_goes_on_without_its_header(tmp_path: Path) -> None:
    head = ("NAMA SATKER", "NILAI DEKTARI TW I", "KATEGORI")
    annex = odd.two_pages(head, ROWS, [("BNN KOTA MALANG", "51,10", "Tinggi")], repeat=False)
    found = read(odd.national("dektari", "Hasil Dektari Tahun 2024", annex), tmp_path)
    assert parts(found) == [("TW I", "tabel", 2), ("TW I", "tabel", 3)]


def test_a_card_says_the_quarter_it_runs_to(tmp_path: Path) -> None:
    one = odd.card("BNNP BALI", "Nilai SMART", "40.10", "Sangat Kurang")
    one.html = one.html.replace("TA 2024", "TA 2024 s.d. Triwulan II")
    assert parts(read(one, tmp_path)) == [("Triwulan II", "surat", 1)]


def test_of_a_report_only_the_quarters_table_is_of_a_part(tmp_path: Path) -> None:
    one = report.report(2024, next(p for p in provinces(0) if p.name == "Bali"), filler="Kegiatan.")
    head = ("Indikator Kinerja", "Target Triwulan I", "Realisasi Triwulan I", "Capaian")
    quarter = table(header(head), [("Nilai Kinerja Anggaran BNN Provinsi Bali", "20", "19", "95%")])
    before = "<p>Analisis dilakukan dengan menyajikan perkembangan capaian.</p>"
    assert before in one.html
    one.html = one.html.replace(before, before + quarter)
    found = read(one, tmp_path)
    (claim,) = [claim for claim in found.claims if claim.claim == PART]
    inside = [
        row.values["target"]
        for row in found.rows
        if row.page == claim.page and claim.top < row.top < claim.bottom
    ]
    assert inside == ["20"]
    assert "19" not in {c.value for c in found.claims}
