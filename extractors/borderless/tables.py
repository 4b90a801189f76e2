"""Tables without lines over a letter's pages, as grids.

A table is found by its header; the pages after it go on with its columns, under the header again,
under another one, or under none. Columns that a page prints elsewhere are found by their white
space and must be as many.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.borderless.build import build_grid, divide
from extractors.borderless.columns import FIGURE, Columns, Namer
from extractors.borderless.header import FoundHeader, find_header, has_figure, repeated
from extractors.borderless.region import (
    Region,
    begins_anew,
    column_types,
    cut_region,
)
from extractors.borderless.white import WIDE, body_end, chunks, nearest, space_width, strips
from extractors.contract import Table
from extractors.grid import Grid, find_grids, lines_outside, words_outside
from extractors.header import match_header
from extractors.page import Page, Word, group_lines


def complete_grids(pages: Sequence[Page], tables: Sequence[Table]) -> dict[int, list[Grid]]:
    """The tables of a letter by page number: ruled ones, and those of ``tables`` without lines."""
    ruled = {page.number: find_grids(page) for page in pages}
    loose = {page.number for page in pages if _has_loose_rows(page, ruled[page.number])}
    if not loose or not tables:
        return ruled
    finder = _Finder([Namer(table) for table in tables], ruled)
    for page in pages:
        finder.see(page, is_loose=page.number in loose)
    for chain in finder.chains:
        gains = [_gains(region, ruled[region.page.number]) for region in chain]
        if not any(gains):
            continue
        for region, grid, gain in zip(chain, divide(chain), gains, strict=True):
            if gain or 2 * sum(gains) > len(gains):
                own = ruled[region.page.number]
                kept = [other for other in own if not _overlaps(other, grid)]
                ruled[region.page.number] = sorted(
                    [*kept, grid], key=lambda item: (item.ys[0], item.xs[0])
                )
    return ruled


def _is_sound(grid: Grid) -> bool:
    """Whether a ruled table parts its rows and columns."""
    return grid.column_count > 1 and not any(
        _is_stacked([line.text for line in group_lines(cell.words)])
        for row in grid.cells
        for cell in row
        if len(cell.words) > 1
    )


def _is_stacked(texts: Sequence[str]) -> bool:
    """Whether a cell's lines are figures of several rows, not one figure that wraps."""
    figures = [text for text in texts if FIGURE.fullmatch(text)]
    whole = sum("," in text or "." in text for text in figures)
    numbers = [int(text) for text in figures if text.isdigit()]
    return len(figures) > 2 or whole > 1 or any(b == a + 1 for a, b in pairwise(numbers))


def _has_loose_rows(page: Page, grids: Sequence[Grid]) -> bool:
    """Whether words outside the ruled tables stand as a row with figures does."""
    lines = lines_outside(page, [grid for grid in grids if _is_sound(grid)])
    space = space_width(lines)
    return any(has_figure(line) and len(chunks(line.words, space)) > 1 for line in lines)


def _overlaps(ruled: Grid, grid: Grid) -> bool:
    """Whether a ruled table stands in the place of another, page frames included."""
    return ruled.ys[0] < grid.ys[-1] - 1.0 and ruled.ys[-1] > grid.ys[0] + 1.0


def _gains(region: Region, ruled: Sequence[Grid]) -> bool:
    """Whether a table has figures where no ruled one parts its rows and columns."""
    outside = set(words_outside(region.page, [grid for grid in ruled if _is_sound(grid)]))
    return any(
        FIGURE.fullmatch(word.text) and word in outside
        for line in region.body
        for word in line.words
    )


class _Finder:
    """Finds one letter's tables page by page, remembering the last one."""

    def __init__(self, namers: Sequence[Namer], ruled: dict[int, list[Grid]]) -> None:
        self.namers, self.ruled = namers, ruled
        self.last: FoundHeader | None = None
        self.is_open = False
        self.chains: list[list[Region]] = []
        """Regions of tables that go on over pages, table by table."""

    def see(self, page: Page, *, is_loose: bool) -> None:
        """Look for tables on the next page; a ruled page only goes on with one without lines."""
        if is_loose or (self.last is not None and self.is_open):
            self._page(page)
        elif self.ruled[page.number]:
            self.last = None

    def _page(self, page: Page) -> None:
        space = space_width(page.lines)
        at = 0
        while at < len(page.lines):
            found = self._next(page, at, space)
            begin = found[1].first if found else len(page.lines)
            rest = self._rest(page, at, begin, space) if self.last else None
            if rest and not (at and self._is_other(rest)):
                self._add(rest)
            if found is None:
                return
            header, region = found
            goes_on = self.last is not None and _same(self.last, header)
            self.last = header
            self._add(region, anew=not goes_on)
            at = region.end

    def _next(self, page: Page, start: int, space: float) -> tuple[FoundHeader, Region] | None:
        """The next header that a reader will know, and its table's part of the page."""
        while (header := self._header(page, start, space)) is not None:
            lines = (header.first, header.end)
            region = cut_region(
                page,
                header.columns,
                header.namer,
                header.end,
                len(page.lines),
                head=lines,
                is_open=self.last is not None and header.namer is self.last.namer,
            )
            if region and _confirmed(region):
                return header, region
            start = header.end
        return None

    def _header(self, page: Page, start: int, space: float) -> FoundHeader | None:
        """The next header: the last one again, or another."""
        if self.last and (again := repeated(page.lines, start, self.last)):
            columns = _shown_again(page, again, self.last.columns)
            return FoundHeader(*again, columns, self.last.namer)
        return find_header(page.lines, start, self.namers, space)

    def _add(self, region: Region, *, anew: bool = False) -> None:
        if anew or not self.chains:
            self.chains.append([])
        self.chains[-1].append(region)
        self.is_open = _gains(region, self.ruled[region.page.number])

    def _is_other(self, rest: Region) -> bool:
        """Whether rows further down a page are another table's than the last one's."""
        last = self.chains[-1][-1]
        numbered = (line for line in reversed(last.body) if last.figures & set(line.cells))
        before = next(numbered, last.body[-1])
        types = column_types(rest.columns, rest.namer)
        return any(begins_anew(before, line, types) for line in rest.body)

    def _is_broken_off(self, page: Page) -> bool:
        """Whether the page before ends in a row that leaves words out."""
        before = self.chains[-1][-1]
        is_next = before.page.number + 1 == page.number and before.end == len(before.page.lines)
        return is_next and any(j not in before.body[-1].cells for j in before.text_columns())

    def _rest(self, page: Page, start: int, stop: int, space: float) -> Region | None:
        """The last table's rows on a page that does not print its header."""
        assert self.last is not None
        known = self.last.columns
        options = [known]
        if (own := _own_columns(page, start, stop, known, space)) is not None:
            options.append(own)
        is_open = start == 0 and self._is_broken_off(page)
        regions = [
            region
            for columns in options
            if (region := cut_region(page, columns, self.last.namer, start, stop, is_open=is_open))
        ]
        return max(regions, key=lambda region: len(region.body), default=None)


def _confirmed(region: Region) -> bool:
    """Whether the reader of the table will know its header."""
    header = match_header(
        build_grid(region, [(k, k + 1) for k in range(len(region.body))], {}), region.namer.table
    )
    return header is not None


def _same(last: FoundHeader, header: FoundHeader) -> bool:
    return last.columns.names == header.columns.names and last.namer is header.namer


def _shown_again(page: Page, lines: tuple[int, int], columns: Columns) -> Columns:
    """The columns of a header that is printed again, with its words of this page."""
    heads: list[list[Word]] = [[] for _ in columns.heads]
    spans = []
    over = {word.text for span in columns.spans for word in span}
    labels = [{word.text for word in words} for words in columns.heads]
    for line in page.lines[lines[0] : lines[1]]:
        for word in line.words:
            j = columns.at((word.x0 + word.x1) / 2)
            if word.text in over and word.text not in labels[j]:
                spans.append([word])
            else:
                heads[j].append(word)
    return Columns(columns.bounds, columns.names, columns.extents, heads, spans, columns.score)


def _own_columns(page: Page, start: int, stop: int, known: Columns, space: float) -> Columns | None:
    """A page's own columns, where its rows leave as many as the table has."""
    first = next((k for k in range(start, stop) if has_figure(page.lines[k])), None)
    if first is None:
        return None
    lines = [line.words for line in page.lines[first : body_end(page.lines, first, space)]]
    found = strips((), lines)
    near = nearest(found, len(lines))
    groups = [[found[0]]]
    for k, strip in enumerate(found[1:], start=1):
        if k in near and near[k][1] > WIDE * space:
            groups.append([])
        groups[-1].append(strip)
    if len(groups) != len(known.names):
        return None
    extents = [(group[0].x0, group[-1].x1) for group in groups]
    bounds = [extents[0][0]]
    bounds += [(a[1] + b[0]) / 2 for a, b in pairwise(extents)]
    bounds.append(extents[-1][1])
    return Columns(bounds, known.names, extents)
