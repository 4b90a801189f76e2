"""When each letter was received, as pinned in the manifest of its folder. Standard library only.

A manifest is ``manifest.csv`` beside the letters: ``file``, ``sha256``, ``bytes``, ``received``
(ISO date or time, with its zone where it has a time), ``origin``. A file that no manifest pins, or
whose bytes are not those that were pinned, counts as received when it was last written.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import ManifestError

NAME = "manifest.csv"
COLUMNS = ("file", "sha256", "bytes", "received", "origin")
_NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Pinned:
    """One line: the bytes a file had when it was received, and when that was (ISO, UTC)."""

    sha256: str
    received_ns: int
    received_at: str


def read_manifest(folder: Path) -> dict[str, Pinned]:
    """The pinned files of one folder by name; empty where it has no manifest.

    Raises ``ManifestError`` for a manifest that cannot be read: guessing an order of receipt could
    let an older revision stand.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise _unreadable(path, 1, f"kolom {', '.join(reader.fieldnames or ())}")
            return {row["file"]: _pinned(path, number, row) for number, row in enumerate(reader, 2)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, 0, str(error)) from error


def _pinned(path: Path, number: int, row: dict[str, str | None]) -> Pinned:
    try:
        received = datetime.fromisoformat(row["received"] or "")
    except ValueError as error:
        raise _unreadable(path, number, f"received '{row['received']}'") from error
    if received.tzinfo is None:
        received = received.replace(tzinfo=UTC)
    moment = received.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return Pinned(
        row["sha256"] or "", int(received.timestamp()) * _NANOSECONDS, moment.isoformat(" ")
    )


def _unreadable(path: Path, line: int, found: str) -> ManifestError:
    return ManifestError(
        f"Daftar terima {path.name}{f' baris {line}' if line else ''} tidak terbaca",
        file=str(path),
        expected=f"kolom {', '.join(COLUMNS)} dengan received seperti 2024-01-31",
        found=found,
        next_step="Perbaiki atau hapus daftar itu; tidak ada yang diterbitkan.",
    )
