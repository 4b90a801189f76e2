"""Warehouses built once for all tests that only read them: real DuckDB files, real dbt runs."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import warehouse
from expectations.reference import Reference
from tests.sharing import made_once
from tests.warehouse.deciding import UNKNOWN, Item, decide, item_of, letters, warehouse_of
from tests.warehouse.scenarios import bali_2022, gorontalo_2021, kalbar_2023
from warehouse.builder import build
from warehouse.decisions import Decision
from warehouse.publish import publish


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference.load(Path(warehouse.__file__).parent / "reference")


@pytest.fixture(scope="session")
def built(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years at once, so that one run of dbt serves every test of the marts."""

    def make(state: Path) -> Path:
        return build([*kalbar_2023(), *bali_2022(), *gorontalo_2021()], reference, state)

    return made_once(tmp_path_factory, "dibangun", make)


@pytest.fixture(scope="session")
def published(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> Path:
        return publish(built, folder / "capaian.duckdb")

    return made_once(tmp_path_factory, "diterbitkan", make)


@pytest.fixture
def db(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def undecided(
    reference: Reference, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse as stewards first see it."""

    def make(state: Path) -> Path:
        return warehouse_of(letters(), reference, state)

    built = made_once(tmp_path_factory, "sebelum", make)
    with duckdb.connect(str(built), read_only=True) as db:
        yield db


@pytest.fixture(scope="session")
def disputed(undecided: duckdb.DuckDBPyConnection) -> dict[str, Item]:
    """The findings that two letters give Banten different figures, by figure."""
    found = undecided.execute(
        "SELECT column_name, item_key, guard FROM mart.temuan WHERE rule = 'nilai_ganda'"
    ).fetchall()
    assert {column for column, _, _ in found} == {"zi", "zi_hasil"}
    return {column: (key, guard) for column, key, guard in found}


@pytest.fixture(scope="session")
def decisions(undecided: duckdb.DuckDBPyConnection, disputed: dict[str, Item]) -> list[Decision]:
    """One of each: what a steward would do with this letter."""
    bali, aceh = item_of(undecided, "BNNP Bali"), item_of(undecided, "BNNP Aceh")
    return [
        decide(1, "koreksi", bali, column="jumlah", value="70,00", tercetak="7O,00"),
        decide(2, "terima", aceh),
        decide(3, "tolak", item_of(undecided, "BNNP Bengkulu")),
        decide(4, "petakan", item_of(undecided, UNKNOWN), column="satker", satker="bnnp-33"),
        decide(5, "terima", disputed["zi"]),
        decide(6, "terima", (disputed["zi_hasil"][0], "lain")),
    ]


@pytest.fixture(scope="session")
def decided(
    reference: Reference, decisions: list[Decision], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same letters with those decisions."""

    def make(state: Path) -> Path:
        return warehouse_of(letters(), reference, state, decisions)

    built = made_once(tmp_path_factory, "sesudah", make)
    with duckdb.connect(str(built), read_only=True) as db:
        yield db
