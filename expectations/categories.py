"""Checks of category words and grades against bounds and order of the year."""

from __future__ import annotations

from decimal import Decimal

from expectations.check import Check, Subject
from expectations.checks import IS_NULL
from expectations.reference import CategoryOrder
from extractors.values import squash


def _words(subject: Subject, indikator: str) -> dict[str, CategoryOrder]:
    """The index's words of the year by their squashed form, lowest first."""
    return {squash(w.kategori): w for w in subject.reference.order(indikator, subject.tahun)}


def category_fits(indikator: str, value: str = "nilai", kategori: str = "kategori") -> Check:
    """The printed category is the one whose bounds of that year hold the value.

    A word that nobody knows is another check's finding.
    """

    def possible(subject: Subject, index: int) -> tuple[str, ...]:
        """The words a value may have: its class's, or in a gap between two classes either."""
        number = subject.number(value)[index]
        if number is None:
            return ()
        bound = subject.reference.category(indikator, number, subject.tahun)
        if bound:
            return (bound.kategori,)
        bounds = subject.reference.bounds(indikator, subject.tahun)
        below = [b for b in bounds if b.upper is not None and b.upper < number]
        above = [b for b in bounds if b.lower is not None and b.lower > number]
        if not below or not above:
            return ("di luar semua batas",)
        return (
            max(below, key=lambda b: b.upper or Decimal(0)).kategori,
            min(above, key=lambda b: b.lower or Decimal(0)).kategori,
        )

    def right(subject: Subject, index: int) -> str | None:
        return " atau ".join(possible(subject, index)) or None

    def wrong(subject: Subject) -> list[str | None] | None:
        if not subject.reference.bounds(indikator, subject.tahun):
            return None
        known = _words(subject, indikator)
        found: list[str | None] = []
        for index, printed in enumerate(subject.text(kategori)):
            is_word = bool(printed) and (not known or squash(printed or "") in known)
            words = possible(subject, index) if is_word else ()
            agrees = not words or squash(printed or "") in map(squash, words)
            found.append(None if agrees else " atau ".join(words))
        return found

    def message(subject: Subject, index: int) -> str:
        number, printed = subject.printed(index, value), subject.printed(index, kategori)
        return (
            f"{subject.title(value)} {number} berkategori '{right(subject, index)}' menurut batas "
            f"tahun {subject.tahun}, tetapi tercetak '{printed}'; tanyakan penerbit mana yang "
            "benar."
        )

    return Check(
        "kategori_sesuai_batas", "gagal", kategori, wrong, IS_NULL, message, (), right, True
    )


def known_word(indikator: str, kategori: str = "kategori") -> Check:
    """The printed category is one of the words that letters use for the index."""

    def unknown(subject: Subject) -> list[str | None] | None:
        known = _words(subject, indikator)
        if not known:
            return None
        return [
            None if not text or squash(text) in known else text for text in subject.text(kategori)
        ]

    def expected(subject: Subject, _index: int) -> str:
        return ", ".join(word.kategori for word in _words(subject, indikator).values())

    def message(subject: Subject, index: int) -> str:
        return (
            f"kategori '{subject.printed(index, kategori)}' tidak dikenal; tanyakan penerbit yang "
            "dimaksud."
        )

    return Check("kategori_dikenal", "gagal", kategori, unknown, IS_NULL, message, (), expected)


def category_in_order(indikator: str, value: str, kategori: str = "kategori") -> Check:
    """No row with a lower value has a higher category; for indices whose bounds are not known."""

    def ranks(subject: Subject) -> list[int | None]:
        words = _words(subject, indikator)
        found = (words.get(squash(text or "")) for text in subject.text(kategori))
        return [word.rank if word else None for word in found]

    def disordered(subject: Subject) -> list[str | None]:
        pairs = list(zip(subject.number(value), ranks(subject), strict=True))
        return [
            None
            if number is None or rank is None
            else next(
                (
                    "ya"
                    for other, other_rank in pairs
                    if other is not None
                    and other_rank is not None
                    and (other < number and other_rank > rank)
                ),
                None,
            )
            for number, rank in pairs
        ]

    def message(subject: Subject, index: int) -> str:
        return (
            f"kategori '{subject.printed(index, kategori)}' untuk {subject.title(value)} "
            f"{subject.printed(index, value)} lebih rendah daripada kategori nilai yang lebih "
            "kecil; tanyakan penerbit mana yang benar."
        )

    return Check("urutan_kategori", "peringatan", kategori, disordered, IS_NULL, message)


def grade_fits(indikator: str, kategori: str = "kategori", mutu: str = "mutu") -> Check:
    """The grade letter is the one that belongs to the category word."""

    def grade(subject: Subject, index: int) -> str | None:
        word = _words(subject, indikator).get(squash(subject.text(kategori)[index] or ""))
        return word.mutu if word else None

    def wrong(subject: Subject) -> list[str | None]:
        found: list[str | None] = []
        for index, printed in enumerate(subject.text(mutu)):
            expected = grade(subject, index)
            agrees = not printed or expected is None or squash(expected) == squash(printed)
            found.append(None if agrees else expected)
        return found

    def message(subject: Subject, index: int) -> str:
        return (
            f"mutu '{subject.printed(index, mutu)}' bukan mutu kategori "
            f"'{subject.printed(index, kategori)}'; tanyakan penerbit mana yang benar."
        )

    return Check("mutu_sesuai_kategori", "gagal", mutu, wrong, IS_NULL, message, (), grade)
