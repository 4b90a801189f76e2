"""Tables per satker that stand in the sections of a report's indicators."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.contract import Table
from extractors.draft import TableDraft
from extractors.grid import Grid
from extractors.header import match_header
from extractors.layout import Layout
from extractors.report.passages import passages
from extractors.table import LetterPages, Reading, add_rows
from extractors.values import squash


@dataclass(frozen=True, slots=True)
class SectionReader:
    """Reads the tables per satker that stand in the indicators' sections.

    ``table`` must name a satker and at least one figure. A table ends where another one's header
    begins in the same grid, and goes on where the next page begins with a grid of its shape.
    """

    table: Table
    figures: tuple[str, ...]
    totals: str

    @property
    def annexes(self) -> tuple[Table, ...]:
        """None: a section's tables are found by their lines alone."""
        return ()

    def confirms(self, letter: LetterPages) -> bool:
        """Tables in sections never decide what a document is."""
        return False

    def read(self, letter: LetterPages) -> Reading:
        """All rows, with the number of the indicator they stand under."""
        draft = TableDraft(self.table)
        layout: Layout | None = None
        section: str | None = None
        last_page = 0
        for part in passages(letter):
            if part.grid is None:
                layout = layout if part.page.number != last_page else None
                continue
            end = _next_header(part.grid)
            header = match_header(part.grid, self.table)
            if header and part.ikk and set(self.figures) & set(header.columns.values()):
                layout, section = Layout.of(part.grid, header), part.ikk
            elif layout is None or not layout.fits(part.grid) or part.ikk != section:
                layout = None
                continue
            first = header.rows if header else 0
            derived: dict[str, str | None] = {"indikator": section}
            add_rows(draft, part.grid, layout, range(first, end), derived, totals=self.totals)
            last_page = part.page.number
        return Reading([draft])


def _next_header(grid: Grid) -> int:
    """The row at which another table's header begins in the same grid."""
    for i in range(1, grid.row_count):
        if squash(grid.cells[i][0].text) in {"no", "nomor"}:
            return i
    return grid.row_count
