"""Reading some files for their tables alone, no warehouse touched."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from extractors.model import Extraction
from flows.readers import ReaderPool, ReadingInterruptedError, reader_pool

WORKERS = 2


def _read(pool: ReaderPool, path: Path) -> Extraction | str:
    """What a file yielded, or why it could not be read."""
    try:
        extraction = pool.read(str(path))
    except ReadingInterruptedError as error:
        return f"{path}: {error}"
    except OSError as error:
        return f"{path}: Berkas tidak dapat dibuka ({error.strerror}). Periksa nama dan hak baca."
    if extraction.status == "ditolak":
        return f"{path}: {extraction.alasan}"
    return extraction


def extract_files(paths: Sequence[Path]) -> tuple[list[Extraction], list[str]]:
    """Extractions of the readable files in the order given, and what is wrong with the others."""
    workers = min(WORKERS, len(paths))
    with reader_pool(Path.cwd(), workers) as pool, ThreadPoolExecutor(workers) as threads:
        answers = list(threads.map(lambda path: _read(pool, path), paths))
    extractions = [answer for answer in answers if isinstance(answer, Extraction)]
    troubles = [answer for answer in answers if isinstance(answer, str)]
    troubles += [f"{item.path}: {item.alasan}" for item in extractions if item.alasan]
    return extractions, troubles
