"""The commands ``akun`` and ``review``, as typed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from review.ledger import Ledger
from tests.flows.conftest import PROJECT, environment, program
from tests.review.office import PASSWORD


def run(*arguments: object, password: str | None = None) -> subprocess.CompletedProcess[str]:
    given = {"CAPAIAN_SANDI": password} if password is not None else {}
    return subprocess.run(
        program(*arguments),
        cwd=PROJECT,
        env={**environment(), **given},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_accounts_are_made_changed_and_listed(tmp_path: Path) -> None:
    ledger = f"sqlite:///{tmp_path}/buku.db"
    where = ("--ledger", ledger)
    made = run("akun", "buat", "sari", "--peran", "steward", *where, password=PASSWORD)
    assert made.returncode == 0, made.stderr
    assert "sari" in made.stdout
    assert PASSWORD not in made.stdout + made.stderr
    assert run("akun", "peran", "sari", "--peran", "admin", *where).returncode == 0
    assert run("akun", "sandi", "sari", *where, password="naik becak ke Kota Tua").returncode == 0
    assert run("akun", "matikan", "sari", *where).returncode == 0
    listed = run("akun", "daftar", *where)
    assert listed.stdout.splitlines()[0].split() == ["sari", "admin", "mati"]
    assert run("akun", "hidupkan", "sari", *where).returncode == 0
    assert Ledger(ledger).accounts.verified("sari", "naik becak ke Kota Tua")


def test_the_ledger_lies_beside_the_warehouse(tmp_path: Path) -> None:
    warehouse = tmp_path / "capaian.duckdb"
    made = run(
        *("akun", "buat", "budi", "--peran", "viewer", "--warehouse", warehouse),
        password=PASSWORD,
    )
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "capaian.duckdb.ledger.db").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("akun", "buat", "sari", "--peran", "raja", "--ledger", "{}"), 2, "raja"),
        (("akun", "buat", "sari", "--peran", "steward"), 2, "--warehouse atau --ledger"),
        (("akun", "buat", "sari", "--peran", "steward", "--ledger", "{}"), 2, "CAPAIAN_SANDI"),
        (("akun", "matikan", "tiada", "--ledger", "{}"), 1, "tidak ada"),
        (("review", "--warehouse", "tiada.duckdb", "--port", "8400"), 2, "tidak ada"),
    ],
)
def test_what_cannot_be_meant_is_told(
    tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ledger = f"sqlite:///{tmp_path}/buku.db"
    done = run(*(argument.replace("{}", ledger) for argument in arguments))
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_poor_password_is_refused(tmp_path: Path) -> None:
    where = ("--ledger", f"sqlite:///{tmp_path}/buku.db")
    done = run("akun", "buat", "sari", "--peran", "steward", *where, password="pendek")
    assert done.returncode == 1
    assert "12 sampai" in done.stderr


def test_no_option_takes_a_password() -> None:
    for action in ("buat", "sandi"):
        told = run("akun", action, "--help").stdout
        assert "--sandi" not in told
        assert "--password" not in told
