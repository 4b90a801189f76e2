"""What has arrived: letters that no manifest pins yet, and files that are still being written.

Standard library only, as it is looked at before any heavy import.
"""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.fingerprint import RawFile, file_digest, is_hidden, letters_in, raw_files
from flows.manifest import FOUND, Line, Pinned, append, read_manifest
from flows.manifest import NAME as MANIFEST
from flows.names import is_text, shown

_PROCESSES = Path("/proc")
_WRITING = os.O_WRONLY | os.O_RDWR
_LOG = logging.getLogger(__name__)
Stat = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stock:
    """The letters of a night. ``waiting`` are left for the next: something still writes them.

    ``new`` are the lines that pin what no manifest knows, by folder; ``seen`` says what each file
    looked like, to tell whether it was written meanwhile; ``missed`` are pinned hashes by path,
    of files that are not there.
    """

    raw: Path
    files: list[RawFile]
    waiting: frozenset[str]
    new: dict[Path, list[Line]]
    seen: dict[str, Stat]
    missed: dict[str, str]

    def changed(self) -> set[str]:
        """Files that were written, or went away, since stock was taken."""
        return {path for path, stat in self.seen.items() if _stat(self.raw / path) != stat}

    def pin(self, left_out: Collection[str]) -> None:
        """Write down what was received, but for ``left_out``; a folder that refuses is told."""
        omitted = {self.raw / path for path in left_out}
        for folder, lines in self.new.items():
            kept = [line for line in lines if folder / line.file not in omitted]
            try:
                append(folder, kept)
            except OSError as error:
                _LOG.warning("%s: daftar terima tidak dapat ditulis (%s)", folder, error)


def take_stock(raw: Path, now: datetime | None = None) -> Stock:
    """All letters under ``raw`` but those that are being written. Raises ``ManifestError``.

    What no manifest pins comes after all that is pinned, in the order it was last written; where
    its folder cannot be written to it stays unpinned.
    """
    paths = letters_in(raw)
    busy = being_written(paths)
    lists = [path for path in raw.rglob(MANIFEST) if not is_hidden(path, raw)]
    folders = {path.parent for path in [*paths, *lists]}
    pinned = {folder: read_manifest(folder) for folder in folders}
    moment = after_all(now or datetime.now(UTC), pinned.values())
    new: defaultdict[Path, list[Line]] = defaultdict(list)
    unpinned = [
        path
        for path in paths
        if path not in busy
        and is_text(path.relative_to(raw).as_posix())
        and path.name not in pinned[path.parent]
        and os.access(path.parent, os.W_OK)
    ]
    for turn, path in enumerate(sorted(unpinned, key=lambda path: (_stat(path) or (0, 0), path))):
        digest, stat = file_digest(path), _stat(path)
        if digest and stat:
            received = moment + timedelta(microseconds=turn)
            new[path.parent].append(Line(path.name, digest, stat[1], received, FOUND))
    planned = {folder / line.file: line.pinned for folder, lines in new.items() for line in lines}
    waiting = frozenset(shown(path.relative_to(raw).as_posix()) for path in busy)
    files = [file for file in raw_files(raw, planned) if file.path not in waiting]
    seen = {file.path: stat for file in files if (stat := _stat(raw / file.path)) is not None}
    missed = {
        (folder / name).relative_to(raw).as_posix(): pin.sha256
        for folder, pins in pinned.items()
        for name, pin in pins.items()
        if not (folder / name).is_file()
    }
    return Stock(raw, files, waiting, dict(new), seen, missed)


def after_all(now: datetime, manifests: Iterable[Mapping[str, Pinned]]) -> datetime:
    """The time that what comes now is pinned with: after all that came before.

    A clock that was moved back must not make an older revision stand.
    """
    last = max((line.received_ns for pins in manifests for line in pins.values()), default=0)
    return max(now, datetime.fromtimestamp(0, UTC) + timedelta(microseconds=last // 1000 + 1))


def _stat(path: Path) -> Stat | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def being_written(paths: Iterable[Path]) -> set[Path]:
    """Those of ``paths`` that some process, as far as this one may see, has open for writing."""
    wanted: dict[tuple[int, int], Path] = {}
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue
        wanted[found.st_dev, found.st_ino] = path
    busy = set()
    for descriptor in _PROCESSES.glob("[0-9]*/fd/*"):
        try:
            found = descriptor.stat()
            known = wanted.get((found.st_dev, found.st_ino))
            if known is not None and _is_writing(descriptor):
                busy.add(known)
        except OSError:
            continue
    return busy


def _is_writing(descriptor: Path) -> bool:
    about = descriptor.parent.parent / "fdinfo" / descriptor.name
    for line in about.read_text().splitlines():
        if line.startswith("flags:"):
            return bool(int(line.split()[1], 8) & _WRITING)
    return False
