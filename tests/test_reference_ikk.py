"""Every printed wording of an indicator is exactly one IKK."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from expectations.reference import Reference
from extractors.values import squash
from warehouse.naming import IkkWording

TRUTH = Path(__file__).parent / "letters" / "truth"
REFERENCE = Reference.load(Path(__file__).parents[1] / "warehouse" / "reference")
WORDING = IkkWording.of(REFERENCE)
YEAR = 2023

WORDINGS = {
    "Indeks Kepuasan Penerima Layanan Rehabilitasi Pada Fasilitas Rehabilitasi BNN": "ikm",
    "Indeks kepuasan layanan klinik rehabilitasi BNN Provinsi Kalimantan Barat": "ikm",
    "Jumlah kabupaten/kota dengan Indeks Ketahanan Diri Keluarga Terhadap Penyalahgunaan Narkoba "
    'berkategori "Tinggi" di wilayah provinsi': "dektara_kabkota",
    "Kabupaten/Kota dengan nilai indeks kemandirian masyarakat kategori tinggi": "ikp_kabkota",
    "Nilai Indeks Keterpulihan Kawasan Rawan": "ikkr",
    "Jumlah petugas unit penyelenggara layanan IBM yang terlatih": "ibm_petugas",
    "jumlah petugas lembaga rehabilitasi yang tersertifikasi kompetensi teknis layanan "
    "rehabilitasi": "rehab_tersertifikasi",
    "Jumlah fasilitas rehabilitasi narkoba yang memenuhi SPM": "rehab_spm",
    "jumlah unit penyelenggara layanan rehabilitasi berbasis masyarakat": "ibm_unit",
    "Jumlah berkas perkara tindak pidana pencucian uang - hasil tindak pidana narkoba dan "
    "prekursor yang diselesaikan (P-21)": "tppu_p21",
    "Jumlah berkas perkara tindak pidana narkotika yang diselesaikan (P21)": "p21",
    "Jumlah BNN Kabupaten/ Kota di wilayah provinsi Kalbar dengan NKA mencapai target": "nka_bnnk",
    "Jumlah BNN Kabupaten/Kota di wilayah provinsi dengan NKA mencapai target": "nka_bnnk",
    "Nilai Zona Integritas BNN Berdasarkan Penilaian Internal mencapai target": "zi",
}
"""Further wordings that the report of 2023 prints outside its tables."""

VARIANTS = {
    "Jumlah kab/kota dengan Dektari berkategori Tinggi": "dektari_kabkota",
    "Jumlah kabupaten dan kota dengan Indeks Ketahanan Keluarga berkategori Tinggi": (
        "dektara_kabkota"
    ),
    "Persentase penyalah guna yang meningkat kualitas hidupnya": "kualitas_hidup",
    "Jumlah petugas IBM yang dilatih": "ibm_petugas",
    "Jumlah tenaga teknis rehabilitasi yang bersertifikat kompetensi": "rehab_tersertifikasi",
    "Jumlah unit IBM yang operasional": "ibm_unit",
    "Indeks Kepuasan Masyarakat (IKM) layanan rehabilitasi BNNP Jawa Timur": "ikm",
    "Jumlah kasus tindak pidana narkotika yang diselesaikan (P.21)": "p21",
    "Jumlah berkas perkara TPPU yang P 21": "tppu_p21",
    "Nilai Kinerja Anggaran (NKA) BNNP Jawa Timur": "nka",
    "1. Nilai Kinerja Anggaran": "nka",
    "Jumlah BNNK yang mencapai target NKA": "nka_bnnk",
    "Jumlah BNNK dengan kategori IKPA mencapai target": "ikpa_bnnk",
    "Nilai IKPA BNNP Bali": "ikpa",
    "Nilai Pembangunan Zona Integritas": "zi",
}
"""Wordings that no letter at hand prints, as agreements of other offices may."""

AGREEMENT = [
    "dektari_kabkota",
    "dektara_kabkota",
    "ikp_kabkota",
    "kawasan_waspada",
    "ikkr",
    "kualitas_hidup",
    "ibm_petugas",
    "rehab_tersertifikasi",
    "rehab_spm",
    "ibm_unit",
    "ikm",
    "p21",
    "tahanan",
    "barang_bukti",
    "tppu_p21",
    "nka",
    "nka_bnnk",
    "ikpa",
    "ikpa_bnnk",
    "zi",
]
REPORT = [
    "dektari_kabkota",
    "dektara_kabkota",
    "ikp_kabkota",
    "kawasan_waspada",
    "ikkr",
    "ibm_petugas",
    "rehab_tersertifikasi",
    "rehab_spm",
    "ibm_unit",
    "ikm",
    "jaringan_dipetakan",
    "p21",
    "ganja_titik",
    "tahanan",
    "barang_bukti",
    "tppu_p21",
    "nka",
    "nka_bnnk",
    "ikpa",
    "ikpa_bnnk",
    "zi",
]


def truth(table: str) -> list[dict[str, str]]:
    with (TRUTH / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_indicator_of_the_agreement_is_one_ikk() -> None:
    rows = truth("perjanjian_kinerja")
    assert [WORDING.codes(row["indikator"]) for row in rows] == [(c,) for c in AGREEMENT]


def test_every_indicator_of_the_report_is_one_ikk() -> None:
    rows = truth("lkip_capaian")
    assert [WORDING.codes(row["indikator"]) for row in rows] == [(c,) for c in REPORT]


@pytest.mark.parametrize(("wording", "code"), sorted((WORDINGS | VARIANTS).items()))
def test_other_wordings_of_the_same_ikk(wording: str, code: str) -> None:
    assert WORDING.codes(wording) == (code,)
    for other in (wording.replace("narkoba", "narkotika"), wording.upper(), f" {wording} ."):
        assert WORDING.codes(other) == (code,)


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "Persentase pegawai yang hadir",
        "Nilai SAKIP",
        "Tahanan",
        "Luas lahan tanaman ganja yang dimusnahkan",
        "Jumlah satker berpredikat WBK dalam Zona Integritas",
        "Status kawasan rawan dari Waspada menjadi Siaga",
    ],
)
def test_an_indicator_of_no_ikk_is_none(wording: str) -> None:
    assert WORDING.codes(wording) == ()


def test_a_wording_of_two_ikk_is_left_open() -> None:
    wording = (
        "Jumlah petugas rehabilitasi tersertifikasi pada lembaga rehabilitasi yang memenuhi SPM"
    )
    assert WORDING.codes(wording) == ("rehab_spm", "rehab_tersertifikasi")
    assert WORDING.code(wording) is None


def test_every_pattern_compiles_and_is_used() -> None:
    used: dict[str, int] = {}
    wordings = [row["indikator"] for row in truth("perjanjian_kinerja") + truth("lkip_capaian")]
    wordings += WORDINGS
    for row in REFERENCE.records("ikk_pattern"):
        pattern = row["pattern"] or ""
        used[pattern] = sum(bool(re.search(pattern, squash(text))) for text in wordings)
        assert pattern == pattern.lower()
    assert [pattern for pattern, count in used.items() if not count] == []


def test_ikk_patterns_and_definitions_name_the_same_ikk() -> None:
    codes = [row["ikk_code"] for row in REFERENCE.records("ikk")]
    assert len(codes) == len(set(codes))
    assert set(codes) == {row["ikk_code"] for row in REFERENCE.records("ikk_pattern")}
    assert set(codes) == set(AGREEMENT) | set(REPORT)
    for row in REFERENCE.records("ikk"):
        assert row["direction"] in ("naik", "turun")
        assert (row["computation"] == "jumlah_bnnk_kategori") <= (row["min_kategori"] is not None)
        if row["min_kategori"]:
            words = REFERENCE.order(row["indikator"] or "", YEAR)
            assert row["min_kategori"] in {word.kategori for word in words}
