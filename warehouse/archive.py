"""The last published warehouses, kept beside the one that stands; none is ever written to."""

from __future__ import annotations

import datetime
import filecmp
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import PublicationError
from warehouse.publish import is_whole, put_in_place

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


def keep(warehouse: Path, folder: Path, count: int = KEPT, *, spared: Kept | None = None) -> None:
    """Keep the warehouse that stands, before another takes its place; let the oldest go.

    The same file under a second name: no copy, no time. Does nothing where none stands, where what
    stands is damaged, or where it is kept already, as one that was restored is. ``spared`` does not
    go, however old.
    """
    if not is_whole(warehouse):
        return
    folder.mkdir(parents=True, exist_ok=True)
    kept = kept_in(folder)
    if any(_are_same(item.path, warehouse) for item in kept):
        return
    changed = datetime.datetime.fromtimestamp(warehouse.stat().st_mtime, datetime.UTC)
    if kept:
        # A clock that was moved back must not make the last warehouse the first to go.
        second = datetime.timedelta(seconds=1)
        changed = max(changed, kept[0].published.replace(tzinfo=datetime.UTC) + second)
    place = folder / f"{changed:{_NAME}}{_SUFFIX}"
    os.link(warehouse, place)
    for old in kept_in(folder)[count:]:
        if old != spared:
            old.path.unlink(missing_ok=True)


def kept_in(folder: Path) -> list[Kept]:
    """The kept warehouses, newest first; whether each is whole is for who wants one to see."""
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

    Errors: ``PublicationError`` where the kept one is damaged or the place cannot be written;
    ``target`` is then untouched.
    """
    beside = target.with_name(f"{target.name}.tmp")
    try:
        shutil.copy2(kept.path, beside)
        if not is_whole(beside):
            raise PublicationError(
                f"Gudang data terdahulu {kept.name} rusak, tidak dipulihkan",
                file=str(kept.path),
                next_step="Pilih yang lain dari daftarnya; yang sekarang tetap ada.",
            )
        keep(target, folder, spared=kept)
        put_in_place(beside, target)
    except OSError as error:
        raise PublicationError(
            "Gudang data tidak dapat dipulihkan",
            file=str(target),
            found=error.strerror or str(error),
            next_step="Periksa ruang disk dan hak tulis foldernya; yang sekarang tetap ada.",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _are_same(one: Path, other: Path) -> bool:
    """Whether two files hold the same; the first byte that differs ends the comparison."""
    return one.samefile(other) or filecmp.cmp(one, other, shallow=False)
