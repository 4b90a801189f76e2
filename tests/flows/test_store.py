from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from extractors.model import Extraction
from extractors.reader import read_document
from extractors.store import (
    ExtractionStore,
    extractor_version,
    folder_year,
    tree_digest,
    write_atomically,
)


@pytest.fixture
def extraction(letter: Path) -> Extraction:
    return read_document(letter)


@pytest.fixture
def store(tmp_path: Path) -> ExtractionStore:
    return ExtractionStore(tmp_path / "extractions")


def test_what_was_kept_comes_back_whole(store: ExtractionStore, extraction: Extraction) -> None:
    assert extraction.rows
    store.put(extraction, 2023)
    assert store.get(extraction.document, 2023, extraction.path) == extraction


def test_another_file_with_the_same_bytes_gets_its_own_path(
    store: ExtractionStore, extraction: Extraction
) -> None:
    store.put(extraction, 2023)
    other = store.get(extraction.document, 2023, "2023/salinan.pdf")
    assert other is not None
    assert other.path == "2023/salinan.pdf"
    assert {item.path for item in other.letters} == {"2023/salinan.pdf"}
    assert other.rows == extraction.rows


def test_the_folder_year_is_part_of_the_key(store: ExtractionStore, extraction: Extraction) -> None:
    store.put(extraction, 2023)
    assert store.get(extraction.document, 2022, extraction.path) is None
    assert store.get(extraction.document, None, extraction.path) is None


def test_another_reader_does_not_trust_it(tmp_path: Path, extraction: Extraction) -> None:
    ExtractionStore(tmp_path, "lama").put(extraction, 2023)
    assert ExtractionStore(tmp_path, "baru").get(extraction.document, 2023, "x.pdf") is None


def test_the_same_extraction_gives_the_same_bytes(tmp_path: Path, extraction: Extraction) -> None:
    stores = [ExtractionStore(tmp_path / name, "v") for name in ("satu", "dua")]
    for one in stores:
        one.put(extraction, 2023)
    first, second = (one.entry(extraction.document, 2023).read_bytes() for one in stores)
    assert first == second


@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "no_json", "other", "fields"])
def test_a_damaged_entry_is_not_trusted(
    store: ExtractionStore, extraction: Extraction, damage: str
) -> None:
    store.put(extraction, 2023)
    entry = store.entry(extraction.document, 2023)
    packed = entry.read_bytes()
    middle = len(packed) // 2
    entry.write_bytes(
        {
            "flipped": packed[:middle] + bytes([packed[middle] ^ 1]) + packed[middle + 1 :],
            "cut": packed[:middle],
            "empty": b"",
            "no_json": gzip.compress(b"{"),
            "other": gzip.compress(
                gzip.decompress(packed).replace(extraction.document.encode(), b"0" * 64)
            ),
            "fields": gzip.compress(gzip.decompress(packed).replace(b'"page_count"', b'"pages"')),
        }[damage]
    )
    assert store.get(extraction.document, 2023, extraction.path) is None
    store.put(extraction, 2023)
    assert store.get(extraction.document, 2023, extraction.path) == extraction


def test_the_innermost_year_is_the_folders() -> None:
    assert folder_year("2023/surat.pdf") == 2023
    assert folder_year("2022/susulan/2023/surat.pdf") == 2023
    assert folder_year("2023.pdf") is None
    assert folder_year("arsip-2023/surat.pdf") is None


def test_the_version_changes_with_the_readers_source(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text("x = 1\n")
    before = tree_digest(tmp_path, (".py",))
    (tmp_path / "a.pyc").write_bytes(b"cache")
    assert tree_digest(tmp_path, (".py",)) == before
    source.write_text("x = 2\n")
    changed = tree_digest(tmp_path, (".py",))
    source.rename(tmp_path / "b.py")
    assert len({before, changed, tree_digest(tmp_path, (".py",))}) == 3
    assert extractor_version() == extractor_version()


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "night.json"
    write_atomically(target, b"lama")
    with pytest.raises(TypeError):
        write_atomically(target, "bukan bita")  # type: ignore[arg-type]
    assert target.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [target]
