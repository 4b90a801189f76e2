"""A second reading of what the first left in doubt.

A number that is read wrong looks like any other, and the model's confidence does not always show
it. Drawn at another scale and unsqueezed the same ink makes another picture; a number goes on as
certain where both readings give it. What is lost in words is a thin stroke: they are read from the
bare ink, black on white, and where that gives them differently from the page with its strokes made
thicker. A word stays doubtful unless two of three agree; of letters' numbers the longest is taken.

What the model loses it does not doubt: of the strokes of ``III`` it makes ``II``. But ink shows how
many letters there are at least, and a reading with fewer is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import prod
from typing import NamedTuple

import cv2
import numpy as np

from extractors.scan.ink import find_spots
from extractors.scan.raster import Image
from extractors.scan.recognise import AGAIN, LARGE, Character, Look, picture, recogniser
from extractors.scan.stamps import colour_of, ends_in_colour, is_stained
from extractors.scan.text import Piece, Text

CERTAIN = 0.999
"""A clean number whose every character is this sure is not read again."""

PLAUSIBLE, READABLE = 0.95, 0.6
"""Words whose every character is this sure are not read again: clean ones of tables, and prose."""

SENTENCE = 20
"""Heights of a letter that a line of prose is wide: its punctuation is nobody's value."""

TOGETHER = 0.9
"""A number that two readings give is read a third time where they make it less sure together."""

CONTRADICTED = 0.2
"""Confidence of what two readings give differently."""

LOST = 0.1
"""Confidence of what was read with fewer letters than the ink has, or may be a stamp's crumb."""

LETTER = 0.5
"""Share of the letters' height that a letter's ink has at least; a mark's has less."""

CRUMB, TINGED = 2, 0.4
"""So few characters may be a stamp's, and what share of their ink then has a colour."""

THICKER = np.ones((2, 1), np.uint8)
"""What makes strokes a pixel thicker where they lie flat; a letter's upright ones would touch."""

STROKES = 3
"""A line with so many of them prints a letter's number."""

ZERO_HEIGHT, ZERO_WIDTH = 0.9, 0.78
"""Share of the letters' height that a zero has, and of its own height that it is wide."""

_NUMBER = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*|rp\W*\d[\d.,\-]*", re.IGNORECASE)

_PARTING = re.compile(r"\d[.,]\d")

_MARKS = frozenset(" .,:;'\"-–—‘’“”•°`*_~")

Line = list[Character]


class Pictures(NamedTuple):
    """The page as further readings see it: ``numbers`` and ``words``, a second and a third time."""

    numbers: tuple[Image, Image]
    words: tuple[Image, Image]


def pictures_of(page: Image, dark: Image, ink: Image) -> Pictures:
    """The pictures of a page, of itself less faded (``dark``), and of its letters' ink.

    Where coloured ink has faded a decimal point may fade with it, and two pictures of one ink would
    agree on a number without it; so that its second picture has faded less.
    """
    bare = np.where(ink, np.uint8(0), np.uint8(255))
    return Pictures((dark, page), (bare, np.asarray(cv2.erode(dark, THICKER))))


def confirm(
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    text: Text,
    pages: Pictures,
    *,
    again: bool,
    is_annex: bool,
) -> list[Line]:
    """The lines, with the confidence of what was doubted as all readings together give it.

    ``again``: read every number twice, as on a page of poor resolution; ``is_annex``: doubt words
    as those of a table.
    """
    confirmed = [
        _with_zero(line, piece, text.height) for line, piece in zip(lines, pieces, strict=True)
    ]

    @cache
    def seen(index: int) -> int:
        return _letters(pieces[index], text)

    def look(which: Sequence[int], page: Image, how: Look) -> dict[int, Line]:
        found = recogniser().read([picture(page, pieces[i], look=how) for i in which])
        return {
            index: _with_zero(line, pieces[index], text.height)
            for index, line in zip(which, found, strict=True)
        }

    def is_doubted(index: int) -> bool:
        line, is_bare = confirmed[index], not is_stained(pieces[index], text)
        if _NUMBER.fullmatch(_words(line)):
            is_sure = is_bare and _sureness(line) >= CERTAIN
            return again or not is_sure or _lost(line, seen(index)) > 0
        piece = pieces[index]
        is_long = piece.x1 - piece.x0 >= SENTENCE * text.height
        sure = _spelled_sureness(line) if is_long else _sureness(line)
        if not is_annex:
            return sure < READABLE or _is_path(line)
        is_sure = is_bare and sure >= PLAUSIBLE
        return not is_sure or _is_path(line) or _lost(line, seen(index)) > 0

    doubted = [index for index in range(len(pieces)) if is_doubted(index)]
    numbers = [index for index in doubted if _NUMBER.fullmatch(_words(confirmed[index]))]
    words = sorted({*doubted} - {*numbers})
    second: dict[int, Line] = {}
    third: dict[int, Line] = {}
    for which, seen_as, last in ((numbers, pages.numbers, LARGE), (words, pages.words, AGAIN)):
        second |= look(which, seen_as[0], AGAIN)
        is_open = [i for i in which if _is_open(confirmed[i], second[i], seen(i))]
        third |= look(is_open, seen_as[1], last)
    for index in doubted:
        first, others = (
            confirmed[index],
            [found[index] for found in (second, third) if index in found],
        )
        if _NUMBER.fullmatch(_words(first)):
            confirmed[index] = _settled_number([first, *others], seen(index))
        else:
            confirmed[index] = _settled_words([first, *others], seen(index))
        if _may_be_a_crumb(confirmed[index], pieces[index], text):
            confirmed[index] = _doubtful(confirmed[index], LOST)
    return confirmed


def _may_be_a_crumb(line: Line, piece: Piece, text: Text) -> bool:
    """Whether what was read may be coloured ink and no print: at an end, or short."""
    is_short = len(line) <= CRUMB and colour_of(piece, text) >= TINGED
    return is_short or ends_in_colour(piece, text)


def _doubtful(line: Line, most: float = CONTRADICTED) -> Line:
    return [replace(c, confidence=min(c.confidence, most)) for c in line]


def _is_open(line: Line, other: Line, seen: int) -> bool:
    """Whether a third reading may settle what two leave in doubt.

    Contradicted numbers stay so, unless the first lost figures that the ink shows.
    """
    if _NUMBER.fullmatch(_words(line)):
        if _digits(line) == _digits(other):
            return _together(line, other) < TOGETHER
        return _lost(line, seen) > 0
    return _spelled(line) != _spelled(other) or _lost(line, seen) > 0


def _is_path(line: Line) -> bool:
    """Whether a line prints a letter's number, in which a stroke is a whole roman month."""
    return _words(line).count("/") >= STROKES


def _settled_number(readings: list[Line], seen: int) -> Line:
    """One reading of several: as sure as all together, or contradicted.

    Squeezed to save time, equal figures side by side become one (``Rp.210.00000``): where that is
    all by which the first reading differs, two others that have all the ink's figures settle it.
    """
    first, *others = readings
    whole = [line for line in readings if not _lost(line, seen)]
    if len(whole) > 1 and all(_is_squeezed(first, line) for line in whole):
        first, *others = whole
    if any(_digits(line) != _digits(first) for line in others):
        return _doubtful(first)
    sure = _together(first, *others)
    return [replace(c, confidence=max(sure, c.confidence)) for c in first]


def _is_squeezed(line: Line, other: Line) -> bool:
    """Whether two readings are one number but for how often equal figures stand side by side."""
    one, two = (re.sub(r"(.)\1+", r"\1", re.sub(r"\D", "", _words(a))) for a in (line, other))
    return one == two and _NUMBER.fullmatch(_words(other)) is not None


def _together(*lines: Line) -> float:
    """How sure several readings of one number make it."""
    return 1 - prod(1 - _sureness(line) for line in lines)


def _settled_words(readings: list[Line], seen: int) -> Line:
    """One reading of two or three: one given twice, else the surest; doubtful are its words that
    no other gives, or all where letters are lost.

    The second, of bare ink, only tells which of the others is right: of grey print it says less.
    """
    if any(_is_path(line) for line in readings):
        return max(readings, key=lambda line: (len(_digits(line)), _sureness(line)))
    spelled = [_spelled(line) for line in readings]

    def rank(index: int) -> tuple[int, int, bool, float]:
        line, given = readings[index], spelled.count(spelled[index])
        return -_lost(line, seen), given, given > 1 or index != 1, _sureness(line)

    best = max(range(len(readings)), key=rank)
    if _lost(readings[best], seen):
        return _doubtful(readings[best], LOST)
    if spelled.count(spelled[best]) > 1:
        return readings[best]
    others = [line for index, line in enumerate(readings) if index != best]
    given = {_spelled(word) for line in others for word in _parted(line)}
    return [
        character
        for word in _parted(readings[best])
        for character in (word if _spelled(word) in given else _doubtful(word))
    ]


def _parted(line: Line) -> Iterator[Line]:
    """A line's words, each with the blanks after it."""
    word: Line = []
    for character in line:
        if word and word[-1].text.isspace() and not character.text.isspace():
            yield word
            word = []
        word.append(character)
    if word:
        yield word


def _letters(piece: Piece, text: Text) -> int:
    """How many letters a piece has at least: spots of ink as high as one. Letters may touch."""
    spots = find_spots(text.ink[piece.top : piece.bottom, piece.x0 : piece.x1])
    return int((spots.tall[1:] >= LETTER * text.height).sum())


def _lost(line: Line, seen: int) -> int:
    """How many letters at least a reading of words lost; 0 for none."""
    return max(seen - sum(c.text not in _MARKS for c in line), 0)


def _spelled(line: Line) -> str:
    """Words as they count when readings are compared: blanks and marks do not, but in numbers."""
    text = re.sub(r"(?<=\d)[.,](?=\d)", "\0", _words(line))
    return "".join(char for char in text if char not in _MARKS)


def _spelled_sureness(line: Line) -> float:
    """How sure the letters and figures of words are, and the marks between figures.

    Quotation marks and dashes look alike and are never sure: of a report's lines most that were
    read again were so for nothing else.
    """
    text = _words(line)
    kept = (
        character.confidence
        for place, character in enumerate(line)
        if character.text not in _MARKS or _PARTING.match(text, max(place - 1, 0))
    )
    return min(kept, default=_sureness(line))


def _with_zero(line: Line, piece: Piece, height: float) -> Line:
    """A lone round letter as a zero where it is as high as figures and narrower than any O."""
    wide, tall = piece.x1 - piece.x0, piece.bottom - piece.top
    is_narrow = tall >= ZERO_HEIGHT * height and wide < ZERO_WIDTH * tall
    return [replace(line[0], text="0")] if is_narrow and _words(line) in {"o", "O"} else line


def _words(line: Line) -> str:
    return "".join(character.text for character in line)


def _digits(line: Line) -> str:
    """A number as it counts: comma or point is one mark, blanks are none."""
    return re.sub(r"\s", "", _words(line)).replace(",", ".")


def _sureness(line: Line) -> float:
    return min((character.confidence for character in line), default=0.0)
