"""Names that cannot be written down, and files that systems hide, cost only themselves."""

import os
import shutil
from pathlib import Path

import pytest

from flows.arrivals import take_stock
from flows.errors import ManifestError
from flows.fingerprint import raw_files
from flows.manifest import read_manifest
from flows.names import NOT_TEXT
from flows.news import has_news, hint_of
from flows.places import Places
from tests.flows.conftest import Capaian, few_letters, plain_night

BAD = os.fsdecode(b"surat\xff.pdf")


def test_a_name_that_is_no_text_costs_only_its_file(tmp_path: Path, letter: Path) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    folder = raw / os.fsdecode(b"20\xff3")
    folder.mkdir()
    for path in (
        raw / "2023" / BAD,
        raw / "2023" / os.fsdecode(b"surat\xfe.pdf"),
        folder / "a.pdf",
    ):
        shutil.copy(letter, path)
    numbers = plain_night(raw, places)
    assert numbers["refused"] == dict.fromkeys(
        (r"2023/surat\xfe.pdf", r"2023/surat\xff.pdf", r"20\xff3/a.pdf"), NOT_TEXT
    )
    assert numbers["rows_loaded"] > 0
    assert not has_news(raw, places, places.ledger), "it is not tried again before it is renamed"
    assert BAD not in read_manifest(raw / "2023")
    (raw / "2023" / BAD).rename(raw / "2023" / "surat.pdf")
    assert list(plain_night(raw, places)["refused"]) == [
        r"2023/surat\xfe.pdf",
        r"20\xff3/a.pdf",
    ]


def test_a_name_that_is_no_text_is_not_taken_in_and_those_after_it_are(
    tmp_path: Path, letter: Path, capaian: Capaian
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    bad = tmp_path / BAD
    shutil.copy(letter, bad)
    done = capaian("intake", bad, letter, "--raw", raw)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith(NOT_TEXT)
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in raw.rglob("*.pdf")] == [letter.name]
    assert list(read_manifest(raw / "2023")) == [letter.name]


def test_a_name_that_is_no_text_is_not_extracted(
    tmp_path: Path, letter: Path, capaian: Capaian
) -> None:
    bad = tmp_path / BAD
    shutil.copy(letter, bad)
    done = capaian("extract", bad, letter, "--out", tmp_path / "csv")
    assert done.returncode == 0
    assert NOT_TEXT in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_systems_hide_is_no_letter(tmp_path: Path) -> None:
    raw = few_letters(tmp_path / ".raw")
    before = raw_files(raw)
    (raw / "2023" / "._surat.pdf").write_bytes(b"\0\5\26\7")
    (raw / ".Trash-1000").mkdir()
    (raw / ".Trash-1000" / "surat.pdf").write_bytes(b"%PDF-1.4")
    assert raw_files(raw) == before
    assert take_stock(raw).new == {}


@pytest.mark.parametrize(("before", "comma"), [("\ufeff", ","), ("", ";"), ("\ufeff", ";")])
def test_a_manifest_that_excel_saved_is_said_to_be_that(
    before: str, comma: str, tmp_path: Path
) -> None:
    raw = few_letters(tmp_path)
    manifest = raw / "2023" / "manifest.csv"
    text = before + manifest.read_text(encoding="utf-8").replace(",", comma)
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match="disimpan dengan Excel"):
        read_manifest(raw / "2023")


def test_a_folder_too_deep_is_hinted_at(tmp_path: Path) -> None:
    raw = few_letters(tmp_path / "raw")
    assert hint_of(raw) is None
    assert f"Mungkin yang dimaksud --raw {raw}." in (hint_of(raw / "2023") or "")
    loose = tmp_path / "lepas"
    loose.mkdir()
    (loose / "a.pdf").touch()
    assert (hint_of(loose) or "").endswith(f"di {loose}.")
