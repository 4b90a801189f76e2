from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.errors import ManifestError
from flows.fingerprint import (
    ROOMS,
    Sidecar,
    code_version,
    file_digest,
    fingerprint,
    library_versions,
    raw_files,
)
from flows.manifest import read_manifest
from tests.flows.conftest import RAW
from warehouse.decisions import Decision


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for place, (name, content) in enumerate(
        {"2023/b.pdf": b"satu", "2023/a.pdf": b"dua", "2022/sub/c.PDF": b"tiga"}.items()
    ):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1000 + place, 1000 + place))
    (tmp_path / "raw" / "2023" / "catatan.txt").write_text("bukan surat")
    return tmp_path / "raw"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for room in ROOMS:
        (tmp_path / "project" / room / "sub").mkdir(parents=True)
        for suffix in ("py", "sql", "yml", "csv"):
            (tmp_path / "project" / room / "sub" / f"isi.{suffix}").write_text("1\n")
    return tmp_path / "project"


def _print(raw: Path) -> str:
    return fingerprint(raw_files(raw), "kode")


def test_files_come_in_the_order_received(raw: Path) -> None:
    found = [(file.path, file.received) for file in raw_files(raw)]
    assert found == [("2023/b.pdf", 1), ("2023/a.pdf", 2), ("2022/sub/c.PDF", 3)]


def test_equal_times_are_ordered_by_path(raw: Path) -> None:
    for path in raw.rglob("*"):
        os.utime(path, (5, 5))
    assert [file.path for file in raw_files(raw)] == ["2022/sub/c.PDF", "2023/a.pdf", "2023/b.pdf"]


def pin(folder: Path, **received: str) -> None:
    lines = ["file,sha256,bytes,received,origin"]
    for name, when in received.items():
        path = folder / f"{name}.pdf"
        lines.append(f"{path.name},{file_digest(path)},{path.stat().st_size},{when},uji")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_manifest_says_when_a_letter_was_received(raw: Path) -> None:
    pin(raw / "2023", b="2024-02-01", a="2024-01-31T23:00:00+07:00")
    assert [f.path for f in raw_files(raw)] == ["2022/sub/c.PDF", "2023/a.pdf", "2023/b.pdf"]
    os.utime(raw / "2023" / "b.pdf", (1, 1))
    assert [f.path for f in raw_files(raw)] == ["2022/sub/c.PDF", "2023/a.pdf", "2023/b.pdf"]


def test_a_file_that_is_not_the_pinned_one_is_as_new_as_it_is(raw: Path) -> None:
    pin(raw / "2023", b="2024-02-01", a="2024-01-31")
    (raw / "2023" / "b.pdf").write_bytes(b"lain")
    os.utime(raw / "2023" / "b.pdf", (5, 5))
    assert [f.path for f in raw_files(raw)] == ["2023/b.pdf", "2022/sub/c.PDF", "2023/a.pdf"]


@pytest.mark.parametrize(
    "text",
    [
        "nama,isi\n",
        "",
        "file,sha256,bytes,received,origin\na.pdf,x,1,kemarin,uji\n",
        'file,sha256,bytes,received,origin\n"a.pdf,x\n',
    ],
)
def test_a_manifest_that_cannot_be_read_stops_the_night(raw: Path, text: str) -> None:
    (raw / "2023" / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match="Perbaiki"):
        raw_files(raw)


def test_the_sample_letters_are_the_pinned_ones() -> None:
    folder = RAW / "2023"
    pinned = read_manifest(folder)
    assert {name: one.sha256 for name, one in pinned.items()} == {
        path.name: file_digest(path) for path in folder.glob("*.pdf")
    }


def test_nothing_changes_without_a_change(raw: Path) -> None:
    before = _print(raw)
    (raw / "2023" / "catatan.txt").write_text("lain")
    os.utime(raw / "2022" / "sub" / "c.PDF", (9000, 9000))
    assert _print(raw) == before


@pytest.mark.parametrize("change", ["byte", "new", "gone", "renamed", "order"])
def test_every_change_of_the_letters_is_news(raw: Path, change: str) -> None:
    before, one = _print(raw), raw / "2023" / "b.pdf"
    times = (one.stat().st_atime, one.stat().st_mtime)
    if change == "byte":
        one.write_bytes(b"sat0")
        os.utime(one, times)
    elif change == "new":
        (raw / "2023" / "z.pdf").write_bytes(b"satu")
    elif change == "gone":
        one.unlink()
    elif change == "renamed":
        one.rename(one.with_name("bb.pdf"))
    else:
        os.utime(one, (9000, 9000))
    assert _print(raw) != before


def test_another_date_of_receipt_is_news_even_in_the_same_order(raw: Path) -> None:
    pin(raw / "2023", a="2024-01-31", b="2024-02-01")
    before = _print(raw)
    pin(raw / "2023", a="2024-01-31", b="2024-02-02")
    assert [file.received for file in raw_files(raw)] == [1, 2, 3]
    assert _print(raw) != before


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("suffix", ["py", "sql", "yml", "csv"])
def test_code_and_reference_data_are_news(project: Path, room: str, suffix: str) -> None:
    before = code_version(project)
    (project / room / "sub" / f"isi.{suffix}").write_text("2\n")
    assert code_version(project) != before


def test_what_programs_leave_behind_is_no_news(project: Path) -> None:
    before = code_version(project)
    (project / "flows" / "__pycache__").mkdir()
    (project / "flows" / "__pycache__" / "isi.pyc").write_bytes(b"x")
    (project / "warehouse" / "catatan.md").write_text("x")
    assert code_version(project) == before


def test_library_versions_are_known() -> None:
    assert all(found[0].isdigit() for found in library_versions().values())
    assert library_versions(["tidak-ada-pustaka-ini"]) == {
        "tidak-ada-pustaka-ini": "tidak terpasang"
    }


def test_an_unreadable_file_has_no_digest(tmp_path: Path) -> None:
    assert file_digest(tmp_path / "tidak-ada.pdf") == ""


@pytest.fixture
def published(tmp_path: Path) -> tuple[Sidecar, Path]:
    warehouse = tmp_path / "c.duckdb"
    warehouse.write_bytes(b"gudang")
    sidecar = Sidecar(tmp_path / "c.duckdb.state" / "night.json")
    sidecar.write("jejak", warehouse, {"files": 1})
    return sidecar, warehouse


def test_the_sidecar_knows_its_warehouse(published: tuple[Sidecar, Path]) -> None:
    sidecar, warehouse = published
    assert sidecar.matches("jejak", warehouse)
    assert not sidecar.matches("lain", warehouse)
    assert sidecar.read()["summary"] == {"files": 1}


@pytest.mark.parametrize("change", ["replaced", "touched", "gone", "damaged", "list", "no_sidecar"])
def test_the_sidecar_never_speaks_of_another_file(
    published: tuple[Sidecar, Path], change: str
) -> None:
    sidecar, warehouse = published
    if change == "replaced":
        warehouse.write_bytes(b"gudang lain")
    elif change == "touched":
        os.utime(warehouse, (1, 1))
    elif change == "gone":
        warehouse.unlink()
    elif change == "no_sidecar":
        sidecar.path.unlink()
    else:
        sidecar.path.write_text("{" if change == "damaged" else "[]")
    assert not sidecar.matches("jejak", warehouse)


def test_a_decision_makes_news_and_its_order_does_not(raw: Path) -> None:
    files = raw_files(raw)
    ledger = [
        Decision(
            number,
            "2026-11-25T01:00:00+00:00",
            "siti",
            "terima",
            key,
            "g",
            "",
            *[None] * 3,
            "x",
            None,
        )
        for number, key in enumerate(("a", "b"), start=1)
    ]
    found = {fingerprint(files, "kode", ledger[:count]) for count in range(3)}
    assert len(found) == 3
    assert fingerprint(files, "kode", ledger) == fingerprint(files, "kode", ledger[::-1])
