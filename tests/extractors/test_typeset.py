"""Letters of other years, of every province and of national size, against what they print."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from extractors.model import Extraction
from extractors.reader import read_document
from extractors.registry import tables
from tests.typeset import national, report, single
from tests.typeset.country import provinces
from tests.typeset.frame import Record, Typeset, write_pdf

Make = Callable[[int], Typeset]

NATIONAL: dict[str, Make] = {
    "dektari": national.dektari,
    "dektara": national.dektara,
    "kotan": national.kotan,
    "ikm_ikr": national.ikm_ikr,
    "ikm_ikr_other_order": lambda tahun: national.ikm_ikr(tahun, order=("ikm", "ikr")),
    "zi": national.zi,
    "ibm": national.ibm,
    "ikpa": single.ikpa,
}


def comparable(table: str, column: str, text: str | None) -> Decimal | str | None:
    """A printed or a canonical value; money groups its thousands with points."""
    declared = next(item for item in tables()[table].columns if item.name == column)
    if not text or declared.type == "text":
        return text or None
    number = text.replace(".", "") if declared.type == "money" else text.replace(",", ".")
    try:
        return Decimal(number)
    except InvalidOperation:
        return text


def check(letter: Typeset, read: Extraction, number: int = 1) -> None:
    """Every cell, every fact and every claim of one letter of a file."""
    facts = read.letters[number - 1]
    assert (facts.kind, facts.tahun) == (letter.kind, letter.tahun)
    assert (facts.nomor, facts.tanggal) == (letter.nomor, letter.tanggal)
    if letter.satker:
        assert facts.satker == letter.satker
    own = [row for row in read.rows if row.letter == facts.letter]
    assert {row.table for row in own} == set(letter.truth)
    for table, truth in letter.truth.items():
        rows = [row for row in own if row.table == table]
        assert [values(table, row.values, truth[0]) for row in rows] == [
            values(table, record, record) for record in truth
        ]
    claims = {(c.claim, c.scope, c.value) for c in read.claims if c.letter == facts.letter}
    assert letter.claims <= claims
    assert not [notice for notice in read.notices if notice.letter == facts.letter]
    assert not [c for c in read.cells if c.letter == facts.letter and c.problem]


def values(table: str, row: Record | dict[str, str | None], like: Record) -> dict[str, object]:
    return {column: comparable(table, column, row[column]) for column in like}


def read_in_folder(letter: Typeset, tmp_path: Path) -> Extraction:
    return read_document(letter.write(tmp_path / str(letter.tahun) / "surat.pdf"))


@pytest.mark.parametrize("name", NATIONAL)
@pytest.mark.parametrize("tahun", [2022, 2025])
def test_a_national_letter_of_another_year(name: str, tahun: int, tmp_path: Path) -> None:
    letter = NATIONAL[name](tahun)
    check(letter, read_in_folder(letter, tmp_path))


@pytest.mark.parametrize("index", range(0, 34, 5))
def test_screens_and_agreements_of_any_province(index: int, tmp_path: Path) -> None:
    province = provinces(0)[index]
    for letter in (single.smart(2024, province), single.agreement(2024, province)):
        check(letter, read_in_folder(letter, tmp_path))


@pytest.mark.parametrize("index", [2, 10, 19, 28])
def test_a_report_of_any_province(index: int, tmp_path: Path) -> None:
    letter = report.report(2024, provinces(0)[index])
    check(letter, read_in_folder(letter, tmp_path))


def test_letters_in_any_order_in_one_file(tmp_path: Path) -> None:
    """Which pages are which letter is told from what they print alone."""
    province = provinces(3)[11]
    letters = [
        report.report(2024, province, 3),
        report.report(2024, provinces(3)[14], 3),
        national.ikm_ikr(2024, 3),
        single.agreement(2024, province, 3),
        national.zi(2024, 3),
        single.smart(2024, province, 3),
        national.dektara(2024, 3),
        single.agreement(2024, provinces(3)[12], 3),
        national.ibm(2024, 3),
        national.dektari(2024, 3),
        national.kotan(2024, 3),
        report.report(2023, provinces(3)[20], 3),
    ]
    read = read_document(write_pdf(letters, tmp_path / "berkas.pdf"))
    assert [item.kind for item in read.letters] == [letter.kind for letter in letters]
    for number, letter in enumerate(letters, start=1):
        check(letter, read, number)
