"""A table as people read it, before it becomes a page, a document or a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as people read it: caption, headings, rows; which columns hold numbers."""

    caption: str
    heads: Row
    rows: Sequence[Row]
    numeric: frozenset[int] = frozenset()
