"""Annex tables over several pages: one reader, driven by a table's declaration.

A table begins at a grid whose header names its columns; later grids of the same letter continue it
when they repeat the header (obeyed, whatever its order), have its columns' widths, or print the
same kinds of values in as many columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from extractors import carried
from extractors.borderless.tables import complete_grids
from extractors.contract import Table
from extractors.draft import Derive, LetterRef, Part, RowDraft, TableDraft, grid_part, total_claims
from extractors.fragment import is_fragment
from extractors.grid import Grid, GridCell, find_grids, lines_outside
from extractors.header import Header, is_column_numbers, is_data, is_other_header, match_header
from extractors.labels import label_of
from extractors.layout import Layout, shape_of
from extractors.model import Claim, Notice
from extractors.page import Box, Page, TextLine
from extractors.values import squash
from extractors.years import other_year

_SUMMARY = re.compile(
    r"(nilai)?(ratarata|rerata|jumlah|total|subtotal)(nasional|nilai|skor)?|nasional"
)

CAPTION_LINES = 2
"""A table's caption is looked for in so many lines above it."""

INSIDE = 2.0
"""Points from a cell's rules within which ink is a rule's, not the cell's."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class LetterPages:
    """The pages of one letter, as a table reader sees them."""

    pages: list[Page]
    tahun: int | None
    satker: str | None
    tables: tuple[Table, ...] = ()
    """What the letter's annexes may hold: looked for also where they print no lines."""
    grids: dict[int, list[Grid]] = field(default_factory=dict)
    outside: dict[int, list[TextLine]] = field(default_factory=dict)
    """By page number, as ``grids``: the lines around its tables."""
    read: set[int] = field(default_factory=set)
    """Which tables (by identity) a reader has placed."""

    def grids_on(self, page: Page) -> list[Grid]:
        """Tables of a page, found once; without lines, on all pages of the letter together."""
        if page.number not in self.grids:
            if self.tables:
                self.grids = complete_grids(self.pages, self.tables)
            else:
                self.grids[page.number] = find_grids(page)
        return self.grids[page.number]

    def lines_outside(self, page: Page) -> list[TextLine]:
        """A page's text lines around its tables, put together once."""
        if page.number not in self.outside:
            self.outside[page.number] = lines_outside(page, self.grids_on(page))
        return self.outside[page.number]

    def lines_above(self, page: Page, grid: Grid) -> list[TextLine]:
        """The lines between a table and the one above it, or the top of their page."""
        top = grid.ys[0]
        ends = [other.ys[-1] for other in self.grids_on(page) if other.ys[-1] <= top + 1.0]
        start = max(ends, default=0.0)
        return [line for line in self.lines_outside(page) if start - 1.0 < line.middle < top + 1.0]

    @property
    def lines(self) -> list[tuple[Page, TextLine]]:
        """All text lines of the letter with their page."""
        return [(page, line) for page in self.pages for line in page.lines]


@dataclass(slots=True)
class Reading:
    """What a reader found."""

    tables: list[TableDraft] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    derive: dict[str, Derive] = field(default_factory=dict)
    stated: list[Claim] = field(default_factory=list)

    def claims(self, ref: LetterRef) -> list[Claim]:
        """The printed totals of all tables, and what else they state."""
        totals = [claim for table in self.tables for claim in total_claims(table, ref)]
        own = [replace(claim, letter=ref.letter, nomor=ref.nomor) for claim in self.stated]
        return totals + own


Context = Callable[[LetterPages, Page, Grid], dict[str, str | None]]


@dataclass(frozen=True, slots=True)
class GridReader:
    """Reads one ruled annex table.

    ``default_order``: the columns, left to right, of a table that prints no header at all.
    ``context``: values of derived columns from what stands around a grid.
    ``derive``: values of derived columns from the row's own values.
    ``totals``: pattern on the squashed first text of a row that is a printed total: a statement
    about the rows, unless ``total_label`` names the column that takes its label; then it is a row.
    ``embedded``: the table stands among others and continues only at once, on the next page's top.
    """

    table: Table
    default_order: tuple[str, ...] = ()
    context: Context | None = None
    derive: tuple[tuple[str, Derive], ...] = ()
    totals: str | None = None
    total_label: str | None = None
    embedded: bool = False

    @property
    def annexes(self) -> tuple[Table, ...]:
        """The table it reads."""
        return (self.table,)

    def confirms(self, letter: LetterPages) -> bool:
        """Whether any grid of the pages carries this table's whole header."""
        headers = (
            match_header(grid, self.table)
            for page in letter.pages
            for grid in letter.grids_on(page)
        )
        return any(header is not None and not header.missing for header in headers)

    def read(self, letter: LetterPages) -> Reading:
        """All rows of the letter's pages."""
        reading = Reading(derive=dict(self.derive))
        draft = TableDraft(self.table)
        layout: Layout | None = None
        last_page = 0
        for page in letter.pages:
            for order, grid in enumerate(letter.grids_on(page)):
                header = self._header(letter, grid)
                if header:
                    reading.notices.extend(_header_notices(self.table, header, page))
                    layout = Layout.of(grid, header, self._doubt(letter, page, grid))
                    draft.table = self.table.without(header.missing)
                elif layout is None and not draft.rows and self._prints_no_header(grid):
                    layout = Layout(dict(enumerate(self.default_order)), shape_of(grid), ())
                elif layout and is_other_header(grid, self.table, layout.labels):
                    layout = None
                    continue
                elif layout is None or not self._continues(layout, grid):
                    layout = None if self.embedded else layout
                    continue
                elif self.embedded and (order > 0 or page.number != last_page + 1):
                    layout = None
                    continue
                derived = self.context(letter, page, grid) if self.context else {}
                first = header.rows if header else 0
                add_rows(
                    draft, grid, layout, range(first, grid.row_count), derived, totals=self.totals
                )
                letter.read.add(id(grid))
                last_page = page.number
        if self.total_label:
            _keep_totals(draft, self.total_label)
        reading.tables.append(draft)
        return reading

    def _header(self, letter: LetterPages, grid: Grid) -> Header | None:
        if grid.column_count < 2:
            return None
        return match_header(grid, self.table, tahun=letter.tahun)

    def _doubt(self, letter: LetterPages, page: Page, grid: Grid) -> str | None:
        """Why the figures of a table are not those of the letter's year, where that is so.

        Tables with a context have years of their own, those of a report captions of many sorts.
        """
        if self.embedded or self.context:
            return None
        caption = letter.lines_above(page, grid)[-CAPTION_LINES:]
        return other_year(" ".join(line.text for line in caption), letter.tahun)

    def _prints_no_header(self, grid: Grid) -> bool:
        """Whether a table has the columns of one that prints no header, and begins with a row."""
        return len(self.default_order) == grid.column_count and is_data(grid, 0)

    def _continues(self, layout: Layout, grid: Grid) -> bool:
        """Whether a grid without a header goes on with the table; an annex has one table only."""
        return layout.fits(grid) or (not self.embedded and layout.suits(grid, self.table))


def add_rows(
    draft: TableDraft,
    grid: Grid,
    layout: Layout,
    rows: range,
    derived: dict[str, str | None],
    *,
    totals: str | None = None,
) -> None:
    """Add a grid's rows to a table: blank and header rows left out, broken rows joined."""
    at_start = True
    for i in rows:
        if (is_column_numbers(grid, i) and at_start) or _is_no_row(grid, i):
            continue
        row = row_draft(grid, i, layout.columns, derived)
        _add_rivals(row, grid, i, layout)
        if layout.doubt:
            row.doubts.update(dict.fromkeys(_figures(draft.table), layout.doubt))
        if row.is_blank() or _repeats_header(grid, i, layout):
            continue
        label = _first_cell(grid, i)
        if totals and label and re.match(totals, squash(label.text)):
            row.label = grid_part(grid, label)
            draft.totals.append(row)
        elif (
            draft.rows and not _stands_apart(grid, i) and is_fragment(draft, row, at_start=at_start)
        ):
            draft.rows[-1].absorb(row)
        else:
            carried.fill(draft, row, grid, layout.columns, i=i, first=rows.start)
            draft.rows.append(row)
        at_start = False
    carried.remember(draft, grid, rows.start, layout.columns)


def _figures(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.type in ("decimal", "money")]


def _stands_apart(grid: Grid, i: int) -> bool:
    """Whether a row says something about others: a group's name across the table, an average."""
    first = _first_cell(grid, i)
    if first is None:
        return False
    is_across = first.column_end - first.column == grid.column_count > 1
    return is_across or _SUMMARY.fullmatch(squash(first.text)) is not None


def _is_no_row(grid: Grid, i: int) -> bool:
    """Whether a line across a few columns, as of a stamp, cuts a row in two and this part is empty.

    All that it prints stands in cells that reach into another part of the row, which prints more
    or comes first.
    """
    printed = [cell for cell in grid.cells[i] if cell.words]
    cut = [cell for cell in grid.cells[i] if cell.row_end - cell.row == 1]
    if not printed or _prints_itself(grid, i) or 2 * len(cut) >= grid.column_count:
        return False
    if any(is_hidden(grid_part(grid, cell)) for cell in cut):
        return False
    parts = range(max(cell.row for cell in printed), min(cell.row_end for cell in printed))
    return any(k < i or _prints_itself(grid, k) for k in parts if k != i)


def _prints_itself(grid: Grid, i: int) -> bool:
    """Whether a row has words in a cell that is of no other row."""
    return any(cell.words and cell.row_end - cell.row == 1 for cell in grid.cells[i])


def _add_rivals(row: RowDraft, grid: Grid, i: int, layout: Layout) -> None:
    """Show what each column that may be meant prints, and take none of them."""
    for name, others in layout.rivals.items():
        row.cells[name].extend(grid_part(grid, grid.cells[i][j]) for j in others)
        row.doubts[name] = f"{len(others) + 1} kolom sama-sama dapat berarti {name}"


def _keep_totals(draft: TableDraft, column: str) -> None:
    """Printed totals as the table's last rows, their label in the given column."""
    for row in draft.totals:
        if row.label and not row.has(column):
            row.cells[column] = [row.label]
        draft.rows.append(row)
    draft.totals.clear()


def row_draft(
    grid: Grid, row: int, columns: dict[int, str], derived: dict[str, str | None]
) -> RowDraft:
    """The printed parts of one grid row by column name."""
    cells = {name: [grid_part(grid, grid.cells[row][j])] for j, name in columns.items()}
    doubts = {name: doubt for j, name in columns.items() if (doubt := grid.cells[row][j].doubt)}
    box = (grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1])
    hidden = {name for name, parts in cells.items() if is_hidden(parts[0])}
    if grid.page.method == "ocr":
        for j, name in columns.items():
            if _is_run_together(grid, grid.cells[row][j]):
                doubts.setdefault(name, "garis tabel di sini tidak terlihat utuh")
    return RowDraft(grid.page, box, cells, dict(derived), doubts=doubts, hidden=hidden)


def _is_run_together(grid: Grid, cell: GridCell) -> bool:
    """Whether a stained cell prints words in several of its squares: a rule may be hidden."""
    rows = {bisect_right(grid.ys, (word.top + word.bottom) / 2) for word in cell.words}
    columns = {bisect_right(grid.xs, (word.x0 + word.x1) / 2) for word in cell.words}
    is_spread = (cell.row_end - cell.row > 1 and len(rows) > 1) or (
        cell.column_end - cell.column > 1 and len(columns) > 1
    )
    return is_spread and _is_stained(grid.page, (cell.x0, cell.top, cell.x1, cell.bottom))


def is_hidden(part: Part) -> bool:
    """Whether a cell shows no words but ink that may hide some."""
    return not part.words and _is_stained(part.page, part.box)


def _is_stained(page: Page, box: Box) -> bool:
    """Whether ink that is no letter's lies within a box, its rules left out."""
    x0, top, x1, bottom = box
    return any(
        x0 + INSIDE < (a + c) / 2 < x1 - INSIDE and top + INSIDE < (b + d) / 2 < bottom - INSIDE
        for a, b, c, d in page.stains
    )


def _first_cell(grid: Grid, row: int) -> GridCell | None:
    return next((cell for cell in grid.cells[row] if cell.words), None)


def _repeats_header(grid: Grid, row: int, layout: Layout) -> bool:
    return bool(layout.labels) and all(
        label_of(grid.cells[row][j].text) == layout.labels[j] for j in layout.columns
    )


def _header_notices(table: Table, header: Header, page: Page) -> list[Notice]:
    notices = [
        Notice(
            None,
            table.name,
            "kolom_hilang",
            f"Kolom '{name}' tidak ditemukan pada kepala tabel {table.name}; periksa halaman ini.",
            page.number,
        )
        for name in header.missing
    ]
    notices.extend(
        Notice(
            None,
            table.name,
            "kolom_tidak_dikenal",
            f"Kolom '{label}' pada tabel {table.name} tidak dikenal dan tidak dibaca.",
            page.number,
        )
        for label in header.unknown
    )
    return notices
