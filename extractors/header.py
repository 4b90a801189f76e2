"""Which printed column is which contract column: by the words of the header, never by position."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from string import ascii_lowercase

from rapidfuzz.distance import Levenshtein

from extractors.contract import Column, Table
from extractors.grid import Grid
from extractors.labels import YEAR, Label, leaf_labels
from extractors.rivals import Match, settled
from extractors.scan.strokes import spellings

MAX_HEADER_ROWS = 6
"""Merged headers of government tables have at most this many levels."""

ENOUGH = 0.7
"""Share of a table's printed columns a header must name to be that table's header."""

IGNORABLE = re.compile(r"(no|nomor)(urut)?|ket(erangan)?|")
"""Columns that may stand in any annex and carry nothing of the contract."""

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*%?", re.ASCII)
MAX_LABEL = 90
"""Letters of a header cell; a longer text is a row that no line parts from its header."""

OVERRUN = 2.0
"""Points by which header words must reach into a column to be taken for its own."""

OTHER = 2
"""Words of so many columns tell another table's header from a row."""

SAME = 0.7
"""How alike two readings of one header's words are at least."""

UNMATCHED = 99
"""Rank of a label that no pattern of a column matches."""


@dataclass(frozen=True, slots=True)
class Header:
    """``columns``: leaf column index to contract name; ``rows``: how many rows the header takes.

    ``labels`` are the leaf columns' squashed words, ``missing`` the names of columns that are not
    printed, ``unknown`` the printed words of columns that the table does not have. ``rivals``:
    further leaf columns that name a contract column just as well; which one is meant is not known.
    """

    columns: dict[int, str]
    rows: int
    labels: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    rivals: dict[str, tuple[int, ...]] = field(default_factory=dict)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def rank(column: Column, label: str) -> int:
    """Which of a column's patterns, best first, is the first to match a label."""
    return _rank(column.headers, label) if 0 < len(label) <= MAX_LABEL else UNMATCHED


@lru_cache(maxsize=8192)
def _rank(patterns: tuple[str, ...], label: str) -> int:
    """A header is asked for the same words by every depth, table and page it may belong to."""
    ranks = (k for k, text in enumerate(patterns) if _pattern(text).search(label))
    return next(ranks, UNMATCHED)


def _assign(
    table: Table, labels: list[Label], tahun: int | None, *, is_scan: bool
) -> tuple[dict[int, str], dict[str, tuple[int, ...]]]:
    """Leaf columns by their best pattern, and the rivals of those that are not alone.

    Columns that share a pattern (two headed ``%``) are told apart by their order. On a scan a label
    that nothing matches may be one that a stroke has changed (``tndeks``).
    """
    assigned: dict[int, str] = {}
    rivals: dict[str, tuple[int, ...]] = {}
    printed = [column for column in table.columns if column.headers]
    for level in (0, 1):
        texts = [label.at(level, tahun) for label in labels]
        for column in printed:
            if column.name in assigned.values():
                continue
            ranks = {j: rank(column, text) for j, text in enumerate(texts) if j not in assigned}
            best = min(ranks.values(), default=UNMATCHED)
            if best == UNMATCHED:
                continue
            first, *others = (j for j, level in ranks.items() if level == best)
            assigned[first] = column.name
            waiting = [c for c in printed if c.name not in assigned.values()]
            others = [j for j in others if all(rank(c, texts[j]) == UNMATCHED for c in waiting)]
            if others:
                rivals[column.name] = tuple(others)
    if is_scan:
        assigned |= _misread(printed, [label.at(0, tahun) for label in labels], assigned)
    return assigned, rivals


def _misread(columns: list[Column], texts: list[str], assigned: dict[int, str]) -> dict[int, str]:
    """Columns that just one label names but for a stroke, which names no other column so."""
    named = {
        j: [column.name for column in columns if _is_nearly(column, text)]
        for j, text in enumerate(texts)
        if j not in assigned and not IGNORABLE.fullmatch(text)
    }
    wanted = Counter(name for names in named.values() for name in names)
    return {
        j: names[0]
        for j, names in named.items()
        if len(names) == 1 and wanted[names[0]] == 1 and names[0] not in assigned.values()
    }


@lru_cache(maxsize=8192)
def _is_nearly(column: Column, text: str) -> bool:
    """Whether a label matches but for a stroke: not by a pattern that excludes words, since the
    same stroke would make another word of those.
    """
    patterns = [_pattern(text) for text in column.headers if "(?!" not in text]
    return len(text) <= MAX_LABEL and any(
        pattern.search(spelling) for spelling in spellings(text) for pattern in patterns
    )


def _overrun(
    grid: Grid, first: int, depth: int, assigned: dict[int, str]
) -> dict[str, tuple[int, ...]]:
    """Columns named by words that run on over the next column, which has none of its own.

    Its words may be among them: which of the two columns is meant is not known.
    """
    found: dict[str, tuple[int, ...]] = {}
    lowest = [grid.cells[first + depth - 1][j] for j in range(grid.column_count)]
    for j, name in assigned.items():
        for k in (j - 1, j + 1):
            if not 0 <= k < grid.column_count or k in assigned or lowest[k].words:
                continue
            left, right = lowest[k].x0 + OVERRUN, lowest[k].x1 - OVERRUN
            if any(word.x0 < right and left < word.x1 for word in lowest[j].words):
                found[name] = (*found.get(name, ()), k)
    return found


def is_data(grid: Grid, row: int) -> bool:
    """Whether a row prints figures, which no header does (years and column numbers aside)."""
    if is_column_numbers(grid, row):
        return False
    texts = (cell.text for cell in grid.cells[row] if cell.row == row)
    return any(_NUMBER.fullmatch(text) and not YEAR.fullmatch(text) for text in texts)


def is_other_header(grid: Grid, table: Table, labels: tuple[str, ...]) -> bool:
    """Whether a grid without the table's header begins with the header of another table.

    Its first row names a column or two as the table does, prints no figure, and is not the table's
    own header with some words misread (``labels``).
    """
    if grid.column_count < 2 or is_column_numbers(grid, 0) or is_data(grid, 0):
        return False
    own = [label.own for label in leaf_labels(grid, 0, 1)]
    least = SAME if grid.page.method == "ocr" else 1.0
    if len(own) == len(labels) and all(map(partial(_is_same, least), own, labels)):
        return False
    columns = [column for column in table.columns if column.headers]
    named = [
        text
        for text in own
        if text
        and (IGNORABLE.fullmatch(text) or any(rank(column, text) < UNMATCHED for column in columns))
    ]
    return len(named) >= OTHER and all(own)


def _is_same(least: float, label: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(label, other) >= least


def match_header(
    grid: Grid, table: Table, first: int = 0, *, tahun: int | None = None
) -> Header | None:
    """The table's header at row ``first`` of a grid, or nothing where it stands not there.

    Of columns that name a year, only those of ``tahun`` are read, where it is known.
    """
    required = [c.name for c in table.columns if c.headers and not (c.optional or c.suffix_of)]
    best: Match | None = None
    for depth in range(1, min(MAX_HEADER_ROWS, grid.row_count - first) + 1):
        if is_data(grid, first + depth - 1):
            break
        labels = leaf_labels(grid, first, depth)
        assigned, rivals = _assign(table, labels, tahun, is_scan=grid.page.method == "ocr")
        found = Match(depth, labels, assigned, rivals)
        if assigned and (
            best is None or found.names_more(best, grid.cells[first + best.depth - 1])
        ):
            best = found
    if best is None:
        return None
    depth, labels, assigned = best.depth, best.labels, best.assigned
    missing = tuple(name for name in required if name not in assigned.values())
    if len(required) - len(missing) < max(min(2, len(required)), ENOUGH * len(required)):
        return None
    if not any(name in assigned.values() for name in (*table.keys, table.name_column)):
        return None
    end = max(grid.cells[i][j].row_end for j in assigned for i in range(first, first + depth))
    assigned, rivals = settled(best, table, grid, end)
    rivals = {**rivals, **_overrun(grid, first, depth, assigned)}
    told = {j for others in rivals.values() for j in others} | set(assigned)
    unknown = tuple(
        grid.cells[first + depth - 1][j].text
        for j, label in enumerate(labels)
        if j not in told and not IGNORABLE.fullmatch(label.own)
    )
    own = tuple(label.own for label in labels)
    return Header(assigned, end - first, own, missing, unknown, rivals)


def is_column_numbers(grid: Grid, row: int) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 …; (1), (2), (3) …; a, b, c=a+b …"""
    cells = [cell for j, cell in enumerate(grid.cells[row]) if cell.column == j]
    texts = [cell.text.replace(" ", "").strip("()-–.").split("=")[0].lower() for cell in cells]
    numbers = [str(k) for k in range(1, len(texts) + 1)]
    return len(texts) > 2 and texts in (numbers, [*ascii_lowercase[: len(texts)]])
