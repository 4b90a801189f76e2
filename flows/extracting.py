"""Reading some files for their tables alone, no warehouse touched."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from extractors.model import Extraction
from flows.names import NOT_TEXT, is_text
from flows.workers import ReadingInterruptedError, WorkerPool, worker_pool

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file yielded, if it could be read, and what is to be told of it, if anything is."""

    path: Path
    extraction: Extraction | None
    trouble: str | None


def _read(pool: WorkerPool, path: Path, folder: Path | None) -> Answer:
    if not is_text(str(path)):
        return Answer(path, None, NOT_TEXT)
    try:
        extraction = pool.read(str(path), drawings=str(folder) if folder else None)
    except (ReadingInterruptedError, OSError) as error:
        if folder is None:
            return Answer(path, None, _reason(error))
        plain = _read(pool, path, None)
        if plain.trouble is not None:
            return plain
        detail = error.strerror if isinstance(error, OSError) else error.found or error.message
        trouble = f"Halaman tidak selesai digambar ({detail}). Tabelnya terbaca; ulangi --debug."
        return Answer(path, plain.extraction, trouble)
    if extraction.status == "ditolak":
        return Answer(path, None, extraction.alasan)
    return Answer(path, extraction, extraction.alasan)


def _reason(error: ReadingInterruptedError | OSError) -> str:
    if isinstance(error, ReadingInterruptedError):
        return str(error)
    return f"Berkas tidak dapat dibuka ({error.strerror}). Periksa nama dan hak baca."


def extract_files(paths: Sequence[Path], folders: Sequence[Path] = ()) -> list[Answer]:
    """One answer for each file, in the order given.

    With ``folders``, one for each file, the pages of readable files are drawn there.
    """
    workers = min(WORKERS, len(paths))
    wanted: Sequence[Path | None] = folders or [None] * len(paths)
    with worker_pool(Path.cwd(), workers) as pool, ThreadPoolExecutor(workers) as threads:
        return list(threads.map(lambda path, folder: _read(pool, path, folder), paths, wanted))
