"""Pictures of pages: drawn once from a letter whose bytes were hashed, then kept by that hash."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore, Lock

from extractors.store import write_atomically
from review.errors import PictureError

_DOCUMENT = re.compile(r"[0-9a-f]{64}")
_AT_ONCE = 2
_SECONDS = 40
_MAX_BYTES = 512 << 20
_ASK = "Minta berkas aslinya kembali, atau jalankan 'capaian run' bila memang diganti."


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: where the WebP lies, and the page's size in points."""

    path: Path
    width: float
    height: float


class Pictures:
    """Pictures of the letters below ``raw``, kept in ``cache``."""

    def __init__(self, raw: Path, cache: Path) -> None:
        self._raw = raw
        self._cache = cache
        self._drawing = BoundedSemaphore(_AT_ONCE)
        self._hashes: dict[tuple[str, int, int, int], str] = {}
        self._lock = Lock()

    def get(self, document: str, paths: Sequence[str], page: int) -> Picture:
        """The picture of a page of the file with these bytes, which lies at one of ``paths``.

        ``document`` and ``paths`` come from the warehouse. Raises ``PictureError`` where it cannot
        be drawn.
        """
        kept = self._kept(document, page)
        return kept or self._draw(document, self.source(document, paths), page)

    def source(self, document: str, paths: Sequence[str]) -> bytes:
        """The file's bytes. Raises ``PictureError`` where none has the hash it was read with."""
        found = [path for path in map(self._inside, paths) if path is not None and path.is_file()]
        if not found:
            raise PictureError("Berkas surat ini tidak ada lagi di folder surat", next_step=_ASK)
        for path in found:
            if path.stat().st_size <= _MAX_BYTES:
                data = path.read_bytes()
                if sha256(data).hexdigest() == document:
                    return data
        raise PictureError(
            "Berkas surat ini sudah berubah sejak dibaca; halamannya tidak ditampilkan",
            file=found[0].name,
            next_step=_ASK,
        )

    def trouble(self, document: str, paths: Sequence[str]) -> str | None:
        """What is wrong with the file at its place now, if anything; cheap when asked again."""
        found = [path for path in map(self._inside, paths) if path is not None and path.is_file()]
        if any(self._hash(path) == document for path in found):
            return None
        if found:
            return f"Berkas surat ini sudah berubah sejak dibaca. {_ASK}"
        return f"Berkas surat ini tidak ada lagi di folder surat. {_ASK}"

    def _inside(self, path: str) -> Path | None:
        """A path of the warehouse, if it does not lead out of the folder of letters."""
        place = (self._raw / path).resolve()
        return place if place.is_relative_to(self._raw.resolve()) else None

    def _hash(self, path: Path) -> str:
        found = path.stat()
        key = (str(path), found.st_ino, found.st_size, found.st_mtime_ns)
        with self._lock:
            known = self._hashes.get(key)
        if known is None:
            with path.open("rb") as stream:
                digest = sha256()
                while chunk := stream.read(1 << 20):
                    digest.update(chunk)
            known = digest.hexdigest()
            with self._lock:
                self._hashes[key] = known
        return known

    def _place(self, document: str, page: int) -> Path:
        if not _DOCUMENT.fullmatch(document):
            raise PictureError("Kode berkas tidak sah")
        return self._cache / document[:2] / document / f"{int(page)}.webp"

    def _kept(self, document: str, page: int) -> Picture | None:
        path = self._place(document, page)
        try:
            measures = json.loads(path.with_suffix(".json").read_bytes())
            if path.is_file():
                return Picture(path, float(measures["width"]), float(measures["height"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return None

    def _draw(self, document: str, data: bytes, page: int) -> Picture:
        path = self._place(document, page)
        with self._drawing:
            kept = self._kept(document, page)
            if kept:
                return kept
            head, picture = _drawn(data, page)
        write_atomically(path, picture)
        write_atomically(path.with_suffix(".json"), head)
        measures = json.loads(head)
        return Picture(path, float(measures["width"]), float(measures["height"]))


def _drawn(data: bytes, page: int) -> tuple[bytes, bytes]:
    """Measures (JSON) and picture (WebP) of a page, from a process that may die of it."""
    command = [sys.executable, "-m", "extractors.drawing.page_image", str(int(page))]
    try:
        done = subprocess.run(  # noqa: S603 - our own program and a number
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode != 0 or b"\n" not in done.stdout:
        raise PictureError(
            "Halaman ini tidak dapat digambar",
            page=page,
            next_step="Buka berkas aslinya dengan program PDF.",
        )
    head, _, picture = done.stdout.partition(b"\n")
    return head, picture
