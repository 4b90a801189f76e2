"""Doubtful words of a scan, read by those that the same file prints for sure."""

from __future__ import annotations

from pathlib import Path

import pytest

import warehouse
from expectations.reference import Reference
from extractors.page import Page, Word
from extractors.scan.confirm import CONTRADICTED, LOST, READABLE
from extractors.scan.lexicon import settle_words
from extractors.scan.strokes import shapes


def page(*words: tuple[str, float], method: str = "ocr") -> Page:
    found = [Word(10.0 * x, 0.0, 10.0 * x + 8, 10.0, *word) for x, word in enumerate(words)]
    return Page(1, 500.0, 500.0, found, [], [], method=method)


def settled(*words: tuple[str, float], method: str = "ocr") -> list[tuple[str, float]]:
    one = page(*words, method=method)
    settle_words([one])
    return [(word.text, word.confidence) for word in one.words]


SUNGAI = (("Sungai", 0.999), ("Sungai", 0.998))


@pytest.mark.parametrize("read", ["Sungat", "Sungal", "Sunga!", "5ungai"])
def test_a_lost_stroke_is_told_by_the_word_elsewhere_and_stays_doubtful(read: str) -> None:
    assert settled((read, 0.99), *SUNGAI)[0] == ("Sungai", CONTRADICTED)
    assert settled((f"({read},", 0.1), *SUNGAI)[0] == ("(Sungai,", 0.1)


def test_a_word_elsewhere_that_is_hardly_surer_tells_nothing() -> None:
    assert settled(("Sungat", 0.992), ("Sungai", 0.996))[0] == ("Sungat", 0.992)
    assert settled(("Sungat", 0.9), ("Sungai", 0.996))[0][0] == "Sungai"
    assert settled(("Sungat", 0.9), ("Sungai", 0.9))[0] == ("Sungat", 0.9)


@pytest.mark.parametrize(
    ("read", "others"),
    [
        ("Sungat", (("Sungai", 0.999), ("Sungal", 0.999))),
        ("Badung", (("Bandung", 0.999), ("Bandung", 0.999))),
        ("Balai", (("Barat", 0.999), ("Barat", 0.999))),
        ("8NN", (("BNN", 0.999), ("BNN", 0.999))),
        ("88", (("BB", 0.999), ("BB", 0.999), ("BB", 0.999))),
        ("3,06", (("3,05", 0.999), ("3,05", 0.999))),
    ],
)
def test_what_else_a_word_could_be_is_not_guessed(
    read: str, others: tuple[tuple[str, float], ...]
) -> None:
    assert settled((read, 0.5), *others)[0] == (read, 0.5)


def test_three_letters_are_told_by_many() -> None:
    assert settled(("8NN", 0.98), *[("BNN", 0.999)] * 3)[0] == ("BNN", CONTRADICTED)


def test_a_word_elsewhere_in_other_cases_is_one_word() -> None:
    elsewhere = (("Indeks", 0.999), ("Indeks", 0.999), ("indeks", 0.999))
    assert settled(("lndeks", 0.9), *elsewhere)[0] == ("Indeks", CONTRADICTED)


def test_a_long_word_read_as_elsewhere_is_read_right_unless_one_is_a_letter_off() -> None:
    assert settled(("Sungai", 0.2), *SUNGAI)[0] == ("Sungai", READABLE)
    assert settled(("Sungai", 0.2), *SUNGAI, ("SUNGAI", 0.999))[0] == ("Sungai", READABLE)
    assert settled(("Sungai", 0.2), *SUNGAI, ("SUNGA", 0.999))[0] == ("Sungai", 0.2)
    assert settled(("Kota", 0.2), ("Kota", 0.999), ("Kota", 0.999))[0] == ("Kota", 0.2)
    assert settled(("Sungai", 0.2), SUNGAI[0])[0] == ("Sungai", 0.2)
    assert settled(("Sungai", LOST), *SUNGAI)[0] == ("Sungai", LOST)


def test_on_a_coarse_page_nothing_is_made_surer() -> None:
    one = page(("Sungai", 0.2), *SUNGAI)
    one.is_coarse = True
    settle_words([one])
    assert one.words[0].confidence == 0.2


def column(*words: tuple[str, float]) -> list[tuple[str, float]]:
    """Words one under the other, as the column of a table prints them."""
    found = [Word(50.0, 12.0 * y, 56.0, 12.0 * y + 9, *word) for y, word in enumerate(words)]
    one = Page(1, 500.0, 500.0, found, [], [], method="ocr")
    settle_words([one])
    return [(word.text, word.confidence) for word in one.words]


GRADES = (("B", 0.999), ("A", 0.999), ("B", 0.998))


def test_a_lone_figure_under_letters_is_the_letter_of_its_shape() -> None:
    assert column(("8", 0.9), *GRADES)[0] == ("B", CONTRADICTED)
    assert column(("8", 0.999), *GRADES)[0] == ("8", 0.999)
    assert column(("8", 0.9), *GRADES[:2])[0] == ("8", 0.9)
    assert column(("8", 0.9), *GRADES, ("3", 0.999))[0] == ("8", 0.9)
    assert column(("7", 0.9), *GRADES)[0] == ("7", 0.9)
    assert settled(("8", 0.9), *GRADES)[0] == ("8", 0.9)


@pytest.mark.parametrize("read", ["Ill", "I1", "lII"])
def test_upright_strokes_of_several_sorts_are_a_numeral(read: str) -> None:
    assert settled((read, 0.99))[0] == ("I" * len(read), CONTRADICTED)


@pytest.mark.parametrize("read", ["III", "111", "II", "I)"])
def test_strokes_of_one_sort_are_what_they_are(read: str) -> None:
    assert settled((read, 0.99))[0] == (read, 0.99)
    assert settled(("Ill", 0.999))[0] == ("Ill", 0.999)


def test_words_that_are_sure_or_text_stay_as_they_are() -> None:
    assert settled(("Sungat", 0.999), *SUNGAI)[0] == ("Sungat", 0.999)
    assert settled(("Sungat", 0.5), *SUNGAI, method="text")[0] == ("Sungat", 0.5)


def test_no_two_names_differ_by_a_stroke() -> None:
    """A name that a stroke changes is nobody's, so a wrong guess can be no other satker's."""
    reference = Reference.load(Path(warehouse.__file__).parent / "reference")
    names = {
        word
        for table, column in (("satker", "satker_name"), ("wilayah", "wilayah_name"))
        for record in reference.records(table)
        for word in (record[column] or "").split()
    }
    assert len(names) > 450
    owners: dict[str, str] = {}
    for name in sorted(names):
        for shape in shapes(name):
            assert owners.setdefault(shape, name) == name
