"""The report beside the agreement and the letters, indicator by indicator."""

import duckdb

OF_REPORT = "FROM mart.lkip_banding WHERE satker_name = 'BNNP Kalimantan Barat' AND tahun = 2023"


def test_every_place_has_its_column(db: duckdb.DuckDBPyConnection) -> None:
    row = db.execute(
        "SELECT target_perjanjian, target_tabel, target_kotak, target_salinan_perjanjian, "
        "realisasi_tabel, realisasi_ringkasan, realisasi_kotak, realisasi_narasi, realisasi_rumus, "
        f"realisasi_dihitung, capaian_kotak, capaian_dihitung, putusan {OF_REPORT} "
        "AND ikk_code = 'ikpa'"
    ).fetchone()
    assert row is not None
    assert [float(value) for value in row[:-1]] == [
        *(92, 92, 95, 92),
        *(97.69, 97.69, 98.87, 97.69, 97.69),
        *(97.69, 104.07, 106.18),
    ]
    assert row[-1] == "berbeda"


def test_the_verdict_says_what_stands_behind_it(db: duckdb.DuckDBPyConnection) -> None:
    verdicts = dict(db.execute(f"SELECT ikk_code, putusan {OF_REPORT}").fetchall())
    assert verdicts["zi"] == verdicts["ikm"] == verdicts["dektara_kabkota"] == "sesuai"
    assert verdicts["nka"] == verdicts["ikkr"] == verdicts["tppu_p21"] == "berbeda"
    assert verdicts["dektari_kabkota"] == verdicts["ibm_unit"] == "perlu_dilihat"
    assert verdicts["tahanan"] == verdicts["p21"] == "hanya_laporan"
    assert verdicts["kualitas_hidup"] == "tidak_dilaporkan"


def test_each_indicator_of_agreement_or_report_is_there_once(
    db: duckdb.DuckDBPyConnection,
) -> None:
    (count, distinct) = db.execute(
        f"SELECT count(*), count(DISTINCT ikk_code) {OF_REPORT}"
    ).fetchone()
    assert count == distinct == 22
