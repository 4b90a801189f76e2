"""Where the drawn pages of some files go: a folder for each file, and a list of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from extractors.drawing.index import INDEX, overview_page, refusal_page
from extractors.store import write_atomically

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DRAWN = "halaman-*.png"
_NAME_LENGTH = 80


def _folder_names(paths: Sequence[Path]) -> list[str]:
    """A file's name without its suffix, in plain characters; further ones alike are numbered."""
    names: list[str] = []
    for path in paths:
        plain = _UNSAFE.sub("_", path.stem).strip("._")[:_NAME_LENGTH] or "surat"
        name, number = plain, 2
        while name.lower() in {other.lower() for other in names}:
            name, number = f"{plain}-{number}", number + 1
        names.append(name)
    return names


def prepare_folders(directory: Path, paths: Sequence[Path]) -> list[Path]:
    """A folder below ``directory`` for each file, without pages drawn there before."""
    folders = [directory / name for name in _folder_names(paths)]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob(_DRAWN), folder / INDEX):
            old.unlink(missing_ok=True)
    return folders


def finish_drawings(directory: Path, files: Sequence[tuple[Path, Path, str | None]]) -> Path:
    """Write the list of all files, and the reason where none was drawn; returns the list.

    ``files``: each file, its folder, and what is wrong with it, if anything is.
    """
    for path, folder, trouble in files:
        if not (folder / INDEX).exists():
            _write(folder / INDEX, refusal_page(str(path), trouble or "Gambar tidak dibuat."))
    listed = [(str(path), folder.name, trouble or "terbaca") for path, folder, trouble in files]
    _write(directory / INDEX, overview_page(listed))
    return directory / INDEX


def _write(target: Path, text: str) -> None:
    write_atomically(target, text.encode("utf-8", "replace"))
