"""What a night does where its own stores are taken away from under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.beat import silent
from extractors.reader import read_document
from extractors.store import ExtractionStore, facts_of, rebased
from flows.errors import StateLostError
from flows.fingerprint import code_version, raw_files
from flows.judging import JudgeFile
from flows.places import Places
from flows.reading import Reading, known
from flows.selection import EVERYTHING
from flows.steps import Night
from tests.flows.conftest import few_letters
from warehouse.verdicts import VerdictStore


def test_a_reading_that_is_no_longer_kept_is_nobodys_letters_fault(
    letter: Path, tmp_path: Path
) -> None:
    extraction = rebased(read_document(letter), "2023/surat.pdf")
    store = ExtractionStore(tmp_path / "extractions")
    reading = Reading(facts_of(extraction), store.put(extraction) or "")
    assert reading.extraction(store) == extraction
    store.entry(extraction.document, 2023).unlink()
    with pytest.raises(StateLostError, match="tidak ada lagi"):
        reading.extraction(store)
    verdicts = VerdictStore(tmp_path / "verdicts", "versi")
    job = JudgeFile(reading, {1: tmp_path / "entri"}, store, verdicts, code_version())
    with pytest.raises(StateLostError):
        job(silent)


def test_what_the_disk_refuses_to_keep_is_judged_and_built_all_the_same(tmp_path: Path) -> None:
    """The stores cannot be written: a night holds readings and verdicts itself."""
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    places.state.mkdir()
    for name in ("extractions", "verdicts"):
        (places.state / name).write_text("sebuah berkas, bukan folder")
    files = raw_files(raw)
    night = Night(files, places)
    assert night.to_read() == files
    for file in files:
        extraction = rebased(read_document(raw / file.path), file.path)
        assert places.extractions.put(extraction) is None
        assert known(file, places.extractions, EVERYTHING) is None
        night.take(file.path, Reading(facts_of(extraction), whole=extraction, is_fresh=True))
    for job in night.to_judge():
        unkept = job(silent)
        assert sorted(unkept) == [letter.letter for letter in job.reading.facts.letters]
        night.take_verdicts(job.path, unkept)
    night.publish(night.build())
    numbers = night.record("sidik")
    assert numbers["files"] == numbers["read"] == len(files)
    assert numbers["rows_loaded"] > 0
    assert not numbers["told"]


def test_a_verdict_that_is_no_longer_kept_stops_the_night(tmp_path: Path) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    night = Night(raw_files(raw), places)
    for file in night.to_read():
        extraction = rebased(read_document(raw / file.path), file.path)
        night.take(file.path, Reading(facts_of(extraction), places.extractions.put(extraction)))
    for job in night.to_judge():
        assert job(silent) == {}
    next(places.verdicts.rglob("*.gz")).unlink()
    with pytest.raises(StateLostError, match="Hasil pemeriksaan"):
        night.build()
    assert not places.warehouse.exists()
