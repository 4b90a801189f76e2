"""What letters, rows and statements are called from night to night, and what they print.

A key names an item by what it speaks of: never by a file, its bytes, a place on a page or other
rows, so that a letter sent again keeps its keys. A guard is a hash of what the item prints: a
decision made on one guard does not hold for another. Both are computed from print alone, before
any decision takes effect.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.contract import Column, Table
from extractors.model import Cell, Claim, Letter, Row
from extractors.values import fold, squash

Place = tuple[str, int]
"""Where a row is printed in its letter: table and row number."""

_FIGURES = ("decimal", "money")
_RUNNING = "no"
"""Column of running numbers: they move when a row is added above, and say nothing of a row."""
_LONGEST = 60
_HASHED = 16


@dataclass(frozen=True, slots=True)
class ItemKey:
    """Which item, and the guard of what it prints."""

    key: str
    guard: str


def letter_identity(facts: Letter, satker_code: str | None) -> tuple[object, ...]:
    """What makes two letters the same letter: kind, year, number, whose.

    A number that names its year is one letter whatever year it is said to measure; every satker
    numbers its own documents, so a number is its issuer's alone.
    """
    whose = satker_code or squash(facts.satker or "")
    if not facts.nomor:
        return (facts.kind, facts.tahun, None, whose)
    is_dated = re.search(r"(?<!\d)20\d\d(?!\d)", facts.nomor) is not None
    return (facts.kind, None if is_dated else facts.tahun, squash(facts.nomor), whose)


def letter_key(facts: Letter, satker_code: str | None) -> str:
    """A letter's identity as text: ``zi:b770xiiir2023ins``, ``smart:2023``."""
    kind, *others = (str(part) for part in letter_identity(facts, satker_code) if part)
    return ":".join(shortened(part) for part in (kind, *(others or ["tanpa-tahun"])))


def names_row(key: str, tables: Collection[str]) -> bool:
    """Whether a key is a row's; else it is a finding's."""
    _, table, *_ = (*key.split("|"), "")
    return table in tables


def label_columns(table: Table) -> list[Column]:
    """The text columns before a table's first figure: what a row speaks of."""
    labels: list[Column] = []
    for column in table.columns:
        if column.type in _FIGURES:
            break
        if column.type == "text":
            labels.append(column)
    return labels


def row_keys(
    letter: str, rows: Iterable[Row], cells: Iterable[Cell], tables: Mapping[str, Table]
) -> dict[Place, ItemKey]:
    """Key and guard of each row of the letter with this key: letter, table, names as printed.

    Of rows that print the same names the second is ``…#2``, in the order of print.
    """
    printed = printed_cells(cells)
    turns: defaultdict[str, int] = defaultdict(int)
    keys: dict[Place, ItemKey] = {}
    for row in sorted(rows, key=lambda item: (item.table, item.row)):
        names = [
            shortened(squash(row.values.get(column.name) or ""))
            for column in label_columns(tables[row.table])
        ]
        key = "|".join((letter, row.table, "/".join(names)))
        turns[key] += 1
        place = (row.table, row.row)
        content = printed.get(place) or {k: v for k, v in row.values.items() if v}
        content = {name: text for name, text in content.items() if name != _RUNNING}
        keys[place] = ItemKey(numbered(key, turns[key]), guard_of(content))
    return keys


def claim_keys(letters: Mapping[int, str], claims: Sequence[Claim]) -> list[str]:
    """Key of each statement of a file, in its order: letter, source, quantity, what it speaks of.

    ``letters`` are the keys of the file's letters.
    """
    turns: defaultdict[str, int] = defaultdict(int)
    keys = []
    for claim in claims:
        parts = (claim.source or "", claim.claim, shortened(squash(claim.scope or "")))
        key = "|".join((letters[claim.letter], "claim", "/".join(parts)))
        turns[key] += 1
        keys.append(numbered(key, turns[key]))
    return keys


def printed_cells(cells: Iterable[Cell]) -> dict[Place, dict[str, str]]:
    """Per row of a letter its cells as printed, the parts of a broken cell joined by a blank."""
    printed: dict[Place, dict[str, str]] = {}
    for cell in sorted(cells, key=lambda item: item.part):
        row = printed.setdefault((cell.table, cell.row), {})
        before = row.get(cell.column)
        row[cell.column] = cell.printed if before is None else f"{before} {cell.printed}"
    return printed


def guard_of(content: Mapping[str, str]) -> str:
    """A short hash of what is printed; white space aside."""
    folded = {name: fold(text) for name, text in content.items() if fold(text)}
    text = json.dumps(folded, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_HASHED]


def numbered(key: str, turn: int) -> str:
    """The key of an item's ``turn``-th appearance."""
    return key if turn == 1 else f"{key}#{turn}"


def unnumbered(key: str) -> str:
    """A key without its turn."""
    return re.sub(r"#\d+$", "", key)


def shortened(text: str) -> str:
    """A long text cut short, told from others by a hash."""
    if len(text) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{text[: _LONGEST - 9]}-{digest}"
