"""A PDF page's words.

pdfium's text stream already separates words (it generates the blanks that a PDF does not hold), so
boxes are asked only for the first and last character of a word; a word that a ruling line cuts is
looked at character by character. That keeps a page near the cost of pdfium itself
(`docs/benchmark.md`).
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from extractors.page import Edge, Word
from extractors.pdf.geometry import Transform, box_on_page
from extractors.pdf.ink import address

NO_BLANK = 0.13
"""Share of a line's height; characters that are nearer have no blank between them."""

KERNING = 0.04
"""Share of a line's height by which the room between a word's characters may differ."""

CELL_GAP = 1.0
"""Points; the text of two cells that pdfium runs together has at least this much room between."""

LETTER_LINES = 0.15
"""Share of line ends in a page's text from which on letters may stand on lines of their own."""

LETTER_GAP = 0.1
"""Letters of one word stand nearer than this share of their height."""

_WORD = re.compile(r"[^\s\u0002\ufffe]+[\u0002\ufffe]?")
ZERO_WIDTH = "\u200b"
"""Where a line may be broken; it prints nothing."""

_HYPHENS = str.maketrans("\u0002\ufffe\u2010\u2011", "----")
"""pdfium marks a hyphen at the end of a line by one of the first two; the line's next word follows
without a blank. Typesetters have hyphens of their own."""


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


def read_words(textpage: Any, to_page: Transform, cuts: list[Edge], unseen: set[int]) -> list[Word]:
    """The words that a page shows, in the order of its text; ``cuts``: vertical ruling lines."""
    text = _seen_text(textpage, unseen)
    rect = pdfium.FS_RECTF()
    get_box = pdfium.FPDFText_GetLooseCharBox

    def char_box(index: int) -> tuple[float, ...]:
        get_box(textpage, index, rect)
        return box_on_page(to_page, rect.left, rect.bottom, rect.right, rect.top)

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
    if ZERO_WIDTH in text:
        words = [word._replace(text=word.text.replace(ZERO_WIDTH, "")) for word in words]
    return _rejoined(words) if text.count("\n") > LETTER_LINES * len(text) else words


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
