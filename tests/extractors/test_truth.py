"""The sample letters, alone and bundled, against what they print."""

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pdfplumber
import pytest

from extractors.model import Extraction
from extractors.registry import tables
from extractors.values import squash
from tests.extractors.conftest import RAW, SAMPLES, TRUTH, extraction_of

TABLES = sorted(path.stem for path in TRUTH.glob("*.csv"))


def comparable(table: str, column: str, text: str | None) -> Decimal | str | None:
    """Truth prints numbers as the letter does; values are canonical."""
    if not text:
        return None
    declared = next((c for c in tables()[table].columns if c.name == column), None)
    if declared is None or declared.type == "text":
        return text
    number = text.removesuffix("%").strip()
    if declared.type == "money":
        number = number.replace(".", "")
    try:
        return Decimal(number.replace(",", "."))
    except InvalidOperation:
        return text


def truth_of(table: str) -> list[dict[str, str]]:
    with (TRUTH / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sources_of(table: str) -> list[Path]:
    return [path for path in SAMPLES if any(r.table == table for r in extraction_of(path).rows)]


def test_every_contract_table_has_a_truth() -> None:
    assert set(tables()) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_right_in_every_file_that_prints_the_table(table: str) -> None:
    expected = [
        {column: comparable(table, column, text) for column, text in row.items()}
        for row in truth_of(table)
    ]
    sources = sources_of(table)
    assert sources
    for path in sources:
        rows = [row for row in extraction_of(path).rows if row.table == table]
        read = [
            {column: comparable(table, column, row.values[column]) for column in expected[0]}
            for row in rows
        ]
        assert read == expected, path.name
        assert [row.row for row in rows] == list(range(1, len(rows) + 1))


def test_letters_are_found_in_the_bundle_as_they_are_alone(bundle: Extraction) -> None:
    alone = {
        (letter.kind, letter.nomor, letter.tanggal, letter.tahun, letter.satker)
        for path in SAMPLES
        for letter in extraction_of(path).letters
        if len(extraction_of(path).letters) == 1
    }
    bundled = {
        (letter.kind, letter.nomor, letter.tanggal, letter.tahun, letter.satker)
        for letter in bundle.letters
        if letter.kind != "lkip"
    }
    assert bundled <= alone
    assert len(bundled) == len(bundle.letters) - 1
    pages = [page for le in bundle.letters for page in range(le.page_first, le.page_last + 1)]
    assert pages == list(range(1, bundle.page_count + 1))


def test_the_year_is_printed_or_the_folders(sample: Extraction) -> None:
    for letter in sample.letters:
        assert letter.tahun == int(Path(sample.path).relative_to(RAW).parts[0])
        assert letter.tahun_source == ("folder" if letter.kind == "ikpa" else "tercetak")


def test_every_cells_box_holds_what_it_prints(sample: Extraction) -> None:
    """Read again by another library, from the boxes alone."""
    with pdfplumber.open(sample.path) as pdf:
        for number in sorted({cell.page for cell in sample.cells}):
            page = pdf.pages[number - 1]
            chars = page.chars
            for cell in (cell for cell in sample.cells if cell.page == number and cell.printed):
                inside = "".join(
                    char["text"]
                    for char in chars
                    if cell.x0 - 1 <= (char["x0"] + char["x1"]) / 2 <= cell.x1 + 1
                    and cell.top - 1 <= (char["top"] + char["bottom"]) / 2 <= cell.bottom + 1
                )
                assert squash(cell.printed) in squash(inside), cell


def test_every_row_has_a_cell_for_every_printed_column(sample: Extraction) -> None:
    cells = {(c.letter, c.table, c.row, c.column) for c in sample.cells if c.printed}
    for row in sample.rows:
        for column in tables()[row.table].columns:
            if row.values[column.name] is not None and not (column.derived or column.suffix_of):
                key = (row.letter, row.table, row.row, column.name)
                assert key in cells or column.name == "tahun", key


def test_rows_broken_over_pages_keep_a_box_on_each_page(bundle: Extraction) -> None:
    broken: dict[tuple[str, int], set[int]] = {}
    for cell in bundle.cells:
        if cell.printed:
            broken.setdefault((cell.table, cell.row), set()).add(cell.page)
    joined = {key for key, pages in broken.items() if len(pages) == 2}
    assert {("zi", 15), ("zi", 32), ("perjanjian_kinerja", 10)} <= joined


def test_extraction_survives_its_plain_form(sample: Extraction) -> None:
    assert Extraction.from_dict(sample.to_dict()) == sample
