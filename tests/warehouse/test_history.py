"""What was known of a figure and when; a year beside the one before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from expectations.reference import Reference
from tests.warehouse.deciding import zi_row
from tests.warehouse.letters import document, part, received
from warehouse.batch import Received
from warehouse.builder import build


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


def _copy(number: int, satker: dict[str, str], received_at: str | None) -> Received:
    """A copy of one ZI letter: the total of each satker, received when told."""
    rows = [
        zi_row(place, name, ("20.00", "20.00", str(Decimal(total) - 40)), total)
        for place, (name, total) in enumerate(satker.items(), start=1)
    ]
    letter = part("zi", {"zi": rows}, tahun=2022, nomor="B/7/ZI/2022")
    file = received(document(letter, path=f"2022/zi-{number}.pdf"), float(number))
    return replace(file, received_at=received_at)


def test_a_figure_that_goes_back_is_a_version_of_its_own(
    reference: Reference, tmp_path: Path
) -> None:
    """70, 72, 70 and a copy of the last: each span is kept, dates never run backwards."""
    letters = [
        _copy(1, {"BNNP Bali": "70.00", "BNNP Banten": "71.00"}, "2023-01-05 02:00:00"),
        _copy(2, {"BNNP Bali": "72.00", "BNNP Banten": "71.00"}, "2023-02-01 02:00:00"),
        _copy(3, {"BNNP Bali": "70.00", "BNNP Banten": "71.00"}, None),
        _copy(4, {"BNNP Bali": "70.00", "BNNP Banten": "71.00"}, "2023-04-01 02:00:00"),
    ]
    built = build(letters, reference, tmp_path)
    with duckdb.connect(str(built), read_only=True) as connection:
        rows = connection.execute(
            "SELECT satker_name, versi, nilai::INTEGER, keadaan, berlaku_sejak, berlaku_sampai "
            "FROM mart.nilai_satker_riwayat INNER JOIN mart.satker USING (satker_code) "
            "WHERE indikator = 'zi' ORDER BY satker_name, versi"
        ).fetchall()
    january, february = date(2023, 1, 5), date(2023, 2, 1)
    assert rows == [
        ("BNNP Bali", 1, 70, "digantikan", january, february),
        ("BNNP Bali", 2, 72, "digantikan", february, february),
        ("BNNP Bali", 3, 70, "berlaku", february, None),
        ("BNNP Banten", 1, 71, "berlaku", january, None),
    ]


def test_a_rejected_figure_ends_when_it_is_rejected(decided: duckdb.DuckDBPyConnection) -> None:
    rows = decided.execute(
        "SELECT DISTINCT berlaku_sejak, berlaku_sampai FROM mart.nilai_satker_riwayat "
        "WHERE keadaan = 'ditolak'"
    ).fetchall()
    assert rows == [(date(2022, 12, 20), date(2026, 11, 25))]


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


def _dektara(tahun: int, *names: str) -> Received:
    rows = [
        {"no": str(place), "satker": name, "nilai": "80", "kategori": "TINGGI"}
        for place, name in enumerate(names, start=1)
    ]
    letter = part("dektara", {"dektara": rows}, tahun=tahun, nomor=f"B/1/DEKTARA/{tahun}")
    return received(document(letter, path=f"{tahun}/dektara.pdf"), float(tahun))


def test_who_joins_leaves_or_is_called_otherwise_is_seen(
    reference: Reference, tmp_path: Path
) -> None:
    letters = [
        _dektara(2022, "BNNP Bali", "BNNP Jambi", "BNN Kota Denpasar"),
        _dektara(2023, "BNN Provinsi Bali", "BNNP  JAMBI", "BNN Kabupaten Badung"),
        _dektara(2025, "BNNP Aceh"),
    ]
    built = build(letters, reference, tmp_path)
    with duckdb.connect(str(built), read_only=True) as connection:
        events = connection.execute(
            "SELECT satker_name, tahun, peristiwa, keterangan FROM mart.satker_riwayat "
            "WHERE sumber = 'surat' ORDER BY ALL"
        ).fetchall()
        names = connection.execute(
            "SELECT tahun, nama_tercetak, is_baku, baris_count, page FROM mart.satker_nama "
            "INNER JOIN mart.satker USING (satker_code) WHERE satker_name = 'BNNP Jambi' "
            "ORDER BY tahun"
        ).fetchall()
    assert events == [
        (
            "BNN Kabupaten Badung",
            2023,
            "mulai_tercantum",
            'Tercetak "BNN Kabupaten Badung", tidak ada dalam surat sejenis tahun 2022 '
            "yang dimiliki",
        ),
        (
            "BNN Kota Denpasar",
            2023,
            "tidak_tercantum_lagi",
            'Tahun 2022 tercetak "BNN Kota Denpasar", tidak ada dalam surat sejenis tahun 2023 '
            "yang dimiliki",
        ),
        (
            "BNNP Bali",
            2023,
            "sebutan_berubah",
            'Tercetak "BNN Provinsi Bali"; tahun 2022 "BNNP Bali"',
        ),
    ]
    assert names == [(2022, "BNNP Jambi", True, 1, 1), (2023, "BNNP JAMBI", True, 1, 1)]


def test_events_of_the_reference_data_are_told_with_their_source(
    db: duckdb.DuckDBPyConnection,
) -> None:
    rows = db.execute(
        "SELECT peristiwa, tanggal, asal_satker_code, source FROM mart.satker_riwayat "
        "WHERE satker_code = 'prov-96' AND sumber = 'acuan'"
    ).fetchall()
    assert rows == [("dipecah", date(2022, 12, 8), "prov-92", "UU 29/2022")]
