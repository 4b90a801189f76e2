"""A PostgreSQL server of the tests' own, from Debian's package, gone when they end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_SERVERS = Path("/usr/lib/postgresql")
_USER = "postgres"


def _newest_server() -> Path:
    found = sorted(_SERVERS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    assert found, "Debian's package postgresql is missing: run tests/debian-packages"
    return found[-1].parent


def _run(*command: object) -> None:
    """Run as the server's user: PostgreSQL refuses root."""
    as_user = ("runuser", "-u", _USER, "--") if os.geteuid() == 0 else ()
    subprocess.run([*as_user, *map(str, command)], check=True, capture_output=True, timeout=60)


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty database, reached by a socket in a folder of its own."""
    programs = _newest_server()
    home = Path(mkdtemp(prefix="pg"))  # short: a socket's path holds about a hundred characters
    if os.geteuid() == 0:
        shutil.chown(home, user=pwd.getpwnam(_USER).pw_uid)
    data = home / "data"
    try:
        _run(programs / "initdb", "-D", data, "-U", "penguji", "-A", "trust", "--no-sync")
        options = f"-k {home} -c listen_addresses='' -c fsync=off"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
        try:
            yield f"postgresql://penguji@/postgres?host={home}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
