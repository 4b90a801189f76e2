"""The year measured, among the years of laws, plans, spans and print dates that letters name."""

from pathlib import Path

import pytest

from extractors.model import Extraction
from extractors.reader import read_document
from extractors.years import year_in_body, year_in_subject
from tests.typeset import odd, report, single
from tests.typeset.country import provinces
from tests.typeset.frame import Typeset, annex_heading, header, letter, table

SCORES = ("NAMA SATKER", "NILAI DEKTARI", "KATEGORI")
ANNEX = table(header(SCORES), [("BNN KOTA BATU", "52,10", "Tinggi")])


def read(one: Typeset, tmp_path: Path, folder: str = "2019") -> Extraction:
    """A letter in the folder of a year that none of them measures."""
    return read_document(one.write(tmp_path / folder / "surat.pdf"))


@pytest.mark.parametrize(
    ("subject", "year"),
    [
        ("Dasar Penetapan Target PK Tahun 2025 berupa Hasil Dektari Tahun 2024", 2024),
        ("Rencana Tindak Lanjut Tahun 2025 atas Hasil Dektari T.A. 2024", 2024),
        ("Hasil Dektari Tahun 2024 sebagai acuan target PK Tahun 2025", 2024),
        ("Hasil Penghitungan Dektari 2024", 2024),
        ("Hasil Penghitungan Dektari T.A.2024", 2024),
        ("Hasil Penghitungan Dektari Triwulan IV 2024", 2024),
        ("Hasil Dektari sesuai Keputusan Kepala BNN Tahun 2020 pada Tahun 2024", 2024),
        ("Hasil Dektari sesuai Peraturan BNN Nomor 5 Tahun 2021 Tahun 2022", 2022),
        ("Capaian Perjanjian Kinerja Tahun 2024", 2024),
        ("Hasil Rapat tanggal 12 Maret 2023 dan Nilai Dektari Tahun 2024", 2024),
        ("PENETAPAN UNIT INTERVENSI BERBASIS MASYARAKAT TAHUN ANGGARAN 2024", 2024),
        ("Hasil Penghitungan Dektari Tahun 2023/2024", None),
        ("Hasil Penghitungan Dektari Tahun 2020-2024", None),
        ("Hasil Penghitungan Dektari Tahun 2023 dan Tahun 2024", None),
        ("Hasil Penghitungan Dektari Tahun 2024 untuk Tahun 2025", None),
    ],
)
def test_of_a_subjects_years_the_one_of_its_results_counts(subject: str, year: int | None) -> None:
    assert year_in_subject(subject) == (year, True)


@pytest.mark.parametrize(
    "subject", ["Hasil Penghitungan Dektari", "Hasil sebagai Dasar Target PK Tahun 2025"]
)
def test_a_subject_may_leave_the_year_to_the_body(subject: str) -> None:
    assert year_in_subject(subject) == (None, False)


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("2. Disampaikan hasil penghitungan Tahun 2022 terlampir.", 2022),
        ("a. Peraturan Kepala BNN tentang Pedoman Survei Tahun 2022; 2. Hasil terlampir.", None),
        ("2. Disampaikan hasil terlampir. Sesuai program Tahun 2023 yang dilanjutkan.", None),
        ("2. Disampaikan hasil Tahun 2023. Nilai Tahun 2022 terlampir pula.", None),
        ("2. Disampaikan hasil sebagai dasar target PK Tahun 2025.", None),
    ],
)
def test_a_bodys_year_is_the_one_it_tells_its_results_of(body: str, year: int | None) -> None:
    assert year_in_body(body) == year


def test_a_subject_beside_its_addressee_is_read_alone(tmp_path: Path) -> None:
    """Its last line, the year, stood behind the addressee's; a year of the body was taken."""
    html = f"""<p class="head">BADAN NARKOTIKA NASIONAL REPUBLIK INDONESIA</p>
        <table class="plain"><tr><td style="width:2.2cm">Nomor</td><td style="width:.3cm">:</td>
        <td style="width:7cm">{odd.NOMOR}</td><td style="width:6cm">Jakarta, 20 Desember 2024</td>
        </tr><tr><td>Sifat</td><td>:</td><td>Biasa</td><td></td></tr><tr><td>Perihal</td><td>:</td>
        <td>Hasil Penghitungan Indeks<br>Ketahanan Diri Remaja<br>(Dektari) Tahun<br>2024</td>
        <td>Kepada<br>Yth. Para Kepala BNNP<br>di<br>Tempat</td></tr></table><p>1. Rujukan :</p>
        <p>a. Peraturan Kepala BNN tentang Pedoman Survei Tahun 2022;</p><p>2. Hasil terlampir.</p>
        {annex_heading(odd.NOMOR, odd.DATE)}{ANNEX}"""
    (found,) = read(Typeset("dektari", 2024, html, {}), tmp_path).letters
    assert found.perihal == "Hasil Penghitungan Indeks Ketahanan Diri Remaja (Dektari) Tahun 2024"
    assert (found.kind, found.tahun, found.tahun_source) == ("dektari", 2024, "tercetak")


def test_a_subject_of_two_years_leaves_it_to_the_folder(tmp_path: Path) -> None:
    one = odd.national("dektari", "Hasil Penghitungan Dektari Tahun 2023/2024", ANNEX)
    (found,) = read(one, tmp_path, "2024").letters
    assert (found.tahun, found.tahun_source) == (2024, "folder")


@pytest.mark.parametrize("line", ["Tahun Anggaran : 2023", "Periode : DESEMBER 2023"])
def test_a_screen_prints_its_year_behind_a_colon(line: str, tmp_path: Path) -> None:
    one = single.ikpa(2024, count=1)
    one.html = one.html.replace("Sampai Dengan : DESEMBER", line)
    (found,) = read(one, tmp_path).letters
    assert (found.tahun, found.tahun_source) == (2023, "tercetak")


def test_an_annex_headed_by_another_year_is_told(tmp_path: Path) -> None:
    body = letter(odd.NOMOR, odd.DEKTARI_SUBJECT, odd.DATE, odd.BODY)
    html = f"{body}{annex_heading(odd.NOMOR, odd.DATE)}<p>HASIL DEKTARI TAHUN 2023</p>{ANNEX}"
    found = read(Typeset("dektari", 2024, html, {}), tmp_path)
    assert found.letters[0].tahun == 2024
    (told,) = [cell.problem for cell in found.cells if cell.problem]
    assert "2023" in told
    assert "2024" in told


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        (("Tanggal cetak: 03 Januari 2025", "BNNP BALI", "Nilai SMART", "75.62"), ["2024"]),
        (("Dicetak 2025", "BNNP BALI", "Nilai SMART", "75.62"), ["2024"]),
        (("BNNP BALI", "Tahun 2023", "Nilai SMART", "75.62", "Kinerja 2025"), ["2023"]),
        (
            (
                *("BNNP BALI", "Nilai SMART", "75.62", "Cukup", "Data ditarik 5 Januari 2025"),
                *("BNNP RIAU", "Nilai SMART", "85.62"),
            ),
            ["2024", "2024"],
        ),
    ],
)
def test_a_cards_year_is_a_budgets_not_a_print_dates(
    lines: tuple[str, ...], years: list[str], tmp_path: Path
) -> None:
    found = read(odd.card(*lines), tmp_path)
    assert [row.values["tahun"] for row in found.rows] == years


COVER = (
    "Laporan Kinerja Instansi Pemerintah (LKIP) Badan Narkotika Nasional Provinsi Bali Tahun 2024"
)


@pytest.mark.parametrize(
    ("cover", "satker"),
    [
        (
            "Laporan Kinerja sesuai Peraturan Menteri PANRB Nomor 53 Tahun 2014, Badan Narkotika "
            "Nasional Provinsi Bali Tahun 2024",
            "Badan Narkotika Nasional Provinsi Bali",
        ),
        (
            f"Laporan Kinerja merupakan pelaksanaan Rencana Strategis Tahun 2020-2024. {COVER}",
            "Badan Narkotika Nasional Provinsi Bali",
        ),
        (
            f"Tindak lanjut evaluasi Laporan Kinerja BNN Provinsi Bali Tahun 2023. {COVER}",
            "Badan Narkotika Nasional Provinsi Bali",
        ),
        ("Laporan Kinerja Instansi Pemerintah (LKIP) BNNP Bali Tahun 2024", "BNNP Bali"),
        ("Laporan Kinerja Instansi Pemerintah BNNK Sleman Tahun 2024", "BNNK Sleman"),
        ("Laporan Kinerja (LAKIP) BNN Kabupaten Sleman Tahun 2024", "BNN Kabupaten Sleman"),
        ("Laporan Kinerja (LKIP) Tahun 2024 BNN Kab. Sleman", "BNN Kab. Sleman"),
    ],
)
def test_a_report_is_of_the_year_and_unit_of_its_title(
    cover: str, satker: str, tmp_path: Path
) -> None:
    one = report.report(2024, next(p for p in provinces(0) if p.name == "Bali"), filler="Kegiatan.")
    one.html = one.html.replace(COVER, cover)
    assert cover in one.html
    (found,) = read(one, tmp_path).letters
    assert (found.kind, found.tahun, found.tahun_source) == ("lkip", 2024, "tercetak")
    assert found.satker == satker
