"""Exporting the country: 207 satker over ten years, as a workbook, Parquet and CSV."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from reports.export.exporting import export
from tests.bench.docs import table
from tests.reports.pages import sample_night

YEARS = 10
BNNK = 173
_FIGURES = f"""
    CREATE OR REPLACE TABLE mart.nilai_satker AS
    WITH years AS (SELECT unnest(range(2014, 2014 + {YEARS})) AS tahun),
    offices AS (
        (FROM raw.reference_satker SELECT satker_code WHERE tingkat = 'bnnp' AND is_confirmed)
        UNION ALL
        (FROM raw.reference_satker SELECT satker_code WHERE tingkat = 'bnnk'
            ORDER BY is_confirmed DESC, satker_code LIMIT {BNNK})
    ),
    one AS (
        SELECT * FROM mart.nilai_satker
        QUALIFY row_number() OVER (PARTITION BY indikator ORDER BY satker_code) = 1
    )
    SELECT one.* REPLACE (years.tahun AS tahun, offices.satker_code AS satker_code)
    FROM one, offices, years
"""
_HISTORY = """
    CREATE OR REPLACE TABLE mart.nilai_satker_riwayat AS
    SELECT one.* REPLACE (
        figures.tahun AS tahun, figures.satker_code AS satker_code,
        figures.indikator AS indikator, figures.nilai AS nilai
    )
    FROM mart.nilai_satker AS figures,
        (SELECT * FROM mart.nilai_satker_riwayat LIMIT 1) AS one
"""
_COMPARISON = """
    CREATE OR REPLACE TABLE mart.nilai_banding AS
    SELECT
        tahun, satker_code, indikator, nilai, kategori, tahun - 1 AS tahun_lalu,
        nilai AS nilai_lalu, kategori AS kategori_lalu, nilai - nilai AS perubahan,
        'tetap' AS arah, NULL::BOOLEAN AS is_sebanding, NULL::BOOLEAN AS is_kategori_sebanding,
        'Aturan tahun ' || tahun || ' tidak diketahui; bandingkan dengan hati-hati.' AS catatan,
        is_disputed
    FROM mart.nilai_satker
"""
_YEARLY = f"""
    CREATE OR REPLACE TABLE mart.%(name)s AS
    SELECT rows.* REPLACE (years.tahun AS tahun)
    FROM mart.%(name)s AS rows, (SELECT unnest(range(2014, 2014 + {YEARS})) AS tahun) AS years
"""
_REPORTS = f"""
    CREATE OR REPLACE TABLE mart.%(name)s AS
    SELECT rows.* REPLACE (years.tahun AS tahun, 'bnnp-' || provinces.number AS satker_code)
    FROM (FROM mart.%(name)s WHERE satker_code = 'bnnp-61') AS rows,
        (SELECT unnest(range(2014, 2014 + {YEARS})) AS tahun) AS years,
        (SELECT unnest(range(34)) AS number) AS provinces
"""


def fill(warehouse: Path) -> int:
    """Make a sample warehouse one of the whole country; gives the rows of its marts."""
    with duckdb.connect(str(warehouse)) as connection:
        comments = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() "
            "WHERE schema_name = 'mart' AND comment IS NOT NULL"
        ).fetchall()
        connection.execute(_FIGURES)
        for name in (
            "ikk_capaian",
            "sebaran_kategori",
            "mutu_data",
            "nilai_provinsi",
            "surat",
            "surat_hilang",
        ):
            connection.execute(_YEARLY % {"name": name})
        connection.execute(_HISTORY)
        connection.execute(_COMPARISON)
        for name in ("ikk_rincian", "lkip_banding", "temuan", "pernyataan"):
            connection.execute(_REPORTS % {"name": name})
        for name, column, comment in comments:
            quoted = comment.replace("'", "''")
            connection.execute(f"COMMENT ON COLUMN mart.{name}.\"{column}\" IS '{quoted}'")
        counts = connection.execute(
            "SELECT sum(estimated_size) FROM duckdb_tables() WHERE schema_name = 'mart'"
        ).fetchall()
    return int(counts[0][0])


def lines() -> list[str]:
    """The table of the formats."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        warehouse = shutil.move(sample_night(place), place / "negara.duckdb")
        count = fill(Path(warehouse))
        rows = []
        for name in ("xlsx", "parquet", "csv"):
            start = time.perf_counter()
            written = export(Path(warehouse), place / "out", [name])
            seconds = time.perf_counter() - start
            size = sum(path.stat().st_size for path in written) / 1e6
            rows.append([name, f"{seconds:.1f}", f"{size:.1f}"])
    head = f"207 satker, {YEARS} years, {count:,} rows in all marts."
    return [head, "", *table("format|seconds|MB", *rows)]
