"""Every hostile file ends with its status and reason, within its limits; the others go on."""

from __future__ import annotations

import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractors.reader import MOST_BYTES, read_document
from flows.fingerprint import file_digest, raw_files
from flows.places import Places
from flows.reading import read_file
from flows.steps import Night
from flows.workers import HarmfulFileError, Limits, WorkerPool, worker_pool
from tests.flows.conftest import few_letters
from tests.typeset.hostile import HOSTILE, make_hostile

LIMITS = Limits(page_seconds=15.0)
"""Less patience than a night has: these files are small, so what does not end then never does.

Not much less: the page of too many words takes 7 seconds of a slow core.
"""

NO_TEXT, DAMAGED = "Tidak ada tulisan yang terbaca", "bukan PDF yang utuh"
UNSAFE = "tidak dapat dibaca dengan aman"
REASONS = {
    "kosong": "Berkas kosong",
    "bukan_pdf": DAMAGED,
    "terkunci": "kata sandi",
    "terpotong": DAMAGED,
    "busuk": "tidak memuat halaman",
    "bersarang": NO_TEXT,
    "sepuluh_ribu_halaman": "10000 halaman",
    "halaman_raksasa": NO_TEXT,
    "halaman_tak_hingga": NO_TEXT,
    "bom_isi": UNSAFE,
    "bom_gambar": NO_TEXT,
    "bentuk_memanggil_diri": UNSAFE,
    "pohon_bentuk": UNSAFE,
    "pohon_halaman_melingkar": "1000000 halaman",
    "tabel_melingkar": NO_TEXT,
    "panjang_melingkar": NO_TEXT,
    "kurung_dalam": NO_TEXT,
    "isi_dalam": NO_TEXT,
    "terlalu_banyak_garis": NO_TEXT,
    "terlalu_banyak_kata": "Tidak ada surat dari jenis yang dikenal",
    "skrip": NO_TEXT,
}


def read(pool: WorkerPool, path: Path) -> str:
    try:
        return pool.read(path.name).alasan or ""
    except HarmfulFileError as error:
        return str(error)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("hostile")
    files = dict(make_hostile(folder))
    with worker_pool(folder, 2, LIMITS) as pool, ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda path: read(pool, path), files.values())
        return dict(zip(files, found, strict=True))


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_file_ends_with_its_reason(answers: dict[str, str], name: str) -> None:
    assert REASONS[name] in answers[name]


def test_no_reader_takes_more_memory_than_it_may(answers: dict[str, str]) -> None:
    assert len(answers) == len(HOSTILE)
    mebibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    assert 100 < mebibytes <= LIMITS.mebibytes


def test_a_night_keeps_what_it_found_of_a_hostile_file(tmp_path: Path) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    (raw / "2023" / "bom.pdf").write_bytes(HOSTILE["bom_isi"]())
    for is_first in (True, False):
        files = raw_files(raw)
        night = Night(files, places)
        with worker_pool(raw, 1, LIMITS) as pool:
            for file in night.to_read():
                night.take(file.path, read_file(file, places.extractions, pool, may_shrink=False))
        assert night.is_settled
        facts = {path: reading.facts for path, reading in night.readings.items()}
        bomb = facts.pop("2023/bom.pdf")
        assert bomb.status == "ditolak"
        assert UNSAFE in (bomb.alasan or "")
        assert "dektari" in bomb.kinds
        assert {item.status for item in facts.values()} == {"terbaca"}
        fresh = [reading for reading in night.readings.values() if reading.is_fresh]
        assert len(fresh) == (4 if is_first else 0)


def test_a_file_that_is_too_large_to_be_held_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "besar.pdf"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    extraction = read_document(path)
    assert extraction.status == "ditolak"
    assert "lebih besar daripada 512 MiB" in (extraction.alasan or "")
    assert extraction.document == file_digest(path)
