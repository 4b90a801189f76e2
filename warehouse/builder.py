"""Builds a whole warehouse beside the published one: raw, models, checks.

The built file is a pure function of the batch, the reference data and the decisions. Memory holds
a group of kindred files at a time, and ``MEMORY`` of the database.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from expectations.reference import Reference
from extractors.contract import Table
from extractors.model import Extraction
from extractors.registry import tables as contract_tables
from warehouse.batch import LoadedLetter, Received
from warehouse.decisions import Decision
from warehouse.effects import conclude
from warehouse.errors import InvariantError
from warehouse.kinship import groups
from warehouse.load import Loading
from warehouse.prepare import prepare
from warehouse.query import one_number
from warehouse.ruling import Rulings, letter_of, rule
from warehouse.transform import MEMORY, run_models

STORAGE = "v1.4.0"
"""Version of the file format: clients of this version and later can read the warehouse."""

Printed = dict[tuple[str, int, str], int]
_KEYS = {
    "mart.surat": "path, letter",
    "mart.satker": "satker_code",
    "mart.nilai_satker": "tahun, satker_code, indikator",
    "mart.ikk_capaian": "tahun, satker_code, ikk_code",
    "mart.lkip_banding": "tahun, satker_code, ikk_code",
    "mart.temuan": "temuan_id",
    "mart.karantina": "document, letter, table_name, row",
    "mart.keputusan": "decision_id",
    "mart.indikator": "indikator",
    "mart.nilai_satker_riwayat": "tahun, satker_code, indikator, versi",
    "mart.nilai_banding": "tahun, satker_code, indikator",
    "mart.capaian_banding": "tahun, satker_code, ikk_code",
    "mart.ikk_rincian": "tahun, satker_code, ikk_code, sumber, urutan",
    "mart.satker_nama": "tahun, satker_code, table_name, nama_tercetak",
    "mart.satker_riwayat": "satker_code, urutan",
    "mart.nilai_provinsi": "tahun, bnnp_code, indikator",
    "mart.sebaran_kategori": "tahun, indikator, kategori",
    "mart.mutu_data": "tahun, bnnp_code",
    "mart.surat_hilang": "tahun, kind, satker_code",
}


Open = Callable[[Received], Received]


def build(
    batch: Sequence[Received],
    reference: Reference,
    state: Path,
    decisions: Iterable[Decision] = (),
    open_file: Open = lambda received: received,
) -> Path:
    """Build ``state/build.duckdb`` from all files of the night and the stewards' decisions.

    ``batch`` may have the facts of files alone: ``open_file`` gives their rows and verdicts, which
    are held a group of kindred files at a time. The verdicts were made with the same decisions
    (``warehouse.judging.judge``).

    Errors: ``ModelsError`` where a model or its test fails, ``InvariantError`` where the built
    warehouse contradicts itself.
    """
    built, scratch = state / "build.duckdb", state / "rows"
    for leftover in (built, built.with_name(f"{built.name}.wal")):
        leftover.unlink(missing_ok=True)
    for folder in (scratch, built.with_name(f"{built.name}.tmp")):
        shutil.rmtree(folder, ignore_errors=True)
    scratch.mkdir(parents=True)
    tables = contract_tables()
    with duckdb.connect(
        str(built), config={"storage_compatibility_version": STORAGE, "memory_limit": MEMORY}
    ) as connection:
        rulings = rule(
            decisions,
            [item.extraction for item in batch],
            reference,
            tables,
            _extraction_of(batch, open_file),
        )
        printed = fill(connection, batch, rulings, scratch, open_file)
    scratch.rmdir()
    run_models(built, state, tables)
    with duckdb.connect(str(built), read_only=True) as connection:
        check_invariants(connection, printed, tables)
    return built


def _extraction_of(
    batch: Sequence[Received], open_file: Open
) -> Callable[[Extraction], Extraction]:
    files = {item.extraction.path: item for item in batch}
    return lambda facts: open_file(files[facts.path]).extraction


def fill(
    connection: duckdb.DuckDBPyConnection,
    batch: Sequence[Received],
    rulings: Rulings,
    scratch: Path,
    open_file: Open = lambda received: received,
) -> Printed:
    """Fill the schema ``raw``, one group of kindred files after another.

    Gives the rows that were printed, by document, letter and table.
    """
    tables = contract_tables()
    loading = Loading(connection, batch, rulings.reference, tables, scratch)
    spoken_of = {letter_of(decision) for decision in rulings.decisions}
    ruled: list[LoadedLetter] = []
    refused: dict[int, str] = {}
    printed: Printed = {}
    for group in groups(batch, rulings):
        files = [open_file(item) for item in group]
        prepared = prepare(files, rulings, tables)
        loading.add(files, prepared)
        ruled += [letter for letter in prepared.letters if letter.key in spoken_of]
        refused |= prepared.refused
        printed |= printed_rows(files)
    loading.finish(*conclude(rulings, ruled, refused, tables))
    return printed


def printed_rows(files: Iterable[Received]) -> Printed:
    """How many rows files print, by document, letter and table."""
    return {
        (item.extraction.document, letter, table): count
        for item in files
        for letter, verdict in item.verdicts.items()
        for table, count in verdict.printed.items()
        if count
    }


def check_invariants(
    connection: duckdb.DuckDBPyConnection, printed: Printed, tables: Mapping[str, Table]
) -> None:
    """Every printed row is there exactly once, loaded or quarantined; every mart key is unique."""
    stored: Printed = {}
    for table in tables:
        counted = connection.execute(
            f'SELECT document, letter, count(*) FROM raw."{table}" '  # noqa: S608
            "WHERE status IN ('dimuat', 'karantina') GROUP BY ALL"
        ).fetchall()
        stored |= {(document, letter, table): count for document, letter, count in counted}
    if printed != stored:
        place = min(set(printed.items()) ^ set(stored.items()))[0]
        raise InvariantError(
            f"Baris tabel {place[2]} surat ke-{place[1]} tidak lengkap di gudang data",
            file=place[0],
            expected=f"{printed.get(place, 0)} baris tercetak",
            found=f"{stored.get(place, 0)} baris dimuat dan dikarantina",
        )
    standing = sum(
        one_number(
            connection,
            f'SELECT count(*) FROM raw."{table}" '  # noqa: S608
            "WHERE (is_standing OR is_rejected) AND status = 'karantina'",
        )
        for table in tables
    )
    withheld = one_number(connection, "SELECT count(*) FROM mart.karantina")
    if standing != withheld:
        raise InvariantError(
            "Baris karantina tidak semuanya ada di mart.karantina",
            expected=f"{standing} baris",
            found=f"{withheld} baris",
        )
    for name, key in _KEYS.items():
        doubled = one_number(
            connection,
            f"SELECT count(*) FROM (SELECT 1 FROM {name} GROUP BY {key} HAVING count(*) > 1)",  # noqa: S608
        )
        if doubled:
            raise InvariantError(f"Kunci {key} tabel {name} berulang", found=f"{doubled} kunci")
