"""Checks of category words and grades against bounds and order of the year."""

from __future__ import annotations

from expectations.check import Check, Subject
from expectations.checks import IS_NULL
from extractors.values import squash


def category_fits(indikator: str, value: str = "nilai", kategori: str = "kategori") -> Check:
    """The printed category is the one whose bounds of that year hold the value."""

    def right(subject: Subject, index: int) -> str | None:
        number = subject.number(value)[index]
        if number is None:
            return None
        bound = subject.reference.category(indikator, number, subject.tahun)
        return bound.kategori if bound else "di luar semua batas"

    def wrong(subject: Subject) -> list[str | None] | None:
        if not subject.reference.bounds(indikator, subject.tahun):
            return None
        found: list[str | None] = []
        for index, printed in enumerate(subject.text(kategori)):
            expected = right(subject, index) if printed else None
            agrees = expected is None or squash(expected) == squash(printed or "")
            found.append(None if agrees else expected)
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


def category_in_order(indikator: str, value: str, kategori: str = "kategori") -> Check:
    """No row with a lower value has a higher category; for indices whose bounds are not known."""

    def ranks(subject: Subject) -> list[int | None]:
        words = {
            squash(w.kategori): w.rank for w in subject.reference.order(indikator, subject.tahun)
        }
        return [words.get(squash(text or "")) for text in subject.text(kategori)]

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
        words = {
            squash(w.kategori): w.mutu for w in subject.reference.order(indikator, subject.tahun)
        }
        return words.get(squash(subject.text(kategori)[index] or ""))

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
