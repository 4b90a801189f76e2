"""Publishing: one rename, readers undisturbed, crashes harmless, older clients served."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
import yaml

from expectations.reference import Reference
from extractors.registry import tables
from tests.warehouse.scenarios import bali_2022, gorontalo_2021, kalbar_2023
from warehouse import query
from warehouse.builder import build, check_invariants, printed_rows
from warehouse.errors import InvariantError, ModelsError, NoWarehouseError, PublicationError
from warehouse.publish import publish, write_copy
from warehouse.transform import PROJECT, dbt, run_models

HEADER_VERSION = slice(12, 20)
"""Where a DuckDB file says which version of the format it is written in."""
VERSION_OF_1_4 = 67
"""The format's number that DuckDB 1.4 writes for STORAGE_VERSION 'v1.4.0', and reads at most."""


def test_the_file_is_of_the_format_that_1_4_reads(published: Path) -> None:
    header = published.read_bytes()[:64]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[HEADER_VERSION], "little") <= VERSION_OF_1_4
    with duckdb.connect(str(published), read_only=True) as db:
        tags = db.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = current_database()"
        ).fetchone()
    assert tags is not None
    assert tags[0]["storage_version"].startswith("v1.4.0")


def test_nothing_is_left_beside(published: Path) -> None:
    assert [path.name for path in published.parent.iterdir()] == [published.name]


READ = """
import sys
import time
from pathlib import Path
import duckdb
target, stop, ready = map(Path, sys.argv[1:])
seen = 0
while not stop.exists():
    with duckdb.connect(str(target), read_only=True) as db:
        assert db.execute("SELECT count(*) FROM mart.ikk_capaian").fetchone()[0] > 0
    seen += 1
    ready.touch()
print(seen)
"""
PUBLICATIONS = 4


def test_readers_of_other_processes_are_never_disturbed(built: Path, tmp_path: Path) -> None:
    target = publish(built, tmp_path / "capaian.duckdb")
    stop, ready = tmp_path / "berhenti", [tmp_path / f"siap-{number}" for number in range(2)]
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READ, str(target), str(stop), str(mark)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for mark in ready
    ]
    while not all(mark.exists() for mark in ready):
        assert all(reader.poll() is None for reader in readers)
        time.sleep(0.05)
    for _ in range(PUBLICATIONS):
        publish(built, target)
    stop.touch()
    for reader in readers:
        printed, failed = reader.communicate()
        assert failed == ""
        assert int(printed) > 0


CRASH = """
import os, signal, sys
from pathlib import Path
import warehouse.publish as publishing

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(publishing, sys.argv[3], die)
publishing.publish(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("step", ["write_copy", "put_in_place", "_sync", "comment_on"])
def test_a_killed_publication_leaves_the_last_warehouse(
    built: Path, tmp_path: Path, step: str
) -> None:
    target = tmp_path / "capaian.duckdb"
    with duckdb.connect(str(target)) as db:
        db.execute("CREATE TABLE yang_lama AS SELECT 1 AS satu")
    before = target.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(built), str(target), step],
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == before
    publish(built, target)
    assert query.summary(target).letters["dimuat"] > 0


def test_a_place_that_cannot_be_written_is_said(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "capaian.duckdb"
    target.mkdir()
    with pytest.raises(PublicationError, match="tidak dapat diterbitkan"):
        publish(built, target)


def test_a_damaged_build_is_not_published(built: Path, tmp_path: Path) -> None:
    target = publish(built, tmp_path / "capaian.duckdb")
    before = target.read_bytes()
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(built.read_bytes()[:5000])
    with pytest.raises(PublicationError):
        publish(damaged, target)
    assert target.read_bytes() == before


def test_no_warehouse_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="belum ada"):
        query.summary(tmp_path / "tidak-ada.duckdb")
    broken = tmp_path / "rusak.duckdb"
    broken.write_text("bukan gudang data", encoding="utf-8")
    with pytest.raises(NoWarehouseError, match="bukan gudang data"):
        query.summary(broken)


def test_the_summary_counts_each_printed_row_once(published: Path) -> None:
    summary = query.summary(published)
    assert summary.letters == {"dimuat": 16, "sebagian": 3, "duplikat": 9, "digantikan": 1}
    assert summary.rows_quarantined == 3
    assert set(summary.findings) == {"gagal", "peringatan"}


def test_achievements_in_the_agreements_order(published: Path) -> None:
    rows = query.achievements(published, satker="BNNP Kalimantan Barat")
    assert [row.ikk_code for row in rows[:2]] == ["dektari_kabkota", "dektara_kabkota"]
    assert rows == query.achievements(published, satker="bnnp-61")
    agreed = query.achievements(published, with_agreement_only=True)
    assert {row.satker_code for row in agreed} == {"bnnp-61", "bnnp-51", "bnnk-7501"}


def test_a_lost_row_stops_the_night(built: Path, reference: Reference, tmp_path: Path) -> None:
    printed = printed_rows([*kalbar_2023(), *bali_2022(), *gorontalo_2021()])
    copied = tmp_path / "built.duckdb"
    shutil.copy(built, copied)
    with duckdb.connect(str(copied)) as db:
        check_invariants(db, printed, tables())
        db.execute("DELETE FROM raw.kotan WHERE row = 3")
        with pytest.raises(InvariantError, match="kotan"):
            check_invariants(db, printed, tables())


def test_a_doubled_key_stops_the_night(built: Path, tmp_path: Path) -> None:
    printed = printed_rows([*kalbar_2023(), *bali_2022(), *gorontalo_2021()])
    copied = tmp_path / "built.duckdb"
    shutil.copy(built, copied)
    with duckdb.connect(str(copied)) as db:
        db.execute("INSERT INTO mart.satker SELECT * FROM mart.satker LIMIT 1")
        with pytest.raises(InvariantError, match=r"mart\.satker"):
            check_invariants(db, printed, tables())


def test_a_failing_model_test_stops_the_night(
    reference: Reference, built: Path, tmp_path: Path
) -> None:
    """A status that is not in the contract: dbt's own test says so, by name."""
    state = tmp_path / "state"
    state.mkdir()
    copied = state / "build.duckdb"
    shutil.copy(built, copied)
    with duckdb.connect(str(copied)) as db:
        db.execute("UPDATE raw.letter SET status = 'entah' WHERE path = '2023/zi.pdf'")
    with pytest.raises(ModelsError) as caught:
        run_models(copied, state, tables())
    assert "accepted_values_surat_status" in str(caught.value)


def test_the_models_calculate_as_their_unit_tests_say(built: Path, tmp_path: Path) -> None:
    """dbt's unit tests beside the models; a night, whose letters they do not see, omits them."""
    copied = tmp_path / "build.duckdb"
    shutil.copy(built, copied)
    dbt(("test", "--select", "test_type:unit"), copied, tmp_path, tables())
    results = json.loads((tmp_path / "dbt" / "run_results.json").read_text())["results"]
    passed = {item["unique_id"].split(".")[0] for item in results if item["status"] == "pass"}
    assert passed == {"unit_test"}
    assert len(results) == len(unit_tests())


def unit_tests() -> list[object]:
    folder = PROJECT / "models"
    texts = (path.read_text() for path in folder.rglob("*.yml"))
    return [test for text in texts for test in yaml.safe_load(text).get("unit_tests", [])]


def test_a_build_starts_afresh(reference: Reference, tmp_path: Path) -> None:
    """What an interrupted night left in the state directory does not reach the next one."""
    (tmp_path / "build.duckdb").write_text("sisa", encoding="utf-8")
    (tmp_path / "build.duckdb.wal").write_text("sisa", encoding="utf-8")
    (tmp_path / "rows").mkdir()
    (tmp_path / "rows" / "zi.json").write_text("sisa", encoding="utf-8")
    first = build(gorontalo_2021(), reference, tmp_path)
    assert not (tmp_path / "rows").exists()
    copy = tmp_path / "copy.duckdb"
    write_copy(first, copy)
    assert query.summary(copy).letters == {"dimuat": 4, "sebagian": 2}
