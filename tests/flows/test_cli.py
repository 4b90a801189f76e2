"""The command line as a process: help, misuse, extraction, and a night without news."""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.contract import PROVENANCE
from extractors.registry import tables
from flows.cli import build_parser, main
from flows.drawings import prepare_folders
from flows.extracting import extract_files
from tests.flows.conftest import PROJECT, RAW, Capaian, few_letters

LETTERS = "document,path,kind,nomor,tanggal,perihal,tahun,penerbit,page_first,page_last"
CLAIMS = "document,nomor,claim,scope,value,text,page"
CELLS = "document,table,row,column,printed,value,page,x0,top,x1,bottom,confidence"


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_command_and_option_is_documented() -> None:
    found = dict(commands())
    assert set(found) >= {"run", "extract", "export", "query", "report", "review", "akun"}
    listed = build_parser().format_help()
    for name, parser in found.items():
        assert name in listed
        assert parser.description, name
        assert parser.epilog, name
        assert "Sesudahnya" in parser.epilog, f"{name}: what to do next"
        for action in parser._actions:
            assert action.help, f"{name} {action.option_strings or action.dest}"


ENGLISH = ("usage", "optional", "positional", "show this", "error:", "required:", "invalid")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--help"], ["run", "--help"], ["extract", "--help"], ["review", "--help"]),
        *(["akun", "--help"], ["akun", "buat", "--help"]),
        *(["export", "--help"], ["query", "--help"], ["report", "--help"]),
        *(["intake", "--help"], ["restore", "--help"], ["serve", "--help"], ["status", "--help"]),
    ],
)
def test_help_is_indonesian(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith("pemakaian: capaian")
    assert not [word for word in ENGLISH if word in printed]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "wajib disebut: PERINTAH"),
        (["terbang"], "pilihan 'terbang' tidak ada"),
        (["run", "--raw"], "--raw: harus diikuti satu nilai"),
        (["run", "--raw", "x"], "wajib disebut: --warehouse"),
        (["extract", "--out", "x"], "wajib disebut: FILE"),
        (["run", "--raw", "x", "--warehouse", "y", "--lain"], "tidak dikenal: --lain"),
    ],
)
def test_wrong_use_is_told_in_indonesian(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    printed = capsys.readouterr().err
    assert told in printed
    assert not [word for word in ENGLISH if word in printed]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["terbang"],
        ["run"],
        ["run", "--raw", "x"],
        ["extract", "--out", "x"],
        ["run", "--raw", "x", "--warehouse", "y", "--lain"],
    ],
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_raw_directory_that_is_none_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "c.duckdb"
    assert main(["run", "--raw", str(tmp_path / "tidak-ada"), "--warehouse", str(target)]) == 2
    assert "tidak ada" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_warehouse_is_never_overwritten(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "surat.pdf"
    target.write_bytes(letter.read_bytes())
    assert main(["run", "--raw", str(RAW), "--warehouse", str(target)]) == 2
    assert main(["run", "--raw", str(RAW), "--warehouse", str(tmp_path)]) == 2
    assert "bukan gudang data" in capsys.readouterr().err
    assert target.read_bytes() == letter.read_bytes()


def test_extract_writes_the_contracts_columns(tmp_path: Path, capaian: Capaian) -> None:
    done = capaian("extract", *sorted((RAW / "2023").glob("*.pdf")), "--out", tmp_path / "csv")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    written = {path.stem: path.read_text().split("\n", 1)[0] for path in tmp_path.glob("csv/*")}
    assert set(written) == {*tables(), "letters", "claims", "cells"}
    for name, table in tables().items():
        assert written[name].startswith(",".join((*table.column_names, *PROVENANCE))), name
    for name, columns in (("letters", LETTERS), ("claims", CLAIMS), ("cells", CELLS)):
        assert written[name].startswith(columns), name
    letters = rows(tmp_path / "csv" / "letters.csv")
    documents = {letter["document"] for letter in letters}
    for name in tables():
        found = rows(tmp_path / "csv" / f"{name}.csv")
        assert found, name
        assert {row["document"] for row in found} <= documents
        assert all(row["method"] == "text" and row["confidence"] == "1" for row in found)
        assert all(float(row["x0"]) < float(row["x1"]) for row in found)


def test_extract_writes_only_the_tables_of_the_kinds_found(
    tmp_path: Path, letter: Path, capaian: Capaian
) -> None:
    assert capaian("extract", letter, "--out", tmp_path / "csv").returncode == 0
    kinds = {row["kind"] for row in rows(tmp_path / "csv" / "letters.csv")}
    names = {path.stem for path in tmp_path.glob("csv/*.csv")}
    assert names == kinds | {"letters", "claims", "cells"}


def test_extract_goes_on_after_bad_files(
    tmp_path: Path, letter: Path, broken: dict[str, Path], capaian: Capaian
) -> None:
    missing = tmp_path / "tidak-ada.pdf"
    done = capaian("extract", *broken.values(), missing, letter, "--out", tmp_path / "csv")
    assert done.returncode == 0
    for path in (*broken.values(), missing):
        assert f"{path}: Berkas" in done.stderr
    assert "Traceback" not in done.stderr
    assert [row["path"] for row in rows(tmp_path / "csv" / "letters.csv")] == [str(letter)]


def test_extract_of_nothing_readable_ends_with_1(
    tmp_path: Path, broken: dict[str, Path], capaian: Capaian
) -> None:
    done = capaian("extract", *broken.values(), "--out", tmp_path / "csv")
    assert done.returncode == 1
    assert not (tmp_path / "csv").exists()


def test_extract_into_a_file_or_of_no_file_is_wrong_use(tmp_path: Path, letter: Path) -> None:
    (tmp_path / "berkas").write_text("")
    assert main(["extract", str(letter), "--out", str(tmp_path / "berkas")]) == 2
    assert main(["extract", str(tmp_path / "x.pdf"), "--out", str(tmp_path / "csv")]) == 2


def test_extract_draws_what_was_seen_of_every_file(
    tmp_path: Path, letter: Path, broken: dict[str, Path], capaian: Capaian
) -> None:
    missing = tmp_path / "tidak-ada.pdf"
    debug = tmp_path / "gambar"
    files = (*broken.values(), missing, letter, letter)
    done = capaian("extract", *files, "--out", tmp_path / "csv", "--debug", debug)
    assert done.returncode == 0, done.stderr
    assert str(debug / "index.html") in done.stdout.splitlines()
    listed = (debug / "index.html").read_text(encoding="utf-8")
    for path in (*broken.values(), missing):
        page = (debug / path.stem / "index.html").read_text(encoding="utf-8")
        reason = next(line for line in done.stderr.splitlines() if line.startswith(f"{path}: "))
        assert reason.removeprefix(f"{path}: ") in page
        assert f'href="{path.stem}/index.html"' in listed
    for folder in (letter.stem, f"{letter.stem}-2"):
        assert (debug / folder / "index.html").is_file()
        assert (debug / folder / "halaman-001.png").read_bytes().startswith(b"\x89PNG")
        assert f'href="{folder}/index.html"' in listed


def test_pages_drawn_before_are_cleared(tmp_path: Path, letter: Path) -> None:
    stale = tmp_path / letter.stem / "halaman-999.png"
    own = tmp_path / letter.stem / "catatan.txt"
    stale.parent.mkdir()
    stale.touch()
    own.touch()
    assert prepare_folders(tmp_path, [letter]) == [stale.parent]
    assert not stale.exists()
    assert own.exists()


def test_a_file_that_cannot_be_drawn_is_read_all_the_same(tmp_path: Path, letter: Path) -> None:
    (tmp_path / "halaman-001.png").mkdir()
    (answer,) = extract_files([letter], [tmp_path])
    assert answer.extraction is not None
    assert answer.extraction.rows
    assert answer.trouble is not None
    assert answer.trouble.startswith("Halaman tidak selesai digambar (Is a directory)")


def test_reading_without_drawing_loads_no_drawing_library(letter: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from extractors.reader import read_document; "
        "assert read_document(Path(sys.argv[1])).rows; sys.exit('PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(letter)], cwd=PROJECT, check=False)
    assert done.returncode == 0


def test_drawings_into_a_file_are_wrong_use(tmp_path: Path, letter: Path) -> None:
    (tmp_path / "berkas").write_text("")
    arguments = ["--out", str(tmp_path / "csv"), "--debug", str(tmp_path / "berkas")]
    assert main(["extract", str(letter), *arguments]) == 2
    assert not (tmp_path / "csv").exists()


def test_a_place_that_cannot_be_written_is_told_without_a_trace(
    tmp_path: Path, capaian: Capaian
) -> None:
    raw = few_letters(tmp_path / "raw")
    (tmp_path / "g.duckdb.state").write_text("sebuah berkas, bukan folder")
    done = capaian("run", "--raw", raw, "--warehouse", tmp_path / "g.duckdb")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Periksa ruang disk dan hak aksesnya" in done.stderr
