"""What is made once for all processes of a run of the tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path | None]
) -> Path:
    """What ``make`` gives (or else the folder that it filled), made by whichever process is first.

    It is to be read or copied, not changed.
    """
    own = factory.getbasetemp()
    home = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder, done = home / "isi", home / "selesai"
    folder.mkdir(parents=True, exist_ok=True)
    with (home / "kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            done.write_text(str(make(folder) or folder))
    return Path(done.read_text())
