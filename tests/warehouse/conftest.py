"""Warehouses built once for all tests that only read them: real DuckDB files, real dbt runs."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import warehouse
from expectations.reference import Reference
from tests.warehouse.scenarios import bali_2022, gorontalo_2021, kalbar_2023
from warehouse.builder import build
from warehouse.publish import publish


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference.load(Path(warehouse.__file__).parent / "reference")


@pytest.fixture(scope="session")
def built(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years at once, so that one run of dbt serves every test of the marts."""
    state = tmp_path_factory.mktemp("state")
    return build([*kalbar_2023(), *bali_2022(), *gorontalo_2021()], reference, state)


@pytest.fixture(scope="session")
def published(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(built, tmp_path_factory.mktemp("published") / "capaian.duckdb")


@pytest.fixture
def db(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published), read_only=True) as connection:
        yield connection
