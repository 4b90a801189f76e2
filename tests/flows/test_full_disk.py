"""A disk without room is told as such, in one sentence, wherever a night meets it."""

import errno
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from flows.causes import cause_of
from flows.diskspace import full_disk_told
from flows.errors import DiskFullError
from tests.flows.conftest import (
    NIGHT_SECONDS,
    PROJECT,
    environment,
    few_letters,
    prefect_api,
    program,
)
from warehouse.errors import ModelsError

SENTENCE = "Disk penuh di "
NOISE = ("Traceback", "nanobind", "No space", "handlers", "Errno")


ON_A_SMALL_DISK = 'mount -t tmpfs -o size=6m none "$1" && shift && "$@"; echo "kode $?"'


def test_a_night_on_a_full_disk_says_so_and_no_more(tmp_path: Path) -> None:
    raw, disk = few_letters(tmp_path / "raw"), tmp_path / "disk"
    disk.mkdir()
    warehouse = disk / "g.duckdb"
    night = shlex.join(program("run", "--raw", raw, "--warehouse", warehouse))
    status = shlex.join(program("status", "--warehouse", warehouse))
    done = subprocess.run(
        [
            *("unshare", "-rm", "sh", "-c", ON_A_SMALL_DISK, "sh", str(disk)),
            *("sh", "-c", f"{night}; echo sesudah $?; {status}"),
        ],
        cwd=PROJECT,
        env=environment() | {"PREFECT_API_URL": prefect_api()},
        capture_output=True,
        text=True,
        timeout=NIGHT_SECONDS,
        check=False,
    )
    if "kode" not in done.stdout or "mount" in done.stderr:
        pytest.skip(f"no file system of one's own here: {done.stderr}")
    assert done.stderr.splitlines()[-1].startswith(f"capaian: {SENTENCE}{disk}. ")
    assert [word for word in NOISE if word in done.stderr + done.stdout] == []
    ended, when, cause, place, code = done.stdout.splitlines()
    assert (ended, code) == ("sesudah 1", "kode 1")
    assert "gagal" in when
    assert cause.strip().startswith(SENTENCE)
    assert place.endswith("belum ada.")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
        ModelsError("Model gagal", found='IO Error: Could not write "x": No space left on device'),
        RuntimeError("(sqlite3.OperationalError) database or disk is full"),
    ],
)
def test_what_libraries_say_of_a_full_disk_is_understood(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(DiskFullError, match=SENTENCE), full_disk_told(tmp_path / "belum-ada"):
        try:
            raise error
        except Exception as cause:
            raise ValueError("lain") from cause


def test_other_errors_stay_what_they_are_and_are_told_shortly(tmp_path: Path) -> None:
    error = ModelsError("Model gagal", found="Traceback\n  File x\n" * 90, next_step="Lihat log.")
    with pytest.raises(ModelsError), full_disk_told(tmp_path):
        raise error
    cause = cause_of(error)
    assert len(cause) < 500
    assert "\n" not in cause
    assert cause.endswith("Lihat log.")
