"""A full disk, said as such whatever broke of it: libraries say so in many words, or not at all."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import DiskFullError, MisuseError, NightRunningError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_WORDS = ("no space left on device", "disk is full", "disk quota exceeded", "errno 28")
_LEAST = 1 << 20
"""Bytes below which nothing that a night does can go well."""


@contextmanager
def full_disk_told(*folders: Path) -> Iterator[None]:
    """Errors: ``DiskFullError`` instead of what is raised because one of the disks is full."""
    try:
        yield
    except (DiskFullError, MisuseError, NightRunningError):
        raise
    except Exception as error:
        least = min(folders, key=_free)
        if not (any(map(_speaks_of_it, _chain(error))) or _free(least) < _LEAST):
            raise
        raise DiskFullError(
            f"Disk penuh di {_mount(least)}",
            next_step="Kosongkan ruangnya, lalu jalankan lagi; gudang data terakhir, bila ada, "
            "tidak disentuh.",
        ) from error


def let_go(error: BaseException) -> None:
    """Forget what was at hand where an error came up: DuckDB complains of what is left at exit."""
    for known in _chain(error):
        traceback.clear_frames(known.__traceback__)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _speaks_of_it(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    words = str(error).lower()
    return any(word in words for word in _WORDS)


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.absolute().parents) if path.is_dir())


def _free(folder: Path) -> int:
    found = os.statvfs(_existing(folder))
    return found.f_bavail * found.f_frsize


def _mount(folder: Path) -> Path:
    """Where the disk of a folder begins, for people who look for what to delete."""
    place = _existing(folder)
    return next(path for path in (place, *place.parents) if path.is_mount())
