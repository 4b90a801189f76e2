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
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractors.ink import Ink, address
from extractors.values import fold

LINE_THICKNESS = 3.0
"""Points; a path no thicker than this is a ruling line, not an area."""

MIN_LINE_LENGTH = 4.0
"""Points; shorter strokes are ornaments or glyph parts."""

NO_BLANK = 0.13
"""Share of a line's height; characters that are nearer have no blank between them."""

TOUCH = 0.03
"""Share of a line's height; words that are nearer, of one line and cell, are one word."""

KERNING = 0.04
"""Share of a line's height by which the room between a word's characters may differ."""

CELL_GAP = 1.0
"""Points; the text of two cells that pdfium runs together has at least this much room between."""

FORM_DEPTH = 4
"""Form XObjects nested deeper than this are not searched for lines."""

_WORD = re.compile(r"[^\s\u0002\ufffe]+[\u0002\ufffe]?")
ZERO_WIDTH = "\u200b"
"""Where a line may be broken; it prints nothing."""

_HYPHENS = str.maketrans("\u0002\ufffe\u2010\u2011", "----")
"""pdfium marks a hyphen at the end of a line by one of the first two; the line's next word follows
without a blank. Typesetters have hyphens of their own."""


class Word(NamedTuple):
    """A run of characters without a blank, with its box."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


class Edge(NamedTuple):
    """An axis-parallel ruling line: ``at`` is its fixed coordinate, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


def _touch(before: Word, word: Word) -> bool:
    """Whether two words of a line are one that was drawn in parts, not one after the other."""
    return abs(word.x0 - before.x1) < TOUCH * (word.bottom - word.top)


@dataclass(slots=True)
class TextLine:
    """Words on one line, left to right."""

    words: list[Word]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(
            word.text if before is None or _touch(before, word) else f" {word.text}"
            for before, word in zip([None, *self.words], self.words, strict=False)
        )

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom around all words."""
        return bounding_box(self.words)

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.box[1] + self.box[3]) / 2


@dataclass(slots=True)
class Page:
    """One page, 1-based ``number``. ``method`` says where its characters come from."""

    number: int
    width: float
    height: float
    words: list[Word]
    horizontals: list[Edge]
    verticals: list[Edge]
    method: str = "text"
    confidence: float = 1.0
    _lines: list[TextLine] | None = None
    _texts: list[str] | None = None

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


def _seen_text(textpage: Any, unseen: set[int]) -> str:
    """The page's characters, with blanks for those of text objects that nobody sees."""
    text = _read_text(textpage)
    if not unseen:
        return text
    owner = pdfium.FPDFText_GetTextObject
    return "".join(
        " " if address(owner(textpage, index)) in unseen else char
        for index, char in enumerate(text)
    )


def _read_words(
    textpage: Any, to_page: Transform, cuts: list[Edge], unseen: set[int]
) -> list[Word]:
    text = _seen_text(textpage, unseen)
    rect = pdfium.FS_RECTF()
    get_box = pdfium.FPDFText_GetLooseCharBox

    def char_box(index: int) -> tuple[float, ...]:
        get_box(textpage, index, rect)
        return _box(to_page, rect.left, rect.bottom, rect.right, rect.top)

    cut_positions = sorted(cuts)
    cut_xs = [edge.at for edge in cut_positions]
    words: list[Word] = []
    before: tuple[int, tuple[float, ...]] | None = None
    for match in _WORD.finditer(text):
        start, end = match.span()
        printed = match.group().translate(_HYPHENS)
        if not printed.strip(ZERO_WIDTH):
            continue
        first = char_box(start)
        last = char_box(end - 1) if end - start > 1 else first
        x0, top = min(first[0], last[0]), min(first[1], last[1])
        x1, bottom = max(first[2], last[2]), max(first[3], last[3])
        crossing = _crossing(cut_positions, cut_xs, x0, x1, (top + bottom) / 2)
        joins = before is not None and _is_no_blank(
            textpage,
            before,
            (start, first),
            max(bottom - top, words[-1].bottom - words[-1].top),
            unseen=unseen,
        )
        before = end, last
        if crossing:
            runs = _runs(textpage, start, end)
            boxes = [char_box(i) for i in range(start, end)]
            words.extend(_split(printed, boxes, crossing, runs))
        elif joins:
            x0, top = min(x0, words[-1].x0), min(top, words[-1].top)
            x1, bottom = max(x1, words[-1].x1), max(bottom, words[-1].bottom)
            words[-1] = Word(x0, top, x1, bottom, words[-1].text + printed)
        else:
            words.append(Word(x0, top, x1, bottom, printed))
    return [word._replace(text=word.text.replace(ZERO_WIDTH, "")) for word in words]


def _is_no_blank(
    textpage: Any,
    before: tuple[int, tuple[float, ...]],
    after: tuple[int, tuple[float, ...]],
    height: float,
    *,
    unseen: set[int],
) -> bool:
    """Whether pdfium parted two characters that stand side by side, with a blank of its own.

    It does so between characters that are drawn each for itself. ``before``: where a word ends and
    its last character's box; ``after``: where the next begins, its first character's; ``height``:
    the taller word's.
    """
    (end, left), (start, right) = before, after
    return (
        abs(right[0] - left[2]) < NO_BLANK * height
        and right[1] < (left[1] + left[3]) / 2 < right[3]
        and not any(_is_seen(textpage, index, unseen) for index in range(end, start))
    )


def _is_seen(textpage: Any, index: int, unseen: set[int]) -> bool:
    """Whether a character is the PDF's own, not pdfium's, and drawn for people to see."""
    if pdfium.FPDFText_IsGenerated(textpage, index) == 1:
        return False
    return address(pdfium.FPDFText_GetTextObject(textpage, index)) not in unseen


def _runs(textpage: Any, start: int, end: int) -> list[int]:
    """For each character of a word, which text object draws it."""
    return [address(pdfium.FPDFText_GetTextObject(textpage, index)) for index in range(start, end)]


def _crossing(
    cuts: list[Edge], xs: list[float], x0: float, x1: float, middle: float
) -> list[float]:
    """Positions of the vertical lines that cut a box well inside it."""
    low = bisect_right(xs, x0 + 1.0)
    high = bisect_right(xs, x1 - 1.0)
    return [edge.at for edge in cuts[low:high] if edge.start <= middle <= edge.end]


def _split(
    text: str, boxes: list[tuple[float, ...]], cuts: list[float], runs: list[int]
) -> Iterator[Word]:
    """The parts of a word that lines cut, where it really is two cells' text.

    A word that overflows its cell runs on without a gap: it stays whole. Two cells' text leaves
    the room between them, turns from letters to figures, or is drawn by two text objects (``runs``
    tells each character's) whose middles are in two cells.
    """
    start = 0
    by_char = len(set(runs)) > len(text) / 2
    for end in range(1, len(text) + 1):
        if (
            end == len(text)
            or _parts(text, boxes, end, cuts)
            or (not by_char and _changes_cell(boxes, runs, end, cuts))
        ):
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
    if sides[0] != sides[1] and not text[at - 1].isupper() and text[at].isupper():
        return True
    usual = median(right[0] - left[2] for left, right in pairwise(boxes))
    return sides[0] != sides[1] and after[0] - before[2] >= max(usual, 0) + CELL_GAP


def _changes_cell(
    boxes: list[tuple[float, ...]], runs: list[int], at: int, cuts: list[float]
) -> bool:
    """Whether a character begins a text object that stands in another cell than the one before.

    It does not go on as the characters of a word do.
    """
    if runs[at] == runs[at - 1]:
        return False
    gaps = [right[0] - left[2] for left, right in pairwise(boxes)]
    height = boxes[at][3] - boxes[at][1]
    is_level = abs(boxes[at][1] - boxes[at - 1][1]) < KERNING * height
    if is_level and abs(gaps[at - 1] - median(gaps)) < KERNING * height:
        return False
    middles = []
    for run in (runs[at - 1], runs[at]):
        own = [box for box, of in zip(boxes, runs, strict=True) if of == run]
        middles.append((own[0][0] + own[-1][2]) / 2)
    return bisect_right(cuts, middles[0]) != bisect_right(cuts, middles[1])


class _Collector:
    """Gathers ruling lines from a page's path objects, forms included, and what ink there is."""

    def __init__(self, to_page: Transform, page_area: float) -> None:
        self.to_page = to_page
        self.page_area = page_area
        self.ink = Ink(page_area)
        self.horizontals: list[Edge] = []
        self.verticals: list[Edge] = []
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._bounds]

    def page(self, page: Any) -> None:
        """All objects of the page."""
        get_object = pdfium.FPDFPage_GetObject
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(get_object(page, index), (), 0)

    def _object(self, item: Any, matrices: tuple[Any, ...], depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, matrices)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.ink.text(item, matrices)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if box := self._bounding(item, matrices):
                self.ink.picture(item, (box[2] - box[0]) * (box[3] - box[1]))
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

    def _bounding(self, item: Any, matrices: tuple[Any, ...]) -> tuple[float, ...] | None:
        if not pdfium.FPDFPageObj_GetBounds(item, *self._refs):
            return None
        left, bottom, right, top = (value.value for value in self._bounds)
        (xa, ya), (xb, yb) = self._point(left, bottom, matrices), self._point(right, top, matrices)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def _path(self, item: Any, matrices: tuple[Any, ...]) -> None:
        box = self._bounding(item, matrices)
        if box is None:
            return
        x0, y0, x1, y1 = box
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


def _is_printed(word: Word, width: float, height: float, lines: list[Edge]) -> bool:
    """Whether a word's middle is on the page as it is shown (its crop box).

    A table may run off the paper: what stands within its horizontal lines counts all the same.
    """
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    left = min([0.0, *(line.start for line in lines)])
    right = max([width, *(line.end for line in lines)])
    return left <= x <= right and 0 <= y <= height


def read_page(document: Any, index: int) -> Page:
    """Read page ``index`` (0-based) of an open pdfium document."""
    page = pdfium.FPDF_LoadPage(document, index)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        width, height, to_page = _upright(page)
        collector = _Collector(to_page, width * height)
        collector.page(page)
        words = [
            word
            for word in _read_words(textpage, to_page, collector.verticals, collector.ink.unseen)
            if _is_printed(word, width, height, collector.horizontals)
        ]
    finally:
        pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)
    return Page(index + 1, width, height, words, collector.horizontals, collector.verticals)
