"""Whether a night has anything to do, decided before any heavy import.

A night's result is a function of the letters' bytes, the order they were received in, the stewards'
decisions, the code and reference data, and the libraries' versions. Their fingerprint stands in a
sidecar beside the warehouse together with the size and time of the very file it speaks of. Standard
library only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from extractors.store import keep_atomically
from extractors.version import tree_digest
from flows.manifest import Pinned, read_manifest
from flows.names import NOT_TEXT, is_text, shown
from warehouse.decisions import Decision

ROOMS = ("extractors", "expectations", "warehouse", "flows")
CODE_SUFFIXES = (".py", ".sql", ".yml", ".csv", ".onnx")
LIBRARIES = (
    *("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "pandas"),
    *("onnxruntime", "opencv-python-headless", "pypdfium2", "rapidfuzz", "rapidocr"),
)
_PROJECT = Path(__file__).resolve().parent.parent
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class RawFile:
    """One PDF under the raw directory; ``path`` is relative to it.

    ``document`` is the SHA-256 of its bytes, empty when they could not be read. ``received`` counts
    from 1, oldest first and equal times by path: later revisions stand. The time is that of the
    folder's manifest, else that of the file. ``received_at`` is the manifest's time (UTC); a file
    that nobody took in has none, for when it was last written or first seen is no receipt.
    ``pinned`` is the hash that the manifest has where the file is another one now. ``trouble`` says
    why it cannot be taken whatever is in it; its bytes are then nobody's business.
    """

    path: str
    document: str
    received: int
    received_at: str | None = None
    pinned: str | None = None
    trouble: str | None = None


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hex; empty when the file cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


def is_hidden(path: Path, raw: Path) -> bool:
    """Whether a system hides a file under ``raw``, or a folder that it is in."""
    return any(part.startswith(".") for part in path.relative_to(raw).parts)


def letters_in(raw: Path) -> list[Path]:
    """Every PDF under ``raw``; what systems hide there (``._surat.pdf`` of a Mac) is no letter."""
    return [
        path
        for path in raw.rglob("*")
        if path.suffix.lower() == ".pdf" and not is_hidden(path, raw) and path.is_file()
    ]


def raw_files(raw: Path, planned: Mapping[Path, Pinned] | None = None) -> list[RawFile]:
    """Every PDF under ``raw`` in the order received. Raises ``ManifestError``.

    ``planned`` are pins that are not written yet.
    """
    paths = letters_in(raw)
    manifests = {folder: read_manifest(folder) for folder in {path.parent for path in paths}}
    found: list[tuple[int, RawFile]] = []
    for path in paths:
        name = path.relative_to(raw).as_posix()
        if not is_text(name):
            found.append((path.stat().st_mtime_ns, RawFile(shown(name), "", 0, trouble=NOT_TEXT)))
            continue
        digest = file_digest(path)
        pinned = manifests[path.parent].get(path.name) or (planned or {}).get(path)
        if pinned and pinned.sha256 == digest:
            found.append((pinned.received_ns, RawFile(name, digest, 0, pinned.received_at)))
        else:
            first = pinned.sha256 if pinned else None
            found.append((path.stat().st_mtime_ns, RawFile(name, digest, 0, pinned=first)))
    ordered = sorted(found, key=lambda item: (item[0], item[1].path))
    return [replace(file, received=order) for order, (_, file) in enumerate(ordered, 1)]


def library_versions(names: Sequence[str] = LIBRARIES) -> dict[str, str]:
    """Installed versions of the libraries that a figure could depend on."""
    versions = {}
    for name in names:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "tidak terpasang"
    return versions


def code_version(project: Path = _PROJECT) -> str:
    """Hash of the rooms' code and reference data and of the libraries' versions."""
    rooms = [tree_digest(project / room, CODE_SUFFIXES, salt=[room]) for room in ROOMS]
    libraries = [f"{name}={found}" for name, found in sorted(library_versions().items())]
    return hashlib.sha256("\0".join([*rooms, *libraries]).encode()).hexdigest()


def fingerprint(files: Sequence[RawFile], code: str, decisions: Iterable[Decision] = ()) -> str:
    """One hash of all that a night's result depends on."""
    entries = sorted((asdict(item) for item in decisions), key=lambda item: item["decision_id"])
    content = json.dumps([code, [asdict(file) for file in files], entries], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What stands beside a published warehouse: the night it came from, and its summary."""

    path: Path

    def matches(self, wanted: str, warehouse: Path) -> bool:
        """Whether the warehouse at hand is the one published from this fingerprint."""
        record = self.read()
        try:
            published = _identity(warehouse)
        except OSError:
            return False
        return record.get("fingerprint") == wanted and record.get("warehouse") == published

    def read(self) -> dict[str, Any]:
        """The record; empty when there is none or it is damaged."""
        try:
            record = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def write(self, current: str, warehouse: Path, summary: dict[str, Any]) -> None:
        """Record what ``warehouse``, just published, was made from; unless it can be written, the
        next night does all of it once more.
        """
        record = {
            "fingerprint": current,
            "warehouse": _identity(warehouse),
            "summary": summary,
        }
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        keep_atomically(self.path, text.encode())


def _identity(warehouse: Path) -> dict[str, int]:
    """Size and time of a file, which a rename keeps and any other publication changes."""
    found = warehouse.stat()
    return {"size": found.st_size, "mtime_ns": found.st_mtime_ns}
