from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Extraction
from extractors.reader import read_document
from extractors.store import (
    ExtractionStore,
    Kept,
    facts_of,
    folder_year,
    rebased,
    write_atomically,
)
from extractors.version import ReaderVersion, reader_version, tree_digest, version_of
from tests.flows.conftest import PROJECT


@pytest.fixture
def extraction(letter: Path) -> Extraction:
    return filed(read_document(letter))


def filed(extraction: Extraction) -> Extraction:
    """The extraction as that of a file of a year's folder."""
    return rebased(extraction, "2023/surat.pdf")


@pytest.fixture
def store(tmp_path: Path) -> ExtractionStore:
    return ExtractionStore(tmp_path / "extractions")


def looked(store: ExtractionStore, extraction: Extraction) -> Kept:
    kept = store.look(extraction.document, extraction.path)
    assert kept is not None
    return kept


def test_what_was_kept_comes_back_whole(store: ExtractionStore, extraction: Extraction) -> None:
    assert extraction.rows
    content = store.put(extraction)
    assert store.get(extraction.document, extraction.path) == extraction
    kept = looked(store, extraction)
    assert kept.is_current
    assert kept.content == content
    assert kept.facts == facts_of(extraction)
    assert not kept.facts.rows


def test_another_file_with_the_same_bytes_gets_its_own_path(
    store: ExtractionStore, extraction: Extraction
) -> None:
    store.put(extraction)
    other = store.get(extraction.document, "2023/salinan.pdf")
    assert other is not None
    assert other.path == "2023/salinan.pdf"
    assert {item.path for item in other.letters} == {"2023/salinan.pdf"}
    assert other.rows == extraction.rows


def test_the_folder_year_is_part_of_the_key(store: ExtractionStore, extraction: Extraction) -> None:
    store.put(extraction)
    assert store.get(extraction.document, "2022/surat.pdf") is None
    assert store.look(extraction.document, "surat.pdf") is None


def test_another_reader_knows_it_and_does_not_take_it_for_its_own(
    tmp_path: Path, extraction: Extraction
) -> None:
    kinds = reader_version().kinds
    ExtractionStore(tmp_path, ReaderVersion("lama", kinds)).put(extraction)
    newer = ExtractionStore(tmp_path, ReaderVersion("baru", kinds))
    assert newer.get(extraction.document, extraction.path) == extraction
    assert not looked(newer, extraction).is_current
    newer.put(extraction)
    assert looked(newer, extraction).is_current
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_the_same_extraction_gives_the_same_bytes(tmp_path: Path, extraction: Extraction) -> None:
    stores = [ExtractionStore(tmp_path / name) for name in ("satu", "dua")]
    for one in stores:
        one.put(extraction)
    first, second = (one.entry(extraction.document, 2023).read_bytes() for one in stores)
    assert first == second


@pytest.mark.parametrize(
    "damage", ["flipped", "cut", "empty", "no_json", "other", "fields", "rows", "rest"]
)
def test_a_damaged_entry_is_not_trusted(
    store: ExtractionStore, extraction: Extraction, damage: str
) -> None:
    store.put(extraction)
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
            "rows": gzip.compress(gzip.decompress(packed).replace(b'"rows":[', b'"rows":[ ')),
            "rest": gzip.compress(gzip.decompress(packed).split(b"\n")[0]),
        }[damage]
    )
    assert store.look(extraction.document, extraction.path) is None
    store.put(extraction)
    assert looked(store, extraction).facts == facts_of(extraction)
    assert store.get(extraction.document, extraction.path) == extraction


def test_the_innermost_year_is_the_folders() -> None:
    assert folder_year("2023/surat.pdf") == 2023
    assert folder_year("2022/susulan/2023/surat.pdf") == 2023
    assert folder_year("2023.pdf") is None
    assert folder_year("arsip-2023/surat.pdf") is None


def test_a_digest_changes_with_the_source(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text("x = 1\n")
    before = tree_digest(tmp_path, (".py",))
    (tmp_path / "a.pyc").write_bytes(b"cache")
    assert tree_digest(tmp_path, (".py",)) == before
    source.write_text("x = 2\n")
    changed = tree_digest(tmp_path, (".py",))
    source.rename(tmp_path / "b.py")
    assert len({before, changed, tree_digest(tmp_path, (".py",))}) == 3


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A copy of the extractors, to be changed."""
    return Path(
        shutil.copytree(
            PROJECT / "extractors",
            tmp_path / "extractors",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    )


def change(path: Path) -> None:
    path.write_text(path.read_text() + "\n# diubah\n")


def test_a_copy_of_the_reader_has_its_version(room: Path) -> None:
    assert version_of(room) == reader_version()


@pytest.mark.parametrize("module", ["grid.py", "pdf/words.py", "scan/recognise.py", "table.py"])
def test_what_every_kind_is_read_with_concerns_every_kind(room: Path, module: str) -> None:
    change(room / module)
    assert version_of(room).reader != reader_version().reader


@pytest.mark.parametrize(
    ("module", "kind"),
    [("kinds/dektari.py", "dektari"), ("kinds/ikpa.py", "ikpa"), ("report/plans.py", "lkip")],
)
def test_a_kind_changes_alone(room: Path, module: str, kind: str) -> None:
    change(room / module)
    now, before = version_of(room), reader_version()
    assert now.reader == before.reader
    assert {name for name, found in now.kinds.items() if found != before.kinds[name]} == {kind}


@pytest.mark.parametrize("module", ["csv_export.py", "drawing/words.py", "registry.py"])
def test_what_is_done_with_a_reading_does_not_change_it(room: Path, module: str) -> None:
    change(room / module)
    assert version_of(room) == reader_version()


def test_only_letters_of_a_changed_kind_are_read_again(room: Path, tmp_path: Path) -> None:
    letters = sorted((PROJECT / "raw" / "2023").glob("*.pdf"), key=lambda path: path.stat().st_size)
    extractions = [filed(read_document(path)) for path in letters[:6]]
    kinds = {letter.kind for extraction in extractions for letter in extraction.letters}
    assert len(kinds) > 1
    store = ExtractionStore(tmp_path / "kept")
    for extraction in extractions:
        store.put(extraction)
    for kind in kinds:
        source = room / "kinds" / f"{kind}.py"
        before = source.read_bytes()
        change(source)
        changed = ExtractionStore(tmp_path / "kept", version_of(room))
        source.write_bytes(before)
        for extraction in extractions:
            has_kind = kind in {letter.kind for letter in extraction.letters}
            assert looked(changed, extraction).is_current != has_kind


def test_a_page_that_no_words_tell_depends_on_every_kind_whose_annex_was_looked_for(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tanpa-kepala.pdf"
    canvas = Canvas(str(path), invariant=True)
    canvas.drawString(72, 720, "Catatan rapat tanpa kepala surat")
    canvas.save()
    extraction = read_document(path)
    assert {"dektari", "kotan", "zi"} <= set(extraction.kinds)
    assert not extraction.letters


def test_an_entry_that_cannot_be_written_costs_no_letter(
    tmp_path: Path, extraction: Extraction
) -> None:
    (tmp_path / "extractions").write_text("sebuah berkas, bukan folder")
    store = ExtractionStore(tmp_path / "extractions")
    assert store.put(extraction) is None
    assert store.get(extraction.document, extraction.path) is None


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "night.json"
    write_atomically(target, b"lama")
    with pytest.raises(TypeError):
        write_atomically(target, "bukan bita")  # type: ignore[arg-type]
    assert target.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [target]
