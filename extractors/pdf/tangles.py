"""Words of neighbouring cells that overflow into each other, told apart.

pdfium lines the characters of a line up as they stand, so that those of two overlapping texts
alternate: ``NILAI`` over the end of ``KEWILAYAHAN`` becomes ``KEWILAYAHNAINLAI``. In the order in
which they are drawn one text comes after the other, and begins left of where the other ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.page import Word
from extractors.pdf.characters import Characters

REACH = 3
"""Words before and after one that a line crosses which may be tangled with it."""

APART = 0.2
"""Share of a character's height; the next one of its word begins no farther from its end."""

Span = tuple[int, int]
"""A word's characters in the page's text: the first, and the one after the last."""


def untangled(
    spans: Sequence[Span], crossed: Iterable[int], text: str, characters: Characters
) -> dict[int, list[Word]]:
    """By the place of a word of pdfium's: the words it really is, none where one before has them.

    ``spans``: each word's characters in ``text``; ``crossed``: the words that ruling lines cut, the
    only ones that may run out of their cells.
    """
    found: dict[int, list[Word]] = {}
    for k in crossed:
        first, last = max(k - REACH, 0), min(k + REACH, len(spans) - 1)
        near = range(spans[first][0], spans[last][1])
        for tangle in _tangles(near, characters.turns(near)):
            places = [
                place
                for place in range(first, last + 1)
                if spans[place][0] < tangle.stop and tangle.start < spans[place][1]
            ]
            if k in places and found.keys().isdisjoint(places):
                whole = range(spans[places[0]][0], spans[places[-1]][1])
                found |= {place: [] for place in places}
                found[places[0]] = list(_words(whole, text, characters))
    return found


def _tangles(indices: range, turns: Sequence[int]) -> Iterator[range]:
    """The runs of characters that stand in another order than they are drawn in."""
    order = sorted(range(len(indices)), key=lambda place: (turns[place], place))
    start = farthest = 0
    for place, other in enumerate(order):
        farthest = max(farthest, other)
        if farthest == place:
            if start < place:
                yield indices[start : place + 1]
            start = farthest = place + 1


def _words(indices: range, text: str, characters: Characters) -> Iterator[Word]:
    """The words that some characters make in the order they are drawn in."""
    turns = dict(zip(indices, characters.turns(indices), strict=True))
    shown = [at for at in sorted(indices, key=lambda at: (turns[at], at)) if characters.shows(at)]
    boxes = characters.boxes(shown).tolist()
    start = 0
    for end, (before, after) in enumerate(pairwise(boxes), start=1):
        is_apart = abs(after[0] - before[2]) > APART * (before[3] - before[1])
        if is_apart or text[shown[end]].isspace() or text[shown[end - 1]].isspace():
            yield from _word(shown[start:end], boxes[start:end], text)
            start = end
    yield from _word(shown[start:], boxes[start:], text)


def _word(part: list[int], boxes: list[list[float]], text: str) -> Iterator[Word]:
    printed = "".join(text[at] for at in part)
    if printed.strip():
        x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
        yield Word(min(x0s), min(tops), max(x1s), max(bottoms), printed)
