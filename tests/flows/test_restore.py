"""The last warehouses are kept, and one of them can be put back."""

import os
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from flows.news import has_news
from flows.places import Places
from tests.flows.conftest import Capaian, few_letters, plain_night
from warehouse.archive import KEPT, keep, kept_in, restore


def _published(path: Path, content: str, moment: int) -> None:
    """As a publication does: another file under the same name."""
    beside = path.with_name("beside")
    beside.write_text(content)
    os.utime(beside, (moment, moment))
    beside.replace(path)


def test_the_last_ones_are_kept_and_the_oldest_goes(tmp_path: Path) -> None:
    warehouse, folder = tmp_path / "c.duckdb", tmp_path / "arsip"
    keep(warehouse, folder)
    assert kept_in(folder) == []
    for night in range(5):
        _published(warehouse, f"malam {night}", 1_000_000 + 86_400 * night)
        keep(warehouse, folder, 3)
    assert [item.path.read_text() for item in kept_in(folder)] == ["malam 4", "malam 3", "malam 2"]
    assert kept_in(folder)[0].published == datetime(1970, 1, 16, 13, 46, 40)
    oldest = kept_in(folder)[-1]
    restore(oldest, warehouse, folder)
    assert warehouse.read_text() == "malam 2"
    assert warehouse.stat().st_mtime == 1_000_000 + 86_400 * 2, "it says when it was published"


def test_a_restored_warehouse_is_kept_whole_while_it_is_put_back(tmp_path: Path) -> None:
    """The one chosen may be the oldest: it goes from the archive, not from its place."""
    warehouse, folder = tmp_path / "c.duckdb", tmp_path / "arsip"
    for night in range(9):
        _published(warehouse, f"malam {night}", 1_000_000 + 86_400 * night)
        if night < 8:
            keep(warehouse, folder)
    oldest = kept_in(folder)[-1]
    restore(oldest, warehouse, folder)
    assert warehouse.read_text() == "malam 1"
    assert kept_in(folder)[0].path.read_text() == "malam 8"


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
        warehouse.unlink(missing_ok=True)
        warehouse.write_text(str(turn))
        time = 1_700_000_000 - 86_400 * turn
        os.utime(warehouse, (time, time))
        keep(warehouse, folder)
        keep(warehouse, folder)
    assert [kept.path.read_text() for kept in kept_in(folder)] == [
        str(turn) for turn in range(KEPT + 1, 1, -1)
    ]
