"""What the conductor's tests share: the real program as a process, letters, and broken files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

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


def run_program(
    *arguments: object, interpreter: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end and give what it printed."""
    return subprocess.run(
        program(*arguments, interpreter=interpreter),
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=NIGHT_SECONDS,
        check=False,
    )


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
    for path in (*letters, RAW / "2023" / "manifest.csv"):
        shutil.copy2(path, folder)
    return target
