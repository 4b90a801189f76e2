"""The models of a whole country's rows, in less and less memory.

A night over a hundredth of its letters stands for the whole: its loaded rows are copied into other
years, and beyond those as revisions of them, until there are as many.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from extractors.registry import tables
from tests.bench import docs
from tests.bench.clock import apart
from tests.bench.country import YEARS, make
from tests.bench.night import run
from tests.bench.scale import WHOLE
from warehouse.builder import STORAGE
from warehouse.errors import ModelsError
from warehouse.transform import MEMORY, run_models

DOCUMENTS = 100
LIMITS = (MEMORY, "384MiB", "256MiB")


def lines() -> list[str]:
    """The results as lines of the docs."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "raw", DOCUMENTS, folder)
        run(folder / "raw", folder / "capaian.duckdb")
        figures = _grown(folder / "capaian.duckdb", folder / "loaded.duckdb", WHOLE // DOCUMENTS)
        rows = []
        for limit in LIMITS:
            whole, cost = apart(_built, folder / "loaded.duckdb", limit)
            told = "built" if whole else "ends for want of memory"
            rows.append([limit, told, f"{cost.seconds:.0f}", f"{cost.mib:.0f}"])
    return [
        *docs.table("the database may hold|its models|seconds|peak (MiB)", *rows, words=2),
        "",
        f"{WHOLE:,} documents, {figures:,} versions of figures.",
    ]


def _grown(warehouse: Path, target: Path, times: int) -> int:
    """Write a database with a warehouse's loaded rows so many times; gives its printed figures."""
    with duckdb.connect(target, config={"storage_compatibility_version": STORAGE}) as connection:
        connection.execute(f"ATTACH '{warehouse}' AS night (READ_ONLY)")
        connection.execute("CREATE SCHEMA raw")
        names = connection.execute(
            "SELECT table_name FROM duckdb_tables() "
            "WHERE database_name = 'night' AND schema_name = 'raw'"
        ).fetchall()
        for (table,) in names:
            columns = [
                row[0] for row in connection.execute(f"DESCRIBE night.raw.{table}").fetchall()
            ]
            is_letters = "document" in columns and not table.startswith("reference_")
            copies = times if is_letters else 1
            values = ", ".join(_copied(column) if is_letters else column for column in columns)
            connection.execute(
                f"CREATE TABLE raw.{table} AS "
                f"SELECT {values} FROM night.raw.{table}, range({copies}) AS copies (copy)"
            )
        versions = connection.execute(
            "SELECT count(*) FROM night.mart.nilai_satker_riwayat"
        ).fetchone()
    return times * versions[0] if versions else 0


def _copied(column: str) -> str:
    """A column of a copy: another letter, of another year or received later."""
    if column in {"document", "path", "letter_key", "row_key", "row_guard"}:
        return f"{column} || '-' || copy AS {column}"
    if column in {"tahun", "tahun_ukur"}:
        return f"{column} - copy % {len(YEARS)} AS {column}"
    if column == "received_order":
        return f"{column} + copy * {WHOLE} AS {column}"
    return column


def _built(loaded: Path, limit: str) -> bool:
    """Build a copy's models; gives whether there was memory enough."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "build.duckdb"
        shutil.copy(loaded, database)
        try:
            run_models(database, Path(folder), tables(), limit)
        except ModelsError as error:
            if "Out of Memory" in str(error):
                return False
            raise
    return True
