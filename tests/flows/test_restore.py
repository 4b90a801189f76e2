"""The last warehouses are kept, and one of them can be put back."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from flows.news import has_news
from flows.places import Places
from tests.flows.conftest import Capaian, few_letters, plain_night
from warehouse.archive import KEPT, keep, kept_in, restore
from warehouse.errors import PublicationError


def _published(path: Path, content: str, moment: int, rows: int = 1) -> None:
    """As a publication does: another file under the same name."""
    beside = path.with_name("beside")
    with duckdb.connect(str(beside)) as connection:
        connection.execute(
            "CREATE TABLE isi AS SELECT $1 AS nama, hash(range) AS angka FROM range($2)",
            [content, rows],
        )
    os.utime(beside, (moment, moment))
    beside.replace(path)


def _content(path: Path) -> str:
    with duckdb.connect(str(path), read_only=True) as connection:
        ((found,),) = connection.execute("SELECT DISTINCT nama FROM isi").fetchall()
    return str(found)


def test_the_last_ones_are_kept_and_the_oldest_goes(tmp_path: Path) -> None:
    warehouse, folder = tmp_path / "c.duckdb", tmp_path / "arsip"
    keep(warehouse, folder)
    assert kept_in(folder) == []
    for night in range(5):
        _published(warehouse, f"malam {night}", 1_000_000 + 86_400 * night)
        keep(warehouse, folder, 3)
    assert [_content(item.path) for item in kept_in(folder)] == ["malam 4", "malam 3", "malam 2"]
    assert kept_in(folder)[0].published == datetime(1970, 1, 16, 13, 46, 40)
    oldest = kept_in(folder)[-1]
    restore(oldest, warehouse, folder)
    assert _content(warehouse) == "malam 2"
    assert warehouse.stat().st_mtime == 1_000_000 + 86_400 * 2, "it says when it was published"


def test_a_restored_warehouse_is_kept_whole_while_it_is_put_back(tmp_path: Path) -> None:
    """The one chosen may be the oldest: it stays in the archive while it stands."""
    warehouse, folder = tmp_path / "c.duckdb", tmp_path / "arsip"
    for night in range(9):
        _published(warehouse, f"malam {night}", 1_000_000 + 86_400 * night)
        if night < 8:
            keep(warehouse, folder)
    oldest = kept_in(folder)[-1]
    restore(oldest, warehouse, folder)
    assert _content(warehouse) == "malam 1"
    assert _content(kept_in(folder)[0].path) == "malam 8"


def test_a_night_is_put_back_while_analysts_read(tmp_path: Path, capaian: Capaian) -> None:
    few_letters(tmp_path / "raw")
    places = Places(tmp_path / "c.duckdb")
    plain_night(tmp_path / "raw", places)
    assert "Belum ada" in capaian("restore", "--warehouse", places.warehouse).stdout
    first = places.warehouse.read_bytes()
    next((tmp_path / "raw" / "2023").glob("SMART*.pdf")).unlink()
    plain_night(tmp_path / "raw", places)
    second = places.warehouse.read_bytes()
    assert second != first
    (name, *_) = capaian("restore", "--warehouse", places.warehouse).stdout.split()
    with duckdb.connect(str(places.warehouse), read_only=True) as reader:
        query = "SELECT count(*) FROM mart.surat"
        before = reader.execute(query).fetchall()
        done = capaian("restore", "--warehouse", places.warehouse, "--nama", name)
        assert done.returncode == 0, done.stderr
        assert reader.execute(query).fetchall() == before
    assert places.warehouse.read_bytes() == first
    assert kept_in(places.archive)[0].path.read_bytes() == second
    assert has_news(tmp_path / "raw", places, places.ledger), "the inputs still say otherwise"


@pytest.mark.parametrize("name", ["20200101-000000", "../c", ""])
def test_what_is_not_kept_is_told(name: str, tmp_path: Path, capaian: Capaian) -> None:
    done = capaian("restore", "--warehouse", tmp_path / "c.duckdb", "--nama", name)
    assert done.returncode == 2
    assert "Lihat daftarnya" in done.stderr


def test_a_clock_that_was_moved_back_does_not_make_the_last_warehouse_the_oldest(
    tmp_path: Path,
) -> None:
    warehouse, folder = tmp_path / "g.duckdb", tmp_path / "archive"
    for turn in range(KEPT + 2):
        _published(warehouse, str(turn), 1_700_000_000 - 86_400 * turn)
        keep(warehouse, folder)
        keep(warehouse, folder)
    assert [_content(kept.path) for kept in kept_in(folder)] == [
        str(turn) for turn in range(KEPT + 1, 1, -1)
    ]


def test_restoring_to_and_fro_keeps_every_night_with_its_time(tmp_path: Path) -> None:
    warehouse, folder = tmp_path / "c.duckdb", tmp_path / "arsip"
    for night in range(KEPT + 1):
        if night:
            keep(warehouse, folder)
        _published(warehouse, f"malam {night}", 1_000_000 + 86_400 * night)
    last = {_content(item.path): item.published for item in kept_in(folder)}
    for turn in range(10):
        chosen = kept_in(folder)[-1 if turn % 2 else 0]
        restore(chosen, warehouse, folder)
    found = {_content(item.path): item.published for item in kept_in(folder)}
    newest = datetime(1970, 1, 12, 13, 46, 40) + timedelta(days=KEPT)
    assert last.pop("malam 0"), "one more than there is room for"
    assert found == last | {f"malam {KEPT}": newest}
    _published(warehouse, "malam baru", 1_000_000 + 86_400 * 20)
    keep(warehouse, folder)
    assert len(kept_in(folder)) == KEPT


def test_what_is_damaged_is_neither_kept_nor_restored(tmp_path: Path, capaian: Capaian) -> None:
    places = Places(tmp_path / "c.duckdb")
    for night in range(3):
        keep(places.warehouse, places.archive)
        _published(places.warehouse, f"malam {night}", 1_000_000 + 86_400 * night, rows=200_000)
    good, bad = (item for item in kept_in(places.archive))
    os.truncate(bad.path, 900_000)
    command = ("restore", "--warehouse", places.warehouse)
    assert [
        line.endswith("rusak, tidak dapat dipulihkan")
        for line in capaian(*command).stdout.splitlines()
    ] == [False, True]
    done = capaian(*command, "--nama", bad.name)
    assert done.returncode == 1
    assert "rusak" in done.stderr
    assert _content(places.warehouse) == "malam 2"
    os.truncate(bad.path, 9000)
    with pytest.raises(PublicationError, match="rusak"):
        restore(bad, places.warehouse, places.archive)
    assert list(tmp_path.glob("*.tmp")) == []

    os.truncate(places.warehouse, 900_000)
    assert capaian(*command, "--nama", good.name).returncode == 0
    assert _content(places.warehouse) == "malam 1"
    assert kept_in(places.archive) == [good, bad]
    assert [night.outcome for night in places.journal.nights()] == ["restored"]
