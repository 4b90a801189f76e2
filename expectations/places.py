"""Names of places against the reference data, word by word.

On paper a place may be written in other ways than in the reference (``Kota Jakarta Selatan``,
``Kep. Bangka Belitung``), so that words are held against words where nobody knows the whole name.
Text pages say what they say; of a scan a word that no place has was misread, and one that some
place has was read right. Words of villages are many, so that theirs prove nothing alone: the whole
name must be one of the row's kabupaten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from expectations.check import Check, Subject
from expectations.checks import read_right
from expectations.villages import words
from extractors.values import squash

SHORT = range(2, 4)
"""Words of so many letters are abbreviations (``Kep.``), and no place's own."""

SURE = 0.9
"""Least confidence of a name that another is proved by: two that lost alike may make a pair."""

CLEAR = 0.995
"""Least confidence of a village's name with a word that no list has: letters misspell some."""

Misread = Callable[[Subject], list[str | None]]
Proof = Callable[[Subject], list[bool]]


def known_places(*columns: str) -> tuple[Check, ...]:
    """A scanned place name, or else each word of it, is one of the reference data."""

    def one(column: str) -> Check:
        def unknown(subject: Subject) -> list[str | None]:
            areas = [area["wilayah_name"] or "" for area in subject.reference.records("wilayah")]
            names = {squash(area) for area in areas}
            known = {word for area in areas for word in _words(area)}
            return [
                next((word for word in _words(text) if word not in known), None)
                if text and row.method == "ocr" and squash(text) not in names
                else None
                for text, row in zip(subject.text(column), subject.rows, strict=True)
            ]

        def proof(subject: Subject) -> list[bool]:
            found = zip(subject.text(column), unknown(subject), strict=True)
            return [any(_words(text or "")) and not word for text, word in found]

        return _known(column, unknown, proof)

    return tuple(one(column) for column in columns)


def known_villages(*, district: str, village: str, within: str) -> tuple[Check, ...]:
    """A scanned village or kecamatan is one of its kabupaten's, has only words of such names, or
    was read clearly.

    The columns of the kecamatan, of the village in it, and ``within``: of the kabupaten. Only a
    whole name is proof of a doubtful reading, alone or beside the other one that is sure.
    """

    def one(place: int, column: str) -> Check:
        def proof(subject: Subject) -> list[bool]:
            known = subject.reference.villages
            found = []
            for index, row in enumerate(subject.rows):
                printed = [row.values.get(name) or "" for name in (district, village)]
                regency = subject.area(index, within) if row.method == "ocr" else ""
                beside = subject.cell(index, (village, district)[place])
                is_sure = beside is not None and beside.confidence >= SURE
                found.append(
                    known.tells(regency, printed[place])
                    or (is_sure and known.tell_together(regency, *printed)[place])
                )
            return found

        def unknown(subject: Subject) -> list[str | None]:
            known = subject.reference.villages
            found: list[str | None] = []
            for index, row in enumerate(subject.rows):
                cell = subject.cell(index, column)
                is_open = row.method == "ocr" and cell is not None and cell.confidence < CLEAR
                told = _words(row.values.get(column) or "") if is_open else ()
                found.append(next((word for word in told if not known.has_word(word)), None))
            return found

        return _known(column, unknown, proof)

    return one(0, district), one(1, village)


def _known(column: str, unknown: Misread, proof: Proof) -> Check:
    def told(subject: Subject, index: int) -> str:
        return f"tidak ada wilayah bernama '{unknown(subject)[index]}'"

    return read_right("wilayah_dikenal", column, unknown, proof, told)


def _words(text: str) -> Iterator[str]:
    """A name's words, abbreviations left out; figures are no place's either."""
    return (word for word in words(text) if not (word.isalpha() and len(word) in SHORT))
