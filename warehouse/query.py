"""Reading a published warehouse: what the command line shows. Never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb

from extractors.registry import tables
from warehouse.analyst import Connection, opened
from warehouse.errors import NoWarehouseError


@dataclass(frozen=True, slots=True)
class Achievement:
    """One line of the achievement table. Grain: year x satker x IKK."""

    tahun: int
    satker_code: str
    satker_name: str
    ikk_code: str
    ikk_name: str
    target_value: Decimal | None
    satuan: str | None
    realisasi_value: Decimal | None
    capaian_computed_pct: Decimal | None
    status: str
    satker_expected_count: int | None
    satker_seen_count: int | None
    realisasi_reported_value: Decimal | None
    capaian_reported_pct: Decimal | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A night in numbers: letters by status, printed rows, findings by severity.

    ``missing`` counts what should have arrived in the latest year with letters: national letters
    (``surat``), documents of satker (``dokumen``), satker that a letter at hand lacks (``satker``).
    """

    letters: dict[str, int]
    rows_loaded: int
    rows_quarantined: int
    findings: dict[str, int]
    missing: dict[str, int]


@dataclass(frozen=True, slots=True)
class Size:
    """What a warehouse holds: the files it was made from, as hashes by path, and rows by table."""

    documents: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


def size_of(path: Path) -> Size:
    """What a warehouse holds; nothing where it is not there or broken.

    Tables are those of the schema ``mart``, and the annex tables of ``raw``.
    """
    if not path.is_file():
        return Size()
    names = [f'raw."{name}"' for name in tables()]
    try:
        with opened(path) as connection:
            documents = connection.execute("SELECT path, document FROM raw.document").fetchall()
            marts = connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'mart'"
            ).fetchall()
            names += [f'mart."{name}"' for (name,) in marts]
            rows = {
                name.replace('"', ""): one_number(connection, f"SELECT count(*) FROM {name}")  # noqa: S608
                for name in names
            }
    except (duckdb.Error, NoWarehouseError):
        return Size()
    return Size(dict(documents), rows)


def one_number(connection: Connection, query: str) -> int:
    """What a query answers that gives one whole number."""
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def achievements(
    path: Path, *, satker: str | None = None, with_agreement_only: bool = False
) -> list[Achievement]:
    """Achievements by year, satker and the order of the indicators.

    ``satker`` is a code or name; ``with_agreement_only`` keeps the satker that have an agreement.
    """
    columns = ", ".join(f"capaian.{name}" for name in Achievement.__dataclass_fields__)
    query = f"""
        SELECT {columns}
        FROM mart.ikk_capaian AS capaian
        WHERE ($satker IS NULL OR $satker IN (capaian.satker_code, capaian.satker_name))
          AND (NOT $agreed OR EXISTS (
              SELECT 1 FROM mart.ikk_capaian AS other
              WHERE other.tahun = capaian.tahun AND other.satker_code = capaian.satker_code
                AND other.target_document IS NOT NULL))
        ORDER BY capaian.tahun, capaian.satker_code, capaian.target_row NULLS LAST,
            capaian.ikk_code
    """  # noqa: S608
    with opened(path) as connection:
        rows = connection.execute(
            query, {"satker": satker, "agreed": with_agreement_only}
        ).fetchall()
    return [Achievement(*row) for row in rows]


def summary(path: Path) -> Summary:
    """The night's numbers. Rows are those of letters that stand, each printed row once."""
    with opened(path) as connection:
        letters = _counts(connection, "SELECT status, count(*) FROM mart.surat GROUP BY ALL")
        findings = _counts(connection, "SELECT severity, count(*) FROM mart.temuan GROUP BY ALL")
        missing = _counts(
            connection,
            """
            SELECT
                CASE
                    WHEN satker_code IS NULL THEN 'surat'
                    WHEN keadaan = 'belum_diterima' THEN 'dokumen'
                    ELSE 'satker'
                END AS what,
                count(*)
            FROM mart.surat_hilang
            WHERE tahun = (SELECT max(tahun) FROM mart.surat)
            GROUP BY ALL
            """,
        )
        counted = connection.execute(
            """
            SELECT coalesce(sum(loaded_count), 0), coalesce(sum(quarantined_count), 0)
            FROM raw.row_count
            WHERE (document, letter) IN (
                SELECT (document, letter) FROM mart.surat WHERE status IN ('dimuat', 'sebagian'))
            """
        ).fetchone()
    loaded, quarantined = counted or (0, 0)
    return Summary(letters, int(loaded), int(quarantined), findings, missing)


def _counts(connection: Connection, query: str) -> dict[str, int]:
    rows = connection.execute(f"{query} ORDER BY 1").fetchall()
    return {str(name): int(count) for name, count in rows}
