"""The report in reading order: every line and table with the indicator it belongs to.

A report treats its indicators one by one under their objectives (``Sasaran``). Objectives and
indicators are numbered, but not every number is printed: what is printed is obeyed, what is not
follows from the order. An indicator begins with its box (``IKK : … TARGET : … PENCAPAIAN : …``),
printed as a small table or as lines, or, without one, with its operational definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from extractors.grid import Grid
from extractors.page import Page, TextLine, group_lines
from extractors.spelled import parse_spelled
from extractors.table import LetterPages
from extractors.values import fold

_OBJECTIVE = re.compile(r"(?:(?P<number>\d{1,2})\.?\s+)?sasaran\s*:", re.IGNORECASE)
_CHAPTER = re.compile(r"bab\s+[ivx]+\b", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\d{1,2}")
_INDICATOR_COUNT = re.compile(
    r"melalui\s+(?P<count>\d{1,2})\b\s*(?:\((?P<words>[a-z ]+)\))?.*\bindikator", re.IGNORECASE
)
_BOX = re.compile(r"ikk\s*:", re.IGNORECASE)
_DEFINITION = re.compile(r"definisi(?:\s+operasional)?\b", re.IGNORECASE)
_INDICATOR_NUMBER = re.compile(r"(?P<objective>\d{1,2})\.(?P<indicator>\d{1,2})")

_PASSED_LINES = 3
"""An objective's lone number stands at most this many lines above it (a page's foot between)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line or a table of the report, in reading order, with the indicator it belongs to.

    ``objective``: number of the objective it stands under, 0 before the first.
    """

    page: Page
    line: TextLine | None
    grid: Grid | None
    ikk: str | None
    objective: int = 0


@dataclass(slots=True)
class _Place:
    """Where in the report's numbering a passage stands."""

    objective: int = 0
    indicator: int = 0
    announced: int | None = None
    from_box: bool = False
    passed: list[str] = field(default_factory=list)

    @property
    def ikk(self) -> str | None:
        return f"{self.objective}.{self.indicator}" if self.indicator else None

    def see(self, text: str) -> None:
        """Take in the next line."""
        if _CHAPTER.match(text):
            self.indicator, self.announced, self.from_box = 0, None, False
        elif match := _OBJECTIVE.match(text):
            self._open_objective(match["number"])
        elif match := _INDICATOR_COUNT.search(text):
            self.announced = max(int(match["count"]), parse_spelled(match["words"] or "") or 0)
        elif _BOX.match(text):
            self.indicator += 1
            self.from_box = True
        elif _DEFINITION.match(text) and self.objective:
            complete = self.announced is not None and self.indicator >= self.announced
            if not self.from_box and not complete:
                self.indicator += 1
            self.from_box = False
        elif self.from_box and (match := _INDICATOR_NUMBER.fullmatch(text)):
            self.objective = int(match["objective"])
            self.indicator = int(match["indicator"])
        self.passed = [*self.passed[1 - _PASSED_LINES :], text]

    def _open_objective(self, printed: str | None) -> None:
        following = self.objective + 1
        lone = [int(text) for text in self.passed if _LONE_NUMBER.fullmatch(text)]
        if printed:
            self.objective = int(printed)
        elif lone and following not in lone and lone[-1] > following:
            self.objective = lone[-1]
        else:
            self.objective = following
        self.indicator, self.announced, self.from_box = 0, None, False


def _is_box(grid: Grid) -> bool:
    return bool(_BOX.match(grid.cells[0][0].text))


def _cell_lines(grid: Grid) -> Iterator[TextLine]:
    for cell in grid.own_cells:
        yield from group_lines(cell.words)


_KNOWN: WeakKeyDictionary[LetterPages, list[Passage]] = WeakKeyDictionary()
"""The reports being read: their claims and their tables are both found along the passages."""


def passages(letter: LetterPages) -> list[Passage]:
    """The report in reading order; boxes printed as tables are given line by line."""
    if letter not in _KNOWN:
        _KNOWN[letter] = _passages(letter)
    return _KNOWN[letter]


def _passages(letter: LetterPages) -> list[Passage]:
    place = _Place()
    found: list[Passage] = []
    for page in letter.pages:
        grids = letter.grids_on(page)
        parts: list[tuple[float, TextLine | Grid]] = [(grid.ys[0], grid) for grid in grids]
        parts += [(line.box[1], line) for line in letter.lines_outside(page)]
        for _, part in sorted(parts, key=lambda item: item[0]):
            if isinstance(part, Grid) and not _is_box(part):
                found.append(Passage(page, None, part, place.ikk, place.objective))
                continue
            for line in _cell_lines(part) if isinstance(part, Grid) else (part,):
                place.see(fold(line.text))
                found.append(Passage(page, line, None, place.ikk, place.objective))
    return found
