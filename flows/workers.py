"""Reads and judges letters in processes of their own, a few at a time.

The PDF library is not safe to use from two threads and may be brought down by a hostile file. A
process that dies or hangs over a file costs only that file, and none takes more than its limits.
"""

from __future__ import annotations

import logging
import os
import queue
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol, TypeVar

from extractors.beat import Beat
from extractors.errors import CapaianError
from extractors.model import Extraction

READING_SECONDS = 1200.0
"""Processor time that one file may take: far above any letter; a scanned report takes a quarter."""
PAGE_SECONDS = 25.0
"""Processor time between two steps: ten times what the slowest page or letter takes."""
PATIENCE = 4
"""How many times as long may pass on the clock: a busy machine or disk is no file's fault."""
READING_BYTES = 2 << 30
"""Memory that reading a file may take; a scanned report of 80 pages takes half of it."""
Answer_co = TypeVar("Answer_co", covariant=True)
UNFORESEEN = "Berkas tidak selesai dibaca"
"""What is said of a file whose reading ended with an exception that is none of the reader's own."""
_LOOK_SECONDS = 1.0
_LEAVE_SECONDS = 5.0
_TICKS = os.sysconf("SC_CLK_TCK")
_CONTEXT = get_context("spawn")
_BY_FILE = {"SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP"}
"""Signals that a process gets for what it does itself; any other comes from outside."""


class ReadingInterruptedError(CapaianError):
    """The process that read a file died, hung or failed in a way the reader did not foresee."""


class HarmfulFileError(ReadingInterruptedError):
    """The file itself brought its reader down, reached a limit or was not foreseen.

    The same reader would fare no better with it.
    """


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: processor seconds in all and between two steps, and bytes."""

    seconds: float = READING_SECONDS
    page_seconds: float = PAGE_SECONDS
    memory: int = READING_BYTES

    @property
    def mebibytes(self) -> int:
        """Its memory, for messages."""
        return self.memory >> 20


@dataclass(frozen=True, slots=True)
class _TookTooLong:
    seconds: float


_AGAIN = (
    "Periksa apakah berkas rusak dan minta dikirim ulang; capaian run --force --only dengan nama "
    "berkas ini mencobanya sekali lagi."
)


class Job(Protocol[Answer_co]):
    """Something to be done with one file; it goes to another process, so it can be pickled."""

    @property
    def path(self) -> str:
        """The file, for messages."""

    def __call__(self, beat: Beat) -> Answer_co:
        """Do it, with a beat whenever a page or a letter is done."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read one file, and draw what was seen into the folder ``drawings`` if one is given."""

    path: str
    drawings: str | None = None

    def __call__(self, beat: Beat) -> Extraction:
        """The file's extraction."""
        from extractors.reader import read_with_pages  # noqa: PLC0415 - only where it is done

        extraction, pages = read_with_pages(Path(self.path), beat)
        if pages and self.drawings:
            from extractors.drawing.document import draw_document  # noqa: PLC0415

            draw_document(extraction, pages, Path(self.drawings), beat)
        return extraction


def _serve(connection: Connection, directory: str, memory: int) -> None:
    """Do one job after another until the other end is closed.

    Relative paths begin in ``directory``, so that only folders below it can name a year. What goes
    back: ``None`` whenever something is done, at the end the answer and what was raised instead.
    """
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(directory)
    logging.lastResort = (
        logging.NullHandler()
    )  # a cache that a full disk refuses is no user's business
    while True:
        try:
            job: Job[Any] = connection.recv()
        except EOFError:
            return
        try:
            connection.send((job(lambda: connection.send(None)), None))
        except (OSError, MemoryError, CapaianError) as error:
            connection.send((None, error))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's alone
            connection.send((None, repr(error)))


def _harmful(path: str, found: str) -> HarmfulFileError:
    return HarmfulFileError(
        "Berkas tidak dapat dibaca dengan aman", file=path, found=found, next_step=_AGAIN
    )


def _end_with(parent: int) -> None:
    """End this process once the night that started it is no more, even amid a file."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


class _Worker:
    """One process, started when first needed."""

    def __init__(self, directory: Path, memory: int) -> None:
        self._connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=_serve, args=(theirs, str(directory), memory), name="pekerja", daemon=True
        )
        self._process.start()
        theirs.close()

    def run(self, job: Job[Answer_co], limits: Limits) -> Answer_co:
        try:
            self._connection.send(job)
            answer: Answer_co
            answer, trouble = self._answer(job.path, limits)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise self._died(job.path, limits) from error
        if isinstance(trouble, OSError | CapaianError):
            raise trouble
        if isinstance(trouble, MemoryError):
            raise _harmful(job.path, f"memerlukan memori lebih dari {limits.mebibytes} MiB")
        if isinstance(trouble, _TookTooLong):
            raise _harmful(job.path, f"melewati batas waktu {trouble.seconds:.0f} detik")
        if trouble is not None:
            raise HarmfulFileError(
                UNFORESEEN,
                file=job.path,
                found=trouble,
                next_step="Laporkan berkas ini kepada pengelola program.",
            )
        return answer

    def _answer(self, path: str, limits: Limits) -> tuple[Any, Any]:
        """The answer and what was raised instead, or that it took too long.

        Raises ``ReadingInterruptedError`` when the process waits for what is not the file's own.
        """
        begin = step = self._worked()
        since = time.monotonic()
        while True:
            if self._connection.poll(_LOOK_SECONDS):
                answer: tuple[Any, Any] | None = self._connection.recv()
                if answer is not None:
                    return answer
                step, since = self._worked(), time.monotonic()
            worked = self._worked()
            if worked - step >= limits.page_seconds:
                return None, _TookTooLong(limits.page_seconds)
            if worked - begin >= limits.seconds:
                return None, _TookTooLong(limits.seconds)
            if time.monotonic() - since >= PATIENCE * limits.page_seconds:
                raise ReadingInterruptedError(
                    "Pembacaan berkas ini tidak maju",
                    file=path,
                    found=f"{PATIENCE * limits.page_seconds:.0f} detik tanpa kemajuan",
                    next_step="Periksa beban mesin dan disk; malam berikutnya mencoba lagi.",
                )

    def _worked(self) -> float:
        """Processor seconds that the process has had."""
        try:
            stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        except OSError:
            return 0.0
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def _died(self, path: str, limits: Limits) -> ReadingInterruptedError:
        """Why there is no answer: what the process died of."""
        self._process.join()
        code = self._process.exitcode or 0
        name = signal.Signals(-code).name if code < 0 else f"kode {code}"
        if name in _BY_FILE:
            return _harmful(path, f"rusak, atau perlu lebih dari {limits.mebibytes} MiB; {name}")
        return ReadingInterruptedError(
            "Proses pembaca mati di tengah berkas ini",
            file=path,
            found=name,
            next_step="Malam berikutnya mencoba lagi; bila berulang, minta berkas dikirim ulang.",
        )

    def leave(self) -> None:
        """Let the process end by itself, so that it clears up behind it; it has nothing to do."""
        self._connection.close()
        self._process.join(_LEAVE_SECONDS)
        self.end()

    def end(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.join()


class WorkerPool:
    """A few processes; ``directory`` is where relative paths begin."""

    def __init__(self, directory: Path, workers: int, limits: Limits) -> None:
        self._directory, self._limits = directory, limits
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._workers = workers
        for _ in range(workers):
            self._slots.put(None)

    def read(self, path: str, *, drawings: str | None = None) -> Extraction:
        """Read one file, and draw what was seen into a folder if one is given; see ``run``."""
        return self.run(ReadFile(path, drawings))

    def run(self, job: Job[Answer_co]) -> Answer_co:
        """Do a job in one of the processes. May be called from several threads at once.

        Raises ``OSError`` when the file cannot be opened, ``HarmfulFileError`` when it brought its
        process down or reached a limit, ``ReadingInterruptedError`` when something else did; the
        next file gets a fresh process.
        """
        worker = self._slots.get()
        try:
            worker = worker or _Worker(self._directory, self._limits.memory)
            return worker.run(job, self._limits)
        except ReadingInterruptedError:
            if worker:
                worker.end()
            worker = None
            raise
        finally:
            self._slots.put(worker)

    def close(self) -> None:
        """End all processes."""
        for _ in range(self._workers):
            worker = self._slots.get()
            if worker:
                worker.leave()


@contextmanager
def worker_pool(directory: Path, workers: int, limits: Limits = Limits()) -> Iterator[WorkerPool]:
    """A pool that is closed at the end."""
    pool = WorkerPool(directory, workers, limits)
    try:
        yield pool
    finally:
        pool.close()


_SHARED: dict[tuple[Path, int], WorkerPool] = {}
_SHARING = threading.Lock()


def shared_pool(directory: Path, workers: int) -> WorkerPool:
    """This process's own pool for files under a directory.

    A task may run in any process of a cluster: each has one, which ends with it or with
    ``end_shared_pools``.
    """
    with _SHARING:
        if (directory, workers) not in _SHARED:
            _SHARED[directory, workers] = WorkerPool(directory, workers, Limits())
        return _SHARED[directory, workers]


def end_shared_pools() -> None:
    """End the processes of all pools that are shared here."""
    with _SHARING:
        while _SHARED:
            _SHARED.popitem()[1].close()
