"""One page as words and ruling lines, wherever they were read.

Coordinates are points with the origin at the top left of the upright page, as in pdfplumber.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractors.values import fold

TOUCH = 0.03
"""Share of a line's height; words that are nearer, of one line and cell, are one word."""

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


class Doubt(NamedTuple):
    """A digit that a page may draw as another one (``drawn``; empty: as none), words with it."""

    digit: str
    drawn: str
    words: list[Word]


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
        parts = [self.words[0].text] if self.words else []
        for before, word in pairwise(self.words):
            parts.append(word.text if _touch(before, word) else f" {word.text}")
        self.text = "".join(parts)

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
    """One page, 1-based ``number``. ``method`` says where its characters come from.

    A scanned page's words stand where they do once the page is straight; ``to_displayed`` (3 x 3,
    row by row) leads back to the page as displayed. ``stains`` are boxes with ink that is no
    letter's (stamps, signatures), under which print may be hidden. A page that ``is_coarse`` is too
    coarse an image to be trusted. ``doubtful``: digits that a text page may draw as
    others; one that ``is_contradicted`` by what it draws, or ``is_pasted``, showing a table as a
    picture, is read as an image is.
    ``letter``: which of its file's letters it belongs to, from 1 on, once they are told apart.
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
    doubtful: list[Doubt] = field(default_factory=list)
    is_contradicted: bool = False
    is_pasted: bool = False
    letter: int | None = None
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
    x0s, tops, x1s, bottoms, *_ = zip(*words, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


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
