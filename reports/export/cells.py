"""How a mart's values become cells of a workbook, without a change of value."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

MAX_TEXT = 32_767
"""Characters that a cell can hold, by the format of the files."""
_CUT = " … (dipotong; selengkapnya di CSV dan Parquet)"
_INDONESIAN = "[$-421]"
_MAX_DECIMALS = 6
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_number(value: Decimal | int) -> float | int | None:
    """The number a cell holds; ``None`` where a cell would hold another one.

    A cell holds a number of double precision: 15 digits, more than any figure of a letter has.
    """
    number = float(value)
    return number if Decimal(repr(number)) == value else None


def as_text(value: Any) -> str:
    """A text that fits a cell; what was cut says so. Control characters become a visible sign."""
    text = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - len(_CUT)] + _CUT


def number_format(value: Decimal | int, column: str) -> str:
    """How a number is shown, in Indonesian: counts grouped, years and places plain."""
    if isinstance(value, int):
        return f"{_INDONESIAN}#,##0" if column.endswith("_count") else "0"
    exponent = value.normalize().as_tuple().exponent
    decimals = min(max(0, -exponent), _MAX_DECIMALS) if isinstance(exponent, int) else 0
    if column.endswith("_pct"):
        decimals = max(decimals, 2)
    return f"{_INDONESIAN}#,##0" + ("." + "0" * decimals if decimals else "")


def date_format(value: datetime.date) -> str:
    """How a date is shown: 18 Desember 2023, with the time where it has one."""
    has_time = isinstance(value, datetime.datetime)
    return f"{_INDONESIAN}dd mmmm yyyy" + (" hh:mm:ss" if has_time else "")
