"""What an extraction says of each page, gathered by place: rows, cells, columns, problems.

Everything is taken from the records that the reader leaves and from the page's own grids; the
reader knows nothing of it. Coordinates are the page's points, origin at the top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from extractors.model import Cell, Claim, Extraction, Letter, Notice, Row
from extractors.page import Box, Page
from extractors.registry import tables


@dataclass(slots=True)
class RowMark:
    """A row, or the part of it that stands on this page: ``name`` is its table and number."""

    table: str
    row: int
    box: Box
    is_continued: bool
    is_unplaced: bool

    @property
    def name(self) -> str:
        """Such as ``zi 15``; what stands on a later page than its beginning says so."""
        return f"{self.table} {self.row}{' (lanjutan)' if self.is_continued else ''}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why cells of one row, or of rows one after another, have no value; numbered on the page."""

    number: int
    table: str
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    printed: str
    reason: str
    boxes: tuple[Box, ...]

    @property
    def place(self) -> str:
        """Table, rows and columns in words."""
        return f"{self.table} {ranges(self.rows)}, {'/'.join(self.columns)}"


@dataclass(slots=True)
class PageFindings:
    """All that is known of one page. ``letter``: whose page it is, if any letter's."""

    page: Page
    letter: Letter | None
    rows: list[RowMark] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        """Whether its letter begins here."""
        return self.letter is not None and self.letter.page_first == self.page.number

    @property
    def tables(self) -> dict[str, list[RowMark]]:
        """The rows by table, in printed order."""
        found: dict[str, list[RowMark]] = {}
        for row in self.rows:
            found.setdefault(row.table, []).append(row)
        return found


Placed = TypeVar("Placed", Row, Cell, Claim)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in few words: ``1, 3–5``."""
    parts = []
    for _, group in groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(parts)


def box_of(item: Row | Cell | Claim) -> Box:
    """A record's box."""
    return item.x0, item.top, item.x1, item.bottom


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def is_unplaced(cell: Cell) -> bool:
    """Whether a cell is kept in a column that its table does not have."""
    return cell.column not in tables()[cell.table].column_names


def page_findings(extraction: Extraction, pages: list[Page]) -> list[PageFindings]:
    """What was found on each page, in the order of the file."""
    letters = {letter.letter: letter for letter in extraction.letters}
    found = {page.number: PageFindings(page, letters.get(page.letter or 0)) for page in pages}
    for cell in extraction.cells:
        found[cell.page].cells.append(_among_words(cell, found[cell.page].page))
    for claim in extraction.claims:
        found[claim.page].claims.append(_among_words(claim, found[claim.page].page))
    for notice in extraction.notices:
        letter = letters.get(notice.letter or 0)
        number = notice.page or (letter.page_first if letter else pages[0].number)
        found[number].notices.append(notice)
    rows = {
        (row.letter, row.table, row.row): _among_words(row, found[row.page].page)
        for row in extraction.rows
    }
    for findings in found.values():
        findings.rows = list(_row_marks(findings, rows))
        findings.problems = list(_problems(findings.cells))
    return list(found.values())


def _among_words(item: Placed, page: Page) -> Placed:
    """A record whose box stands where its words do: a scan's words stand on the straight page."""
    if page.to_displayed is None:
        return item
    x0, top, x1, bottom = page.straightened(box_of(item))
    return replace(item, x0=x0, top=top, x1=x1, bottom=bottom)


def _row_marks(findings: PageFindings, rows: dict[tuple[int, str, int], Row]) -> Iterator[RowMark]:
    """The rows that begin on a page or have a printed part on it."""
    parts: dict[tuple[int, str, int], list[Cell]] = {
        key: [] for key, row in rows.items() if row.page == findings.page.number
    }
    for cell in findings.cells:
        parts.setdefault((cell.letter, cell.table, cell.row), []).append(cell)
    for key, cells in parts.items():
        row = rows[key]
        begins = row.page == findings.page.number
        yield RowMark(
            row.table,
            row.row,
            box_of(row) if begins else around(map(box_of, cells)),
            is_continued=not begins,
            is_unplaced=bool(cells) and all(map(is_unplaced, cells)),
        )


def _problems(cells: list[Cell]) -> Iterator[Problem]:
    """Problem cells row by row; rows that follow each other with the same problem are one."""
    by_row: dict[tuple[str, int, str], list[Cell]] = {}
    for cell in cells:
        if cell.problem is not None:
            by_row.setdefault((cell.table, cell.row, cell.problem), []).append(cell)
    pending: list[list[Cell]] = []
    number = 1
    for row in by_row.values():
        if pending and not _same_problem(pending[-1], row):
            yield _problem(number, pending)
            number, pending = number + 1, []
        pending.append(row)
    if pending:
        yield _problem(number, pending)


def _same_problem(before: list[Cell], row: list[Cell]) -> bool:
    last, first = before[0], row[0]
    is_next = last.table == first.table and first.row == last.row + 1
    same_columns = {cell.column for cell in before} == {cell.column for cell in row}
    return is_next and same_columns and last.problem == first.problem


def _problem(number: int, rows: list[list[Cell]]) -> Problem:
    cells = [cell for row in rows for cell in row]
    return Problem(
        number,
        cells[0].table,
        tuple(dict.fromkeys(cell.row for cell in cells)),
        tuple(dict.fromkeys(cell.column for cell in cells)),
        "; ".join(cell.printed for cell in cells if cell.printed),
        cells[0].problem or "",
        tuple(box_of(cell) for cell in cells),
    )
