"""Reads PDFs in processes of their own, a few at a time.

The PDF library is not safe to use from two threads and may be brought down by a hostile file. A
process that dies or hangs over a file costs only that file.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from extractors.errors import CapaianError
from extractors.model import Extraction

READING_SECONDS = 600.0
"""How long one file may take: far above any letter, so only a hanging reader reaches it."""
_CONTEXT = get_context("spawn")


class ReadingInterruptedError(CapaianError):
    """The process that read a file died, hung or failed in a way the reader did not foresee."""


def _serve(connection: Connection, directory: str) -> None:
    """Read one path after another until the other end is closed.

    Relative paths begin in ``directory``, so that only folders below it can name a year. A path
    comes with the folder to draw its pages into, or with none.
    """
    from extractors.reader import read_with_pages  # noqa: PLC0415 - only in the reading process

    os.chdir(directory)
    while True:
        try:
            path, drawings = connection.recv()
        except EOFError:
            return
        try:
            extraction, pages = read_with_pages(Path(path))
            if pages and drawings:
                from extractors.drawing.document import draw_document  # noqa: PLC0415

                draw_document(extraction, pages, Path(drawings))
            connection.send(extraction)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's alone
            connection.send(error if isinstance(error, OSError) else repr(error))


class _Reader:
    """One reading process, started when first needed."""

    def __init__(self, directory: Path) -> None:
        self._connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=_serve, args=(theirs, str(directory)), name="pembaca", daemon=True
        )
        self._process.start()
        theirs.close()

    def read(self, path: str, seconds: float, drawings: str | None) -> Extraction:
        try:
            self._connection.send((path, drawings))
            answer = self._connection.recv() if self._connection.poll(seconds) else "batas waktu"
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise ReadingInterruptedError(
                "Proses pembaca mati di tengah berkas ini",
                file=path,
                next_step="Periksa apakah berkas rusak, lalu minta dikirim ulang.",
            ) from error
        if isinstance(answer, OSError):
            raise answer
        if isinstance(answer, str):
            raise ReadingInterruptedError(
                "Berkas tidak selesai dibaca",
                file=path,
                found=answer,
                next_step="Laporkan berkas ini kepada pengelola program.",
            )
        extraction: Extraction = answer
        return extraction

    def end(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.join()


class ReaderPool:
    """A few reading processes; ``directory`` is where relative paths begin."""

    def __init__(self, directory: Path, workers: int) -> None:
        self._directory = directory
        self._slots: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        self._workers = workers
        for _ in range(workers):
            self._slots.put(None)

    def read(
        self, path: str, seconds: float = READING_SECONDS, *, drawings: str | None = None
    ) -> Extraction:
        """Read one file, and draw what was seen into a folder if one is given.

        May be called from several threads at once.

        Raises ``OSError`` when the file cannot be opened, ``ReadingInterruptedError`` when reading
        it brought the process down, hung or failed; the next file gets a fresh process.
        """
        reader = self._slots.get()
        try:
            reader = reader or _Reader(self._directory)
            return reader.read(path, seconds, drawings)
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
def reader_pool(directory: Path, workers: int) -> Iterator[ReaderPool]:
    """A pool that is closed at the end."""
    pool = ReaderPool(directory, workers)
    try:
        yield pool
    finally:
        pool.close()
