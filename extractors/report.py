"""Performance reports: which indicator (IKK) a passage or a table speaks of.

A report treats its indicators one by one under their objectives (``Sasaran``). Objectives and
indicators are numbered, but not every number is printed: what is printed is obeyed, what is not
follows from the order. An indicator begins with its box (``IKK : … TARGET : … PENCAPAIAN : …``),
printed as a small table or as lines, or, without one, with its operational definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.claims import NUMBER, Prose, claim_value, make_claim
from extractors.contract import Table
from extractors.draft import LetterRef, TableDraft
from extractors.grid import Grid
from extractors.header import match_header
from extractors.model import Claim
from extractors.page import Page, TextLine, group_lines
from extractors.table import Layout, LetterPages, Reading, add_rows
from extractors.values import fold, squash

_OBJECTIVE = re.compile(r"(?:(?P<number>\d{1,2})\.?\s+)?sasaran\s*:", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\d{1,2}")
_INDICATOR_COUNT = re.compile(r"melalui\s+(?P<count>\d{1,2})\b.*\bindikator", re.IGNORECASE)
_BOX = re.compile(r"ikk\s*:", re.IGNORECASE)
_DEFINITION = re.compile(r"definisi(?:\s+operasional)?\b", re.IGNORECASE)
_INDICATOR_NUMBER = re.compile(r"(?P<objective>\d{1,2})\.(?P<indicator>\d{1,2})")

_BOX_TEXT = re.compile(
    rf"IKK\s*:\s*(?P<indikator>.{{5,400}}?)\s+TARGET\s*:\s*(?P<target>{NUMBER})\b"
    rf".{{0,60}}?PENCAPAIAN\s*:\s*(?P<realisasi>{NUMBER})\b"
    rf".{{0,40}}?(?<![\d,.])(?P<capaian>{NUMBER})\s*%",
    re.IGNORECASE,
)
_SUMMARY_TEXT = re.compile(
    rf"Indikator\s+Kinerja\s+Kegiatan\s+[“\"”](?P<indikator>.{{5,400}}?)[”\"“]?\s+mencapai\s+"
    rf"(?:nilai\s+)?(?:sebesar\s+)?(?P<realisasi>{NUMBER}).{{0,60}}?\btarget\s+(?:sebesar\s+)?"
    rf"(?P<target>{NUMBER}).{{0,60}}?masuk\s+dalam\s+kategori\s+(?P<kategori>\w+(?:\s\w+)?)\s+"
    rf"dengan\s+pencapaian\s+sebesar\s+(?P<capaian>{NUMBER})\s*%",
    re.IGNORECASE,
)

_THRESHOLD_TEXT = re.compile(
    rf"\b(?:memiliki|mendapatkan)\b[^.]{{0,60}}?\bdi\s?atas\s+(?P<ambang>{NUMBER})", re.IGNORECASE
)
"""From where on a definition counts a unit: 'yang memiliki nilai IKPA diatas 94'."""

FIGURES = ("target", "realisasi", "kategori", "capaian")
"""What a report's summary and boxes state of an indicator."""

_PASSED_LINES = 3
"""An objective's lone number stands at most this many lines above it (a page's foot between)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line or a table of the report, in reading order, with the indicator it belongs to."""

    page: Page
    line: TextLine | None
    grid: Grid | None
    ikk: str | None


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
        if match := _OBJECTIVE.match(text):
            self._open_objective(match["number"])
        elif match := _INDICATOR_COUNT.search(text):
            self.announced = int(match["count"])
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
    for i, row in enumerate(grid.cells):
        for j, cell in enumerate(row):
            if cell.row == i and cell.column == j:
                yield from group_lines(cell.words)


def passages(letter: LetterPages) -> list[Passage]:
    """The report in reading order; boxes printed as tables are given line by line."""
    place = _Place()
    found: list[Passage] = []
    for page in letter.pages:
        grids = letter.grids_on(page)
        parts: list[tuple[float, TextLine | Grid]] = [(grid.ys[0], grid) for grid in grids]
        parts += [(line.box[1], line) for line in letter.lines_outside(page)]
        for _, part in sorted(parts, key=lambda item: item[0]):
            if isinstance(part, Grid) and not _is_box(part):
                found.append(Passage(page, None, part, place.ikk))
                continue
            for line in _cell_lines(part) if isinstance(part, Grid) else (part,):
                place.see(fold(line.text))
                found.append(Passage(page, line, None, place.ikk))
    return found


def report_claims(letter: LetterPages, ref: LetterRef) -> list[Claim]:
    """What the summary, the boxes and the definitions state of each indicator.

    ``scope`` is the indicator's number where the report numbers it, else its wording.
    """
    told = [(part.page, part.line, part.ikk) for part in passages(letter) if part.line]
    prose = Prose([(page, line) for page, line, _ in told])
    numbers = [ikk for _, _, ikk in told]
    claims = [
        make_claim(
            prose,
            ref,
            match.span(),
            "ambang",
            claim_value(match["ambang"]),
            scope=number,
            source="definisi",
            printed=match["ambang"],
        )
        for match in _THRESHOLD_TEXT.finditer(prose.text)
        if (number := numbers[prose.line_at(match.start())])
    ]
    for pattern, source in ((_SUMMARY_TEXT, "ringkasan"), (_BOX_TEXT, "kotak")):
        for match in pattern.finditer(prose.text):
            wording = match["indikator"].strip(' “”"')
            last = prose.line_at(match.end() - 1)
            number = numbers[min(last + 1, len(numbers) - 1)] if source == "kotak" else None
            for name in FIGURES:
                if name in pattern.groupindex:
                    claims.append(
                        make_claim(
                            prose,
                            ref,
                            match.span(),
                            name,
                            claim_value(match[name]),
                            scope=number or wording,
                            source=source,
                            indikator=wording,
                            printed=match[name],
                        )
                    )
    return claims


@dataclass(frozen=True, slots=True)
class SectionReader:
    """Reads the tables per satker that stand in the indicators' sections.

    ``table`` must name a satker and at least one figure. A table ends where another one's header
    begins in the same grid, and goes on where the next page begins with a grid of its shape.
    """

    table: Table
    figures: tuple[str, ...]
    totals: str

    @property
    def annexes(self) -> tuple[Table, ...]:
        """None: a section's tables are found by their lines alone."""
        return ()

    def confirms(self, letter: LetterPages) -> bool:
        """Tables in sections never decide what a document is."""
        return False

    def read(self, letter: LetterPages) -> Reading:
        """All rows, with the number of the indicator they stand under."""
        draft = TableDraft(self.table)
        layout: Layout | None = None
        section: str | None = None
        last_page = 0
        for part in passages(letter):
            if part.grid is None:
                layout = layout if part.page.number != last_page else None
                continue
            end = _next_header(part.grid)
            header = match_header(part.grid, self.table)
            if header and part.ikk and set(self.figures) & set(header.columns.values()):
                layout, section = Layout.of(part.grid, header), part.ikk
            elif layout is None or not layout.fits(part.grid) or part.ikk != section:
                layout = None
                continue
            first = header.rows if header else 0
            derived: dict[str, str | None] = {"indikator": section}
            add_rows(draft, part.grid, layout, range(first, end), derived, totals=self.totals)
            last_page = part.page.number
        return Reading([draft])


def _next_header(grid: Grid) -> int:
    """The row at which another table's header begins in the same grid."""
    for i in range(1, grid.row_count):
        if squash(grid.cells[i][0].text) in {"no", "nomor"}:
            return i
    return grid.row_count
