"""Copies, excerpts and revisions of the same letter, row by row."""

from dataclasses import replace

import pytest

from extractors.model import Extraction
from extractors.registry import tables
from tests.warehouse.letters import Values, document, part
from warehouse.batch import LoadedLetter, LoadedRow
from warehouse.keys import ItemKey
from warehouse.revision import settle


def ikm(satker: str, value: str | None) -> Values:
    return {"satker": satker, "ikr": "3.10", "ikm": value, "kualitas_hidup": None}


def copy_of(
    records: list[Values], path: str, order: float, nomor: str | None = "B/99"
) -> LoadedLetter:
    extraction: Extraction = document(part("ikm_ikr", {"ikm_ikr": records}, nomor=nomor), path=path)
    rows = [LoadedRow(row, row, ItemKey("", "")) for row in extraction.rows]
    return LoadedLetter(extraction.letters[0], "", path, order, rows, [])


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
    finding, still = settle([older, newer], tables())
    assert (still.rule, still.tercetak, still.seharusnya) == ("revisi_baris_tidak_ada", "1", "2")
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
    assert letter.alasan == "1 dari 2 baris dikarantina; lihat mart.karantina"


def own(records: list[Values], path: str, order: float, satker: str = "BNNP Bali") -> LoadedLetter:
    extraction = document(
        part("perjanjian_kinerja", {"perjanjian_kinerja": records}, satker=satker), path=path
    )
    rows = [LoadedRow(row, row, ItemKey("", "")) for row in extraction.rows]
    return LoadedLetter(extraction.letters[0], "", path, order, rows, [])


def promise(indikator: str, target: str) -> Values:
    return {"no": "1", "sasaran": "S", "indikator": indikator, "target": target, "satuan": None}


def test_a_revised_agreement_replaces_the_old_one_whole() -> None:
    """What the revision does not print no longer holds, and is told."""
    older = own([promise("Nilai ZI", "75"), promise("Nilai NKA", "85")], "a.pdf", 1)
    newer = own([promise("Nilai Kinerja Anggaran", "90")], "b.pdf", 2)
    findings = settle([older, newer], tables())
    assert [finding.rule for finding in findings] == ["revisi_baris_hilang"] * 2
    assert (older.status, newer.status) == ("digantikan", "dimuat")
    assert [row.is_standing for row in older.rows] == [False, False]
    assert [row.is_standing for row in newer.rows] == [True]


def test_the_same_number_of_two_satker_is_two_letters() -> None:
    """Every BNNP numbers its own cover letters."""
    letters = []
    for order, satker in enumerate(("BNNP Bali", "BNNP Riau")):
        letter = own([promise("Nilai ZI", str(70 + order))], f"{order}.pdf", order, satker)
        letter.letter = replace(letter.letter, nomor="SPeng/18/I/2024")
        letters.append(letter)
    assert settle(letters, tables()) == []
    assert [letter.status for letter in letters] == ["dimuat", "dimuat"]


def test_a_corrected_year_replaces_the_letter() -> None:
    older, newer = copy_of([A, B], "a.pdf", 1, "B/9/2023"), copy_of([A, B], "b.pdf", 2, "B/9/2023")
    older.letter = replace(older.letter, tahun=2022)
    (finding,) = settle([older, newer], tables())
    assert (finding.rule, finding.tercetak) == ("revisi_tahun_berbeda", "2023")
    assert (older.status, newer.status) == ("digantikan", "dimuat")
    assert standing(older) == []


def test_a_folders_year_never_beats_a_printed_one() -> None:
    """An annex alone in another year's folder is a copy of the letter that prints its year."""
    whole = copy_of([A, B], "2023/a.pdf", 1, "B/9/2023")
    alone = copy_of([A, B], "2024/b.pdf", 2, "B/9/2023")
    alone.letter = replace(alone.letter, tahun=2024, tahun_source="folder")
    assert settle([whole, alone], tables()) == []
    assert (whole.status, alone.status) == ("dimuat", "duplikat")
    assert (alone.letter.tahun, alone.letter.tahun_source) == (2023, "salinan")


@pytest.mark.parametrize("value", ["3.10", "3.50"])
@pytest.mark.parametrize("order", [0, 2])
def test_a_part_of_a_year_gives_way_to_the_year(order: int, value: str) -> None:
    """Whichever came last; it is no revision of the year's figures."""
    whole, part_only = copy_of([A], "a.pdf", 1), copy_of([ikm("BNNP A", value)], "b.pdf", order)
    part_only.rows[0].quarantine("periode_sebagian", "Nilai 'Semester I', bukan setahun.")
    assert settle([whole, part_only], tables()) == []
    assert (whole.status, part_only.status) == ("dimuat", "digantikan")
    assert (standing(whole), standing(part_only)) == (["BNNP A"], [])
    assert ("angka setahun" in (part_only.alasan or "")) == (order == 2)


def test_a_part_of_a_year_alone_waits() -> None:
    alone = copy_of([A], "a.pdf", 1)
    alone.rows[0].quarantine("periode_sebagian", "Nilai 'Semester I', bukan setahun.")
    settle([alone], tables())
    assert (alone.status, standing(alone)) == ("sebagian", ["BNNP A"])
