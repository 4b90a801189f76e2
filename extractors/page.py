"""One page as words and ruling lines, read straight from pdfium.

Coordinates are PDF points with the origin at the top left of the upright page, as in pdfplumber.
pdfium's text stream already separates words (it generates the blanks that a PDF does not hold), so
boxes are asked only for the first and last character of a word; a word that a ruling line cuts is
looked at character by character. That keeps a page near the cost of pdfium itself
(`docs/benchmark.md`).
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractors.values import fold

LINE_THICKNESS = 3.0
"""Points; a path no thicker than this is a ruling line, not an area."""

MIN_LINE_LENGTH = 4.0
"""Points; shorter strokes are ornaments or glyph parts."""

CELL_GAP = 1.0
"""Points; the text of two cells that pdfium runs together has at least this much room between."""

LETTER_LINES = 0.15
"""Share of line ends in a page's text from which on letters may stand on lines of their own."""

LETTER_GAP = 0.1
"""Letters of one word stand nearer than this share of their height."""

FORM_DEPTH = 4
"""Form XObjects nested deeper than this are not searched for lines."""

_WORD = re.compile(r"[^\s\u0002\ufffe\u200b]+[\u0002\ufffe]?")
_LINE_END_HYPHEN = str.maketrans("\u0002\ufffe", "--")
"""pdfium marks a hyphen at the end of a line so; the line's next word follows without a blank."""


Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""


Matrix = tuple[float, ...]
"""Three rows of three numbers, one after another: a map of points in a plane."""


class Word(NamedTuple):
    """A run of characters without a blank, with its box; ``confidence`` is its least sure one's."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    confidence: float = 1.0


class Edge(NamedTuple):
    """An axis-parallel ruling line: ``at`` is its fixed coordinate, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class TextLine:
    """Words on one line, left to right."""

    words: list[Word]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = " ".join(word.text for word in self.words)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom around all words."""
        return bounding_box(self.words)


@dataclass(slots=True)
class Page:
    """One page, 1-based ``number``. ``method`` says where its characters come from.

    A scanned page's words stand where they do once the page is straight; ``to_displayed`` (3 x 3,
    row by row) leads back to the page as displayed. ``stains`` are boxes with ink that is no
    letter's (stamps, signatures), under which print may be hidden. A page that ``is_coarse`` is too
    coarse an image to be trusted.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    horizontals: list[Edge]
    verticals: list[Edge]
    method: str = "text"
    to_displayed: Matrix | None = None
    has_images: bool = False
    stains: list[Box] = field(default_factory=list)
    is_coarse: bool = False
    _lines: list[TextLine] | None = None
    _texts: list[str] | None = None

    @property
    def confidence(self) -> float:
        """That of its words on average; 1 for a text page."""
        return sum(word.confidence for word in self.words) / max(len(self.words), 1) or 1.0

    @property
    def lines(self) -> list[TextLine]:
        """The words as lines, top to bottom."""
        if self._lines is None:
            self._lines = group_lines(self.words)
        return self._lines

    @property
    def texts(self) -> list[str]:
        """The lines as folded text, top to bottom."""
        if self._texts is None:
            self._texts = [fold(line.text) for line in self.lines]
        return self._texts

    def displayed(self, box: Box) -> Box:
        """A box as it lies on the page as displayed, in points to two decimals."""
        x0, top, x1, bottom = _mapped(box, self.to_displayed) if self.to_displayed else box
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)

    def straightened(self, box: Box) -> Box:
        """A box of the page as displayed, as it lies among the page's words."""
        return _mapped(box, _inverse(self.to_displayed)) if self.to_displayed else box


def _mapped(box: Box, matrix: Matrix) -> Box:
    """The box around a box whose corners are moved."""
    x0, top, x1, bottom = box
    a, b, c, d, e, f, g, h, i = matrix
    corners = [(x0, top), (x1, top), (x0, bottom), (x1, bottom)]
    scales = [g * x + h * y + i for x, y in corners]
    xs = [(a * x + b * y + c) / w for (x, y), w in zip(corners, scales, strict=True)]
    ys = [(d * x + e * y + f) / w for (x, y), w in zip(corners, scales, strict=True)]
    return min(xs), min(ys), max(xs), max(ys)


def _inverse(matrix: Matrix) -> Matrix:
    """The map back; up to a factor, which maps of points do not know."""
    a, b, c, d, e, f, g, h, i = matrix
    return (
        *(e * i - f * h, c * h - b * i, b * f - c * e),
        *(f * g - d * i, a * i - c * g, c * d - a * f),
        *(d * h - e * g, b * g - a * h, a * e - b * d),
    )


def bounding_box(words: list[Word]) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom around all words; at least one word is needed."""
    return (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )


def group_lines(words: list[Word]) -> list[TextLine]:
    """Words whose vertical middles lie within each other's boxes form a line."""
    if len(words) < 2:
        return [TextLine([word]) for word in words]
    groups: list[list[Word]] = []
    middle = 0.0
    for word in sorted(words, key=lambda item: (item.top + item.bottom, item.x0)):
        centre = (word.top + word.bottom) / 2
        if groups and abs(centre - middle) < 0.4 * (word.bottom - word.top):
            groups[-1].append(word)
        else:
            groups.append([word])
            middle = centre
    return [TextLine(sorted(group)) for group in groups]


Transform = Callable[[float, float], tuple[float, float]]


def _upright(page: Any) -> tuple[float, float, Transform]:
    """Size of the upright page and the map from PDF space to it (``/Rotate``, crop box)."""
    width = pdfium.FPDF_GetPageWidthF(page)
    height = pdfium.FPDF_GetPageHeightF(page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    boxes = (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox)
    found = any(get(page, left, bottom, right, top) for get in boxes)
    origin_x, origin_y = (left.value, bottom.value) if found else (0.0, 0.0)
    turn = pdfium.FPDFPage_GetRotation(page)

    def upright(x: float, y: float) -> tuple[float, float]:
        x, y = x - origin_x, y - origin_y
        if turn == 0:
            return x, height - y
        if turn == 1:
            return y, x
        if turn == 2:
            return width - x, y
        return width - y, height - x

    return width, height, upright


def _box(to_page: Transform, xa: float, ya: float, xb: float, yb: float) -> tuple[float, ...]:
    x0, y0 = to_page(xa, ya)
    x1, y1 = to_page(xb, yb)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _read_text(textpage: Any) -> str:
    """The page's characters, one Python character for each of pdfium's."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Surrogate pairs shift the indices: ask one by one, as few pages need it.
    return "".join(chr(pdfium.FPDFText_GetUnicode(textpage, i) or 32) for i in range(count))


def _read_words(textpage: Any, to_page: Transform, cuts: list[Edge]) -> list[Word]:
    text = _read_text(textpage)
    rect = pdfium.FS_RECTF()
    get_box = pdfium.FPDFText_GetLooseCharBox

    def char_box(index: int) -> tuple[float, ...]:
        get_box(textpage, index, rect)
        return _box(to_page, rect.left, rect.bottom, rect.right, rect.top)

    cut_positions = sorted(cuts)
    cut_xs = [edge.at for edge in cut_positions]
    words: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        printed = match.group().translate(_LINE_END_HYPHEN)
        first = char_box(start)
        last = char_box(end - 1) if end - start > 1 else first
        x0, top = min(first[0], last[0]), min(first[1], last[1])
        x1, bottom = max(first[2], last[2]), max(first[3], last[3])
        crossing = _crossing(cut_positions, cut_xs, x0, x1, (top + bottom) / 2)
        if crossing:
            words.extend(_split(printed, [char_box(i) for i in range(start, end)], crossing))
        else:
            words.append(Word(x0, top, x1, bottom, printed))
    return _rejoined(words) if text.count("\n") > LETTER_LINES * len(text) else words


def _rejoined(words: list[Word]) -> list[Word]:
    """Words of a page that pdfium took for upright writing and read letter by letter."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else word
        height = word.bottom - word.top
        is_beside = abs(last.top - word.top) + abs(last.bottom - word.bottom) < 0.2 * height
        if joined and is_beside and abs(word.x0 - last.x1) < LETTER_GAP * height:
            joined[-1] = Word(last.x0, last.top, word.x1, word.bottom, last.text + word.text)
        else:
            joined.append(word)
    return joined


def _crossing(
    cuts: list[Edge], xs: list[float], x0: float, x1: float, middle: float
) -> list[float]:
    """Positions of the vertical lines that cut a box well inside it."""
    low = bisect_right(xs, x0 + 1.0)
    high = bisect_right(xs, x1 - 1.0)
    return [edge.at for edge in cuts[low:high] if edge.start <= middle <= edge.end]


def _split(text: str, boxes: list[tuple[float, ...]], cuts: list[float]) -> Iterator[Word]:
    """The parts of a word that lines cut, where it really is two cells' text.

    A word that overflows its cell runs on without a gap: it stays whole. Two cells' text leaves
    the room between them, or turns from letters to figures.
    """
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or _parts(text, boxes, end, cuts):
            part = boxes[start:end]
            yield Word(
                min(box[0] for box in part),
                min(box[1] for box in part),
                max(box[2] for box in part),
                max(box[3] for box in part),
                text[start:end],
            )
            start = end


def _parts(text: str, boxes: list[tuple[float, ...]], at: int, cuts: list[float]) -> bool:
    """Whether the text of two cells meets before a character of a word that lines cut."""
    before, after = boxes[at - 1], boxes[at]
    if text[at - 1].isalpha() and text[at].isdigit():
        return True
    sides = [bisect_right(cuts, (box[0] + box[2]) / 2) for box in (before, after)]
    return sides[0] != sides[1] and after[0] - before[2] >= CELL_GAP


class _LineCollector:
    """Gathers ruling lines from a page's path objects, forms included."""

    def __init__(self, to_page: Transform, page_area: float) -> None:
        self.to_page = to_page
        self.page_area = page_area
        self.horizontals: list[Edge] = []
        self.verticals: list[Edge] = []
        self.has_images = False
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._bounds]

    def page(self, page: Any) -> None:
        """All path objects of the page."""
        get_object = pdfium.FPDFPage_GetObject
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(get_object(page, index), (), 0)

    def _object(self, item: Any, matrices: tuple[Any, ...], depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, matrices)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.has_images = True
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                child = pdfium.FPDFFormObj_GetObject(item, index)
                self._object(child, (matrix, *matrices), depth + 1)

    def _point(self, x: float, y: float, matrices: tuple[Any, ...]) -> tuple[float, float]:
        for m in matrices:
            x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
        return self.to_page(x, y)

    def _path(self, item: Any, matrices: tuple[Any, ...]) -> None:
        if not pdfium.FPDFPageObj_GetBounds(item, *self._refs):
            return
        left, bottom, right, top = (value.value for value in self._bounds)
        corners = self._point(left, bottom, matrices), self._point(right, top, matrices)
        x0, x1 = sorted((corners[0][0], corners[1][0]))
        y0, y1 = sorted((corners[0][1], corners[1][1]))
        wide, tall = x1 - x0, y1 - y0
        if tall <= LINE_THICKNESS or wide <= LINE_THICKNESS:
            self._add(x0, y0, x1, y1)
        elif wide * tall < 0.9 * self.page_area:
            self._outline(item, matrices, (x0, y0, x1, y1))

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        wide, tall = x1 - x0, y1 - y0
        if tall <= LINE_THICKNESS and wide >= MIN_LINE_LENGTH:
            self.horizontals.append(Edge((y0 + y1) / 2, x0, x1))
        elif wide <= LINE_THICKNESS and tall >= MIN_LINE_LENGTH:
            self.verticals.append(Edge((x0 + x1) / 2, y0, y1))

    def _outline(self, item: Any, matrices: tuple[Any, ...], box: tuple[float, ...]) -> None:
        """The axis-parallel strokes of a path that encloses or draws more than one line."""
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, own)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = previous = None
        for index in range(pdfium.FPDFPath_CountSegments(item)):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._point(x.value, y.value, (own, *matrices))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and previous is not None:
                self._stroke(previous, point)
            if start is not None and pdfium.FPDFPathSegment_GetClose(segment):
                self._stroke(point, start)
            previous = point

    def _stroke(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, x1 = sorted((a[0], b[0]))
        y0, y1 = sorted((a[1], b[1]))
        if x1 - x0 < 1.0 or y1 - y0 < 1.0:
            self._add(x0, y0, x1, y1)


def read_page(document: Any, index: int) -> Page:
    """Read page ``index`` (0-based) of an open pdfium document."""
    page = pdfium.FPDF_LoadPage(document, index)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        width, height, to_page = _upright(page)
        collector = _LineCollector(to_page, width * height)
        collector.page(page)
        words = _read_words(textpage, to_page, collector.verticals)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)
    return Page(
        index + 1,
        width,
        height,
        words,
        collector.horizontals,
        collector.verticals,
        has_images=collector.has_images,
    )
