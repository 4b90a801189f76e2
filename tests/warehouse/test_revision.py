"""Copies, excerpts and revisions of the same letter, row by row."""

import pytest

from extractors.model import Extraction
from extractors.registry import tables
from tests.warehouse.letters import Values, document, part
from warehouse.batch import LoadedLetter, LoadedRow
from warehouse.revision import settle


def ikm(satker: str, value: str | None) -> Values:
    return {"satker": satker, "ikr": "3.10", "ikm": value, "kualitas_hidup": None}


def copy_of(
    records: list[Values], path: str, order: float, nomor: str | None = "B/99"
) -> LoadedLetter:
    extraction: Extraction = document(part("ikm_ikr", {"ikm_ikr": records}, nomor=nomor), path=path)
    rows = [LoadedRow(row) for row in extraction.rows]
    return LoadedLetter(extraction.letters[0], path, order, rows, [])


def standing(letter: LoadedLetter) -> list[str | None]:
    return [row.row.values["satker"] for row in letter.rows if row.is_standing]


A, B, C = ikm("BNNP A", "3.50"), ikm("BNNP B", "3.60"), ikm("BNNP C", "3.70")


def test_the_same_rows_count_once_as_first_received() -> None:
    late, early = copy_of([A, B], "a.pdf", 2), copy_of([A, B], "b.pdf", 1)
    assert settle([late, early], tables()) == []
    assert (early.status, late.status) == ("dimuat", "duplikat")
    assert late.alasan is not None
    assert "b.pdf" in late.alasan
    assert standing(early) == ["BNNP A", "BNNP B"]
    assert standing(late) == []


def test_files_received_together_are_ordered_by_path() -> None:
    second, first = copy_of([A], "b.pdf", 1), copy_of([A], "a.pdf", 1)
    settle([second, first], tables())
    assert (first.status, second.status) == ("dimuat", "duplikat")


def test_an_excerpt_replaces_nothing() -> None:
    excerpt, whole = copy_of([A, B], "a.pdf", 1), copy_of([A, B, C], "b.pdf", 2)
    assert settle([excerpt, whole], tables()) == []
    assert (excerpt.status, whole.status) == ("duplikat", "dimuat")
    assert standing(whole) == ["BNNP A", "BNNP B", "BNNP C"]


def test_two_excerpts_make_one_letter() -> None:
    first, second = copy_of([A, B], "a.pdf", 1), copy_of([B, C], "b.pdf", 2)
    assert settle([first, second], tables()) == []
    assert standing(first) + standing(second) == ["BNNP A", "BNNP B", "BNNP C"]
    assert (first.status, second.status) == ("dimuat", "dimuat")


@pytest.mark.parametrize("value", ["3.51", None, "0"])
def test_the_later_figure_stands(value: str | None) -> None:
    older, newer = copy_of([A, B], "a.pdf", 1), copy_of([ikm("BNNP A", value)], "b.pdf", 2)
    (finding,) = settle([older, newer], tables())
    assert (older.status, newer.status) == ("digantikan", "dimuat")
    assert standing(newer) == ["BNNP A"]
    assert standing(older) == ["BNNP B"]
    assert (finding.rule, finding.column) == ("revisi_angka_berbeda", "ikm")
    assert finding.tercetak == (value or "kosong")
    assert finding.seharusnya == "3.50 (a.pdf, halaman 1)"
    assert "a.pdf" in finding.pesan
    assert "b.pdf" in finding.pesan


def test_the_same_figure_in_other_digits_is_no_revision() -> None:
    first, second = copy_of([A], "a.pdf", 1), copy_of([ikm("BNNP  a", "3.5")], "b.pdf", 2)
    assert settle([first, second], tables()) == []
    assert second.status == "duplikat"


def test_three_generations_leave_the_last() -> None:
    copies = [
        copy_of([ikm("BNNP A", value)], f"{order}.pdf", order)
        for order, value in enumerate(["3.1", "3.2", "3.3"])
    ]
    assert len(settle(copies, tables())) == 2
    assert [copy.status for copy in copies] == ["digantikan", "digantikan", "dimuat"]


def test_other_numbers_are_other_letters() -> None:
    one, other = copy_of([A], "a.pdf", 1, "B/99"), copy_of([A], "b.pdf", 2, "B/100")
    settle([one, other], tables())
    assert (one.status, other.status) == ("dimuat", "dimuat")


def test_a_satker_printed_twice_keeps_both_rows() -> None:
    letter = copy_of([A, A], "a.pdf", 1)
    settle([letter], tables())
    assert standing(letter) == ["BNNP A", "BNNP A"]


def test_a_letter_without_rows_is_not_called_loaded() -> None:
    letter = copy_of([], "a.pdf", 1)
    settle([letter], tables())
    assert letter.status == "sebagian"
    assert letter.alasan == "tidak ada baris lampiran yang terbaca"


def test_withheld_rows_make_a_letter_partial() -> None:
    letter = copy_of([A, B], "a.pdf", 1)
    letter.rows[0].quarantine("uji", "gagal")
    settle([letter], tables())
    assert letter.status == "sebagian"
    assert letter.alasan == "1 dari 2 baris dikarantina"
