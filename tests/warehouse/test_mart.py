"""Reading the published file for as long as a program runs, while it is replaced meanwhile."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

from warehouse.errors import NoWarehouseError
from warehouse.mart import Columns, Mart


def _publish(target: Path, value: int) -> None:
    beside = target.with_suffix(".tmp")
    with duckdb.connect(str(beside)) as connection:
        connection.execute("CREATE SCHEMA mart")
        connection.execute(f"CREATE TABLE mart.temuan AS SELECT {value} AS nilai")
    beside.replace(target)


def _nothing(_: Columns) -> list[str]:
    return []


def _value(mart: Mart) -> int:
    (row,) = mart.rows("SELECT nilai FROM warehouse.mart.temuan")
    return int(row["nilai"])


def test_what_was_published_last_is_read_though_others_still_read(tmp_path: Path) -> None:
    target = tmp_path / "gudang.duckdb"
    _publish(target, 1)
    mart = Mart(target, _nothing)
    with duckdb.connect(str(target), read_only=True) as other:
        assert (_value(mart), mart.columns("mart.temuan")) == (1, {"nilai"})
        before = mart.version
        for value in (2, 3):
            _publish(target, value)
            assert _value(mart) == value
        assert mart.version != before
        assert other.execute("SELECT nilai FROM mart.temuan").fetchall() == [(1,)]


def test_many_readers_never_see_less_than_one_publication(tmp_path: Path) -> None:
    target = tmp_path / "gudang.duckdb"
    _publish(target, 0)
    mart, done, seen, troubles = Mart(target, _nothing), Event(), [], []

    def read() -> None:
        while not done.is_set():
            try:
                seen.append(_value(mart))
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                troubles.append(error)

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for value in range(1, 12):
        _publish(target, value)
    done.set()
    for reader in readers:
        reader.join()
    assert troubles == []
    assert set(seen) <= set(range(12))
    assert _value(mart) == 11


def test_helping_tables_are_made_from_the_columns_there_are(tmp_path: Path) -> None:
    target = tmp_path / "gudang.duckdb"
    _publish(target, 7)

    def prepare(columns: Columns) -> list[str]:
        (name,) = columns["mart.temuan"]
        return [f"CREATE TABLE memory.main.x AS SELECT {name} AS y FROM warehouse.mart.temuan"]

    mart = Mart(target, prepare)
    assert mart.rows("SELECT y FROM memory.main.x WHERE y = $y", {"y": 7}) == [{"y": 7}]
    assert mart.rows("SELECT y FROM memory.main.x WHERE y = $y", {"y": 8}) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/keluar.csv'",
        "ATTACH '/tmp/lain.duckdb'",
        "SET enable_external_access = true",
        "DELETE FROM warehouse.mart.temuan",
    ],
)
def test_a_question_reaches_no_other_file_and_changes_nothing(tmp_path: Path, query: str) -> None:
    target = tmp_path / "gudang.duckdb"
    _publish(target, 1)
    mart = Mart(target, _nothing)
    with pytest.raises(duckdb.Error):
        mart.rows(query)
    assert _value(mart) == 1


@pytest.mark.parametrize("content", [None, b"bukan gudang data", b""])
def test_no_warehouse_is_told(tmp_path: Path, content: bytes | None) -> None:
    target = tmp_path / "gudang.duckdb"
    if content is not None:
        target.write_bytes(content)
    with pytest.raises(NoWarehouseError, match="capaian run"):
        Mart(target, _nothing).rows("SELECT 1 FROM warehouse.mart.temuan")
