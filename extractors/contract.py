"""The one place where a column of an annex table is written down.

Kinds of letter build their tables from these classes; CSV headers, checks, the warehouse's DDL
and its comments are derived from them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

ValueType = Literal["text", "integer", "decimal", "money"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an annex table.

    ``headers`` are patterns (regular expressions on the header's squashed words: lower case,
    letters, digits and % only, no spaces) that name the column; the first column whose pattern
    matches wins. ``comment`` is what an analyst reads in the warehouse (Indonesian).
    ``optional`` columns may be absent from the printed table, ``blank_ok`` cells may be empty.
    ``derived`` columns are not printed as columns but filled from the row's surroundings.
    ``counted`` cells print a number and what it counts (``10 orang``); a column that is the
    ``suffix_of`` such a column takes those words where it has no printed column of its own.
    ``rivals``: a pattern on the words of columns without a name in the table that may be meant
    rather than the one that is named so; both are shown then and neither is taken.
    """

    name: str
    type: ValueType
    comment: str
    headers: tuple[str, ...] = ()
    unit: str | None = None
    optional: bool = False
    blank_ok: bool = False
    derived: bool = False
    counted: bool = False
    suffix_of: str | None = None
    rivals: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An annex table: its name in the contract, its grain and its columns in contract order.

    ``keys`` are the columns of which at least one must be printed for a row to be a row of its
    own; a first row on a continuation page without them continues the row before.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in contract order."""
        return tuple(column.name for column in self.columns)

    @property
    def name_column(self) -> str | None:
        """The first printed column of words: what a row is about where it has no number."""
        names = (c.name for c in self.columns if c.type == "text" and c.headers)
        return next(names, None)

    def without(self, missing: tuple[str, ...]) -> Table:
        """The table as it is printed without some columns: its names are its keys, if need be."""
        if set(self.keys) - set(missing) or self.name_column is None:
            return self
        return replace(self, keys=(self.name_column,))


PROVENANCE = (
    "document",
    "nomor",
    "page",
    "row",
    "x0",
    "top",
    "x1",
    "bottom",
    "method",
    "confidence",
)
