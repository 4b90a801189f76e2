"""A PDF page's words.

pdfium's text stream already separates words (it generates the blanks that a PDF does not hold), so
boxes are asked only for the first and last character of a word, those of a page at once; a word
that a ruling line cuts, or that several text objects draw, is looked at character by character.
That keeps a page near the cost of pdfium itself (`docs/benchmark.md`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, starmap
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extractors.page import Edge, Word
from extractors.pdf.characters import Characters
from extractors.pdf.geometry import Floats
from extractors.pdf.tangles import Span, untangled
from extractors.values import RAISED

BLANK = 0.09
"""Share of the font size; a blank is wider by this much than a word's letters stand apart."""

SPREAD = 0.1
"""Share of the font size; letters that stand farther apart are not taken for a word's unasked."""

FEW = 3
"""Fewer gaps than these do not tell how far apart letters are usually set."""

OVERLAP = 0.2
"""Share of the font size by which a word's characters may run into each other."""

NEAR = 0.2
"""Share of the page's tallest word; words that stand farther apart are two."""

KERNING = 0.04
"""Share of a line's height by which the room between a word's characters may differ."""

CELL_GAP = 1.0
"""Points; the text of two cells that pdfium runs together has at least this much room between."""

SMALL, ABOVE = 0.85, 0.15
"""Shares of a character's height: a raised one is smaller, and stands so far above its foot."""

_TO_RAISED = str.maketrans("0123456789", RAISED)

_WORD = re.compile(r"[^\s\u0002\ufffe]+[\u0002\ufffe]?")
ZERO_WIDTH = "\u200b"
"""Where a line may be broken; it prints nothing."""

_HYPHENS = "\u0002\ufffe\u2010\u2011"
"""pdfium marks a hyphen at the end of a line by one of the first two; the line's next word follows
without a blank. Typesetters have hyphens of their own."""


def read_words(characters: Characters, cuts: list[Edge]) -> list[Word]:
    """The words that a page shows, in the order of its text; ``cuts``: vertical ruling lines."""
    printed = characters.text
    for hyphen in _HYPHENS:
        printed = printed.replace(hyphen, "-")
    spans = _parted([match.span() for match in _WORD.finditer(characters.text)], characters)
    if ZERO_WIDTH in printed:
        spans = [span for span in spans if printed[slice(*span)].strip(ZERO_WIDTH)]
    if not spans:
        return []
    ends = characters.boxes(list(chain.from_iterable((start, end - 1) for start, end in spans)))
    firsts, lasts = ends[::2], ends[1::2]
    boxes = np.hstack((np.minimum(firsts, lasts)[:, :2], np.maximum(firsts, lasts)[:, 2:]))
    texts = [printed[start:end] for start, end in spans]
    for k in np.flatnonzero(_is_raised(firsts, lasts)).tolist():
        texts[k] = _with_raised(texts[k], characters.boxes(range(*spans[k])))
    words = list(starmap(Word, zip(*boxes.T.tolist(), texts, strict=True)))
    crossed = _crossed(boxes, cuts)
    parts = untangled(spans, crossed, printed, characters)
    for k in crossed.keys() - parts.keys():
        parts[k] = list(_split(texts[k], spans[k], crossed[k], characters))
    joined = _joined(boxes, firsts, lasts, spans, characters)
    joined -= _next_cells(sorted(joined), texts, firsts, lasts, cuts)
    for k in joined:
        if _is_raised(lasts[k - 1], firsts[k]):
            words[k] = words[k]._replace(text=texts[k].translate(_TO_RAISED))
    if parts or joined:
        words = _mended(words, parts, joined)
    if ZERO_WIDTH in printed:
        words = [word._replace(text=word.text.replace(ZERO_WIDTH, "")) for word in words]
    return words


def _parted(spans: list[Span], characters: Characters) -> list[Span]:
    """The words, parted also where they have a blank that pdfium does not see.

    Some engines print no blanks but begin another text object after each: pdfium then tells a
    blank by its width, and misses narrow ones. A blank is wider than a word's letters stand apart.
    """
    several = set(characters.several_objects(spans))
    parted: list[Span] = []
    for k, (start, end) in enumerate(spans):
        if k in several:
            gaps = characters.gaps(range(start, end - 1), range(start + 1, end))
            ends = [start + 1 + at for at in np.flatnonzero(_are_blanks(gaps, gaps)).tolist()]
            parted += pairwise([start, *ends, end])
        else:
            parted.append((start, end))
    return parted


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


def _joined(
    boxes: Floats,
    firsts: Floats,
    lasts: Floats,
    spans: Sequence[Span],
    characters: Characters,
) -> set[int]:
    """The words that go on with the one before, from which pdfium parted them.

    It parts characters that are drawn each for itself, with blanks or lines of its own.
    ``firsts``, ``lasts``: the boxes of each word's first and last character.
    """
    tallest = (boxes[:, 3] - boxes[:, 1]).max()
    left, right = lasts[:-1], firsts[1:]
    middles = (left[:, 1] + left[:, 3]) / 2
    is_level = (right[:, 1] < middles) & (middles < right[:, 3])
    is_near = np.abs(boxes[1:, 0] - boxes[:-1, 2]) < NEAR * tallest
    near = [
        k
        for k in (np.flatnonzero(is_level & is_near) + 1).tolist()
        if (between := range(spans[k - 1][1], spans[k][0]))
        and not any(map(characters.shows, between))
    ]
    if not near:
        return set()
    gaps = characters.gaps([spans[k - 1][1] - 1 for k in near], [spans[k][0] for k in near])
    joined: set[int] = set()
    chains = np.flatnonzero(np.diff(near) > 1) + 1
    for words, rooms in zip(np.split(near, chains), np.split(gaps, chains), strict=True):
        usual = rooms[rooms < SPREAD]
        if usual.size < FEW:
            usual = _within(spans[words[0] - 1 : words[-1] + 1], characters)
        goes_on = (rooms > -OVERLAP) & ~_are_blanks(rooms, usual)
        joined.update(words[goes_on].tolist())
    return joined


def _is_raised(normal: Floats, other: Floats) -> NDArray[np.bool_]:
    """Whether characters are smaller than others on their line and stand above its foot."""
    height = normal[..., 3] - normal[..., 1]
    is_small = other[..., 3] - other[..., 1] < SMALL * height
    raised: NDArray[np.bool_] = is_small & (normal[..., 3] - other[..., 3] > ABOVE * height)
    return raised


def _with_raised(text: str, boxes: Floats) -> str:
    """A word with the figures at its end that are raised, as a footnote's, in their raised form."""
    raised = _is_raised(boxes[:1], boxes).tolist()
    end = len(text)
    while end and raised[end - 1] and text[end - 1].isdigit():
        end -= 1
    return text[:end] + text[end:].translate(_TO_RAISED)


def _next_cells(
    joined: list[int], texts: list[str], firsts: Floats, lasts: Floats, cuts: list[Edge]
) -> set[int]:
    """Those of the words that go on with the one before which a line parts from it all the same.

    Words of two cells may touch; the next one begins with a capital or a figure.
    """
    ends = {k: (texts[k - 1][-1], texts[k][0]) for k in joined}
    news = [k for k, (a, b) in ends.items() if _begins(a, b) or (a.isdigit() and b.isdigit())]
    if not news:
        return set()
    left, right = lasts[[k - 1 for k in news]], firsts[news]
    middles = [boxes[:, [0, 2]].mean(axis=1) for boxes in (left, right)]
    rooms = np.column_stack((middles[0] - 1.0, left[:, 1], middles[1] + 1.0, left[:, 3]))
    return {news[at] for at in _crossed(rooms, cuts)}


def _begins(before: str, after: str) -> bool:
    """Whether a character after another is likely to begin another text."""
    return (before.isalpha() and after.isdigit()) or (not before.isupper() and after.isupper())


def _within(spans: Sequence[Span], characters: Characters) -> Floats:
    """How far the characters of some words stand apart in each."""
    before = [at for start, end in spans for at in range(start, end - 1)]
    return characters.gaps(before, [at + 1 for at in before])


def _are_blanks(gaps: Floats, between_letters: Floats) -> NDArray[np.bool_]:
    """Which of the gaps between characters are blanks, beside some that are most likely none.

    A few alone do not tell how far apart letters are usually set.
    """
    usual = np.median(between_letters) if between_letters.size >= FEW else SPREAD - BLANK
    blanks: NDArray[np.bool_] = gaps - max(usual, 0.0) >= BLANK
    return blanks


def _mended(words: list[Word], parts: dict[int, list[Word]], joined: set[int]) -> list[Word]:
    """Words of two cells parted, and those that pdfium parted joined."""
    mended: list[Word] = []
    for k, word in enumerate(words):
        if k in parts:
            mended.extend(parts[k])
        elif k in joined:
            mended[-1] = _together(mended[-1], word)
        else:
            mended.append(word)
    return mended


def _together(before: Word, word: Word) -> Word:
    return Word(
        min(before.x0, word.x0),
        min(before.top, word.top),
        max(before.x1, word.x1),
        max(before.bottom, word.bottom),
        before.text + word.text,
    )


def _split(text: str, span: Span, cuts: list[float], characters: Characters) -> Iterator[Word]:
    """The parts of a word that lines cut, where it really is two cells' text.

    A word that overflows its cell runs on without a gap: it stays whole. Two cells' text leaves
    the room between them, turns from letters to figures, or is drawn by two text objects whose
    middles are in two cells.
    """
    boxes = [tuple(box) for box in characters.boxes(range(*span)).tolist()]
    runs = characters.drawn_by(range(*span))
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
    if sides[0] != sides[1] and _begins(text[at - 1], text[at]):
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
