"""Annexes without ruling lines whose shape is fixed: numbered lists of amounts, score cards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contract import Table
from extractors.draft import Part, RowDraft, TableDraft
from extractors.grid import words_outside
from extractors.model import Notice
from extractors.page import Page, TextLine, Word, bounding_box, group_lines
from extractors.table import LetterPages, Reading
from extractors.values import squash

_ITEM = re.compile(r"\d{1,3}\.")
_AMOUNT = re.compile(r"Rp\.?\s?[\d.]+(?:,-|,00)?$")


@dataclass(frozen=True, slots=True)
class AmountListReader:
    """A numbered list with an amount of rupiah at the right of each item.

    Amounts float to the right of items that may take several lines, so an amount need not stand on
    its item's first line. Items and amounts both run from top to bottom: on a page with as many of
    each they belong together in order; else only an amount on an item's own line is taken.
    """

    table: Table
    number: str
    text: str
    amount: str

    def confirms(self, letter: LetterPages) -> bool:
        """A list has no header; it never decides what a letter is."""
        return False

    def read(self, letter: LetterPages) -> Reading:
        """All items of the letter's pages."""
        draft = TableDraft(self.table)
        notices: list[Notice] = []
        for page in letter.pages:
            words = words_outside(page, letter.grids_on(page))
            amounts = [word for word in words if _AMOUNT.fullmatch(word.text)]
            if not amounts:
                continue
            amounts.sort(key=lambda word: word.top)
            left = min(word.x0 for word in amounts)
            items = _items([w for w in words if w not in amounts], amounts[-1].bottom, left)
            if len(items) != len(amounts):
                notices.append(_uneven(self.table, page, len(items), len(amounts)))
            draft.rows.extend(self._rows(page, items, amounts))
        return Reading([draft], notices)

    def _rows(self, page: Page, items: list[list[Word]], amounts: list[Word]) -> list[RowDraft]:
        paired = len(items) == len(amounts)
        rows = []
        for k, words in enumerate(items):
            own = [amounts[k]] if paired else [a for a in amounts if _same_line(words[0], a)]
            box = bounding_box([*words, *own])
            cells = {
                self.number: [_part(page, words[:1])],
                self.text: [_part(page, words[1:])],
                self.amount: [_part(page, own)] if own else [],
            }
            rows.append(RowDraft(page, box, cells))
        return rows


def _items(words: list[Word], bottom: float, left: float) -> list[list[Word]]:
    """Words of each numbered item, down to the last amount's line."""
    items: list[list[Word]] = []
    for line in group_lines(words):
        first = line.words[0]
        if _ITEM.fullmatch(first.text) and first.x0 < left:
            if first.top > bottom:
                break
            items.append(list(line.words))
        elif items and _runs_on(line, items[-1]):
            items[-1].extend(line.words)
        elif items and first.top > bottom:
            break
    return items


def _runs_on(line: TextLine, item: list[Word]) -> bool:
    """Whether a line directly follows an item's last line."""
    return line.words[0].top - item[-1].bottom < 0.5 * (item[-1].bottom - item[-1].top)


def _same_line(a: Word, b: Word) -> bool:
    return abs((a.top + a.bottom) - (b.top + b.bottom)) < (a.bottom - a.top)


def _part(page: Page, words: list[Word]) -> Part:
    return Part(page, bounding_box(words), tuple(words))


def _uneven(table: Table, page: Page, items: int, amounts: int) -> Notice:
    return Notice(
        None,
        table.name,
        "daftar_tidak_sepadan",
        f"Halaman {page.number} mencetak {items} butir tetapi {amounts} jumlah rupiah; "
        "jumlah yang tidak sebaris dengan butirnya tidak dibaca.",
        page.number,
    )


@dataclass(frozen=True, slots=True)
class CardReader:
    """A score card: a unit's name, a label, the score under it and its category under that.

    ``unit`` is a pattern on the squashed line that names the unit, ``label`` on the squashed line
    above the score.
    """

    table: Table
    unit: str
    label: str
    columns: tuple[str, str, str]

    def confirms(self, letter: LetterPages) -> bool:
        """Whether the card's label is printed."""
        return any(re.fullmatch(self.label, squash(line.text)) for _, line in letter.lines)

    def read(self, letter: LetterPages) -> Reading:
        """One row per label found."""
        draft = TableDraft(self.table)
        lines = letter.lines
        name: tuple[Page, TextLine] | None = None
        for index, (page, line) in enumerate(lines):
            if re.match(self.unit, squash(line.text)):
                name = (page, line)
            if re.fullmatch(self.label, squash(line.text)):
                found = [name, *lines[index + 1 : index + 3]]
                cells = {
                    column: [_part(place[0], place[1].words)] if place else []
                    for column, place in zip(self.columns, found, strict=False)
                }
                words = [word for place in found if place for word in place[1].words]
                row = RowDraft(page, bounding_box([*line.words, *words]), cells)
                row.derived["tahun"] = str(letter.tahun) if letter.tahun else None
                draft.rows.append(row)
        return Reading([draft])
