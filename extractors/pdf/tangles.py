"""Words of neighbouring cells that overflow into each other, told apart.

pdfium lines the characters of a line up as they stand, so that those of two overlapping texts
alternate: ``NILAI`` over the end of ``KEWILAYAHAN`` becomes ``KEWILAYAHNAINLAI``. In the order in
which they are drawn one text comes after the other, and begins left of where the other ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.page import Word
from extractors.pdf.characters import Characters

REACH = 3
"""Words before and after one that a line crosses which may be tangled with it."""

APART = 0.2
"""Share of a character's height; the next one of its word begins no farther from its end."""

OVER = 0.5
"""Points by which one text stands over another at least."""

Span = tuple[int, int]
"""A word's characters in the page's text: the first, and the one after the last."""


class _Run(NamedTuple):
    """Characters drawn one after the other, each where the one before ends; and their box."""

    indices: list[int]
    x0: float
    top: float
    x1: float
    bottom: float


def untangled(
    spans: Sequence[Span], crossed: Iterable[int], text: str, characters: Characters
) -> dict[int, list[Word]]:
    """By the place of a word of pdfium's: the words it really is, none where one before has them.

    ``spans``: each word's characters in ``text``; ``crossed``: the words that ruling lines cut. A
    text that overflows its cell is among them, or tangled with one that is.
    """
    found: dict[int, list[Word]] = {}
    for k in crossed:
        near = range(max(k - REACH, 0), min(k + REACH + 1, len(spans)))
        word_of = {at: place for place in near for at in range(*spans[place])}
        turns = characters.turns(list(word_of))
        if turns == sorted(turns):
            continue
        runs = list(_runs(word_of, turns, characters))
        tangled = [run for pair in pairwise(runs) if _overlap(*pair) for run in pair]
        places = _whole({word_of[at] for run in tangled for at in run.indices}, runs, word_of)
        if k in places and found.keys().isdisjoint(places):
            found |= {place: [] for place in places}
            found[min(places)] = [
                Word(run.x0, run.top, run.x1, run.bottom, "".join(text[at] for at in run.indices))
                for run in runs
                if word_of[run.indices[0]] in places
            ]
    return found


def _runs(word_of: dict[int, int], turns: Sequence[int], characters: Characters) -> Iterator[_Run]:
    """The characters in the order they are drawn, parted where one does not go on with the other.

    Characters of two of pdfium's words go on only where another text stands between them.
    """
    drawn = [at for _, at in sorted(zip(turns, word_of, strict=True))]
    boxes = characters.boxes(drawn).tolist()
    start = 0
    for end in range(1, len(drawn) + 1):
        if end < len(drawn):
            (_, top, x1, bottom), (x0, next_top, _, next_bottom) = boxes[end - 1 : end + 1]
            is_level = next_top < (top + bottom) / 2 < next_bottom
            is_near = abs(x0 - x1) <= APART * (bottom - top)
            first, last = sorted(drawn[end - 1 : end + 1])
            is_one = word_of[first] == word_of[last] or any(
                at in word_of for at in range(first + 1, last)
            )
            if is_level and is_near and is_one:
                continue
        x0s, tops, x1s, bottoms = zip(*boxes[start:end], strict=True)
        yield _Run(drawn[start:end], min(x0s), min(tops), max(x1s), max(bottoms))
        start = end


def _overlap(before: _Run, after: _Run) -> bool:
    """Whether the second of two texts begins over the end of the first, on the same line."""
    is_level = before.top < (after.top + after.bottom) / 2 < before.bottom
    return (
        is_level
        and before.x0 < after.x0 < before.x1 - OVER
        and min(after.indices) < max(before.indices)
    )


def _whole(places: set[int], runs: list[_Run], word_of: dict[int, int]) -> set[int]:
    """Those words of pdfium's, and all that share a text with them."""
    while True:
        more = {
            place
            for run in runs
            for touched in [{word_of[at] for at in run.indices}]
            if touched & places
            for place in touched
        }
        if more <= places:
            return places
        places = places | more
