"""Extractions kept by content, so that a PDF is read once per version of what reads it.

Grain: one entry per (PDF bytes, folder year). An entry is disposable: one that is missing, damaged
or of another version is simply read again, and takes its place. It is two lines of JSON: what is
known of the file and its letters, with a hash of the second line; then its rows, cells and claims,
which a night holds for as long as it needs them and no longer.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from extractors.model import Extraction
from extractors.version import ReaderVersion, reader_version

_LOG = logging.getLogger(__name__)
_YEAR = re.compile(r"20\d{2}")
_NOTHING: dict[str, Any] = {"rows": [], "cells": [], "claims": [], "notices": []}
"""What an extraction has that its facts have not."""
_DAMAGE = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError)
"""What reading an entry may raise that is absent or damaged."""


def folder_year(path: str) -> int | None:
    """The year of the folder a file lies in: the innermost one that is a year."""
    years = [part for part in PurePosixPath(path).parts[:-1] if _YEAR.fullmatch(part)]
    return int(years[-1]) if years else None


def rebased(extraction: Extraction, path: str) -> Extraction:
    """The same extraction as that of another file with the same bytes."""
    return replace(
        extraction,
        path=path,
        letters=[replace(letter, path=path) for letter in extraction.letters],
    )


def facts_of(extraction: Extraction) -> Extraction:
    """The extraction without its rows, cells, claims and notices."""
    return replace(extraction, rows=[], cells=[], claims=[], notices=[])


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``target`` once all is written and on disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        yield temporary
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def write_atomically(target: Path, data: bytes) -> None:
    """Write a file whole or not at all, also when the machine stops midway."""
    with replacing(target) as temporary:
        temporary.write_bytes(data)


def keep_atomically(target: Path, data: bytes) -> bool:
    """Write what can be made again; a disk that refuses costs time later, and no letter now.

    Says whether it was written.
    """
    try:
        write_atomically(target, data)
    except OSError as error:
        _LOG.warning("%s tidak dapat disimpan (%s)", target, error)
        return False
    return True


@dataclass(frozen=True, slots=True)
class Kept:
    """An extraction that was kept, without its rows, cells, claims and notices.

    ``content``: hash of those. ``is_current``: the reader at hand would make it again.
    """

    facts: Extraction
    content: str
    is_current: bool


class ExtractionStore:
    """A directory of extractions.

    ``folder_year`` is part of the key because a letter that prints no year takes that of its
    folder; the file's path is not, because it says nothing about the bytes.
    """

    def __init__(self, directory: Path, version: ReaderVersion | None = None) -> None:
        self._directory = directory
        self._version = version or reader_version()

    def entry(self, document: str, folder_year: int | None) -> Path:
        """Where the extraction of these bytes is kept."""
        year = "tanpa-tahun" if folder_year is None else str(folder_year)
        return self._directory / document[:2] / f"{document}.{year}.json.gz"

    def look(self, document: str, path: str) -> Kept | None:
        """What is known of the file ``path`` with these bytes; ``None`` if absent or damaged.

        The whole entry is there if this is: its second line was compared with its hash.
        """
        try:
            first, second = self._lines(document, path)
            record = json.loads(first)
            facts = Extraction.from_dict(record["facts"] | _NOTHING)
            is_current = record["version"] == self._version.of(facts.kinds)
            is_whole = record["content"] == hashlib.sha256(second).hexdigest()
        except _DAMAGE:
            return None
        if facts.document != document or not is_whole:
            return None
        return Kept(rebased(facts, path), record["content"], is_current)

    def get(self, document: str, path: str) -> Extraction | None:
        """The whole extraction as that of the file ``path``; ``None`` if absent or damaged."""
        try:
            first, second = self._lines(document, path)
            extraction = Extraction.from_dict(json.loads(first)["facts"] | json.loads(second))
        except _DAMAGE:
            return None
        return rebased(extraction, path) if extraction.document == document else None

    def put(self, extraction: Extraction) -> str | None:
        """Keep an extraction and give the hash of its content, as ``look`` tells it.

        The same extraction gives the same bytes. Where it cannot be written it is not kept, and
        read again next time: nothing is given.
        """
        whole = rebased(extraction, "").to_dict()
        second = _line({name: whole.pop(name) for name in _NOTHING})
        content = hashlib.sha256(second).hexdigest()
        first = _line(
            {"version": self._version.of(extraction.kinds), "content": content, "facts": whole}
        )
        packed = gzip.compress(first + b"\n" + second, compresslevel=5, mtime=0)
        entry = self.entry(extraction.document, folder_year(extraction.path))
        return content if keep_atomically(entry, packed) else None

    def _lines(self, document: str, path: str) -> tuple[bytes, bytes]:
        packed = self.entry(document, folder_year(path)).read_bytes()
        first, second = gzip.decompress(packed).split(b"\n")
        return first, second


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
