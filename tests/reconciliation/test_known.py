"""What a careful reader finds in the sample report: each told once, in its place, both figures.

The cases are the known contradictions of the 2023 report and others found by reading it; no code
names any of them.
"""

import duckdb
import pytest

from tests.reconciliation.bench import Bench

REPORT = "SELECT document FROM mart.surat WHERE kind = 'lkip'"

KNOWN = (
    # rule, IKK, page, printed, other figure, words of the message
    ("realisasi_berbeda", "nka", 4, "72,25", "75,62", ("72,25/89", "84,97")),
    ("capaian_berbeda", "nka", 40, "84,94", "84,97", ("narasi halaman 41", "rumus halaman 41")),
    ("target_berbeda", "ikpa", 43, "95", "92", ("perjanjian kinerja",)),
    ("realisasi_berbeda", "ikpa", 43, "98,87", "97,69", ("104,07", "106,18")),
    ("realisasi_berbeda", "ikkr", 26, "2,84", "2,64", ("2,84/2,51", "105,1")),
    ("batas_kategori", "dektari_kabkota", 18, "48,74", "49,74", ("Tinggi",)),
    ("indikator_tidak_dilaporkan", "kualitas_hidup", 50, None, None, ("laporan",)),
    ("target_berbeda", "ganja_titik", 17, "kosong", "0", ("salinan perjanjian",)),
    ("indikator_tidak_diperjanjikan", "ganja_titik", 17, None, None, ("perjanjian",)),
    ("indikator_tidak_di_semua_bagian", "ganja_titik", 17, None, None, ("ringkasan",)),
    ("indikator_tidak_diperjanjikan", "jaringan_dipetakan", 17, None, None, ("perjanjian",)),
    ("nilai_laporan_tanpa_surat", "dektari_kabkota", 19, "Kabupaten Bengkayang", None, ("53,57",)),
    ("realisasi_berbeda", "ibm_unit", 16, "18", "11", ("lengkapi",)),
    ("ambang_berbeda", "nka_bnnk", 42, "90", "88 s.d. 90", ()),
    ("ambang_berbeda", "ikpa_bnnk", 45, "94", "92", ()),
    ("kategori_capaian_berbeda", "nka_bnnk", 4, "Sangat Buruk", "Sangat Kurang", ()),
    ("kategori_seluruh_berbeda", None, 48, "sangat baik", None, ("Sangat Kurang",)),
    ("kategori_tidak_dikenal", "dektara_kabkota", 21, "Rencah", "Rendah", ()),
    ("terbilang_berbeda", None, 16, "20 (dua belas)", "12", ("juga halaman 16, 48",)),
    ("pernyataan_berbeda", None, 37, "9.856,9", "9856,8", ("ganja", "halaman 5")),
    ("pernyataan_berbeda", None, 13, "Waspada menjadi Siaga", "Bahaya menjadi Waspada", ()),
    ("capaian_berbeda", "tppu_p21", 39, "100", "0", ("perbandingan",)),
    ("indikator_salah_tempat", "tahanan", 36, None, None, ("P-21",)),
    ("indikator_salah_tempat", "kawasan_waspada", 24, None, None, ("Ketahanan Diri",)),
    ("satuan_berbeda", "kawasan_waspada", 24, "Kab / Kota", "Kawasan", ()),
    ("jumlah_bobot", None, 40, "33,3 + 67,7", "100", ("101",)),
    ("cacah_daftar_berbeda", None, 43, "tiga", "2", ("Revisi DIPA",)),
    ("cacah_daftar_berbeda", None, 44, "Satu", "3", ("Penyerapan",)),
    ("rencana_tidak_sepanjang_periode", "ibm_unit", 12, "6", "5", ()),
    ("rencana_tidak_sepanjang_periode", "rehab_tersertifikasi", 12, "6", "5", ()),
    ("rencana_tidak_sepanjang_periode", None, 11, "6", "5", ("ketahanan diri",)),
    ("rencana_berbeda", "ibm_petugas", 12, "25", "80", ()),
    ("rencana_berbeda", "rehab_spm", 12, "8", "2", ()),
    ("target_jangka_menengah_berbeda", "p21", 35, "84", "80", ("16 + 16",)),
    ("target_jangka_menengah_berbeda", "ibm_petugas", 27, "160", "125", ()),
)


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}")
def test_a_known_contradiction_is_one_finding(
    db: duckdb.DuckDBPyConnection, case: tuple[object, ...]
) -> None:
    rule, ikk, page, printed, other, words = case
    found = db.execute(
        f"SELECT tercetak, seharusnya, pesan, x0 < x1 AND top < bottom FROM mart.temuan "
        f"WHERE rule = ? AND ikk_code IS NOT DISTINCT FROM ? AND page = ? "
        f"AND document IN ({REPORT}) AND (? IS NULL OR tercetak = ?)",
        [rule, ikk, page, printed, printed],
    ).fetchall()
    ((_, should, message, has_box),) = found
    assert has_box
    if other is not None:
        assert should == other
    assert all(word in message for word in words)
    assert message.endswith(".")


def test_a_letters_number_and_date_are_compared(db: duckdb.DuckDBPyConnection) -> None:
    """The decree's number names March, its date February; every other letter's agree."""
    found = db.execute(
        "SELECT temuan.tercetak, temuan.seharusnya, surat.kind FROM mart.temuan AS temuan "
        "JOIN mart.surat AS surat USING (document, letter) WHERE rule = 'bulan_nomor_berbeda' "
        "AND surat.status IN ('dimuat', 'sebagian')"
    ).fetchall()
    assert found == [("KEP/ 214 /III/DE/RH.03/2023/BNN", "II", "ibm")]


def test_nothing_else_is_found_in_the_report(db: duckdb.DuckDBPyConnection) -> None:
    """Every finding on the report was read by a person and stands in the list above."""
    found = db.execute(
        f"SELECT rule, ikk_code, page FROM mart.temuan WHERE document IN ({REPORT}) AND letter = 1"
    ).fetchall()
    listed = {case[:3] for case in KNOWN} | {
        ("realisasi_berbeda", "dektari_kabkota", 16),
        ("target_berbeda", "ibm_unit", 16),
        ("cuplikan", None, 1),
    }
    assert set(found) - listed == set()


def test_where_the_other_figure_stands_is_told(db: duckdb.DuckDBPyConnection) -> None:
    found = db.execute(
        "SELECT surat.kind, page_2, x0_2 < x1_2 AND top_2 < bottom_2 FROM mart.temuan AS temuan "
        "JOIN mart.surat AS surat ON surat.document = temuan.document_2 "
        "AND temuan.page_2 BETWEEN surat.page_first AND surat.page_last "
        "WHERE temuan.rule = 'realisasi_berbeda' AND temuan.ikk_code = 'nka'"
    ).fetchall()
    assert {(kind, has_box) for kind, _, has_box in found} == {("smart", True)}


def test_the_report_printed_anew_says_the_same(bench: Bench, db: duckdb.DuckDBPyConnection) -> None:
    """The bench that changes figures starts from what the report itself gives."""
    kept = (
        f"SELECT rule, page, tercetak FROM mart.temuan WHERE document IN ({REPORT}) AND letter = 1"
    )
    own = {(item["rule"], item["page"], item["tercetak"]) for item in bench.before}
    assert set(db.execute(kept).fetchall()) <= own
