"""What stands behind an achievement, what has not arrived, how far a province can be trusted."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb

from expectations.reference import Reference
from tests.warehouse.deciding import zi_row
from tests.warehouse.letters import document, part, received
from warehouse.builder import build

Rows = Sequence[tuple[object, ...]]


def _rows(db: duckdb.DuckDBPyConnection, query: str) -> Rows:
    return db.execute(query).fetchall()


def test_counted_rows_are_the_realisasi(db: duckdb.DuckDBPyConnection) -> None:
    wrong = _rows(
        db,
        """
        SELECT capaian.tahun, capaian.satker_code, capaian.ikk_code, realisasi_value, counted
        FROM mart.ikk_capaian AS capaian
        INNER JOIN (
            SELECT tahun, satker_code, ikk_code, count(*) FILTER (WHERE is_counted) AS counted,
                max(nilai) FILTER (WHERE is_counted) AS nilai
            FROM mart.ikk_rincian
            WHERE sumber = 'surat' AND keadaan <> 'bagian'
            GROUP BY ALL
        ) USING (tahun, satker_code, ikk_code)
        WHERE realisasi_value IS NOT NULL
            AND realisasi_value <> CASE
                WHEN ikk_code IN ('ikm', 'kualitas_hidup') THEN nilai ELSE counted
            END
        """,
    )
    checked = _rows(
        db,
        "SELECT count(DISTINCT (tahun, satker_code, ikk_code)) FROM mart.ikk_rincian "
        "WHERE sumber = 'surat' AND is_counted",
    )
    assert wrong == []
    assert checked[0][0] > 5


def test_every_detail_has_its_figure_as_the_letter_has_it(db: duckdb.DuckDBPyConnection) -> None:
    strange = _rows(
        db,
        """
        SELECT rincian.* FROM mart.ikk_rincian AS rincian
        INNER JOIN mart.satker AS satker ON rincian_code = satker.satker_code
        INNER JOIN raw.reference_ikk AS ikk USING (ikk_code)
        ANTI JOIN mart.nilai_satker AS printed
            ON rincian.tahun = printed.tahun AND rincian_code = printed.satker_code
            AND ikk.indikator = printed.indikator AND rincian.nilai = printed.nilai
            AND rincian.document = printed.document AND rincian.page = printed.page
        WHERE sumber = 'surat' AND rincian.nilai IS NOT NULL
        """,
    )
    assert strange == []


def test_what_is_withheld_shows_no_figure(db: duckdb.DuckDBPyConnection) -> None:
    held = _rows(
        db, "SELECT nilai, kategori, is_counted FROM mart.ikk_rincian WHERE keadaan = 'tertahan'"
    )
    assert held
    assert set(held) == {(None, None, None)}


def test_one_bnnk_that_the_annex_lacks_is_named(db: duckdb.DuckDBPyConnection) -> None:
    assert _rows(
        db,
        "SELECT rincian_name, keadaan, nilai FROM mart.ikk_rincian WHERE tahun = 2023 "
        "AND satker_code = 'bnnp-61' AND ikk_code = 'dektari_kabkota' AND sumber = 'surat' "
        "AND NOT coalesce(is_counted, false)",
    ) == [("BNN Kabupaten Bengkayang", "tidak_tercantum", None)]


def test_the_reports_own_rows_stand_apart(db: duckdb.DuckDBPyConnection) -> None:
    ((printed, shown),) = _rows(
        db,
        """
        SELECT
            (SELECT count(*) FROM raw.lkip_rincian WHERE is_standing AND tahun_ukur = 2023),
            (SELECT count(*) FROM mart.ikk_rincian WHERE sumber = 'laporan' AND tahun = 2023)
        """,
    )
    assert printed == shown == 53


def test_units_of_the_decree_are_listed(db: duckdb.DuckDBPyConnection) -> None:
    rows = _rows(
        db,
        "SELECT rincian_name FROM mart.ikk_rincian WHERE tahun = 2023 "
        "AND satker_code = 'bnnp-61' AND ikk_code = 'ibm_unit' AND sumber = 'surat'",
    )
    assert len(rows) == 11
    assert "Desa Sungai Raya, Sungai Raya, Kabupaten Kubu Raya (2022)" in {row[0] for row in rows}


def test_categories_stand_beside_what_the_letter_says(db: duckdb.DuckDBPyConnection) -> None:
    spread = _rows(
        db,
        "SELECT kategori, satker_count, satker_total, share_pct FROM mart.sebaran_kategori "
        "WHERE tahun = 2023 AND indikator = 'dektari' ORDER BY rank DESC",
    )
    assert spread == [
        ("Sangat Tinggi", 14, 25, Decimal("56.00")),
        ("Tinggi", 10, 25, Decimal("40.00")),
        ("Rendah", 1, 25, Decimal("4.00")),
    ]


def test_every_indicator_has_a_name(db: duckdb.DuckDBPyConnection) -> None:
    nameless = _rows(
        db,
        "SELECT DISTINCT indikator FROM mart.nilai_satker "
        "ANTI JOIN mart.indikator USING (indikator)",
    )
    assert nameless == []
    assert _rows(
        db,
        "SELECT indikator_name, satuan, induk FROM mart.indikator "
        "WHERE indikator = 'ikpa_revisi_dipa_bobot'",
    ) == [("IKPA: Revisi DIPA (bobot)", "%", "ikpa_revisi_dipa")]


def test_trusted_disputed_and_quarantined_figures_add_up(db: duckdb.DuckDBPyConnection) -> None:
    rows = _rows(
        db,
        "SELECT figure_count, trusted_count + disputed_count + quarantined_count, "
        "surat_received_count <= surat_expected_count, disputed_count + quarantined_count "
        "FROM mart.mutu_data",
    )
    assert all(total == parts and is_possible for total, parts, is_possible, _ in rows)
    assert any(doubted for *_, doubted in rows)


def test_open_findings_are_counted_with_their_province(db: duckdb.DuckDBPyConnection) -> None:
    ((counted, listed),) = _rows(
        db,
        """
        SELECT
            (SELECT gagal_count FROM mart.mutu_data WHERE tahun = 2023 AND bnnp_code = 'bnnp-61'),
            (
                SELECT count(*) FROM mart.temuan
                INNER JOIN mart.satker USING (satker_code)
                WHERE tahun = 2023 AND severity = 'gagal' AND status = 'terbuka'
                    AND provinsi_name = 'Kalimantan Barat'
            )
        """,
    )
    assert counted == listed > 0


def test_expected_is_received_or_missing(db: duckdb.DuckDBPyConnection) -> None:
    """Each expectation of a letter that came is received, or a line of what is missing."""
    wrong = _rows(
        db,
        """
        SELECT tahun, missing, lacking FROM (
            SELECT tahun, sum(surat_expected_count - surat_received_count) AS missing
            FROM mart.mutu_data GROUP BY tahun
        ) INNER JOIN (
            SELECT tahun, count(satker_code) AS lacking, count(*) - count(satker_code) AS whole
            FROM mart.surat_hilang GROUP BY tahun
        ) USING (tahun)
        WHERE lacking > missing OR (whole = 0 AND lacking <> missing)
        """,
    )
    assert wrong == []


def test_a_letter_of_no_year_is_missing_once(db: duckdb.DuckDBPyConnection) -> None:
    rows = _rows(
        db,
        "SELECT tahun, satker_code, keadaan, tahun_lain, tanggal_lain IS NOT NULL, pesan "
        "FROM mart.surat_hilang WHERE kind = 'kotan' AND tahun <> 2023 ORDER BY tahun",
    )
    assert [row[:4] for row in rows] == [
        (2021, None, "belum_diterima", 2023),
        (2022, None, "belum_diterima", 2023),
    ]
    assert "mintalah kepada penerbitnya" in str(rows[0][5])


def test_what_is_missing_says_when_it_came_in_another_year(
    reference: Reference, tmp_path: Path
) -> None:
    """The receipt where it is noted, else the letter's own date."""
    letters = []
    for tahun, received_at in ((2022, "2023-02-01 01:00:00"), (2023, None)):
        rows = [zi_row(1, "BNNP Bali", ("20", "20", "30"), "70")]
        zi = part("zi", {"zi": rows}, tahun=tahun, nomor=f"B/1/ZI/{tahun}")
        file = received(document(zi, path=f"{tahun}/zi.pdf"), float(tahun))
        letters.append(replace(file, received_at=received_at))
    built = build(letters, reference, tmp_path)
    with duckdb.connect(str(built), read_only=True) as connection:
        rows = connection.execute(
            "SELECT tahun, diterima_lain::VARCHAR, tanggal_lain::VARCHAR, "
            "regexp_extract(pesan, '\\(.*\\)') FROM mart.surat_hilang "
            "WHERE kind = 'zi' AND satker_name = 'BNNP Jambi' ORDER BY tahun"
        ).fetchall()
    assert rows == [
        (2022, None, "2023-12-20", "(tahun 2023 bertanggal 20-12-2023)"),
        (2023, "2023-02-01", "2022-12-20", "(tahun 2022 diterima 01-02-2023)"),
    ]
