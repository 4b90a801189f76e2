"""Figures read from an image: each is certain by its reading, or proved by the figures beside it.

A number that a recogniser reads wrong is a number like any other. So one that its readings do not
agree on goes to a person, unless the row's own arithmetic or its place in the numbering says that
it is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from expectations.check import Check, Subject
from expectations.checks import IS_NULL
from extractors.contract import Column
from extractors.model import Cell

CERTAIN = 0.9
"""Least confidence of a figure, after its second reading where it had one (``docs/scans.md``)."""

LEGIBLE = 0.6
"""Least confidence of words that no reference data can confirm."""

NAMED = 0.7
"""Least confidence of a name that its list does not tell: printed elsewhere (``LEGIBLE``) it may be
another's.
"""

MOSTLY, FEWEST = 0.75, 4
"""Share of a column's figures, and how many at least, with whose decimal mark another has lost its
own: no reading doubts a point that has gone (``57.21``, ``5721``).
"""

KNOWN_WORDS = ("satker_dikenal", "kategori_dikenal", "mutu_sesuai_kategori")
"""Rules by which a column's words are held against reference data."""

_FIGURES = ("integer", "decimal", "money")


def certain(columns: Sequence[Column], suite: Sequence[Check]) -> tuple[Check, ...]:
    """A check for each column of figures, and for words that no check of the suite knows.

    ``suite``: the table's own checks, which may prove some. Text pages pass always.
    """
    known = {check.column for check in suite if check.rule in KNOWN_WORDS}
    printed = [column for column in columns if not column.derived and column.name not in known]
    named = {check.column for check in suite if check.rule == "wilayah_dikenal"}
    return tuple(
        _certain(
            column.name,
            [check for check in suite if column.name in check.proves],
            CERTAIN if column.type in _FIGURES else NAMED if column.name in named else LEGIBLE,
        )
        for column in printed
    )


def _is_doubted(cell: Cell, least: float, *, is_needed: bool) -> bool:
    """Whether a cell was read with doubt, or shows ink that hides what it prints."""
    if not cell.printed:
        return cell.problem is not None
    return cell.confidence < least or is_needed


def _lacks_mark(cells: Sequence[Cell | None]) -> list[bool]:
    """Which figures lack the decimal mark that nearly all of their column have; short ones may."""
    printed = [cell.printed if cell else "" for cell in cells]
    digits = [sum(char.isdigit() for char in text) for text in printed]
    marked = [re.search(r"\d[.,]\d", text) is not None for text in printed]
    if sum(marked) < max(FEWEST, MOSTLY * sum(count > 0 for count in digits)):
        return [False] * len(printed)
    least = min(count for count, is_marked in zip(digits, marked, strict=True) if is_marked)
    return [
        count >= least and not is_marked for count, is_marked in zip(digits, marked, strict=True)
    ]


def _certain(column: str, proofs: Sequence[Check], least: float) -> Check:
    def doubts(subject: Subject) -> list[str | None]:
        proved = [False] * len(subject.rows)
        for check in proofs:
            if check.proof:
                proved = [a or b for a, b in zip(proved, check.proof(subject), strict=True)]
        cells = [subject.cell(index, column) for index in range(len(subject.rows))]
        needed = any(check.proof_needed for check in proofs)
        lacking = _lacks_mark(cells)
        return [
            (cell.printed or cell.problem)
            if cell
            and not is_proved
            and _is_doubted(cell, least, is_needed=(needed or lacks) and row.method == "ocr")
            else None
            for cell, row, is_proved, lacks in zip(
                cells, subject.rows, proved, lacking, strict=True
            )
        ]

    def message(subject: Subject, index: int) -> str:
        cell = subject.cell(index, column)
        if cell and not cell.printed:
            return f"{subject.title(column)} {cell.problem}; periksa selnya dan catat isinya."
        return (
            f"{subject.title(column)} terbaca {subject.printed(index, column)} dari gambar, tetapi "
            "tidak pasti; bandingkan dengan selnya."
        )

    return Check("terbaca_pasti", "gagal", column, doubts, IS_NULL, message)
