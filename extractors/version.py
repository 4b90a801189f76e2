"""What an extraction depends on besides the PDF, so that it is made anew only when that changed.

The reader's version is that of every module it imports, of its libraries and models, and of the
words by which all kinds are recognised, for any page might be any kind's. A kind's version is that
of its own declaration and of what only that imports: changing it concerns only what was read by it.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

_ROOM = Path(__file__).parent
_NAME = "extractors"
_READER, _KINDS = f"{_NAME}.reader", f"{_NAME}.kinds"
_LIBRARIES = ("onnxruntime", "opencv-python-headless", "pypdfium2", "rapidocr")


@dataclass(frozen=True, slots=True)
class ReaderVersion:
    """Digests (hex) of the reader and, by name, of each kind."""

    reader: str
    kinds: dict[str, str]

    def of(self, kinds: Iterable[str]) -> dict[str, str | None]:
        """The versions that what was read by these kinds depends on."""
        return {"": self.reader, **{name: self.kinds.get(name) for name in sorted(kinds)}}


def tree_digest(root: Path, suffixes: Iterable[str], salt: Iterable[str] = ()) -> str:
    """SHA-256 (hex) over the names and bytes of the files under ``root`` with these suffixes."""
    wanted = frozenset(suffixes)
    digest = hashlib.sha256()
    for part in salt:
        digest.update(part.encode() + b"\0")
    files = (path for path in root.rglob("*") if path.suffix in wanted and path.is_file())
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def reader_version() -> ReaderVersion:
    """The version of the reader at hand."""
    return version_of(_ROOM)


def version_of(room: Path) -> ReaderVersion:
    """The version of a reader whose source is ``room``, a copy of this package."""
    from extractors.kind import all_kinds  # noqa: PLC0415 - a night without news needs no kinds

    shared = _closure(room, _READER)
    words = [f"{k.name}|{k.subject}|{k.heading}|{k.is_report}" for k in all_kinds()]
    libraries = [f"{name}={version(name)}" for name in _LIBRARIES]
    models = tree_digest(room, (".onnx",))
    names = [path.stem for path in (room / "kinds").glob("[!_]*.py")]
    own = {name: _digest(room, _closure(room, f"{_KINDS}.{name}") - shared) for name in names}
    return ReaderVersion(_digest(room, shared, [*libraries, models, *words]), own)


def _closure(room: Path, module: str) -> frozenset[str]:
    """A module with all that it imports of its room, but for the kinds, which are found by name."""
    found, left = set(), {module}
    while left:
        name = left.pop()
        found.add(name)
        parents = {name.rsplit(".", turn)[0] for turn in range(1, name.count(".") + 1)}
        left |= {
            other
            for other in _imports(room, name) | parents
            if other not in found and _file(room, other) and not other.startswith(f"{_KINDS}.")
        }
    return frozenset(found)


def _imports(room: Path, module: str) -> set[str]:
    """Names of modules that a module's source may import, wherever in it."""
    path = _file(room, module)
    names = set()
    for node in ast.walk(ast.parse(path.read_bytes())) if path else ():
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _file(room: Path, module: str) -> Path | None:
    """The source of a module of the room; ``None`` of any other module."""
    first, *rest = module.split(".")
    place = room.joinpath(*rest)
    files = (place.with_suffix(".py") if rest else place, place / "__init__.py")
    return next((path for path in files if path.is_file()), None) if first == _NAME else None


def _digest(room: Path, modules: Iterable[str], salt: Iterable[str] = ()) -> str:
    digest = hashlib.sha256()
    for part in salt:
        digest.update(part.encode() + b"\0")
    for name in sorted(modules):
        if path := _file(room, name):
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
