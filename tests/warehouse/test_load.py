"""What is stored is what was read: typed without rounding, in a fixed order, twice the same."""

import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from expectations.reference import Reference
from extractors.contract import Column
from extractors.kind import all_kinds
from extractors.registry import tables
from tests.warehouse.letters import document, part, received, truth
from tests.warehouse.scenarios import bali_2022, kalbar_2023
from warehouse.batch import Received
from warehouse.builder import build, fill
from warehouse.prepare import fits
from warehouse.publish import publish
from warehouse.ruling import rule


def loaded(batch: list[Received], reference: Reference) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    rulings = rule([], [item.extraction for item in batch], reference, tables())
    with TemporaryDirectory() as scratch:
        fill(connection, batch, rulings, Path(scratch))
    return connection


@pytest.mark.parametrize("table", sorted(tables()))
def test_every_true_value_is_stored_as_printed(reference: Reference, table: str) -> None:
    kind = next(kind.name for kind in all_kinds() if tables()[table] in kind.tables)
    records = truth(table)
    letter = part(kind, {table: records}, nomor="B/1", satker="BNNP Kalimantan Barat")
    if table == "ikpa_indikator":
        letter = part(kind, {"ikpa": truth("ikpa"), table: records}, nomor="B/1")
    with loaded([received(document(letter, path="a.pdf"))], reference) as db:
        names = ", ".join(f'"{column.name}"' for column in tables()[table].columns)
        stored = db.execute(f'SELECT {names} FROM raw."{table}" ORDER BY "row"').fetchall()
    expected = [
        tuple(_typed(column, record[column.name]) for column in tables()[table].columns)
        for record in records
    ]
    assert stored == expected


def _typed(column: Column, value: str | None) -> object:
    if value is None or column.type == "text":
        return value
    return int(value) if column.type == "integer" else Decimal(value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("decimal", "88.393", True),
        ("decimal", "-0.5", True),
        ("decimal", "0.1234567", False),
        ("decimal", "8O.5", False),
        ("decimal", "1e3", False),
        ("decimal", "", False),
        ("integer", "12", True),
        ("integer", "1.0", False),
        ("money", "4785094000", True),
        ("money", "1.005", False),
        ("text", "apa pun", True),
        ("decimal", None, True),
    ],
)
def test_only_values_that_stay_whole_are_typed(
    kind: str, value: str | None, expected: bool
) -> None:
    assert fits(Column("x", kind, ""), value) is expected  # type: ignore[arg-type]


def test_a_value_too_fine_to_store_is_withheld_and_kept(reference: Reference) -> None:
    row = {"no": "1", "satker": "BNNP Aceh", "nilai": "80.12345678", "kategori": "TINGGI"}
    batch = [received(document(part("dektara", {"dektara": [row]}, nomor="B/1"), path="a.pdf"))]
    with loaded(batch, reference) as db:
        found = db.execute(
            "SELECT nilai, status, withheld_rule, printed_json, values_json FROM raw.dektara"
        ).fetchone()
    assert found is not None
    assert found[:3] == (None, "karantina", "nilai_tersimpan_utuh")
    assert json.loads(found[3])["nilai"] == "80,12345678"
    assert json.loads(found[4])["nilai"] == "80.12345678"


def test_an_unread_file_has_its_row(reference: Reference) -> None:
    bad = document(path="rusak.pdf")
    bad.status, bad.alasan = "ditolak", "Berkas terenkripsi."
    with loaded([received(bad)], reference) as db:
        found = db.execute("SELECT path, status, alasan FROM raw.document").fetchall()
        assert db.execute("SELECT count(*) FROM raw.letter").fetchone() == (0,)
    assert found == [("rusak.pdf", "ditolak", "Berkas terenkripsi.")]


def test_the_screens_indicators_follow_their_satker(reference: Reference) -> None:
    letter = part("ikpa", {"ikpa_indikator": truth("ikpa_indikator"), "ikpa": truth("ikpa")})
    with loaded([received(document(letter, path="a.pdf"))], reference) as db:
        codes = db.execute("SELECT DISTINCT satker_code FROM raw.ikpa_indikator").fetchall()
    assert codes == [("bnnp-61",)]


def test_every_stored_column_is_explained(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as db:
        silent = db.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE schema_name = 'raw' AND comment IS NULL"
        ).fetchall()
        assert db.execute(
            "SELECT count(*) FROM duckdb_columns() WHERE schema_name = 'raw'"
        ).fetchone() != (0,)
    assert silent == []


def test_the_same_inputs_give_the_same_tables(reference: Reference, tmp_path: Path) -> None:
    """Row by row and in the same order, whatever order the files come in."""
    batch = [*kalbar_2023(), *bali_2022()]
    contents = []
    for name, files in (("a", batch), ("b", batch[::-1])):
        target = publish(build(files, reference, tmp_path / name), tmp_path / f"{name}.duckdb")
        with duckdb.connect(str(target), read_only=True) as db:
            names = db.execute(
                "SELECT schema_name || '.\"' || table_name || '\"' FROM duckdb_tables() ORDER BY 1"
            ).fetchall()
            contents.append(
                {name: db.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}
            )
    assert len(contents[0]) > 20
    assert contents[0] == contents[1]
