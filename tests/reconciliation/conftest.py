"""One bench for all processes: the sample year read once, its warehouse built once."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.reconciliation.bench import Bench
from tests.sharing import made_once


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    def make(folder: Path) -> None:
        Bench.start(folder)

    return Bench.opened(made_once(tmp_path_factory, "rekonsiliasi", make))


@pytest.fixture
def db(bench: Bench) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(bench.warehouse), read_only=True) as connection:
        yield connection
