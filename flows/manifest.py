"""When each letter was received, as pinned in the manifest of its folder. Standard library only.

A manifest is ``manifest.csv`` beside the letters: ``file``, ``sha256``, ``bytes``, ``received``
(ISO date or time, with its zone where it has a time), ``origin``. A file whose bytes are not those
that were pinned counts as received when it was last written. A line that a night wrote itself
(``FOUND``) keeps the order of receipt; its time is when the night first saw the file, which no one
may take for the day it came.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.store import write_atomically
from flows.errors import ManifestError

NAME = "manifest.csv"
FOUND = "ditemukan di folder surat"
"""Origin of a file that nobody took in."""
COLUMNS = ("file", "sha256", "bytes", "received", "origin")
_MEND = "Perbaiki atau hapus daftar itu; tidak ada yang diterbitkan."
_RESAVED = (
    "Tampaknya disimpan dengan Excel; simpan sebagai CSV UTF-8 tanpa BOM dengan koma di antara "
    "kolomnya, atau pulihkan dari cadangan; tidak ada yang diterbitkan."
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NANOSECONDS = 1_000


@dataclass(frozen=True, slots=True)
class Pinned:
    """One line: the bytes a file had when it was received, its place in the order of receipt, and
    when that was where somebody noted it (ISO, UTC).
    """

    sha256: str
    received_ns: int
    received_at: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be written. ``received`` has its zone."""

    file: str
    sha256: str
    size: int
    received: datetime
    origin: str

    @property
    def pinned(self) -> Pinned:
        """The line as it will be read."""
        return pinned_as(self.sha256, self.received, self.origin)


def pinned_as(sha256: str, received: datetime, origin: str) -> Pinned:
    """What these bytes, received at this time in this way, are pinned as."""
    moment = received.astimezone(UTC)
    day = moment.replace(tzinfo=None, microsecond=0).isoformat(" ")
    noted = None if origin == FOUND else day
    return Pinned(sha256, (moment - _EPOCH) // _MICROSECOND * _NANOSECONDS, noted)


def read_manifest(folder: Path) -> dict[str, Pinned]:
    """The pinned files of one folder by name; empty where it has no manifest.

    Raises ``ManifestError`` for a manifest that cannot be read: guessing an order of receipt could
    let an older revision stand.
    """
    return {name: pinned for name, pinned, _ in _lines(folder)}


def append(folder: Path, lines: Sequence[Line]) -> None:
    """Add lines to a folder's manifest, whole or not at all; those that are there stay as they are.

    Raises ``ManifestError`` where the manifest at hand cannot be read, ``OSError`` where none can
    be written.
    """
    if not lines:
        return
    with _held(folder):
        kept = [row for _, _, row in _lines(folder)]
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([row[name] for name in COLUMNS] for row in kept)
        writer.writerows(
            [line.file, line.sha256, line.size, line.received.isoformat(), line.origin]
            for line in lines
        )
        write_atomically(folder / NAME, stream.getvalue().encode())


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One at a time: a night and an intake may both have something to write down."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _lines(folder: Path) -> list[tuple[str, Pinned, dict[str, str]]]:
    path = folder / NAME
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                heading = ", ".join(reader.fieldnames or ())
                raise _unreadable(path, 1, f"kolom {heading}", is_resaved=_is_resaved(heading))
            return [
                (row["file"], _pinned(path, number, row), row)
                for number, row in enumerate(reader, 2)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, 0, str(error)) from error


def _pinned(path: Path, number: int, row: dict[str, str]) -> Pinned:
    try:
        received = datetime.fromisoformat(row["received"] or "")
    except ValueError as error:
        raise _unreadable(path, number, f"received '{row['received']}'") from error
    if received.tzinfo is None:
        received = received.replace(tzinfo=UTC)
    return pinned_as(row["sha256"] or "", received, row["origin"] or "")


def _is_resaved(heading: str) -> bool:
    """Whether a spreadsheet saved the list: with a mark before it, or semicolons between."""
    plain = heading.removeprefix("\ufeff")
    return plain != heading or ";" in plain


def _unreadable(path: Path, line: int, found: str, *, is_resaved: bool = False) -> ManifestError:
    return ManifestError(
        f"Daftar terima {path.name}{f' baris {line}' if line else ''} tidak terbaca",
        file=str(path),
        expected=f"kolom {', '.join(COLUMNS)} dengan received seperti 2024-01-31",
        found=found,
        next_step=_RESAVED if is_resaved else _MEND,
    )
