"""One page with everything that was found on it drawn in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PIL import Image

from extractors.drawing import canvas as margins
from extractors.drawing import marks
from extractors.drawing.canvas import TEXT_POINTS, Canvas
from extractors.drawing.columns import ColumnMark, GridMark, is_inside
from extractors.drawing.findings import PageFindings, RowMark, box_of, is_unplaced, ranges
from extractors.drawing.picture import scale_of
from extractors.drawing.words import letter_lines
from extractors.page import Box

LINE_HEIGHT = TEXT_POINTS * 1.3
"""Points from line to line of what is written beside the print."""

MAX_REASON = 240
"""Characters of a reason that are drawn; the index has all of it."""

_COLUMN_STYLES = {
    "dikenal": marks.CELL,
    "ragu": marks.PROBLEM,
    "tidak dikenal": marks.SKIPPED,
    "tidak dibaca": marks.LINE,
}


def draw_page(
    findings: PageFindings, grids: Sequence[GridMark], picture: Image.Image
) -> Image.Image:
    """The page's picture (``page_picture``) with all marks, a legend and the letter on top."""
    sheet = Canvas(picture, scale_of(findings.page), _right_margin(findings))
    _draw_text(sheet, findings)
    _draw_grids(sheet, grids)
    _draw_cells(sheet, findings)
    _draw_claims(sheet, findings)
    _draw_column_names(sheet, grids, findings)
    _draw_row_names(sheet, findings.rows)
    _draw_reasons(sheet, findings)
    _draw_letter(sheet, findings)
    _draw_legend(sheet)
    return sheet.image


def _right_margin(findings: PageFindings) -> float:
    """Room for reasons where there are any, and for tables that run off the paper."""
    has_reasons = bool(findings.problems or findings.notices)
    beyond = max((cell.x1 - findings.page.width for cell in findings.cells), default=0.0)
    return max(margins.RIGHT if has_reasons else margins.NARROW, beyond + margins.NARROW)


def _draw_text(sheet: Canvas, findings: PageFindings) -> None:
    page = findings.page
    for line in page.lines:
        sheet.mark(line.box, marks.LINE)
    for word in page.words:
        sheet.mark((word.x0, word.top, word.x1, word.bottom), marks.WORD)
    for edge in page.horizontals:
        sheet.rule(edge.start, edge.at, edge.end, edge.at, marks.RULE)
    for edge in page.verticals:
        sheet.rule(edge.at, edge.start, edge.at, edge.end, marks.RULE)


def _draw_grids(sheet: Canvas, grids: Sequence[GridMark]) -> None:
    for grid in grids:
        for box in grid.skipped:
            sheet.mark(box, marks.SKIPPED)
        if grid.state == "tidak dibaca":
            sheet.mark(grid.box, marks.SKIPPED)
            sheet.write(
                grid.box[0],
                grid.box[1] - LINE_HEIGHT,
                "tabel tidak dibaca",
                frame=marks.SKIPPED.colour,
            )


def _draw_cells(sheet: Canvas, findings: PageFindings) -> None:
    for cell in findings.cells:
        if not is_unplaced(cell) and cell.problem is None:
            sheet.mark(box_of(cell), marks.CELL)
    for row in findings.rows:
        if row.is_unplaced:
            sheet.mark(row.box, marks.UNPLACED)
    for cell in findings.cells:
        if not is_unplaced(cell) and cell.problem is not None:
            sheet.mark(box_of(cell), marks.PROBLEM)


def _draw_claims(sheet: Canvas, findings: PageFindings) -> None:
    """A line below each statement's words, with the numbers that the index lists."""
    by_box: dict[Box, list[int]] = {}
    in_tables = {box_of(claim) for claim in findings.claims if claim.source == "tabel"}
    for number, claim in enumerate(findings.claims, start=1):
        by_box.setdefault(box_of(claim), []).append(number)
    for box, numbers in by_box.items():
        sheet.mark(box, marks.CLAIM)
        text = f"P{ranges(numbers)}"
        x = box[2] - sheet.width_of(text) - 3 if box in in_tables else box[2] + 2
        sheet.write(x, box[3] - LINE_HEIGHT, text, frame=marks.CLAIM.colour)


def _draw_column_names(sheet: Canvas, grids: Sequence[GridMark], findings: PageFindings) -> None:
    """Over each ruled column, and over the first cell of a column without rules."""
    for grid in grids:
        ends: list[float] = []
        for column in grid.columns:
            _draw_column_name(sheet, grid.box[1], column, ends)
    named: set[tuple[str, str]] = set()
    for cell in findings.cells:
        if (cell.table, cell.column) in named or any(
            is_inside(box_of(cell), grid.box) for grid in grids
        ):
            continue
        named.add((cell.table, cell.column))
        sheet.write(cell.x0, cell.top - LINE_HEIGHT, cell.column, frame=marks.CELL.colour)


def _draw_column_name(sheet: Canvas, top: float, column: ColumnMark, ends: list[float]) -> None:
    """A name over its column, on the lowest line that has room (``ends``: where lines end)."""
    width = sheet.width_of(column.text)
    middle = (column.x0 + column.x1) / 2
    x = min(max(middle - width / 2, -margins.LEFT + 4), sheet.page_width - width)
    level = next((k for k, end in enumerate(ends) if end <= x), len(ends))
    ends[level : level + 1] = [x + width + 5]
    y = top - (level + 1) * (LINE_HEIGHT + 2)
    colour = _COLUMN_STYLES[column.state].colour
    sheet.lead(middle, y + TEXT_POINTS, middle, top, colour)
    sheet.write(x, y, column.text, frame=colour)


def _draw_row_names(sheet: Canvas, rows: Iterable[RowMark]) -> None:
    """Names left of the page, each at its row; rows of one height share a line."""
    by_top: dict[int, list[RowMark]] = {}
    for row in rows:
        by_top.setdefault(round(row.box[1]), []).append(row)
    floor = -margins.TOP
    for _, group in sorted(by_top.items()):
        x = min(row.box[0] for row in group)
        middle = (group[0].box[1] + group[0].box[3]) / 2
        for text in _row_names(group):
            y = max(middle - LINE_HEIGHT / 2, floor)
            width = sheet.width_of(text)
            sheet.write(-width - 6, y, text)
            sheet.lead(-4, y + LINE_HEIGHT / 2, x, middle, marks.GREY)
            floor = y + LINE_HEIGHT


def _row_names(rows: list[RowMark]) -> list[str]:
    if len(rows) == 1:
        return [rows[0].name]
    by_table: dict[str, list[int]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row.row)
    return [f"{table} {ranges(numbers)}" for table, numbers in by_table.items()]


def _draw_reasons(sheet: Canvas, findings: PageFindings) -> None:
    """Reasons right of the page, each as near its cells as there is room, then notices."""
    x = sheet.page_width + 8
    floor = -margins.TOP + 4
    width = margins.RIGHT - 14
    notices = [f"{notice.code}: {notice.message}" for notice in findings.notices]
    for text in notices:
        for line in sheet.wrapped(text[:MAX_REASON], width):
            sheet.write(x, floor, line)
            floor += LINE_HEIGHT
        floor += LINE_HEIGHT / 2
    for problem in findings.problems:
        box = problem.boxes[0]
        middle = (box[1] + box[3]) / 2
        y = max(middle - LINE_HEIGHT / 2, floor)
        text = f"!{problem.number} {problem.place}: {problem.reason}"
        lines = sheet.wrapped(text[:MAX_REASON], width)
        last = sheet.page_height + margins.BOTTOM - LINE_HEIGHT
        if y + len(lines) * LINE_HEIGHT > last:
            sheet.write(x, min(y, last), "... selebihnya di index.html")
            return
        right = max(b[2] for b in problem.boxes if b[1] == box[1])
        sheet.lead(right, middle, x - 3, y + LINE_HEIGHT / 2, marks.PROBLEM.colour)
        for line in lines:
            sheet.write(x, y, line)
            y += LINE_HEIGHT
        floor = y + 2


def _draw_letter(sheet: Canvas, findings: PageFindings) -> None:
    """Whose page it is, on top."""
    y = -margins.TOP + 5
    for order, text in enumerate(letter_lines(findings)):
        points = 9.0 if order == 0 else 7.0
        room = sheet.page_width + margins.LEFT - 12
        line = sheet.wrapped(text, room, points)[0]
        sheet.write(-margins.LEFT + 8, y, line, points=points)
        y += points * 1.4


def _draw_legend(sheet: Canvas) -> None:
    """What the marks mean, below the page."""
    x, y = -margins.LEFT + 8, sheet.page_height + 10
    for style in marks.LEGEND:
        width = sheet.width_of(style.meaning) + 34
        if x + width > sheet.page_width + 4:
            x, y = -margins.LEFT + 8, y + LINE_HEIGHT + 5
        sheet.mark((x, y, x + 18, y + LINE_HEIGHT), style)
        sheet.write(x + 22, y, style.meaning)
        x += width
