from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.beat import Beat
from flows.workers import HarmfulFileError, Limits, ReadingInterruptedError, worker_pool
from tests.flows.conftest import PROJECT, RAW


def test_many_threads_read_through_few_processes() -> None:
    names = sorted(path.name for path in (RAW / "2023").glob("*.pdf"))
    with worker_pool(RAW / "2023", 2) as pool, ThreadPoolExecutor(5) as threads:
        found = list(threads.map(pool.read, names))
    assert [item.path for item in found] == names
    assert all(item.status == "terbaca" for item in found)


def _without_printed_year() -> Path:
    """The sample letter whose year is that of its folder."""
    with worker_pool(RAW, 1) as pool:
        for path in sorted((RAW / "2023").glob("*.pdf")):
            letters = pool.read(str(path)).letters
            if [letter.tahun_source for letter in letters] == ["folder"]:
                return path
    raise AssertionError("no sample letter without a printed year")


def test_only_folders_below_the_directory_name_a_year(tmp_path: Path) -> None:
    raw = tmp_path / "2019" / "raw"
    (raw / "2024").mkdir(parents=True)
    for name in ("a.pdf", "2024/a.pdf"):
        (raw / name).write_bytes(_without_printed_year().read_bytes())
    with worker_pool(raw, 1) as pool:
        years = [pool.read(name).letters[0].tahun for name in ("a.pdf", "2024/a.pdf")]
    assert years == [None, 2024]


def test_a_missing_file_is_an_os_error_and_the_process_goes_on(letter: Path) -> None:
    with worker_pool(letter.parent, 1) as pool:
        with pytest.raises(FileNotFoundError):
            pool.read("tidak-ada.pdf")
        assert pool.read(letter.name).status == "terbaca"


def test_a_file_that_cannot_be_had_costs_only_itself_and_may_be_had_later(
    tmp_path: Path, letter: Path
) -> None:
    os.mkfifo(tmp_path / "macet.pdf")
    with worker_pool(tmp_path, 1, Limits(page_seconds=2.0)) as pool:
        with pytest.raises(ReadingInterruptedError, match="8 detik tanpa kemajuan") as found:
            pool.read("macet.pdf")
        assert not isinstance(found.value, HarmfulFileError)
    with worker_pool(tmp_path, 1) as pool:
        assert pool.read(str(letter)).status == "terbaca"


@dataclass(frozen=True)
class Work:
    """Works for so many processor seconds, stopped in between as on a machine that has others."""

    path: str
    seconds: float
    pause: float = 0.0

    def __call__(self, beat: Beat) -> str:
        while time.process_time() < self.seconds:
            begin = time.process_time()
            while time.process_time() - begin < self.seconds / 4:
                pass
            time.sleep(self.pause)
        return "selesai"


def test_time_that_others_take_is_not_the_files(tmp_path: Path) -> None:
    with worker_pool(tmp_path, 1, Limits(page_seconds=5.0)) as pool:
        assert pool.run(Work("a.pdf", 2.0, pause=2.0)) == "selesai"
        with pytest.raises(HarmfulFileError, match="batas waktu 5 detik"):
            pool.run(Work("a.pdf", 60.0))


def test_a_file_that_kills_the_reader_costs_only_itself(tmp_path: Path, letter: Path) -> None:
    os.mkfifo(tmp_path / "macet.pdf")

    def kill_reader() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.05)
        time.sleep(0.2)
        os.kill(children[0].pid or 0, signal.SIGKILL)

    with worker_pool(tmp_path, 1) as pool:
        killer = threading.Thread(target=kill_reader)
        killer.start()
        with pytest.raises(ReadingInterruptedError, match="mati"):
            pool.read("macet.pdf")
        killer.join()
        assert pool.read(str(letter)).status == "terbaca"
    assert multiprocessing.active_children() == []


ORPHAN = """
import sys
from pathlib import Path
from flows.workers import worker_pool
if __name__ == "__main__":
    with worker_pool(Path(sys.argv[1]), 1) as pool:
        pool.read("macet.pdf")
"""


def test_a_reader_ends_with_the_night_that_started_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "macet.pdf")
    script = tmp_path / "malam.py"
    script.write_text(ORPHAN)
    night = subprocess.Popen(
        [sys.executable, script, tmp_path], env={**os.environ, "PYTHONPATH": str(PROJECT)}
    )
    children = Path(f"/proc/{night.pid}/task/{night.pid}/children")

    def is_reading(pid: str) -> bool:
        return "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()

    deadline = time.monotonic() + 30
    readers: list[str] = []
    while not readers and time.monotonic() < deadline:
        readers = [pid for pid in children.read_text().split() if is_reading(pid)]
    (reader,) = readers
    time.sleep(3)
    night.kill()
    night.wait()
    while Path(f"/proc/{reader}").exists():
        state = Path(f"/proc/{reader}/stat").read_text().rpartition(")")[2].split()[0]
        if state == "Z":
            break
        assert time.monotonic() < deadline
        time.sleep(0.2)
