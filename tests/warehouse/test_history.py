"""What was known of a figure and when; a year beside the one before."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest


def test_a_revised_figure_keeps_its_older_version(db: duckdb.DuckDBPyConnection) -> None:
    rows = db.execute(
        """
        SELECT riwayat.versi, riwayat.nilai, riwayat.keadaan, surat.path
        FROM mart.nilai_satker_riwayat AS riwayat
        INNER JOIN mart.surat AS surat USING (document, letter)
        INNER JOIN mart.satker AS satker ON riwayat.satker_code = satker.satker_code
        WHERE riwayat.tahun = 2022 AND indikator = 'zi' AND satker_name = 'BNNP Bali'
            AND surat.status <> 'duplikat'
        ORDER BY versi
        """
    ).fetchall()
    assert [row[:3] for row in rows] == [
        (1, Decimal("70.000000"), "digantikan"),
        (2, Decimal("72.000000"), "berlaku"),
    ]


def test_a_version_holds_until_the_next_is_known(db: duckdb.DuckDBPyConnection) -> None:
    rows = db.execute(
        """
        SELECT keadaan, berlaku_sejak, berlaku_sampai FROM mart.nilai_satker_riwayat
        INNER JOIN mart.satker USING (satker_code)
        WHERE tahun = 2022 AND indikator = 'zi_hasil' AND satker_name = 'BNNP Bali' ORDER BY versi
        """
    ).fetchall()
    assert rows == [
        ("digantikan", date(2022, 12, 20), date(2022, 12, 20)),
        ("berlaku", date(2022, 12, 20), None),
    ]


def test_every_figure_that_counts_is_the_standing_version(db: duckdb.DuckDBPyConnection) -> None:
    lacking = db.execute(
        """
        SELECT tahun, satker_code, indikator FROM mart.nilai_satker AS nilai
        ANTI JOIN (
            SELECT * FROM mart.nilai_satker_riwayat WHERE keadaan IN ('berlaku', 'disengketakan')
        ) AS riwayat
            ON nilai.tahun = riwayat.tahun AND nilai.satker_code = riwayat.satker_code
            AND nilai.indikator = riwayat.indikator
            AND nilai.nilai IS NOT DISTINCT FROM riwayat.nilai
        """
    ).fetchall()
    assert lacking == []


def test_no_printed_figure_is_lost(db: duckdb.DuckDBPyConnection) -> None:
    """Every figure of every ZI row, replaced or withheld too, is a version of its satker's."""
    lost = db.execute(
        """
        SELECT satker_code, jumlah, tahun_ukur, is_standing, status FROM raw.zi AS printed
        ANTI JOIN mart.nilai_satker_riwayat AS riwayat
            ON printed.tahun_ukur IS NOT DISTINCT FROM riwayat.tahun
            AND printed.satker_code = riwayat.satker_code
            AND riwayat.indikator = 'zi' AND printed.jumlah IS NOT DISTINCT FROM riwayat.nilai
        WHERE printed.satker_code IS NOT NULL
        """
    ).fetchall()
    assert lost == []


def test_what_waits_in_quarantine_is_told_so(db: duckdb.DuckDBPyConnection) -> None:
    ((held,),) = db.execute(
        "SELECT count(*) FROM mart.nilai_satker_riwayat WHERE keadaan = 'tertahan'"
    ).fetchall()
    assert held > 0


def test_a_rejected_figure_stays_in_its_history(decided: duckdb.DuckDBPyConnection) -> None:
    rows = decided.execute(
        "SELECT DISTINCT satker_name, keadaan, decision_id FROM mart.nilai_satker_riwayat "
        "INNER JOIN mart.satker USING (satker_code) WHERE keadaan = 'ditolak'"
    ).fetchall()
    assert rows == [("BNNP Bengkulu", "ditolak", 3)]


def test_a_year_stands_beside_the_one_before(db: duckdb.DuckDBPyConnection) -> None:
    rows = db.execute(
        """
        SELECT banding.nilai - banding.nilai_lalu = perubahan, arah, is_sebanding, catatan
        FROM mart.nilai_banding AS banding
        INNER JOIN mart.nilai_satker AS last
            ON banding.satker_code = last.satker_code AND banding.indikator = last.indikator
            AND banding.tahun_lalu = last.tahun AND banding.nilai_lalu = last.nilai
        WHERE banding.tahun = 2023 AND banding.indikator = 'zi'
        """
    ).fetchall()
    assert rows
    assert all(is_right and arah in ("naik", "turun", "tetap") for is_right, arah, _, _ in rows)
    assert {(is_same, note) for _, _, is_same, note in rows} == {
        (None, "Aturan tahun 2022 tidak diketahui; bandingkan dengan hati-hati.")
    }


@pytest.mark.parametrize("column", ["perubahan_value", "capaian_lalu_pct"])
def test_achievements_stand_beside_the_year_before(
    column: str, db: duckdb.DuckDBPyConnection
) -> None:
    ((wrong, all_rows),) = db.execute(
        f"""
        SELECT count(*) FILTER (
            WHERE banding.{column} IS DISTINCT FROM CASE '{column}'
                WHEN 'perubahan_value' THEN now.realisasi_value - last.realisasi_value
                ELSE last.capaian_computed_pct
            END
        ), count(*)
        FROM mart.capaian_banding AS banding
        INNER JOIN mart.ikk_capaian AS now USING (tahun, satker_code, ikk_code)
        INNER JOIN mart.ikk_capaian AS last
            ON now.satker_code = last.satker_code AND now.ikk_code = last.ikk_code
            AND now.tahun = last.tahun + 1
        """
    ).fetchall()
    assert wrong == 0
    assert all_rows > 0
