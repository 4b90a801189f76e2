from __future__ import annotations

import gzip
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from extractors.model import Extraction
from extractors.store import Kept
from flows.errors import MisuseError
from flows.places import Places
from flows.selection import EVERYTHING, Selection, received_since, selection_of
from tests.flows.conftest import few_letters, run_program

WIB = ZoneInfo("Asia/Jakarta")


def kept(*kinds: str, is_current: bool) -> Kept:
    return Kept(Extraction("d", "2023/a.pdf", "terbaca", kinds=list(kinds)), is_current)


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


def test_a_day_divides_letters_by_when_they_were_received(tmp_path: Path) -> None:
    raw = few_letters(tmp_path)
    names = {path.relative_to(raw).as_posix() for path in raw.rglob("*.pdf")}
    assert received_since(raw, datetime(2000, 1, 1, tzinfo=WIB)) == names
    assert received_since(raw, datetime(2100, 1, 1, tzinfo=WIB)) == frozenset()
    (raw / "2023" / "baru.pdf").write_bytes(b"%PDF-1.4")
    assert received_since(raw, datetime(2100, 1, 1, tzinfo=WIB)) == {"2023/baru.pdf"}


def readings(places: Places) -> dict[str, float]:
    kept = places.state / "extractions"
    return {path.name: path.stat().st_mtime_ns for path in kept.rglob("*.gz")}


def age(places: Places) -> None:
    """Make all readings those of an older reader."""
    for path in (places.state / "extractions").rglob("*.gz"):
        record = json.loads(gzip.decompress(path.read_bytes()))
        record["version"][""] = "lama"
        path.write_bytes(gzip.compress(json.dumps(record).encode()))


def test_a_night_reads_what_it_is_told_to_and_the_next_whole_one_the_rest(tmp_path: Path) -> None:
    raw, places = few_letters(tmp_path), Places(tmp_path / "g.duckdb")
    night = ("run", "--raw", raw, "--warehouse", places.warehouse)
    done = run_program(*night)
    assert "3, 3 di antaranya dibaca baru" in done.stdout, done.stderr
    with duckdb.connect(str(places.warehouse), read_only=True) as connection:
        kinds = connection.sql("SELECT path, kind FROM mart.surat ORDER BY path").fetchall()
        before = connection.sql("SELECT * FROM mart.karantina ORDER BY ALL").fetchall()
    path, kind = kinds[0]
    age(places)
    assert "Tidak ada yang berubah" in run_program(*night).stdout
    old = readings(places)
    done = run_program(*night, "--only", kind, "--force")
    chosen = {where for where, its_kind in kinds if its_kind == kind}
    assert f"3, {len(chosen)} di antaranya dibaca baru" in done.stdout, done.stderr
    assert len({name for name, time in readings(places).items() if old[name] != time}) == len(
        chosen
    )
    done = run_program(*night)
    assert f"3, {3 - len(chosen)} di antaranya dibaca baru" in done.stdout, done.stderr
    assert "Tidak ada yang berubah" in run_program(*night).stdout
    done = run_program(*night, "--only", path, "--force")
    assert "3, 1 di antaranya dibaca baru" in done.stdout, done.stderr
    with duckdb.connect(str(places.warehouse), read_only=True) as connection:
        assert connection.sql("SELECT * FROM mart.karantina ORDER BY ALL").fetchall() == before
    assert run_program(*night, "--only", "tidak-ada").returncode == 2
    assert run_program(*night, "--since", "kemarin").returncode == 2


def test_a_letter_that_yields_half_its_rows_keeps_its_last_reading(tmp_path: Path) -> None:
    raw, places = few_letters(tmp_path), Places(tmp_path / "g.duckdb")
    night = ("run", "--raw", raw, "--warehouse", places.warehouse)
    assert run_program(*night).returncode == 0
    entry = max((places.state / "extractions").rglob("*.gz"), key=lambda path: path.stat().st_size)
    record = json.loads(gzip.decompress(entry.read_bytes()))
    record["version"][""] = "lama"
    rows = record["extraction"]["rows"]
    table, letter = rows[0]["table"], rows[0]["letter"]
    more = [{**row, "row": row["row"] + 10_000} for row in rows] * 2
    more = [{**row, "row": 10_000 + place} for place, row in enumerate(more)]
    record["extraction"]["rows"] = [*rows, *more]
    entry.write_bytes(gzip.compress(json.dumps(record).encode()))
    done = run_program(*night, "--only", "2023/*")
    assert "Tidak ada yang berubah" in done.stdout
    (raw / "2023" / "salinan.pdf").write_bytes(next(raw.rglob("*.pdf")).read_bytes())
    held = run_program(*night)
    assert held.returncode == 0, held.stderr
    assert "bacaan sebelumnya yang tetap dipakai" in held.stdout
    found = "SELECT table_name, letter FROM mart.temuan WHERE rule = 'bacaan_menyusut'"
    count = f"SELECT count(*) FROM raw.{table}"
    with duckdb.connect(str(places.warehouse), read_only=True) as connection:
        assert connection.sql(found).fetchall() == [(table, letter)]
        before = connection.execute(count).fetchone()
    accepted = run_program(*night, "--force", "--only", "2023/*")
    assert "tetap dipakai" not in accepted.stdout, accepted.stderr
    with duckdb.connect(str(places.warehouse), read_only=True) as connection:
        assert connection.sql(found).fetchall() == []
        after = connection.execute(count).fetchone()
    assert before is not None and after is not None
    assert before[0] > 2 * after[0]


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    raw, places = few_letters(tmp_path), Places(tmp_path / "g.duckdb")
    night = ("run", "--raw", raw, "--warehouse", places.warehouse)
    assert run_program(*night).returncode == 0
    gone = max(raw.rglob("*.pdf"))
    gone.unlink()
    done = run_program(*night)
    assert f"{gone.relative_to(raw)}: ada pada malam terakhir" in done.stdout, done.stderr
    assert "capaian_files_gone 1.0" in places.metrics.read_text()
