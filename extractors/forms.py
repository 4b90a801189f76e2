"""Annexes without ruling lines whose shape is fixed: numbered lists of amounts, score cards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contract import Table
from extractors.draft import Part, RowDraft, TableDraft
from extractors.grid import Grid, lines_outside
from extractors.page import Page, TextLine, Word, bounding_box
from extractors.table import LetterPages, Reading
from extractors.values import parse_integer, squash
from extractors.years import LABELLED, undated_years

SAME_LINE = 1.0
"""Points by which words of one line may differ in height."""

_NUMBERED = re.compile(r"\d{1,3}\.")
_ITEMS = (_NUMBERED, re.compile(r"\(?\d{1,3}\)"), re.compile(r"[a-z]\."), re.compile(r"\(?[a-z]\)"))
"""What begins an item, by the style of its list; letters and ``(1)`` are no numbers."""
_AMOUNT = re.compile(r"Rp\.?\s*\d(?:[\d.,]*[\d.])?(?:,?[-–])?$", re.IGNORECASE)
_LIKE_AMOUNT = re.compile(r"Rp\.?\s*\S*\d\S*(?:\s\S+)?$", re.IGNORECASE)
"""An amount, or what a scan made of one."""
_AMOUNT_IN_WORDS = re.compile(r"Rp\.?\d", re.IGNORECASE)
_TOTAL = re.compile(r"(?:jumlah|total)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Item:
    """A list's item: its words without amounts, and the amounts that stand beside it."""

    words: list[Word]
    amounts: list[list[Word]]

    @property
    def top(self) -> float:
        """Where its first line begins."""
        return self.words[0].top


@dataclass(frozen=True, slots=True)
class AmountListReader:
    """A numbered or lettered list with an amount of rupiah at the right of each item.

    Amounts float to the right of items that may take several lines: an amount belongs to the last
    item that begins at its height or above. An item with none or several is kept without a value,
    for a person to look at.
    """

    table: Table
    number: str
    text: str
    amount: str

    @property
    def annexes(self) -> tuple[Table, ...]:
        """None: a list has no header."""
        return ()

    def confirms(self, letter: LetterPages) -> bool:
        """A list has no header; it never decides what a letter is."""
        return False

    def read(self, letter: LetterPages) -> Reading:
        """All items of the letter's pages."""
        draft = TableDraft(self.table)
        for page in letter.pages:
            tables = [grid for grid in letter.grids_on(page) if _is_table(letter, grid)]
            lines = lines_outside(page, tables)
            items = _items(lines)
            draft.rows.extend(self._row(page, item) for item in items)
            amounts = {word for item in items for amount in item.amounts for word in amount}
            letter.read.update(
                id(grid)
                for grid in letter.grids_on(page)
                if any(not amounts.isdisjoint(cell.words) for row in grid.cells for cell in row)
            )
        return Reading([draft])

    def _row(self, page: Page, item: _Item) -> RowDraft:
        amounts = [word for amount in item.amounts for word in amount]
        is_numbered = parse_integer(item.words[0].text).value is not None
        cells = {
            self.number: [_part(page, item.words[:1])] if is_numbered else [],
            self.text: [_part(page, item.words[1:])] if item.words[1:] else [],
            self.amount: [_part(page, amounts)] if amounts else [],
        }
        row = RowDraft(page, bounding_box([*item.words, *amounts]), cells)
        if any(_AMOUNT_IN_WORDS.search(word.text) for word in item.words):
            row.doubts[self.text] = "sebuah jumlah rupiah tercetak di antara kata-katanya"
        if len(item.amounts) > 1:
            row.doubts[self.amount] = f"{len(item.amounts)} jumlah rupiah pada satu butir"
        return row


def _is_table(letter: LetterPages, grid: Grid) -> bool:
    """Whether a grid is a table of its own, and no frame or shade of a list's items."""
    return id(grid) in letter.read or (grid.column_count > 1 and grid.row_count > 1)


def _split_amount(line: TextLine) -> tuple[list[Word], list[Word]]:
    """A line's words, and those at its end that are an amount."""
    for start in range(len(line.words)):
        if _AMOUNT.fullmatch(" ".join(word.text for word in line.words[start:])):
            return line.words[:start], line.words[start:]
    return line.words, []


def _items(lines: list[TextLine]) -> list[_Item]:
    """The numbered items of a page that has amounts, down to the total or the end of the list."""
    items: list[_Item] = []
    waiting: list[list[Word]] = []
    split = [_split_amount(line) for line in lines]
    if not any(amount for _, amount in split):
        return []
    bottom = max(line.words[-1].bottom for line in lines if _LIKE_AMOUNT.search(line.text))
    begins = _style(split)
    for words, amount in split:
        if words and _TOTAL.match(words[0].text):
            break
        is_item = bool(words) and bool(begins.fullmatch(words[0].text))
        if is_item and words[0].top > bottom:
            break
        if is_item:
            items.append(_Item(list(words), []))
        elif words and items and _runs_on(words, items[-1].words):
            items[-1].words.extend(words)
        if amount:
            waiting.append(amount)
    for amount in waiting:
        above = [item for item in items if item.top <= amount[0].top + SAME_LINE]
        if above:
            above[-1].amounts.append(amount)
    return items


def _style(split: list[tuple[list[Word], list[Word]]]) -> re.Pattern[str]:
    """What begins the items of a page's list: the first style in which any has an amount.

    So a list within another is no list of its own, whose amounts the outer one may sum.
    """
    firsts = [words[0].text for words, amount in split if words and amount]
    styles = (style for style in _ITEMS if any(map(style.fullmatch, firsts)))
    return next(styles, _NUMBERED)


def _runs_on(words: list[Word], item: list[Word]) -> bool:
    """Whether a line directly follows an item's last line."""
    return words[0].top - item[-1].bottom < 0.5 * (item[-1].bottom - item[-1].top)


def _part(page: Page, words: list[Word]) -> Part:
    return Part(page, bounding_box(words), tuple(words))


@dataclass(frozen=True, slots=True)
class CardReader:
    """A score card: a unit's name, a label, the score under or beside it, its category under that.

    ``unit`` is a pattern on the squashed line that begins the unit's name, which may take several
    lines; ``label`` on the squashed words before the score. ``tahun`` of each card is the last
    budget year printed above it, else the last other year that is no date's. ``columns``: where
    name, score and category go.
    """

    table: Table
    unit: str
    label: str
    columns: tuple[str, str, str]

    @property
    def annexes(self) -> tuple[Table, ...]:
        """None: a card is no table."""
        return ()

    def confirms(self, letter: LetterPages) -> bool:
        """Whether the card's label is printed."""
        return any(self._label(line) is not None for _, line in letter.lines)

    def _label(self, line: TextLine) -> list[Word] | None:
        """The words after the label on its line; nothing where the line is no label."""
        for end in range(len(line.words), 0, -1):
            if re.fullmatch(self.label, squash("".join(word.text for word in line.words[:end]))):
                return line.words[end:]
        return None

    def read(self, letter: LetterPages) -> Reading:
        """One row per label found."""
        draft = TableDraft(self.table)
        tahun, is_called = letter.tahun, False
        name: list[Word] = []
        lines = letter.lines
        for index, (page, line) in enumerate(lines):
            beside = self._label(line)
            if beside is not None:
                below = [other.words for on, other in lines[index + 1 : index + 3] if on is page]
                found = [name, *([beside] if beside else []), *below]
                draft.rows.append(self._row(page, found, tahun))
                name = []
            elif re.match(self.unit, squash(line.text)):
                name = list(line.words)
            elif _YEAR.search(line.text):
                called = LABELLED.findall(line.text)
                years = called or ([] if is_called else undated_years(line.text))
                tahun, is_called = int(years[-1]) if years else tahun, is_called or bool(called)
            elif name:
                name.extend(line.words)
        return Reading([draft])

    def _row(self, page: Page, found: list[list[Word]], tahun: int | None) -> RowDraft:
        parts = found[:3]
        if len(parts) == len(self.columns) and not _is_category(parts):
            parts = parts[:2]
        cells: dict[str, list[Part]] = {column: [] for column in self.columns}
        cells |= {
            column: [_part(page, words)]
            for column, words in zip(self.columns, parts, strict=False)
            if words
        }
        box = bounding_box([word for words in parts for word in words])
        return RowDraft(page, box, cells, {"tahun": str(tahun) if tahun else None})


_YEAR = re.compile(r"\b(20\d\d)\b")


def _is_category(parts: list[list[Word]]) -> bool:
    """Whether the last line is a word or two, close under the score; not the page's next text."""
    score, words = parts[1], parts[2]
    is_short = len(words) <= 2 and all(word.text.isalpha() for word in words)
    height = score[0].bottom - score[0].top
    return is_short and words[0].top - score[0].bottom < 2 * height
