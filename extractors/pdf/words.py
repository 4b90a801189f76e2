"""A PDF page's words.

pdfium's text stream already separates words (it generates the blanks that a PDF does not hold), so
boxes are asked only for the first and last character of a word, those of a page at once; a word
that a ruling line cuts is looked at character by character. That keeps a page near the cost of
pdfium itself (`docs/benchmark.md`).
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, repeat, starmap
from statistics import median
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extractors.page import Edge, Word
from extractors.pdf import calls
from extractors.pdf.geometry import Floats, Upright

NO_BLANK = 0.13
"""Share of a line's height; characters that are nearer have no blank between them."""

KERNING = 0.04
"""Share of a line's height by which the room between a word's characters may differ."""

CELL_GAP = 1.0
"""Points; the text of two cells that pdfium runs together has at least this much room between."""

_WORD = re.compile(r"[^\s\u0002\ufffe]+[\u0002\ufffe]?")
ZERO_WIDTH = "\u200b"
"""Where a line may be broken; it prints nothing."""

_HYPHENS = "\u0002\ufffe\u2010\u2011"
"""pdfium marks a hyphen at the end of a line by one of the first two; the line's next word follows
without a blank. Typesetters have hyphens of their own."""

Span = tuple[int, int]
"""A word's characters in the page's text: the first, and the one after the last."""


def read_words(textpage: Any, upright: Upright, cuts: list[Edge], unseen: set[int]) -> list[Word]:
    """The words that a page shows, in the order of its text; ``cuts``: vertical ruling lines."""
    characters = _Characters(textpage, upright, unseen)
    printed = characters.text
    for hyphen in _HYPHENS:
        printed = printed.replace(hyphen, "-")
    spans = [match.span() for match in _WORD.finditer(characters.text)]
    if ZERO_WIDTH in printed:
        spans = [span for span in spans if printed[slice(*span)].strip(ZERO_WIDTH)]
    if not spans:
        return []
    ends = characters.boxes(list(chain.from_iterable((start, end - 1) for start, end in spans)))
    firsts, lasts = ends[::2], ends[1::2]
    boxes = np.hstack((np.minimum(firsts, lasts)[:, :2], np.maximum(firsts, lasts)[:, 2:]))
    texts = [printed[start:end] for start, end in spans]
    words = list(starmap(Word, zip(*boxes.T.tolist(), texts, strict=True)))
    crossed = _crossed(boxes, cuts)
    beside = _beside(boxes, firsts, lasts)
    if crossed or beside:
        words = _mended(words, spans, crossed, beside, characters)
    if ZERO_WIDTH in printed:
        words = [word._replace(text=word.text.replace(ZERO_WIDTH, "")) for word in words]
    return words


class _Characters:
    """A page's characters: their text, and what pdfium tells of each."""

    def __init__(self, textpage: Any, upright: Upright, unseen: set[int]) -> None:
        self._at, self._upright, self._unseen = calls.address(textpage), upright, unseen
        self.text = self._seen(_read_text(textpage))

    def _seen(self, text: str) -> str:
        """The text, with blanks for the characters of text objects that nobody sees."""
        if not self._unseen:
            return text
        drawn_by = self.drawn_by(0, len(text))
        return "".join(
            " " if item in self._unseen else char for item, char in zip(drawn_by, text, strict=True)
        )

    def boxes(self, indices: Sequence[int]) -> Floats:
        """The boxes of some characters."""
        corners, places = calls.room(len(indices), 4)
        list(map(calls.loose_char_box, repeat(self._at), indices, places[0]))
        return self._upright.boxes(corners.astype(float))

    def drawn_by(self, start: int, end: int) -> list[int | None]:
        """For each of a run of characters, which text object draws it."""
        return [calls.text_object(self._at, index) for index in range(start, end)]

    def shows(self, index: int) -> bool:
        """Whether a character is the PDF's own, not pdfium's, and drawn for people to see."""
        if calls.is_generated(self._at, index) == 1:
            return False
        return calls.text_object(self._at, index) not in self._unseen


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


def _crossed(boxes: Floats, cuts: list[Edge]) -> dict[int, list[float]]:
    """Which words are cut, well inside their boxes, by vertical lines, and where."""
    ats, starts, ends = np.array(sorted(cuts)).reshape(-1, 3).T
    lefts, rights = boxes[:, 0] + 1.0, boxes[:, 2] - 1.0
    wide = np.flatnonzero(ats.searchsorted(lefts, "right") < ats.searchsorted(rights, "right"))
    middles = ((boxes[:, 1] + boxes[:, 3]) / 2)[wide, None]
    within = (lefts[wide, None] < ats) & (ats <= rights[wide, None])
    found: dict[int, list[float]] = {}
    for k, at in np.argwhere(within & (starts <= middles) & (middles <= ends)).tolist():
        found.setdefault(int(wide[k]), []).append(float(ats[at]))
    return found


def _beside(boxes: Floats, firsts: Floats, lasts: Floats) -> dict[int, float]:
    """The words that may go on with the one before: level with it, and how far from it they stand.

    ``firsts``, ``lasts``: the boxes of each word's first and last character.
    """
    tallest = (boxes[:, 3] - boxes[:, 1]).max()
    left, right = lasts[:-1], firsts[1:]
    middles = (left[:, 1] + left[:, 3]) / 2
    apart = np.abs(right[:, 0] - left[:, 2])
    is_level = (right[:, 1] < middles) & (middles < right[:, 3])
    near = np.flatnonzero(is_level & (apart < NO_BLANK * tallest))
    return dict(zip((near + 1).tolist(), apart[near].tolist(), strict=True))


def _mended(
    words: list[Word],
    spans: Sequence[Span],
    crossed: dict[int, list[float]],
    beside: dict[int, float],
    characters: _Characters,
) -> list[Word]:
    """Words of two cells parted, and those joined that pdfium parted though they are one.

    It parts characters that are drawn each for itself, with blanks or lines of its own.
    """
    mended: list[Word] = []
    for k, word in enumerate(words):
        if k in crossed:
            start, end = spans[k]
            boxes = [tuple(box) for box in characters.boxes(range(start, end)).tolist()]
            runs = characters.drawn_by(start, end)
            mended.extend(_split(word.text, boxes, crossed[k], runs))
        elif (
            k in beside
            and beside[k] < NO_BLANK * max(_height(mended[-1]), _height(word))
            and not any(map(characters.shows, range(spans[k - 1][1], spans[k][0])))
        ):
            mended[-1] = _together(mended[-1], word)
        else:
            mended.append(word)
    return mended


def _height(word: Word) -> float:
    return word.bottom - word.top


def _together(before: Word, word: Word) -> Word:
    return Word(
        min(before.x0, word.x0),
        min(before.top, word.top),
        max(before.x1, word.x1),
        max(before.bottom, word.bottom),
        before.text + word.text,
    )


def _split(
    text: str, boxes: list[tuple[float, ...]], cuts: list[float], runs: list[int | None]
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
    boxes: list[tuple[float, ...]], runs: list[int | None], at: int, cuts: list[float]
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
