"""Reads letters that were damaged at random, for as long as one likes.

``python -m tests.fuzz MINUTES FOLDER [SEED]``: whatever the reader did not foresee (an exception,
a figure without a place on its page) is written into FOLDER with the file that shows it. Damage
that the reader refuses, or that its limits stop, is what is wanted. Found files go to
``tests/extractors/damaged/`` once what they show is mended.
"""

from __future__ import annotations

import os
import random
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from extractors.model import Extraction
from flows.workers import (
    UNFORESEEN,
    HarmfulFileError,
    Limits,
    ReadingInterruptedError,
    WorkerPool,
    worker_pool,
)
from tests.flows.conftest import RAW

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TOKEN = re.compile(rb"[-+]?[0-9]*\.?[0-9]+|/[A-Za-z0-9]+|\b[A-Za-z*]{1,3}\b")
_ODD = (
    b"0",
    b"-1",
    b"1e9",
    b"99999999999",
    b"-0.00001",
    b"NaN",
    b"/X",
    b"q",
    b"Q",
    b"[",
    b"]",
    b"<<",
)
Draw = random.Random


def _flip(data: bytes, draw: Draw) -> bytes:
    """Some bytes changed."""
    out = bytearray(data)
    for _ in range(draw.choice((1, 4, 32, 256))):
        out[draw.randrange(len(out))] = draw.randrange(256)
    return bytes(out)


def _cut(data: bytes, draw: Draw) -> bytes:
    """A piece taken out."""
    begin = draw.randrange(len(data))
    return data[:begin] + data[begin + draw.randrange(1, 5000) :]


def _double(data: bytes, draw: Draw) -> bytes:
    """A piece there twice."""
    begin = draw.randrange(len(data))
    piece = data[begin : begin + draw.randrange(1, 5000)]
    at = draw.randrange(len(data))
    return data[:at] + piece + data[at:]


def _tokens(data: bytes, draw: Draw) -> bytes:
    """Numbers, names and operators changed, exchanged or left out."""
    found = list(_TOKEN.finditer(data))
    if not found:
        return data
    out, at = [], 0
    chosen = set(draw.sample(range(len(found)), min(len(found), draw.choice((1, 3, 20, 200)))))
    for place, match in enumerate(found):
        if place in chosen:
            other = draw.choice((*_ODD, b"", draw.choice(found).group()))
            out += [data[at : match.start()], other]
            at = match.end()
    return b"".join([*out, data[at:]])


def _contents(data: bytes, draw: Draw) -> bytes:
    """What stands in one flate-coded stream, changed; pdfium mends the lengths itself."""
    streams = list(_STREAM.finditer(data))
    draw.shuffle(streams)
    for match in streams:
        try:
            plain = zlib.decompress(match[1])
        except zlib.error:
            continue
        if plain:
            changed = draw.choice((_tokens, _tokens, _flip, _cut, _double))(plain, draw)
            return data[: match.start(1)] + zlib.compress(changed) + data[match.end(1) :]
    return _flip(data, draw)


_DAMAGES: tuple[Callable[[bytes, Draw], bytes], ...] = (
    *(_contents, _contents, _contents),
    *(_flip, _cut, _double, _tokens),
)


def damaged(data: bytes, seed: int) -> bytes:
    """A letter's bytes, damaged; the same seed damages alike."""
    draw = random.Random(seed)
    for _ in range(draw.choice((1, 1, 2, 5))):
        data = draw.choice(_DAMAGES)(data, draw) or b" "
    return data


def trouble_in(extraction: Extraction) -> str | None:
    """What is wrong with a reading itself, whatever was read."""
    if extraction.status == "ditolak":
        return None if extraction.alasan and not extraction.rows else "ditolak tanpa alasan"
    letters = {letter.letter for letter in extraction.letters}
    rows = {(row.letter, row.table, row.row) for row in extraction.rows}
    if len(rows) != len(extraction.rows):
        return "baris berulang"
    for row in extraction.rows:
        if row.letter not in letters or not 1 <= row.page <= extraction.page_count:
            return f"baris tanpa tempat: {row}"
    for cell in extraction.cells:
        if (cell.letter, cell.table, cell.row) not in rows:
            return f"sel tanpa baris: {cell}"
        if not (cell.x0 <= cell.x1 and cell.top <= cell.bottom):
            return f"kotak terbalik: {cell}"
    return None


def outcome(pool: WorkerPool, path: Path) -> tuple[str, str | None]:
    """How reading ended, and what is wrong with that, if anything is."""
    try:
        extraction = pool.read(path.name)
    except HarmfulFileError as error:
        return "batas", str(error) if UNFORESEEN in str(error) else None
    except ReadingInterruptedError as error:
        return "galat", str(error)
    return extraction.status, trouble_in(extraction)


def main(minutes: float, folder: Path, seed: int = 0) -> int:
    """Damage and read until the time is over. Gives the number of troubles found."""
    folder.mkdir(parents=True, exist_ok=True)
    # Arithmetic on what is no number warns at most; here it ends the reading, so that it is kept.
    os.environ["PYTHONWARNINGS"] = "error::RuntimeWarning"
    letters = [path.read_bytes() for path in sorted((RAW / "2023").glob("*.pdf"))]
    small = sorted(letters, key=len)[:8]
    end, counts, found = time.monotonic() + 60 * minutes, Counter[str](), 0
    path = folder / "sekarang.pdf"
    with worker_pool(folder, 1, Limits(page_seconds=10.0)) as pool:
        while time.monotonic() < end:
            path.write_bytes(damaged(small[seed % len(small)], seed))
            status, trouble = outcome(pool, path)
            counts[status] += 1
            if trouble or status == "batas":
                kept = folder / f"{status}-{seed}.pdf"
                kept.write_bytes(path.read_bytes())
                kept.with_suffix(".txt").write_text(trouble or "batas")
                found += trouble is not None
            seed += 1
    print(f"{sum(counts.values())} berkas: {dict(counts)}; {found} yang tidak terduga")
    return found


if __name__ == "__main__":
    sys.exit(bool(main(float(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))))
