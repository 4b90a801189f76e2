"""What a subject makes of a letter: results of a kind, or none of the pipeline's business."""

from pathlib import Path

import pytest

from extractors.kind import all_kinds
from extractors.model import Extraction
from extractors.reader import read_document
from extractors.years import is_of_plans, is_of_results
from tests.typeset import odd
from tests.typeset.frame import Typeset, annex_heading, header, letter, table

DEKTARI = table(
    header(("NAMA SATKER", "NILAI DEKTARI", "KATEGORI")), [("BNN KOTA BATU", "52,10", "Tinggi")]
)
DEKTARA = table(
    header(("NO", "SATUAN KERJA", "INDEKS", "KATEGORI")), [("1", "BNN KOTA BATU", "80,1", "TINGGI")]
)
ZI = table(
    header(("NO", "SATKER", "PEMENUHAN", "REFORM", "HASIL", "TOTAL")),
    [("1", "BNNP Bali", "25,00", "24,00", "30,00", "79,00")],
)
IKM = table(header(("Nama Satker", "IKR", "IKM", "%")), [("BNNP Bali", "3,28", "3,99", "93,15")])


def read(one: Typeset, tmp_path: Path) -> Extraction:
    return read_document(one.write(tmp_path / "2024" / "surat.pdf"))


@pytest.mark.parametrize(
    ("subject", "plans", "results"),
    [
        ("Penetapan Target Indeks Ketahanan Diri Remaja (Dektari) Tahun 2025", True, False),
        ("Target Indeks Ketahanan Keluarga (Dektara) Tahun 2025", True, False),
        ("Target Persentase Peningkatan Kualitas Hidup Tahun 2025", True, False),
        ("Penetapan Nilai Target Zona Integritas Tahun 2025", True, False),
        ("Rencana Pembentukan Unit IBM Tahun 2025", True, False),
        ("Capaian Target Dektari Tahun 2024", False, True),
        ("Target dan Realisasi Dektari Tahun 2024", False, True),
        ("Dasar Penetapan Target PK Tahun 2025 berupa Hasil Dektari Tahun 2024", False, True),
        ("Hasil Penghitungan Dektari sebagai Acuan Target Tahun 2025", False, True),
        ("Penetapan Unit Intervensi Berbasis Masyarakat Tahun Anggaran 2024", False, False),
    ],
)
def test_a_subject_is_about_plans_or_results(subject: str, plans: bool, results: bool) -> None:
    assert (is_of_plans(subject), is_of_results(subject)) == (plans, results)


@pytest.mark.parametrize(
    ("subject", "annex"),
    [
        ("Penetapan Target Indeks Ketahanan Diri Remaja (Dektari) Tahun 2025", DEKTARI),
        ("Target Indeks Ketahanan Keluarga (Dektara) Tahun 2025", DEKTARA),
        ("Undangan Rapat Pembahasan Hasil Penghitungan Dektari Tahun 2024", DEKTARI),
        ("Permintaan Perbaikan Nilai Tahun 2024", ZI),
        ("Jadwal Kegiatan Tahun 2024", ZI),
    ],
)
def test_a_letter_without_results_loads_nothing(subject: str, annex: str, tmp_path: Path) -> None:
    found = read(odd.national("dektari", subject, annex), tmp_path)
    assert [item.kind for item in found.letters] == ["tidak_dikenal"]
    assert found.rows == []


@pytest.mark.parametrize(
    ("subject", "kinds"),
    [
        ("Nilai Zona Integritas BNN Provinsi dan BNN Kabupaten/Kota Nasional", {"zi"}),
        ("Hasil Pengukuran Indeks KOTAN Tahun 2023", {"kotan"}),
        ("HasilPengukuranIndeksKOTANTahun 2023", {"kotan"}),
        ("Hasil Kota Nasional dan KOTAN", {"kotan"}),
    ],
)
def test_a_subject_names_a_kind_by_whole_words(subject: str, kinds: set[str]) -> None:
    assert {kind.name for kind in all_kinds() if kind.has_subject(subject)} == kinds


@pytest.mark.parametrize(
    ("subject", "annex", "kind"),
    [
        ("Penyampaian Hasil Survei IKM dan IKR Tahun 2024", IKM, "ikm_ikr"),
        (
            "Hasil Indeks Kepuasan Masyarakat dan Indeks Kapabilitas Rehabilitasi Tahun 2024",
            IKM,
            "ikm_ikr",
        ),
        ("Persentase Peningkatan Kualitas Hidup Klien Tahun 2024", IKM, "ikm_ikr"),
        ("Hasil Penilaian Internal Pembangunan ZI Menuju WBK/WBBM Tahun 2024", ZI, "zi"),
        ("Penyampaian Hasil Tahun 2024", DEKTARA, "tidak_dikenal"),
    ],
)
def test_results_without_a_kind_are_known_by_their_annex(
    subject: str, annex: str, kind: str, tmp_path: Path
) -> None:
    """A header that two kinds have tells none."""
    found = read(odd.national(kind, subject, annex), tmp_path)
    assert [item.kind for item in found.letters] == [kind]
    assert bool(found.rows) == (kind != "tidak_dikenal")


@pytest.mark.parametrize(
    ("heading", "kind"), [("TARGET DEKTARI TAHUN 2025", "tidak_dikenal"), ("HASIL 2024", "dektari")]
)
def test_an_annex_of_targets_alone_loads_nothing(heading: str, kind: str, tmp_path: Path) -> None:
    html = f"{annex_heading(odd.NOMOR, odd.DATE)}<p>{heading}</p>{DEKTARI}"
    found = read(Typeset("dektari", 2024, html, {}), tmp_path)
    assert [item.kind for item in found.letters] == [kind]


def test_a_body_alone_makes_no_kind(tmp_path: Path) -> None:
    body = ["2. Disampaikan nilai pemenuhan, reform, hasil dan jumlah Zona Integritas."]
    html = letter(odd.NOMOR, "Penyampaian Hasil Tahun 2024", odd.DATE, body)
    found = read(Typeset("zi", 2024, html, {}), tmp_path)
    assert [item.kind for item in found.letters] == ["tidak_dikenal"]


def test_a_circular_is_about_what_stands_under_its_tentang(tmp_path: Path) -> None:
    html = f"""<p class="head">SURAT EDARAN</p>
        <p class="head">NOMOR : SE/12/XII/DE/PC.00/2024/BNN</p><p class="head">TENTANG</p>
        <p class="head">HASIL PENGHITUNGAN INDEKS KETAHANAN DIRI REMAJA<br>TAHUN 2024</p>
        <p>Jakarta, 20 Desember 2024</p>{DEKTARI}"""
    found = read(Typeset("dektari", 2024, html, {}), tmp_path)
    (one,) = found.letters
    assert (one.kind, one.tahun, one.tanggal) == ("dektari", 2024, "2024-12-20")
    assert one.perihal == "HASIL PENGHITUNGAN INDEKS KETAHANAN DIRI REMAJA TAHUN 2024"
    assert len(found.rows) == 1


def test_a_wide_subject_is_whole_above_an_addressee_at_the_right(tmp_path: Path) -> None:
    subject = f"{odd.DEKTARI_SUBJECT.removesuffix(' Tahun 2024')} pada BNN Provinsi Tahun 2024"
    one = odd.national("dektari", subject, DEKTARI)
    one.html = one.html.replace('<p class="subject">', "<p>").replace(
        "<p>Kepada</p><p>Yth.", '<p class="right">Kepada</p><p class="right">Yth.'
    )
    (found,) = read(one, tmp_path).letters
    assert (found.perihal, found.tahun) == (subject, 2024)
