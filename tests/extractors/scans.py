"""Scanned copies of the sample letters, and how much of what they print was read."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import warehouse
from expectations import validate
from expectations.reference import Reference
from extractors.model import Extraction, Row
from extractors.reader import read_document
from extractors.registry import tables
from extractors.values import parse_cell, squash
from tests.extractors.conftest import RAW, TRUTH
from tests.typeset.scan import Scanning, scan
from warehouse.identity import Identity
from warehouse.naming import Namer

Record = dict[str, str]


@dataclass
class Reading:
    """A scanned letter set against what it prints.

    ``cells`` printed and ``right``, ``rows`` printed and ``loaded``; ``silent``: what was loaded
    though it is not what is printed, or is printed once and was loaded twice.
    """

    cells: int = 0
    right: int = 0
    rows: int = 0
    loaded: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


@cache
def reference() -> Reference:
    return Reference.load(Path(warehouse.__file__).parent / "reference")


def scanned(letter: str, how: Scanning, folder: Path, pages: range | None = None) -> Path:
    """A scanned copy of a sample letter, in a folder of its year."""
    source = next(RAW.rglob(f"{letter}.pdf"))
    return scan(source, folder / source.parent.name / source.name, how, pages)


def is_right(table: str, column: str, printed: str, value: str | None) -> bool:
    """Whether a value is what is printed; of words, spelling noise does not count."""
    declared = next(c for c in tables()[table].columns if c.name == column)
    expected = parse_cell(declared, printed).value
    if declared.type == "text":
        return squash(expected or "") == squash(value or "")
    return expected == value or (bool(expected and value) and float(expected) == float(value))


def loaded_rows(extraction: Extraction) -> set[tuple[int, str, int]]:
    """The rows that validation trusts."""
    found = set()
    for letter in extraction.letters:
        rows = [row for row in extraction.rows if row.letter == letter.letter]
        if not rows:
            continue
        verdict = validate(
            letter,
            rows,
            [cell for cell in extraction.cells if cell.letter == letter.letter],
            [claim for claim in extraction.claims if claim.letter == letter.letter],
            reference=reference(),
            resolve=Namer(Identity(reference())).resolver(letter.tahun),
        )
        found |= {
            (letter.letter, row.table, row.row) for row in verdict.rows if row.status == "dimuat"
        }
    return found


def compare(path: Path, wanted: dict[str, list[Record]]) -> Reading:
    """A scan read and validated, row by row against what its tables print."""
    return compare_read(read_document(path), wanted)


def compare_read(extraction: Extraction, wanted: dict[str, list[Record]]) -> Reading:
    """As ``compare``, of a scan that has been read."""
    trusted = loaded_rows(extraction)
    reading = Reading()
    for table, records in wanted.items():
        left = [row for row in extraction.rows if row.table == table]
        for number, record in enumerate(records, start=1):
            reading.rows += 1
            right = {(row.letter, row.row): _right(row, record) for row in left}
            row = max(left, key=lambda one: sum(right[one.letter, one.row].values()), default=None)
            if row is None:
                reading.cells += len(record)
                reading.wrong.append(f"{table} {number} lost")
                continue
            left.remove(row)
            fits = right[row.letter, row.row]
            is_loaded = (row.letter, table, row.row) in trusted
            reading.loaded += is_loaded
            reading.cells += len(fits)
            reading.right += sum(fits.values())
            wrong = [
                f"{table} {number} {name}: {record.get(name)!r} read as {row.values[name]!r}"
                for name, is_right_value in fits.items()
                if not is_right_value
            ]
            reading.wrong += wrong
            reading.silent += wrong if is_loaded else []
        reading.silent += [
            f"{table} {row.values} is not printed"
            for row in left
            if (row.letter, table, row.row) in trusted
        ]
    return reading


def _right(row: Row, record: Record) -> dict[str, bool]:
    """For each printed column, whether a row's value is what is printed."""
    names = [column.name for column in tables()[row.table].columns if not column.derived]
    return {
        name: is_right(row.table, name, record.get(name) or "", row.values[name]) for name in names
    }


def truth_of(*names: str) -> dict[str, list[Record]]:
    """What the sample letters print in some tables."""
    found = {}
    for name in names:
        with (TRUTH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found
