"""How good a column some neighbouring strips of words make.

Every gutter may part two columns or only two words. A column is worth most where its header's words
name one of the contract and the values beneath are of its type; white space within it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.borderless.columns import Namer, head_text
from extractors.borderless.white import WIDE, Strip
from extractors.contract import Column
from extractors.header import IGNORABLE
from extractors.page import Word
from extractors.values import parse_cell

NAMED = 10.0
"""What a column that carries a name of the contract is worth; all else is measured against it."""

LOOSE = 0.01
"""What each point of white space within a column costs, all else being equal."""

APART = 8.0
"""What it costs at most to join what white space parts."""

BLANK = -0.5
"""What a named column is worth that prints nothing: its header's words may be a neighbour's."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """A range that body words leave free, and how near they come to each other across it.

    ``parts_figures``: figures stand on both sides, on most lines.
    """

    x0: float
    x1: float
    gap: float
    parts_figures: bool

    def cost(self, space: float) -> float:
        """What it costs to take the words on both sides for one column's."""
        if self.parts_figures:
            return APART
        return min(APART, max(0.0, 3.0 * (self.gap / space - WIDE)))


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring strips as one column: its name, its header words, those above it."""

    score: float
    name: str | None
    head: tuple[Word, ...]
    above: tuple[Word, ...]


def group_of(
    parts: Sequence[Strip], gutters: Sequence[Gutter], namer: Namer, space: float
) -> Group:
    """How good a column some neighbouring strips make."""
    x0, x1 = parts[0].x0, parts[-1].x1
    joined = sum(gutter.cost(space) for gutter in gutters if x0 < gutter.x0 and gutter.x1 < x1)
    head = sorted((item for part in parts for item in part.head), key=lambda i: (i[0], i[1].x0))
    score, name, cut = _named(head, namer)
    if not any(part.body for part in parts):
        score = BLANK if name else 3 * BLANK
    elif name:
        score += _suits(parts, namer.columns[name])
    elif not head:
        score = -4.0
    joined += LOOSE * sum(right.x0 - left.x1 for left, right in pairwise(parts))
    words = tuple(word for _, word in head)
    return Group(score - joined, name, words[cut:], words[:cut])


def _named(head: Sequence[tuple[int, Word]], namer: Namer) -> tuple[float, str | None, int]:
    """Score and name of a column's header words, and how many of them stand above it as a span."""
    if not head:
        return -1.0, None, 0
    best: tuple[float, str | None, int] = (-2.0, None, 0)
    lines = sorted({index for index, _ in head})
    for level, line in enumerate(lines):
        cut = sum(index < line for index, _ in head)
        text = head_text(word for _, word in head[cut:])
        named = namer(text) if text else None
        if named:
            score = NAMED - 0.5 * min(named[1], 4) - (2.0 if level else 0.0)
            if score > best[0]:
                best = (score, named[0], cut)
        elif level == 0 and IGNORABLE.fullmatch(text):
            best = (0.0, None, 0)
    return best


def _suits(parts: Sequence[Strip], column: Column) -> float:
    """How well the values beneath are of the column's type, from -4 to 3."""
    texts: dict[int, list[Word]] = {}
    for part in parts:
        for line, words in part.body.items():
            texts.setdefault(line, []).extend(words)
    if not texts or column.counted:
        return 0.0
    is_text = column.type == "text"
    numeric = replace(column, type="decimal", unit="%") if is_text else column
    printed = [" ".join(word.text for word in words) for words in texts.values()]
    reads = sum(parse_cell(numeric, text).problem is None for text in printed) / len(printed)
    if is_text:
        return -1.5 * reads
    return 7.0 * reads - 4.0
