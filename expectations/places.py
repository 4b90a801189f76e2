"""Names of provinces, kabupaten and kota against the reference data, word by word.

On paper a place may be written in other ways than in the reference (``Kota Jakarta Selatan``,
``Kep. Bangka Belitung``), so that words are held against words where nobody knows the whole name.
Text pages say what they say; of a scan a word that no place has was misread, and one that some
place has was read right.
"""

from __future__ import annotations

from collections.abc import Iterator

from expectations.check import Check, Subject
from expectations.checks import IS_NULL
from extractors.values import squash

SHORT = range(2, 4)
"""Words of so many letters are abbreviations (``Kep.``), and no place's own."""


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

        def message(subject: Subject, index: int) -> str:
            return (
                f"{subject.title(column)} terbaca {subject.printed(index, column)} dari gambar, "
                f"tetapi tidak ada wilayah bernama '{unknown(subject)[index]}'; bandingkan dengan "
                "selnya."
            )

        return Check(
            "wilayah_dikenal",
            "gagal",
            column,
            unknown,
            IS_NULL,
            message,
            proves=(column,),
            proof=proof,
        )

    return tuple(one(column) for column in columns)


def _words(text: str) -> Iterator[str]:
    """A name's words in small letters, abbreviations left out; figures are no place's either."""
    words = (word.strip(".,()").lower() for word in text.split())
    return (word for word in words if not (word.isalpha() and len(word) in SHORT))
