"""How a mart's values are shown in a workbook, and what a cell can hold."""

from __future__ import annotations

import re
from typing import Any

MAX_TEXT = 32_767
"""Characters that a cell can hold, by the format of the files (counted in UTF-16)."""
MAX_DIGITS = 15
"""Digits that a cell keeps of a number, more than any figure of a letter has."""
CUT = " … (dipotong; selengkapnya di CSV dan Parquet)"
_INDONESIAN = "[$-421]"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_text(value: Any) -> str:
    """A text of the cover or of a note; control characters become a visible sign."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", str(value))[:MAX_TEXT]


def whole_format(column: str) -> str:
    """How a whole number is shown: counts grouped as Indonesians do, years and places plain."""
    return f"{_INDONESIAN}#,##0" if column.endswith("_count") else "0"


def decimal_format(decimals: int, column: str) -> str:
    """How a number with so many decimals is shown; percentages have two at least."""
    if column.endswith("_pct"):
        decimals = max(decimals, 2)
    return f"{_INDONESIAN}#,##0" + ("." + "0" * decimals if decimals else "")


def date_format(has_time: bool) -> str:
    """How a date is shown: 18 Desember 2023, with the time where it has one."""
    return f"{_INDONESIAN}dd mmmm yyyy" + (" hh:mm:ss" if has_time else "")
