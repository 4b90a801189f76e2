"""What the conductor's tests share: the real program as a process, letters, and broken files."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from flows.applying import apply
from flows.manifest import NAME as MANIFEST
from flows.places import Places
from flows.server import LocalServer, prepare_environment
from warehouse.decisions import Decision

PROJECT = Path(__file__).resolve().parents[2]
RAW = PROJECT / "raw"
NIGHT_SECONDS = 300

Capaian = Callable[..., subprocess.CompletedProcess[str]]


def program(*arguments: object, interpreter: tuple[str, ...] = ()) -> list[str]:
    """The command line of the program as a module, with options for the interpreter."""
    return [sys.executable, *interpreter, "-m", "flows.cli", *map(str, arguments)]


def environment() -> dict[str, str]:
    """Without a Prefect server of the developer's own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}


@cache
def prefect_api() -> str:
    """The address of one Prefect server for the nights of this process, with which it ends."""
    folder = tempfile.TemporaryDirectory()
    before, raised = dict(os.environ), logging.raiseExceptions
    try:
        places = Places(Path(folder.name) / "g.duckdb")
        prepare_environment(places)
        server = LocalServer(places)
        server.wait()
    finally:
        os.environ.clear()
        os.environ.update(before)
        logging.raiseExceptions = raised
    atexit.register(folder.cleanup)
    atexit.register(server.stop)
    return server.url


def run_program(
    *arguments: object, interpreter: tuple[str, ...] = (), own_server: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end and give what it printed.

    A night starts a Prefect server of its own only if asked to, as that takes as long as the rest.
    """
    is_night = "run" in arguments[:1] and not own_server
    return subprocess.run(
        program(*arguments, interpreter=interpreter),
        cwd=PROJECT,
        env=environment() | ({"PREFECT_API_URL": prefect_api()} if is_night else {}),
        capture_output=True,
        text=True,
        timeout=NIGHT_SECONDS,
        check=False,
    )


class NoDecisions:
    def decisions(self) -> list[Decision]:
        return []


def plain_night(raw: Path, places: Places) -> dict[str, Any]:
    """A night in this process, without Prefect and decisions, where the warehouse is what counts.

    Takes half the time of the program's. Gives its numbers.
    """
    return apply(raw, places, NoDecisions())


@pytest.fixture
def capaian() -> Capaian:
    return run_program


@pytest.fixture
def letter() -> Path:
    """The smallest sample letter."""
    return min((RAW / "2023").glob("*.pdf"), key=lambda path: path.stat().st_size)


@pytest.fixture
def broken(tmp_path: Path, letter: Path) -> dict[str, Path]:
    """Files that are no readable PDF, by what is wrong with them."""
    directory = tmp_path / "rusak"
    directory.mkdir()
    files = {
        name: directory / f"{name}.pdf" for name in ("kosong", "terpotong", "teks", "terkunci")
    }
    files["kosong"].write_bytes(b"")
    files["terpotong"].write_bytes(letter.read_bytes()[:400])
    files["teks"].write_text("Ini bukan PDF.")
    canvas = Canvas(str(files["terkunci"]), encrypt=StandardEncryption("rahasia"), invariant=True)
    canvas.drawString(72, 720, "Surat terkunci")
    canvas.save()
    return files


def copy_letters(target: Path) -> Path:
    """A raw directory of one's own with all sample letters, as they were received."""
    shutil.copytree(RAW / "2023", target / "2023")
    return target


def few_letters(target: Path) -> Path:
    """A raw directory with the three smallest sample letters: nights that are soon over."""
    folder = target / "2023"
    folder.mkdir(parents=True)
    letters = sorted((RAW / "2023").glob("*.pdf"), key=lambda path: path.stat().st_size)[:3]
    for path in letters:
        shutil.copy2(path, folder)
    heading, *lines = (RAW / "2023" / MANIFEST).read_text(encoding="utf-8").splitlines(True)
    own = [line for line in lines if line.split(",")[0] in {path.name for path in letters}]
    (folder / MANIFEST).write_text("".join([heading, *own]), encoding="utf-8")
    return target
