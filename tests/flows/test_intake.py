"""Letters that arrive: taken in, pinned, left while they are written, told when they change."""

import csv
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from flows.arrivals import being_written, take_stock
from flows.fingerprint import code_version, file_digest, fingerprint, raw_files
from flows.intake import Intake
from flows.manifest import Line, append, read_manifest
from flows.news import has_news
from flows.places import Places
from tests.flows.conftest import RAW, Capaian, few_letters, plain_night

NOW = datetime(2026, 11, 28, 1, tzinfo=UTC)


def _lines(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        return {row["file"]: row for row in csv.DictReader(stream)}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def test_a_letter_goes_to_its_year_and_is_pinned(raw: Path, letter: Path, capaian: Capaian) -> None:
    done = capaian("intake", letter, "--raw", raw, "--asal", "surel 28 November")
    assert done.returncode == 0, done.stderr
    place = raw / "2023" / letter.name
    assert done.stdout.startswith(f"{place}: ")
    assert place.read_bytes() == letter.read_bytes()
    line = _lines(raw / "2023")[letter.name]
    assert line["sha256"] == file_digest(letter)
    assert int(line["bytes"]) == letter.stat().st_size
    assert line["origin"] == "surel 28 November"
    assert abs((datetime.fromisoformat(line["received"]) - datetime.now(UTC)).total_seconds()) < 300
    assert [path.name for path in (raw / "2023").iterdir() if path.name.startswith(".")] == []


def test_what_is_no_letter_is_refused_and_the_others_go_in(
    raw: Path, letter: Path, broken: dict[str, Path], tmp_path: Path, capaian: Capaian
) -> None:
    again = tmp_path / "salinan.pdf"
    shutil.copy(letter, again)
    other = tmp_path / "lain" / letter.name
    other.parent.mkdir()
    shutil.copy(max((RAW / "2023").glob("B-*.pdf")), other)
    files = [broken["teks"], letter, again, other, broken["terkunci"], tmp_path / "tak-ada.pdf"]
    done = capaian("intake", *files, "--raw", raw)
    assert done.returncode == 1
    told = dict(line.split(": ", 1) for line in done.stderr.splitlines())
    assert list(told) == [str(path) for path in files if path != letter]
    assert f"sudah ada sebagai 2023/{letter.name}" in told[str(again)]
    assert "Nama " in told[str(other)]
    assert "tidak pernah ditimpa" in told[str(other)]
    assert "kata sandi" in told[str(broken["terkunci"])].lower()
    assert [path.name for path in (raw / "2023").glob("*.pdf")] == [letter.name]
    assert list(_lines(raw / "2023")) == [letter.name]


def test_the_year_may_be_said(raw: Path, letter: Path, capaian: Capaian) -> None:
    assert capaian("intake", letter, "--raw", raw, "--tahun", 2024).returncode == 0
    assert (raw / "2024" / letter.name).is_file()


def test_a_night_pins_what_is_new_in_the_order_it_was_written(raw: Path) -> None:
    for name, moment in (("b", 1000), ("a", 2000)):
        path = raw / "2023" / f"{name}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
        os.utime(path, (moment, moment))
    stock = take_stock(raw, NOW)
    stock.pin(())
    assert [file.path for file in stock.files] == ["2023/b.pdf", "2023/a.pdf"]
    assert {file.received_at for file in stock.files} == {None}, "seen first is no receipt"
    assert raw_files(raw) == stock.files, "the next night sees what this one saw"
    assert take_stock(raw).new == {}
    assert _lines(raw / "2023")["a.pdf"]["bytes"] == "1"


def test_lines_that_are_there_stay_as_they_are(raw: Path) -> None:
    folder = RAW / "2023"
    shutil.copy(folder / "manifest.csv", raw)
    before = _lines(raw)
    append(raw, [Line("z.pdf", "00", 1, NOW, "uji, dengan koma")])
    after = _lines(raw)
    assert {name: line for name, line in after.items() if name != "z.pdf"} == before
    assert read_manifest(raw)["z.pdf"].received_at == "2026-11-28 01:00:00"


def test_a_folder_that_cannot_be_written_stays_unpinned(letter: Path) -> None:
    """As another user sees it: root may write anywhere."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from flows.arrivals import take_stock\n"
        "os.getuid() or os.setuid(65534)\n"
        "stock = take_stock(Path(sys.argv[1])); stock.pin(())\n"
        "print(len(stock.files), len(stock.new), stock.files[0].received_at)"
    )
    with TemporaryDirectory() as raw:
        folder = Path(raw) / "2023"
        folder.mkdir()
        shutil.copy(letter, folder)
        folder.chmod(0o555)
        folder.parent.chmod(0o755)
        command = [sys.executable, "-c", script, raw]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        folder.chmod(0o755)
        assert done.stdout.split() == ["1", "0", "None"], done.stderr
        assert not (folder / "manifest.csv").exists()


def test_a_file_that_is_being_written_waits_for_the_next_night(
    raw: Path, letter: Path, tmp_path: Path
) -> None:
    few_letters(raw)
    places = Places(tmp_path / "c.duckdb")
    half = raw / "2023" / "baru.pdf"
    with half.open("wb") as stream:
        stream.write(letter.read_bytes()[:5000])
        stream.flush()
        assert being_written([half, letter]) == {half}
        first = plain_night(raw, places)
    assert first["told"]["2023/baru.pdf"] == "masih ditulis; ditinggal untuk malam berikutnya"
    assert "baru.pdf" not in _lines(raw / "2023")
    assert _paths(places) == {file.path for file in raw_files(raw)} - {"2023/baru.pdf"}
    half.write_bytes(letter.read_bytes())
    assert has_news(raw, places, places.ledger)
    plain_night(raw, places)
    assert "2023/baru.pdf" in _paths(places)
    assert _lines(raw / "2023")["baru.pdf"]["sha256"] == file_digest(letter)
    assert not has_news(raw, places, places.ledger)


def test_a_file_that_changes_under_its_name_is_a_finding(raw: Path, tmp_path: Path) -> None:
    few_letters(raw)
    pinned = _lines(raw / "2023")
    one, other = sorted((raw / "2023").glob("*.pdf"))[:2]
    shutil.copy(other, one)
    places = Places(tmp_path / "c.duckdb")
    plain_night(raw, places)
    with duckdb.connect(str(places.warehouse), read_only=True) as connection:
        rows = connection.execute(
            "SELECT document, tercetak, seharusnya, pesan FROM mart.temuan "
            "WHERE rule = 'berkas_berubah'"
        ).fetchall()
    digest, first = file_digest(one), pinned[one.name]["sha256"]
    assert [row[:3] for row in rows] == [(digest, digest[:12], first[:12])]
    assert f"2023/{one.name}" in rows[0][3]
    assert _lines(raw / "2023") == pinned, "a manifest is never corrected by a night"


def test_a_file_read_otherwise_than_it_was_hashed_is_left(raw: Path, letter: Path) -> None:
    few_letters(raw)
    stock = take_stock(raw)
    before = fingerprint(stock.files, code_version())
    touched = raw / "2023" / letter.name
    touched.write_bytes(letter.read_bytes() + b"\n")
    assert stock.changed() == {f"2023/{letter.name}"}
    assert fingerprint(raw_files(raw), code_version()) != before


def _paths(places: Places) -> set[str]:
    with duckdb.connect(str(places.warehouse), read_only=True) as connection:
        return {path for (path,) in connection.execute("SELECT path FROM mart.surat").fetchall()}


def test_a_clock_that_was_moved_back_does_not_make_a_letter_older(tmp_path: Path) -> None:
    raw = few_letters(tmp_path)
    pinned = {file.path for file in raw_files(raw)}
    (raw / "2023" / "susulan.pdf").write_bytes(b"%PDF-1.4 susulan")
    stock = take_stock(raw, now=datetime(1999, 1, 1, tzinfo=UTC))
    assert [file.path for file in stock.files][-1] == "2023/susulan.pdf"
    stock.pin(())
    (raw / "2022").mkdir()
    (raw / "2022" / "lagi.pdf").write_bytes(b"%PDF-1.4 lagi")
    stock = take_stock(raw, now=datetime(1999, 1, 1, tzinfo=UTC))
    stock.pin(())
    found = [file.path for file in raw_files(raw)]
    assert set(found[:-2]) == pinned
    assert found[-2:] == ["2023/susulan.pdf", "2022/lagi.pdf"]


@pytest.mark.parametrize("year", [99999, 0, -1, 1999])
def test_a_year_that_no_letter_measures_is_wrong_use(
    raw: Path, letter: Path, year: int, capaian: Capaian
) -> None:
    done = capaian("intake", letter, "--raw", raw, "--tahun", year)
    assert done.returncode == 2
    assert "bukan tahun surat" in done.stderr
    assert list(raw.iterdir()) == []


def test_a_damaged_manifest_stops_only_the_files_of_its_folder(
    raw: Path, letter: Path, tmp_path: Path
) -> None:
    second = tmp_path / "kedua.pdf"
    shutil.copy(max((RAW / "2023").glob("B-*.pdf")), second)
    (raw / "2023").mkdir()
    (raw / "2023" / "manifest.csv").write_text("bukan daftar")
    taken = list(Intake(raw, "uji").take_in([letter, second]))
    assert [item.place for item in taken] == [None, None]
    assert all("manifest.csv" in (item.trouble or "") for item in taken)
    assert not any("diterbitkan" in (item.trouble or "") for item in taken)
    assert [path.name for path in (raw / "2023").iterdir()] == ["manifest.csv"]


def test_a_folder_that_cannot_be_written_is_told_for_each_file(
    raw: Path, letter: Path, tmp_path: Path
) -> None:
    second = tmp_path / "kedua.pdf"
    shutil.copy(max((RAW / "2023").glob("B-*.pdf")), second)
    (raw / "2023").write_text("berkas, bukan folder")
    troubles = [item.trouble or "" for item in Intake(raw, "uji", 2023).take_in([letter, second])]
    assert len(troubles) == 2
    for trouble in troubles:
        assert trouble.startswith(f"Berkas tidak dapat disalin ke {raw}: ")
        assert "bukan folder" in trouble


def test_a_letter_that_cannot_be_pinned_does_not_stay(
    raw: Path, letter: Path, tmp_path: Path
) -> None:
    """Of a manifest that is a folder nothing is read, and nothing can be written in its place."""
    (raw / "2023" / "manifest.csv" / "isi").mkdir(parents=True)
    (taken,) = Intake(raw, "uji", 2023).take_in([letter])
    assert taken.trouble is not None
    assert "disalin" in taken.trouble
    assert list(raw.rglob("*.pdf")) == []
