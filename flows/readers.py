"""Reads PDFs in processes of their own, a few at a time.

The PDF library is not safe to use from two threads and may be brought down by a hostile file. A
process that dies or hangs over a file costs only that file, and none takes more than its limits.
"""

from __future__ import annotations

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
from typing import Any

from extractors.errors import CapaianError
from extractors.model import Extraction

READING_SECONDS = 600.0
"""How long one file may take: far above any letter."""
PAGE_SECONDS = 25.0
"""How long nothing may be done of a file: ten times what the slowest page or letter takes."""
READING_BYTES = 2 << 30
"""Memory that reading a file may take; a scanned report of 80 pages takes half of it."""
_LOOK_SECONDS = 1.0
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
    """What reading one file may take: seconds in all and between two steps, bytes of memory."""

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


def _serve(connection: Connection, directory: str, memory: int) -> None:
    """Read one path after another until the other end is closed.

    Relative paths begin in ``directory``, so that only folders below it can name a year. A path
    comes with the folder to draw its pages into, or with none. What goes back: ``None`` whenever
    something is done, at the end the extraction, an ``OSError``, or words.
    """
    from extractors.reader import read_with_pages  # noqa: PLC0415 - only in the reading process

    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(directory)
    while True:
        try:
            path, drawings = connection.recv()
        except EOFError:
            return
        try:
            extraction, pages = read_with_pages(Path(path), lambda: connection.send(None))
            if pages and drawings:
                from extractors.drawing.document import draw_document  # noqa: PLC0415

                draw_document(extraction, pages, Path(drawings), lambda: connection.send(None))
            connection.send(extraction)
        except MemoryError as error:
            connection.send(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's alone
            connection.send(error if isinstance(error, OSError) else repr(error))


def _harmful(path: str, found: str) -> HarmfulFileError:
    return HarmfulFileError(
        "Berkas tidak dapat dibaca dengan aman", file=path, found=found, next_step=_AGAIN
    )


def _end_with(parent: int) -> None:
    """End this process once the night that started it is no more, even amid a file."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


class _Reader:
    """One reading process, started when first needed."""

    def __init__(self, directory: Path, memory: int) -> None:
        self._connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=_serve, args=(theirs, str(directory), memory), name="pembaca", daemon=True
        )
        self._process.start()
        theirs.close()

    def read(self, path: str, limits: Limits, drawings: str | None) -> Extraction:
        try:
            self._connection.send((path, drawings))
            answer = self._answer(limits)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise self._died(path, limits) from error
        if isinstance(answer, OSError):
            raise answer
        if isinstance(answer, MemoryError):
            raise _harmful(path, f"memerlukan memori lebih dari {limits.mebibytes} MiB")
        if isinstance(answer, _TookTooLong):
            raise _harmful(path, f"melewati batas waktu {answer.seconds:.0f} detik")
        if isinstance(answer, str):
            raise HarmfulFileError(
                "Berkas tidak selesai dibaca",
                file=path,
                found=answer,
                next_step="Laporkan berkas ini kepada pengelola program.",
            )
        extraction: Extraction = answer
        return extraction

    def _answer(self, limits: Limits) -> Any:
        """What the process has to say at the end, or that it took too long."""
        end = time.monotonic() + limits.seconds
        while True:
            patience = min(limits.page_seconds, end - time.monotonic())
            if patience <= 0 or not self._connection.poll(patience):
                is_page = patience == limits.page_seconds
                return _TookTooLong(limits.page_seconds if is_page else limits.seconds)
            answer = self._connection.recv()
            if answer is not None:
                return answer

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

    def end(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.join()


class ReaderPool:
    """A few reading processes; ``directory`` is where relative paths begin."""

    def __init__(self, directory: Path, workers: int, limits: Limits) -> None:
        self._directory, self._limits = directory, limits
        self._slots: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        self._workers = workers
        for _ in range(workers):
            self._slots.put(None)

    def read(self, path: str, *, drawings: str | None = None) -> Extraction:
        """Read one file, and draw what was seen into a folder if one is given.

        May be called from several threads at once.

        Raises ``OSError`` when the file cannot be opened, ``HarmfulFileError`` when it brought its
        reader down or reached a limit, ``ReadingInterruptedError`` when something else did; the
        next file gets a fresh process.
        """
        reader = self._slots.get()
        try:
            reader = reader or _Reader(self._directory, self._limits.memory)
            return reader.read(path, self._limits, drawings)
        except ReadingInterruptedError:
            if reader:
                reader.end()
            reader = None
            raise
        finally:
            self._slots.put(reader)

    def close(self) -> None:
        """End all reading processes."""
        for _ in range(self._workers):
            reader = self._slots.get()
            if reader:
                reader.end()


@contextmanager
def reader_pool(directory: Path, workers: int, limits: Limits = Limits()) -> Iterator[ReaderPool]:
    """A pool that is closed at the end."""
    pool = ReaderPool(directory, workers, limits)
    try:
        yield pool
    finally:
        pool.close()
