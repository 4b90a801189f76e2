"""Nights that fail before anything is read are in the journal, in the metrics, and told."""

import shutil
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.failing import failures_told
from flows.places import LEDGER_VARIABLE, Places
from flows.scheduled import scheduled
from tests.flows.conftest import Capaian, few_letters
from tests.flows.test_notifying import Hook, served

DOWN = "postgresql://u:RAHASIA@127.0.0.1:1/x"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What a webhook got."""
    with served(ThreadingHTTPServer, Hook) as hook:
        monkeypatch.setenv("CAPAIAN_WEBHOOK", f"http://127.0.0.1:{hook.server_address[1]}/w")
        yield hook.got


def _expect_failure(places: Places, told: list[Any], words: str) -> None:
    (night,) = places.journal.nights()
    assert night.outcome == "failed"
    assert words in (night.error or "")
    assert "RAHASIA" not in (night.error or "")
    assert "capaian_night_success 0.0" in places.metrics.read_text()
    assert words in places.night_report.read_text(encoding="utf-8")
    ((_, body),) = told
    assert words in body["text"]
    assert "gagal" in body["text"]


def test_a_ledger_that_is_down(tmp_path: Path, capaian: Capaian, told: list[Any]) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    done = capaian("run", "--raw", raw, "--warehouse", places.warehouse, "--ledger", DOWN)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    _expect_failure(places, told, "Buku keputusan")
    status = capaian("status", "--warehouse", places.warehouse)
    assert status.returncode == 1
    assert "gagal" in status.stdout


def test_a_damaged_manifest(tmp_path: Path, told: list[Any]) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    (raw / "2023" / "manifest.csv").write_text("bukan daftar")
    assert main(["run", "--raw", str(raw), "--warehouse", str(places.warehouse)]) == 1
    _expect_failure(places, told, "manifest.csv")


@pytest.mark.parametrize("is_there", [True, False])
def test_letters_that_are_not_mounted(tmp_path: Path, told: list[Any], is_there: bool) -> None:
    raw, places = tmp_path / "raw", Places(tmp_path / "g.duckdb")
    places.state.mkdir()
    if is_there:
        raw.mkdir()
    assert main(["run", "--raw", str(raw), "--warehouse", str(places.warehouse)]) == 1
    _expect_failure(places, told, "terpasang")


def test_a_scheduled_night_tells_as_well(
    tmp_path: Path, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    monkeypatch.setenv(LEDGER_VARIABLE, DOWN)
    with pytest.raises(Exception, match="Buku keputusan"):
        scheduled.fn(str(raw), str(places.warehouse))
    _expect_failure(places, told, "Buku keputusan")


def test_a_night_that_told_its_failure_itself_is_not_told_twice(
    tmp_path: Path, capaian: Capaian, told: list[Any]
) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    for path in raw.rglob("*.pdf"):
        path.write_text("rusak")
    assert capaian("run", "--raw", raw, "--warehouse", places.warehouse).returncode == 1
    _expect_failure(places, told, "Tidak ada satu pun berkas")


def test_word_goes_out_where_nothing_can_be_written(tmp_path: Path, told: list[Any]) -> None:
    places = Places(tmp_path / "g.duckdb")
    places.state.write_text("sebuah berkas, bukan folder")
    with pytest.raises(ValueError, match="aneh"), failures_told(places):
        raise ValueError("aneh")
    ((_, body),) = told
    assert "aneh" in body["text"]


def test_another_night_that_runs_tells_of_itself(tmp_path: Path, told: list[Any]) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    shutil.rmtree(raw / "2023")
    with places.locked():
        assert main(["run", "--raw", str(raw), "--warehouse", str(places.warehouse)]) == 1
    assert places.journal.nights() == []
    assert told == []
