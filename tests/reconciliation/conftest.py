"""One bench for all: the sample year read once, its warehouse built once."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.reconciliation.bench import Bench


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench.start()


@pytest.fixture
def db(bench: Bench) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(bench.warehouse), read_only=True) as connection:
        yield connection
