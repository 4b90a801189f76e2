"""Whole nights by the real program: real Prefect, real PDFs, real DuckDB."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.model import Extraction
from flows.errors import NightRunningError, NothingReadableError
from flows.fingerprint import code_version, fingerprint, raw_files
from flows.places import Places
from flows.reading import Reading
from flows.steps import Night
from tests.flows.conftest import (
    PROJECT,
    Capaian,
    copy_letters,
    run_program,
)
from warehouse.analyst import opened
from warehouse.query import achievements, summary

HEAVY = ("prefect", "great_expectations", "pandas", "dbt", "duckdb", "pypdfium2", "rich")


@dataclass(frozen=True)
class Workplace:
    """A raw directory, and a warehouse that one night was published to."""

    raw: Path
    places: Places
    first: subprocess.CompletedProcess[str]

    @property
    def arguments(self) -> tuple[object, ...]:
        return ("run", "--raw", self.raw, "--warehouse", self.places.warehouse)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """The sample letters, published once for all tests of this module, which leave it as it is."""
    directory = tmp_path_factory.mktemp("malam")
    raw, places = copy_letters(directory / "raw"), Places(directory / "c.duckdb")
    arguments = ("run", "--raw", raw, "--warehouse", places.warehouse, "--tampilkan")
    first = run_program(*arguments, own_server=True)
    return Workplace(raw, places, first)


@pytest.fixture
def workplace(published: Workplace, tmp_path: Path) -> Workplace:
    """A copy of the published night to do anything with."""
    source = published.places
    places = Places(tmp_path / source.warehouse.name)
    shutil.copytree(published.raw, tmp_path / "raw")
    shutil.copy2(source.warehouse, places.warehouse)
    shutil.copytree(source.state, places.state)
    return Workplace(tmp_path / "raw", places, published.first)


def add_news(workplace: Workplace) -> None:
    """One more letter: a copy of one that is there."""
    one = next(iter(sorted(workplace.raw.rglob("*.pdf"))))
    shutil.copy2(one, one.with_name("salinan.pdf"))


def test_the_first_night_publishes_and_says_what_it_did(published: Workplace) -> None:
    done, warehouse = published.first, published.places.warehouse
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    numbers = summary(warehouse)
    assert numbers.rows_loaded > 0
    assert f"{numbers.rows_loaded} dimuat, {numbers.rows_quarantined} dikarantina" in done.stdout
    for status, count in numbers.letters.items():
        assert f"{count} {status}" in done.stdout
    for severity, count in numbers.findings.items():
        assert f"{count} {severity}" in done.stdout
    assert done.stdout.rstrip().endswith(f"Gudang data: {warehouse}")
    for stage in ("Membaca berkas", "Memeriksa surat", "Membangun gudang data", "Menerbitkan"):
        assert stage in done.stderr


def test_the_table_shows_every_achievement_of_the_agreements(published: Workplace) -> None:
    found = achievements(published.places.warehouse, with_agreement_only=True)
    assert found
    for item in found:
        assert f"{item.satker_name}, {item.tahun}" in published.first.stdout
        if item.capaian_computed_pct is not None and item.status != "hanya_laporan":
            printed = f"{item.capaian_computed_pct:.2f}".replace(".", ",")
            assert re.search(rf"\s{printed}\s+{item.status}\b", published.first.stdout)


def test_paths_in_the_warehouse_are_relative_to_the_raw_directory(published: Workplace) -> None:
    with opened(published.places.warehouse) as connection:
        paths = {path for (path,) in connection.execute("SELECT path FROM mart.surat").fetchall()}
    assert paths == {file.path for file in raw_files(published.raw)}


def test_the_query_of_the_readme_gives_what_the_readme_shows(published: Workplace) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    query = re.search(r"<!-- query: begin -->\n```sql\n(.*?)```", readme, re.DOTALL)
    shown = re.search(r"<!-- output: begin -->\n```\n(.*?)\n```", readme, re.DOTALL)
    assert query is not None
    assert shown is not None
    with opened(published.places.warehouse) as connection:
        assert str(connection.sql(query[1])).rstrip() == shown[1]


def test_a_night_without_news_imports_nothing_heavy(published: Workplace, capaian: Capaian) -> None:
    before = published.places.warehouse.read_bytes()
    done = capaian(*published.arguments, interpreter=("-X", "importtime"))
    assert done.returncode == 0
    assert "Tidak ada yang berubah" in done.stdout
    assert str(published.places.warehouse) in done.stdout
    imported = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "flows" in imported
    assert imported.isdisjoint(HEAVY)
    assert published.places.warehouse.read_bytes() == before


def test_a_night_without_news_still_shows_the_table(published: Workplace, capaian: Capaian) -> None:
    done = capaian(*published.arguments, "--tampilkan", interpreter=("-X", "importtime"))
    assert done.returncode == 0
    table = published.first.stdout.split("\n\n", 1)[1]
    assert done.stdout.endswith(table)
    imported = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert imported.isdisjoint(set(HEAVY) - {"duckdb"})


def test_bad_files_are_told_and_the_others_go_on(
    workplace: Workplace, broken: dict[str, Path], capaian: Capaian
) -> None:
    before = summary(workplace.places.warehouse)
    for path in broken.values():
        shutil.copy(path, workplace.raw / "2023")
    (workplace.raw / "2023" / "tak-terbaca.pdf").symlink_to("/proc/self/mem")
    done = capaian(*workplace.arguments)
    assert done.returncode == 0, done.stderr
    bad = {f"2023/{name}.pdf" for name in (*broken, "tak-terbaca")}
    with opened(workplace.places.warehouse) as connection:
        told = dict(
            connection.execute(
                "SELECT path, alasan FROM mart.surat WHERE status = 'ditolak'"
            ).fetchall()
        )
    assert set(told) == bad
    for path, reason in told.items():
        assert f"{path}: {reason}" in done.stdout
    assert summary(workplace.places.warehouse).rows_loaded == before.rows_loaded
    sidecar = workplace.places.sidecar
    current = fingerprint(raw_files(workplace.raw), code_version())
    assert not sidecar.matches(current, workplace.places.warehouse), "tried again the next night"


@pytest.mark.parametrize("content", ["empty", "broken"])
def test_nothing_readable_leaves_the_warehouse_untouched(
    workplace: Workplace, broken: dict[str, Path], capaian: Capaian, content: str
) -> None:
    before = workplace.places.warehouse.read_bytes()
    shutil.rmtree(workplace.raw)
    (workplace.raw / "2023").mkdir(parents=True)
    if content == "broken":
        for path in broken.values():
            shutil.copy(path, workplace.raw / "2023")
    (workplace.places.prefect / "prefect.db").write_bytes(b"bukan basis data" * 1000)
    done = capaian(*workplace.arguments, own_server=True)
    assert done.returncode == 1
    assert "tidak ada yang diterbitkan" in done.stderr
    assert "Traceback" not in done.stderr
    assert workplace.places.warehouse.read_bytes() == before


def test_two_nights_cannot_work_on_one_warehouse(workplace: Workplace, capaian: Capaian) -> None:
    add_news(workplace)
    before = workplace.places.warehouse.read_bytes()
    with workplace.places.locked():
        with pytest.raises(NightRunningError), workplace.places.locked():
            raise AssertionError("the lock was given twice")
        done = capaian(*workplace.arguments)
    assert done.returncode == 1
    assert "Malam lain sedang mengolah" in done.stderr
    assert workplace.places.warehouse.read_bytes() == before
    with workplace.places.locked():
        assert workplace.places.state.is_dir()


def test_a_failure_in_one_letter_gives_up_its_file_alone(published: Workplace) -> None:
    files = raw_files(published.raw)
    night = Night(files, published.places)
    for file in files:
        night.take(file.path, Reading(Extraction(file.document, file.path, "terbaca")))
    night.reject(files[0].path, ValueError("rusak"))
    assert night.readings[files[0].path].facts.status == "ditolak"
    assert "rusak" in (night.readings[files[0].path].facts.alasan or "")
    assert not night.is_settled
    night.require_readable()
    for file in files[1:]:
        night.reject(file.path, ValueError("rusak"))
    with pytest.raises(NothingReadableError):
        night.require_readable()
