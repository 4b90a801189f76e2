"""Printed text to canonical values: numbers, money, dates, and words without their spelling noise.

Nothing is guessed: what does not read as exactly one number is a problem, given back with the
reason (Indonesian) for the quarantine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from extractors.contract import Column, ValueType

DASHES = frozenset({"-", "–", "—", "−"})
"""Printed in a cell that holds nothing."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari pebruari feb",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu agt",
            "september sep sept",
            "oktober okt",
            "november nopember nov nop",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months as letters write them, and their numbers."""

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised form of each figure."""

_NO_RAISED = dict.fromkeys(map(ord, RAISED))
_NOT_RAISED = re.compile(f"[^{RAISED}]+")
_NOISE = re.compile(r"[^\w%]|_")
_DATE = re.compile(r"\b(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})\b", re.ASCII)
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_MONEY = re.compile(r"(?:rp\.?)?(-?)((?:\d{1,3}(?:\.\d{3})+|\d+))(?:,(?:-|–|00))?", re.ASCII)
_QUANTITY = re.compile(r"(-?\d+(?:[.,]\d+)*)\s*([^\W\d_%(].*|[%(].*)?", re.DOTALL)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)
_MEASURED = ("indeks", "nilai", "persen", "skor", "poin", "%")
"""Words after a figure that is measured, not counted: a point in it is a decimal mark."""
_NAMED = re.compile(r"\b(?:P4GN|P\s?-?\s?21|m[23])\b", re.IGNORECASE)
"""Names with figures of their own, which count nothing."""
_ORDINAL = re.compile(r"(\d+)[.)]?", re.ASCII)


class Parsed(NamedTuple):
    """A value in canonical text, or why there is none; both empty for an empty cell."""

    value: str | None
    problem: str | None = None


def fold(text: str) -> str:
    """Compatibility forms and white space folded, for comparing and matching.

    Raised figures stay: they are marks of footnotes, and no part of the figure they stand at.
    """
    return " ".join(_NOT_RAISED.sub(lambda part: normalize("NFKC", part[0]), text).split())


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """Only letters, digits and % in lower case: equal for every spacing and punctuation.

    Raised figures count as punctuation.
    """
    return _NOISE.sub("", normalize("NFKC", text.translate(_NO_RAISED)).lower())


def parse_decimal(printed: str) -> Parsed:
    """A score: one decimal comma or point; grouping only where both marks make it certain."""
    text = printed.strip().replace("−", "-")
    if _PLAIN.fullmatch(text):
        return Parsed(text.replace(",", "."))
    if _GROUPED.fullmatch(text) and ("," in text) and ("." in text):
        mark = max(text.rfind(","), text.rfind("."))
        whole = text[:mark].replace(",", "").replace(".", "")
        return Parsed(f"{whole}.{text[mark + 1 :]}")
    return Parsed(None, f"'{printed}' bukan satu angka")


def parse_integer(printed: str) -> Parsed:
    """A whole number; an ordinal's closing point or bracket is allowed."""
    match = _ORDINAL.fullmatch(printed.strip())
    if match:
        return Parsed(str(int(match[1])))
    return Parsed(None, f"'{printed}' bukan bilangan bulat")


def parse_money(printed: str) -> Parsed:
    """Rupiah: ``4.785.094.000``, ``Rp.668.600.000``, ``Rp 9.837.294.000,-``."""
    text = re.sub(r"\s+", "", printed.lower()).replace("−", "-")
    negative = text.startswith("(") and text.endswith(")")
    match = _MONEY.fullmatch(text.strip("()") if negative else text)
    if match:
        sign = "-" if negative or match[1] else ""
        return Parsed(sign + str(int(match[2].replace(".", ""))))
    return Parsed(None, f"'{printed}' bukan jumlah rupiah")


def parse_quantity(printed: str, beside: str = "") -> tuple[Parsed, str | None]:
    """A number followed by what it counts: ``5 Kabupaten/Kota`` gives 5 and ``Kabupaten/Kota``.

    A point before three digits groups thousands of what is counted (``1.250 Orang``); of a bare
    number nobody can tell, nor of a comma there (``1,250 Orang``). Words with a further number, as
    of a range (``75 s.d. 80 Indeks``), leave open which of them is meant.
    ``beside``: what a column of its own prints of the unit.
    """
    match = _QUANTITY.fullmatch(printed.strip())
    if not match:
        return Parsed(None, f"'{printed}' bukan satu angka dengan satuannya"), None
    number, words = match[1], match[2].strip() if match[2] else None
    if words and re.search(r"\d", _NAMED.sub("", words)):
        return Parsed(None, f"'{printed}' memuat lebih dari satu angka"), None
    unit = squash(words or beside)
    is_grouped = bool(_THOUSANDS.fullmatch(number))
    is_split = bool(unit and _THREE_DECIMALS.fullmatch(number))
    if unit.startswith(_MEASURED) or not (is_grouped or is_split):
        return parse_decimal(number), words
    if is_split or not unit:
        return Parsed(None, f"'{printed}' dapat berarti ribuan atau pecahan"), None
    return Parsed(number.replace(".", "")), words


def parse_cell(column: Column, printed: str, beside: str = "") -> Parsed:
    """The value of one printed cell by its column's type. An empty cell has no value.

    ``beside``: the unit that another column of its row prints.
    """
    text = fold(printed)
    if not text or (text in DASHES and column.blank_ok and column.type != "text"):
        return Parsed(None)
    if column.counted:
        return parse_quantity(text, beside)[0]
    if column.unit == "%" and text.endswith("%"):
        text = text[:-1].strip()
    return _PARSERS[column.type](text)


_PARSERS: dict[ValueType, Callable[[str], Parsed]] = {
    "text": Parsed,
    "integer": parse_integer,
    "decimal": parse_decimal,
    "money": parse_money,
}


def parse_date(text: str) -> str | None:
    """The first ``27 Desember 2023`` in a text as an ISO date; nothing for an impossible one."""
    for day, month, year in _DATE.findall(text):
        number = MONTHS.get(month.lower())
        if number:
            with suppress(ValueError):
                return date(int(year), number, int(day)).isoformat()
    return None
