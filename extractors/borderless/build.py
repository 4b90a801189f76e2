"""A table without lines as a grid: its rows divided, its cells with boxes, words and doubts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from statistics import median

from extractors.borderless.region import Region, column_types
from extractors.borderless.rows import RowFinder, common_openings
from extractors.borderless.white import space_width
from extractors.grid import Grid, GridCell
from extractors.page import Word, bounding_box

MARGIN = 1.5
"""Points around a table's outermost words."""

SEVERAL = 4
"""A column shows where its figures stand when it prints this many on a page."""

ASTRAY = 0.3
"""A figure is out of place with less than this share of it where the others stand."""

OUTLIERS = 300
"""Of this many gaps between lines, the least may be out of line."""

_ROW_DOUBT = "baris di atas atau di bawahnya mungkin yang memuat teks ini"
_EDGE_DOUBT = "teks tepat di atas atau di bawah tabel mungkin lanjutannya"
_COLUMN_DOUBT = "letaknya di antara dua kolom; tidak pasti milik kolom mana"


def divide(chain: Sequence[Region]) -> list[Grid]:
    """One table's regions as grids; all show together how wide its cells are and how rows begin."""
    widths: dict[int, float] = {}
    filled: dict[int, int] = {}
    for region in chain:
        for line in region.body:
            for j, words in line.cells.items():
                filled[j] = filled.get(j, 0) + 1
                if not line.is_apart:
                    width = max(w.x1 for w in words) - min(w.x0 for w in words)
                    widths[j] = max(widths.get(j, 0.0), width)
    most = max(filled.values(), default=0)
    leading = _least_room(chain, lambda _region, _column: True)
    padding = _least_room(chain, lambda region, column: column in region.figures)
    finders = [
        RowFinder(
            region.body,
            region.rules,
            figures={j for j in region.figures if filled.get(j, 0) >= 0.5 * most},
            required=_required(region),
            widths=widths,
            space=space_width(region.page.lines),
            leading=leading,
            padding=padding,
        )
        for region in chain
    ]
    known = common_openings(finder.openings(finder.divide().rows) for finder in finders)
    grids = []
    for region, finder in zip(chain, finders, strict=True):
        division = finder.divide(known)
        grids.append(build_grid(region, division.rows, _doubts(region, division.doubtful)))
    return grids


def _least_room(chain: Sequence[Region], counts: Callable[[Region, int], bool]) -> float:
    """The least room between two lines of one column, of those that count."""
    gaps = []
    for region in chain:
        last: dict[int, float] = {}
        for line in region.body:
            for j, words in line.cells.items():
                if not counts(region, j):
                    continue
                if j in last:
                    gaps.append(min(word.top for word in words) - last[j])
                last[j] = max(word.bottom for word in words)
    gaps.sort()
    return gaps[len(gaps) // OUTLIERS] if gaps else 0.0


def _required(region: Region) -> set[int]:
    """Columns of words that are seldom blank."""
    return {
        j
        for j, column in enumerate(column_types(region.columns, region.namer))
        if column is not None
        and column.type == "text"
        and j not in region.figures
        and not (column.optional or column.blank_ok)
    }


def _doubts(region: Region, doubtful: set[int]) -> dict[tuple[int, int], str]:
    """Doubts by line and column: words between columns, and words that rows may share out."""
    found = {(k, j): _COLUMN_DOUBT for k, line in enumerate(region.body) for j in line.doubts}
    found |= dict.fromkeys(_astray(region), _COLUMN_DOUBT)
    for k, line in enumerate(region.body):
        if line.is_near_others:
            found.update({(k, j): _EDGE_DOUBT for j in line.cells if j not in region.figures})
    for k in doubtful:
        for index in (k - 1, k):
            for j in region.body[index].cells:
                if j not in region.figures:
                    found.setdefault((index, j), _ROW_DOUBT)
    return found


def _astray(region: Region) -> set[tuple[int, int]]:
    """Figures that stand beside where their column's others do: they may be the next column's."""
    found: set[tuple[int, int]] = set()
    for j in region.figures:
        boxes = {
            k: bounding_box(line.cells[j])
            for k, line in enumerate(region.body)
            if j in line.cells and not line.is_apart
        }
        if len(boxes) < SEVERAL:
            continue
        x0, x1 = (median(box[side] for box in boxes.values()) for side in (0, 2))
        for k, box in boxes.items():
            inside = min(box[2], x1) - max(box[0], x0)
            if inside < ASTRAY * (box[2] - box[0]):
                found |= {(k, j), (k, j + 1 if box[0] > x0 else j - 1)}
    return found


def build_grid(
    region: Region, rows: Sequence[tuple[int, int]], doubts: dict[tuple[int, int], str]
) -> Grid:
    """The grid of a region whose body lines are divided into rows."""
    columns, body = region.columns, region.body
    heads = [word for words in (*columns.heads, *columns.spans) for word in words]
    if region.head is None:
        heads = []
    words = [*heads, *(word for line in body for word in line.words)]
    x0, top, x1, bottom = bounding_box(words)
    xs = [min(x0, columns.bounds[0]) - MARGIN, *columns.bounds[1:-1]]
    xs.append(max(x1, columns.bounds[-1]) + MARGIN)
    boxes = [
        (min(line.top for line in body[a:b]), max(line.bottom for line in body[a:b]))
        for a, b in rows
    ]
    between = [(above[1] + below[0]) / 2 for above, below in pairwise(boxes)]
    cells: list[list[GridCell]] = []
    above = [top - MARGIN]
    if heads:
        cells, above = _header_rows(region, xs, boxes[0][0] if boxes else bottom)
    # Rows whose lines run into each other have nothing between them, and none ends above itself.
    ys = list(accumulate([*above, *between, bottom + MARGIN], max))
    offset = len(cells)
    for i, (start, end) in enumerate(rows, start=offset):
        row = []
        for j in range(len(columns.names)):
            own = sorted(
                (word for line in body[start:end] for word in line.cells.get(j, ())),
                key=lambda word: (word.top + word.bottom, word.x0),
            )
            doubt = next((doubts[k, j] for k in range(start, end) if (k, j) in doubts), None)
            row.append(_cell((xs[j], ys[i], xs[j + 1], ys[i + 1]), (i, j), own, doubt))
        cells.append(row)
    return Grid(region.page, xs, ys, cells)


def _cell(
    box: tuple[float, float, float, float],
    at: tuple[int, int],
    words: list[Word],
    doubt: str | None = None,
) -> GridCell:
    """One cell; its box holds its words also where they reach over its bounds."""
    left, upper, right, lower = box
    i, j = at
    if words:
        x0, top, x1, bottom = bounding_box(words)
        left, right = min(left, x0), max(right, x1)
        upper, lower = min(upper, top), max(lower, bottom)
    return GridCell(left, upper, right, lower, i, j, i + 1, j + 1, words, doubt=doubt)


def _header_rows(
    region: Region, xs: Sequence[float], body_top: float
) -> tuple[list[list[GridCell]], list[float]]:
    """The header as one row, or as two under words that span columns; and the heights."""
    columns = region.columns
    words = [word for part in (*columns.heads, *columns.spans) for word in part]
    _, top, _, bottom = bounding_box(words)
    low = (bottom + body_top) / 2 if body_top > bottom else bottom
    count = len(columns.names)
    if not columns.spans:
        row = [
            _cell((xs[j], top - MARGIN, xs[j + 1], low), (0, j), columns.heads[j])
            for j in range(count)
        ]
        return [row], [top - MARGIN, low]
    middle = max(word.bottom for span in columns.spans for word in span)
    middle = min(middle, low - 1.0)
    owner = _spanned(region, xs)
    upper: list[GridCell] = []
    lower: list[GridCell] = []
    made: dict[int, GridCell] = {}
    for j in range(count):
        k = owner[j]
        if k is None:
            cell = GridCell(
                xs[j], top - MARGIN, xs[j + 1], low, 0, j, 2, j + 1, list(columns.heads[j])
            )
            upper.append(cell)
            lower.append(cell)
            continue
        if k not in made:
            last = max(i for i in range(count) if owner[i] == k)
            made[k] = GridCell(
                xs[j],
                top - MARGIN,
                xs[last + 1],
                middle,
                0,
                j,
                1,
                last + 1,
                list(columns.spans[k]),
            )
        upper.append(made[k])
        lower.append(
            GridCell(xs[j], middle, xs[j + 1], low, 1, j, 2, j + 1, list(columns.heads[j]))
        )
    return [upper, lower], [top - MARGIN, middle, low]


def _spanned(region: Region, xs: Sequence[float]) -> list[int | None]:
    """Which span stands over each column; columns whose words stand beside the spans have none."""
    columns = region.columns
    boxes = [bounding_box(span) for span in columns.spans]
    owner: list[int | None] = []
    for j, head in enumerate(columns.heads):
        middle = (xs[j] + xs[j + 1]) / 2
        over = [
            k
            for k, box in enumerate(boxes)
            if head and min(word.top for word in head) > (box[1] + box[3]) / 2
        ]
        owner.append(min(over, key=lambda k: _distance(boxes[k], middle)) if over else None)
    for k in range(len(boxes)):
        own = [j for j, name in enumerate(owner) if name == k]
        for left, right in pairwise(own):
            if right - left > 1:
                for j in own[own.index(right) :]:
                    owner[j] = None
                break
    return owner


def _distance(box: tuple[float, float, float, float], x: float) -> float:
    return max(box[0] - x, x - box[2], 0.0) + abs((box[0] + box[2]) / 2 - x) / 1000
