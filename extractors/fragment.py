"""Rows broken over a page break: whether a row is the rest of the one before it.

Nothing on paper says so; the two are compared with each other and with what the table's other rows
print. A fragment fills what the row before left open, or lacks a name that begins as names in this
table begin; and what both print must join to one value.
"""

from __future__ import annotations

from collections import Counter

from extractors.contract import Column, Table
from extractors.draft import RowDraft, TableDraft
from extractors.values import DASHES, parse_cell, parse_quantity, squash

UNIFORM_ROWS = 10
"""A table shows how its names begin only when it has this many rows."""

UNIFORM_SHARE = 0.9
"""Share of the names that must begin with one of the commonest words."""

UNIFORM_WORDS = 3
"""How many words count as the commonest."""


OFFICE_COLUMNS = ("satker",)
"""Columns that print offices by their full names."""

UNFINISHED = frozenset(
    (
        *("bnn", "bnnp", "bnnk", "nasional", "provinsi", "kabupaten", "kab", "kab.", "kota"),
        *("dan", "kepulauan", "kep", "kep."),
    )
)
"""Words that go on in an office's name."""


def is_fragment(draft: TableDraft, row: RowDraft, *, at_start: bool) -> bool:
    """Whether a row continues the table's last one.

    ``at_start``: nothing else of the table stands above it on its page.
    """
    before = draft.rows[-1]
    if not at_start:
        return _runs_on(draft.table, before, row)
    if row.page.number == before.page.number or row.derived != before.derived:
        return False
    return _continues(draft, before, row)


def _continues(draft: TableDraft, before: RowDraft, row: RowDraft) -> bool:
    """Whether a page's first row is the rest of the last row of the page before."""
    shared = [column for column in draft.table.columns if _both(column, before, row)]
    if not shared or (_is_unfinished(draft.table, before) and _joins(shared, before, row)):
        return not _are_numbered(draft, before, row)
    keys = [c for c in draft.table.columns if c.name in draft.table.keys and row.has(c.name)]
    if any(column.type == "integer" for column in keys):
        if not _has_number(draft.table, before):
            return not any(before.has(name) for name in _figures(draft.table))
        return _completes_number(draft, row) and not _begins_anew(draft, row)
    if not keys:
        return not _stands_alone(draft, row)
    are_whole = all(_is_whole(draft.table, half) for half in (before, row))
    may_join = not are_whole or (bool(_figures(draft.table)) and _is_uniform(draft))
    return may_join and _joins(shared, before, row) and not _begins_anew(draft, row)


def _are_numbered(draft: TableDraft, before: RowDraft, row: RowDraft) -> bool:
    """Whether both rows have a running number of their own."""
    numbers = [c.name for c in draft.table.columns if c.name in draft.table.keys]
    is_counted = any(c.type == "integer" for c in draft.table.columns if c.name in numbers)
    both = any(before.has(name) and row.has(name) for name in numbers)
    return is_counted and both and not _completes_number(draft, row)


def _has_number(table: Table, row: RowDraft) -> bool:
    return any(row.has(c.name) for c in table.columns if c.name in table.keys)


def _is_unfinished(table: Table, row: RowDraft) -> bool:
    """Whether a row's name stops where no office's name ends: 'BNN Kabupaten', 'BNNP'."""
    names = [c for c in table.columns if c.name in OFFICE_COLUMNS]
    words = row.printed(names[0]).lower().split() if names else []
    if not words or words == ["nasional"]:
        return False
    return words[-1] in UNFINISHED and words[-2:] != ["dan", "kepulauan"]


def _both(column: Column, before: RowDraft, row: RowDraft) -> bool:
    return before.has(column.name) and row.has(column.name)


def _joins(shared: list[Column], before: RowDraft, row: RowDraft) -> bool:
    """Whether every figure that both halves print is one figure when joined."""
    return all(
        parse_cell(column, before.printed(column) + row.printed(column)).problem is None
        for column in shared
        if column.type != "text"
    )


def _completes_number(draft: TableDraft, row: RowDraft) -> bool:
    """Whether only together two halves of a running number go on from the row before them."""
    number = next(c for c in draft.table.columns if c.name in draft.table.keys)
    values = [parse_cell(number, half.printed(number)).value for half in draft.rows[-2:]]
    joined = parse_cell(number, draft.rows[-1].printed(number) + row.printed(number)).value
    if len(values) < 2 or None in values or joined is None:
        return False
    return int(joined) == int(values[0] or 0) + 1 != int(values[1] or 0)


def _stands_alone(draft: TableDraft, row: RowDraft) -> bool:
    """Whether a row without its key is a row all the same: named, and whole as the one before.

    What both count with its unit is whole, whatever else they leave to the rows above.
    """
    halves = (row, draft.rows[-1])
    names = [c for c in draft.table.columns if c.type == "text" and not c.derived]
    if any(row.has(column.name) for column in names[:1]):
        return all(_is_whole(draft.table, half) for half in halves)
    is_named = any(row.has(column.name) for column in names if not column.suffix_of)
    return is_named and all(_is_counted(draft.table, half) for half in halves)


def _is_counted(table: Table, row: RowDraft) -> bool:
    """Whether a row prints a number together with what it counts, or a dash for none."""
    for column in table.columns:
        if column.counted and row.has(column.name):
            printed = row.printed(column)
            parsed, unit = parse_quantity(printed)
            units = [c.name for c in table.columns if c.suffix_of == column.name]
            has_unit = bool(unit) or any(map(row.has, units))
            if printed in DASHES or (parsed.value is not None and has_unit):
                return True
    return False


def _figures(table: Table) -> list[str]:
    """Columns that print figures; running numbers are none."""
    return [c.name for c in table.columns if c.type in ("decimal", "money") and not c.derived]


def _is_whole(table: Table, row: RowDraft) -> bool:
    """Whether a row prints every figure of its table, and every word that may not be missing."""
    figures = [name for name in _figures(table) if name in row.cells]
    words = [
        c.name
        for c in table.columns
        if c.type == "text" and c.name in row.cells and not (c.blank_ok or c.optional)
    ]
    return bool(figures + words) and all(map(row.has, figures + words))


def _openings(draft: TableDraft) -> Counter[str]:
    """The first words of the table's names."""
    return Counter(word for row in draft.rows if (word := _opening(draft.table, row)))


def _opening(table: Table, row: RowDraft) -> str:
    names = [c for c in table.columns if c.type == "text" and not c.derived]
    column = next((c for c in names if c.name in table.keys), names[0])
    text = row.printed(column)
    return squash(text.split()[0]) if text else ""


def _begins_anew(draft: TableDraft, row: RowDraft) -> bool:
    """Whether a row's name begins with a word that names in this table begin with."""
    word = _opening(draft.table, row)
    return bool(word) and any(
        word.startswith(other) or other.startswith(word) for other in _openings(draft)
    )


def _is_uniform(draft: TableDraft) -> bool:
    """Whether nearly all names of the table begin with one of a few words."""
    openings = _openings(draft)
    common = sum(count for _, count in openings.most_common(UNIFORM_WORDS))
    return len(draft.rows) >= UNIFORM_ROWS and common >= UNIFORM_SHARE * openings.total()


def _runs_on(table: Table, before: RowDraft, row: RowDraft) -> bool:
    """Within a page: text alone, each beginning in lower case, under a row with numbers."""
    numbers = [c.name for c in table.columns if c.type != "text" and not c.derived]
    texts = [row.printed(c) for c in table.columns if c.type == "text" and row.has(c.name)]
    runs_on = bool(texts) and all(text[:1].islower() for text in texts)
    has_none = not any(row.has(name) for name in numbers)
    return has_none and runs_on and any(map(before.has, numbers))
