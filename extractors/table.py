"""Annex tables over several pages: one reader, driven by a table's declaration.

A table begins at a grid whose header names its columns; later grids of the same letter continue it
when they repeat the header (obeyed, whatever its order) or have its columns' shape. A row without
its keys, first on a page, is the rest of the row broken over the page break.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.contract import Table
from extractors.draft import Derive, LetterRef, Part, RowDraft, TableDraft, total_claims
from extractors.grid import Grid, GridCell, find_grids
from extractors.header import Header, is_column_numbers, match_header
from extractors.model import Claim, Notice
from extractors.page import Page, TextLine, group_lines
from extractors.values import squash

SHAPE_TOLERANCE = 0.03
"""Share of a table's width by which a continued column may shift."""


@dataclass(slots=True)
class LetterPages:
    """The pages of one letter, as a table reader sees them."""

    pages: list[Page]
    tahun: int | None
    satker: str | None
    grids: dict[int, list[Grid]] = field(default_factory=dict)

    def grids_on(self, page: Page) -> list[Grid]:
        """Ruled tables of a page, found once."""
        if page.number not in self.grids:
            self.grids[page.number] = find_grids(page)
        return self.grids[page.number]

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

    def claims(self, ref: LetterRef) -> list[Claim]:
        """The printed totals of all tables."""
        return [claim for table in self.tables for claim in total_claims(table, ref)]


@dataclass(slots=True)
class Layout:
    """Where a table's columns stand, carried from grid to grid."""

    columns: dict[int, str]
    shape: list[float]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, grid: Grid, columns: dict[int, str], labels: tuple[str, ...]) -> Layout:
        """The layout that a grid's header gives."""
        return cls(columns, _shape(grid), labels)

    def fits(self, grid: Grid) -> bool:
        """Whether a grid has the same columns."""
        shape = _shape(grid)
        return len(shape) == len(self.shape) and all(
            abs(a - b) <= SHAPE_TOLERANCE for a, b in zip(shape, self.shape, strict=True)
        )


def _shape(grid: Grid) -> list[float]:
    """Column boundaries as shares of the table's width."""
    width = grid.xs[-1] - grid.xs[0]
    return [(x - grid.xs[0]) / width for x in grid.xs]


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

    def confirms(self, letter: LetterPages) -> bool:
        """Whether any grid of the pages carries this table's header."""
        return any(
            match_header(grid, self.table) is not None
            for page in letter.pages
            for grid in letter.grids_on(page)
        )

    def read(self, letter: LetterPages) -> Reading:
        """All rows of the letter's pages."""
        reading = Reading(derive=dict(self.derive))
        draft = TableDraft(self.table)
        layout: Layout | None = None
        last_page = 0
        for page in letter.pages:
            for order, grid in enumerate(letter.grids_on(page)):
                header = match_header(grid, self.table) if grid.column_count > 1 else None
                if header:
                    reading.notices.extend(_header_notices(self.table, header, page))
                    layout = Layout.of(grid, header.columns, header.labels)
                elif layout is None and len(self.default_order) == grid.column_count:
                    layout = Layout.of(grid, dict(enumerate(self.default_order)), ())
                elif layout is None or not layout.fits(grid):
                    layout = None if self.embedded else layout
                    if grid.column_count > 1 and not self.embedded:
                        reading.notices.append(_unplaced(self.table, page))
                    continue
                elif self.embedded and (order > 0 or page.number != last_page + 1):
                    layout = None
                    continue
                derived = self.context(letter, page, grid) if self.context else {}
                first = header.rows if header else 0
                add_rows(
                    draft, grid, layout, range(first, grid.row_count), derived, totals=self.totals
                )
                last_page = page.number
        if self.total_label:
            _keep_totals(draft, self.total_label)
        reading.tables.append(draft)
        return reading


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
        if is_column_numbers(grid, i) and at_start:
            continue
        row = row_draft(grid, i, layout.columns, derived)
        if row.is_blank() or _repeats_header(grid, i, layout):
            continue
        label = _first_cell(grid, i)
        if totals and label and re.match(totals, squash(label.text)):
            row.label = grid_part(grid, label)
            draft.totals.append(row)
        elif draft.rows and is_fragment(draft.table, draft.rows[-1], row, at_start=at_start):
            draft.rows[-1].absorb(row)
        else:
            draft.rows.append(row)
        at_start = False


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
    box = (grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1])
    return RowDraft(grid.page, box, cells, dict(derived))


def grid_part(grid: Grid, cell: GridCell) -> Part:
    """What a grid cell prints."""
    return Part(grid.page, (cell.x0, cell.top, cell.x1, cell.bottom), tuple(cell.words))


def _first_cell(grid: Grid, row: int) -> GridCell | None:
    return next((cell for cell in grid.cells[row] if cell.words), None)


def _repeats_header(grid: Grid, row: int, layout: Layout) -> bool:
    return bool(layout.labels) and all(
        squash(grid.cells[row][j].text) == layout.labels[j] for j in layout.columns
    )


def is_fragment(table: Table, before: RowDraft, row: RowDraft, *, at_start: bool) -> bool:
    """Whether a row is the rest of the one before it.

    First on a page: it lacks the keys, or only together do the two have what each row prints.
    Within a page: it prints text alone, each beginning in lower case, under a row with numbers.
    """
    keys_missing = not any(row.has(key) for key in table.keys)
    numbers = [c.name for c in table.columns if c.type != "text" and not c.derived]
    row_numbers = [name for name in numbers if row.has(name)]
    if at_start:
        if row.page.number == before.page.number:
            return False
        halves = not any(before.has(key) for key in table.keys) and not any(
            before.has(name) for name in row_numbers
        )
        return keys_missing or halves or (not row_numbers and any(map(before.has, numbers)))
    texts = [row.printed(c) for c in table.columns if c.type == "text" and row.has(c.name)]
    runs_on = bool(texts) and all(text[:1].islower() for text in texts)
    return not row_numbers and runs_on and any(map(before.has, numbers))


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


def _unplaced(table: Table, page: Page) -> Notice:
    return Notice(
        None,
        table.name,
        "tabel_tidak_dikenal",
        f"Tabel pada halaman {page.number} bukan {table.name} dan bukan lanjutannya; tidak dibaca.",
        page.number,
    )


def heading_above(page: Page, grid: Grid) -> str:
    """The words printed above a table on its page, in one line."""
    words = [word for word in page.words if word.bottom <= grid.ys[0] + 1.0]
    return " ".join(line.text for line in group_lines(words))
