from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from extractors.model import Extraction
from extractors.store import ExtractionStore, Kept
from extractors.version import ReaderVersion, reader_version
from flows.errors import MisuseError
from flows.places import Places
from flows.selection import EVERYTHING, Selection, received_since, selection_of
from tests.flows.conftest import few_letters, run_program

WIB = ZoneInfo("Asia/Jakarta")


def kept(*kinds: str, is_current: bool) -> Kept:
    return Kept(Extraction("d", "2023/a.pdf", "terbaca", kinds=list(kinds)), "", is_current)


def test_without_a_wish_only_what_is_out_of_date_is_read() -> None:
    assert EVERYTHING.wants("2023/a.pdf", kept("zi", is_current=False))
    assert not EVERYTHING.wants("2023/a.pdf", kept("zi", is_current=True))


def test_force_reads_what_the_selection_holds() -> None:
    whole, zi = Selection(force=True), Selection(only=("zi",), force=True)
    for is_current in (True, False):
        assert whole.wants("2023/a.pdf", kept("kotan", is_current=is_current))
        assert zi.wants("2023/a.pdf", kept("zi", is_current=is_current))
        assert not zi.wants("2023/a.pdf", kept("kotan", is_current=is_current))
    assert Selection(only=("2023/*",), force=True).wants("2023/a.pdf", kept(is_current=True))
    assert not Selection(only=("2024/*",), force=True).wants("2023/a.pdf", kept(is_current=True))


def test_a_letter_that_came_earlier_keeps_its_reading() -> None:
    late = Selection(received=frozenset({"2023/b.pdf"}))
    assert not late.wants("2023/a.pdf", kept(is_current=False))
    assert late.wants("2023/b.pdf", kept(is_current=False))


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    raw = few_letters(tmp_path)
    assert selection_of(raw, ["dektari", "2023/*"], None, force=False).only
    with pytest.raises(MisuseError, match="bukan jenis surat"):
        selection_of(raw, ["dektarii"], None, force=False)


def test_a_way_to_a_file_means_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = few_letters(tmp_path / "raw")
    first = min(raw.rglob("*.pdf"))
    monkeypatch.chdir(tmp_path)
    ways = [f"raw/2023/{first.name}", str(first), f"./raw/2023/{first.name}", first.name]
    ways += [f"2023/{first.name}", f"./2023/{first.name}"]
    for way in ways:
        chosen = selection_of(raw, [way], None, force=True)
        wanted = [
            path.name
            for path in raw.rglob("*.pdf")
            if chosen.wants(path.relative_to(raw).as_posix(), kept("zi", is_current=True))
        ]
        assert wanted == [first.name], way
    whole = selection_of(raw, ["raw/2023"], None, force=True)
    assert whole.wants(f"2023/{first.name}", kept("zi", is_current=True))
    odd = raw / "2023" / "a[1].pdf"
    odd.write_bytes(b"%PDF-1.4")
    assert selection_of(raw, [str(odd)], None, force=True).wants(
        "2023/a[1].pdf", kept(is_current=True)
    )
    with pytest.raises(MisuseError, match="dihitung dari folder --raw"):
        selection_of(raw, [str(tmp_path)], None, force=True)


def test_a_day_divides_letters_by_when_they_were_received(tmp_path: Path) -> None:
    raw = few_letters(tmp_path)
    names = {path.relative_to(raw).as_posix() for path in raw.rglob("*.pdf")}
    assert received_since(raw, datetime(2000, 1, 1, tzinfo=WIB)) == names
    assert received_since(raw, datetime(2100, 1, 1, tzinfo=WIB)) == frozenset()
    (raw / "2023" / "baru.pdf").write_bytes(b"%PDF-1.4")
    assert received_since(raw, datetime(2100, 1, 1, tzinfo=WIB)) == {"2023/baru.pdf"}


@dataclass(frozen=True)
class Site:
    """Letters, and the warehouse that nights make of them."""

    raw: Path
    places: Places

    @property
    def arguments(self) -> tuple[object, ...]:
        return ("run", "--raw", self.raw, "--warehouse", self.places.warehouse)

    def night(self, *options: str) -> str:
        done = run_program(*self.arguments, *options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.places.warehouse), read_only=True) as connection:
            return connection.execute(query).fetchall()


def readings(places: Places) -> dict[str, float]:
    kept = places.state / "extractions"
    return {path.name: path.stat().st_mtime_ns for path in kept.rglob("*.gz")}


def age(places: Places) -> None:
    """Make all readings those of an older reader."""
    for path in (places.state / "extractions").rglob("*.gz"):
        first, second = gzip.decompress(path.read_bytes()).split(b"\n")
        record = json.loads(first)
        record["version"][""] = "lama"
        path.write_bytes(gzip.compress(json.dumps(record).encode() + b"\n" + second))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three letters and the warehouse of a first night; the tests go on from one another."""
    home = tmp_path_factory.mktemp("pilihan")
    site = Site(few_letters(home / "raw"), Places(home / "g.duckdb"))
    assert "3, 3 di antaranya dibaca baru" in site.night()
    return site


def test_a_night_reads_what_it_is_told_to_and_the_next_whole_one_the_rest(site: Site) -> None:
    kinds = site.ask("SELECT path, kind FROM mart.surat ORDER BY path")
    before = site.ask("SELECT * FROM mart.karantina ORDER BY ALL")
    kind = kinds[0][1]
    chosen = {path for path, its_kind in kinds if its_kind == kind}
    age(site.places)
    assert "Tidak ada yang berubah" in site.night()
    old = readings(site.places)
    assert f"3, {len(chosen)} di antaranya dibaca baru" in site.night("--only", kind, "--force")
    new = readings(site.places)
    assert len({name for name, time in new.items() if old[name] != time}) == len(chosen)
    assert f"3, {3 - len(chosen)} di antaranya dibaca baru" in site.night()
    assert "Tidak ada yang berubah" in site.night()
    assert site.ask("SELECT * FROM mart.karantina ORDER BY ALL") == before
    for wrong in (("--only", "tidak-ada"), ("--since", "kemarin")):
        assert run_program(*site.arguments, *wrong).returncode == 2


def test_a_letter_that_yields_half_its_rows_keeps_its_last_reading(site: Site) -> None:
    kept = (site.places.state / "extractions").rglob("*.gz")
    entry = max(kept, key=lambda path: path.stat().st_size)
    extraction = site.places.extractions.get(entry.name.split(".")[0], "2023/surat.pdf")
    assert extraction is not None
    rows = extraction.rows
    table, letter = rows[0].table, rows[0].letter
    more = [replace(row, row=10_000 + place) for place, row in enumerate([*rows, *rows])]
    older = ReaderVersion("lama", reader_version().kinds)
    ExtractionStore(entry.parents[1], older).put(replace(extraction, rows=[*rows, *more]))
    copy = site.raw / "2023" / "salinan.pdf"
    copy.write_bytes(next(site.raw.rglob("*.pdf")).read_bytes())
    assert "bacaan sebelumnya yang tetap dipakai" in site.night()
    found = "SELECT table_name, letter FROM mart.temuan WHERE rule = 'bacaan_menyusut'"
    count = f"SELECT count(*) FROM raw.{table}"
    assert site.ask(found) == [(table, letter)]
    ((before,),) = site.ask(count)

    copy.unlink()
    accepted = site.night("--force", "--only", "2023/*")
    assert "tetap dipakai" not in accepted
    assert "2023/salinan.pdf: tidak ada lagi di folder surat; isinya yang sama" in accepted
    assert "capaian_files_gone 0.0" in site.places.metrics.read_text()
    assert site.ask(found) == []
    ((after,),) = site.ask(count)
    assert f"raw.{table}: {before} baris pada malam terakhir, kini {after}" in accepted
    rows = f'capaian_table_rows{{table="raw.{table}"}} {float(after)}'
    assert rows in site.places.metrics.read_text()
    assert before > 2 * after
