"""The last published warehouses, kept beside the one that stands; none is ever written to."""

from __future__ import annotations

import datetime
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import PublicationError
from warehouse.publish import put_in_place

KEPT = 7
"""How many earlier warehouses are kept: a week of nights that each had news."""
_NAME = "%Y%m%d-%H%M%S"
_SUFFIX = ".duckdb"


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier warehouse: when it was published (UTC), and where it lies."""

    published: datetime.datetime
    path: Path

    @property
    def name(self) -> str:
        """What a person calls it by: ``20261128-013000``."""
        return self.path.name.removesuffix(_SUFFIX)


def keep(warehouse: Path, folder: Path, count: int = KEPT) -> None:
    """Keep the warehouse that stands, before another takes its place; let the oldest go.

    The same bytes under a second name: no copy, no time. Does nothing where none stands.
    """
    if not warehouse.is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    changed = datetime.datetime.fromtimestamp(warehouse.stat().st_mtime, datetime.UTC)
    newest = kept_in(folder)[:1]
    if newest and newest[0].path.stat().st_ino != warehouse.stat().st_ino:
        # A clock that was moved back must not make the last warehouse the first to go.
        second = datetime.timedelta(seconds=1)
        changed = max(changed, newest[0].published.replace(tzinfo=datetime.UTC) + second)
    place = folder / f"{changed:{_NAME}}{_SUFFIX}"
    place.unlink(missing_ok=True)
    os.link(warehouse, place)
    for old in kept_in(folder)[count:]:
        old.path.unlink(missing_ok=True)


def kept_in(folder: Path) -> list[Kept]:
    """The kept warehouses, newest first."""
    found = []
    for path in folder.glob(f"*{_SUFFIX}"):
        try:
            published = datetime.datetime.strptime(path.name.removesuffix(_SUFFIX), _NAME)
        except ValueError:
            continue
        found.append(Kept(published, path))
    return sorted(found, key=lambda item: item.published, reverse=True)


def restore(kept: Kept, target: Path, folder: Path) -> None:
    """Put a kept warehouse in place with one rename; the one that stood is kept in ``folder``.

    Errors: ``PublicationError`` where the place cannot be written; ``target`` is then untouched.
    """
    beside = target.with_name(f"{target.name}.tmp")
    try:
        shutil.copy2(kept.path, beside)
        keep(target, folder)
        put_in_place(beside, target)
    except OSError as error:
        raise PublicationError(
            "Gudang data tidak dapat dipulihkan",
            file=str(target),
            found=error.strerror or str(error),
            next_step="Periksa ruang disk dan hak tulis foldernya; yang sekarang tetap ada.",
        ) from error
