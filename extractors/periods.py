"""Results of a part of a year: a letter that says so gives no figures of the whole year.

What ends with December, the fourth quarter or the second half is the year's. Said by the subject or
the heading, right above a table, or by the header of a column of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.claims import Prose, make_claim
from extractors.draft import LetterRef
from extractors.grid import Grid
from extractors.header import match_header
from extractors.headings import headings
from extractors.kind import LetterKind
from extractors.letter import HEADING_LINES, Segment
from extractors.model import Claim
from extractors.page import Page
from extractors.table import LetterPages
from extractors.values import MONTHS, fold
from extractors.years import MONTH

PART = "periode_sebagian"
"""The claim that rows are of a part of a year: of the whole letter, or of the table in its box."""
LETTER, TABLE = "surat", "tabel"
DECEMBER = 12

_NUMERAL = r"(?:IV|I{1,3}|[1-4]|satu|dua|tiga|empat|pertama|kedua|ketiga|keempat)"
_TO = r"\s*(?:-|–|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga|dan|,)\s*"
_PARTS = r"(?:tri\s?wulan|tw|kuartal|semester|smt)"
_PERIOD = re.compile(
    rf"\b(?P<part>{_PARTS})\b\.?\s*(?:ke\s*-?\s*)?(?P<turns>{_NUMERAL}(?:{_TO}{_NUMERAL})*)\b"
    rf"|\b(?:(?:periode|per|posisi|sampai\s+dengan|hingga)\b|s\.?\s?/?\s?d\b\.?)\s*:?\s*"
    rf"(?:akhir\s+|bulan\s+|tanggal\s+|\d{{1,2}}\s+)*(?P<months>{MONTH}(?:{_TO}{MONTH})*)\b"
    rf"(?:\s+(?P<tahun>20\d\d))?",
    re.IGNORECASE,
)
_TURNS = {
    word: turn
    for turn, words in enumerate(
        ("i 1 satu pertama", "ii 2 dua kedua", "iii 3 tiga ketiga", "iv 4 empat keempat"), start=1
    )
    for word in words.split()
}


def part_of_year(text: str, tahun: int | None) -> re.Match[str] | None:
    """What says that a text is of a part of the year measured; nothing where any reaches its end.

    A month of a later year is past it.
    """
    said = [(match, _last_month(match, tahun)) for match in _PERIOD.finditer(text)]
    if not said or any(month >= DECEMBER for _, month in said):
        return None
    return max(said, key=lambda item: item[1])[0]


def _last_month(match: re.Match[str], tahun: int | None) -> int:
    """The month of the year measured that a period ends with; 12 also for any after it."""
    if match["months"]:
        if tahun and match["tahun"] and int(match["tahun"]) > tahun:
            return DECEMBER
        return max(MONTHS[name] for name in re.findall(MONTH, match["months"].lower()))
    turns = re.findall(rf"\b{_NUMERAL}\b", match["turns"], re.IGNORECASE)
    each = 6 if match["part"].lower().startswith("s") else 3
    return max(_TURNS[turn.lower()] for turn in turns) * each


def part_claims(
    segment: Segment, kind: LetterKind, view: LetterPages, ref: LetterRef, topic: str | None
) -> list[Claim]:
    """Each saying that rows are of a part of a year; ``topic``: what the letter is about."""
    for page, text in _about(segment, view, topic):
        if match := part_of_year(text, view.tahun):
            return [_claim(page, match[0], ref, LETTER)]
    found: list[Claim] = []
    carried: tuple[str, int] | None = None
    for page, grid, lines in headings(view):
        heads = _heads(kind, grid, view.tahun)
        texts = [" ".join(line.text for line in lines), *heads]
        said = next((m[0] for text in texts if (m := part_of_year(text, view.tahun))), None)
        if said is None and not heads and carried and carried[1] == grid.column_count:
            said = carried[0]
        carried = (said, grid.column_count) if said else None
        if said:
            x0, top, x1, bottom = page.displayed(grid.box)
            claim = _claim(page, said, ref, TABLE)
            found.append(replace(claim, x0=x0, top=top, x1=x1, bottom=bottom))
    return found


def _about(segment: Segment, view: LetterPages, topic: str | None) -> Iterator[tuple[Page, str]]:
    """What a letter is about; of a document without a subject also what stands on top of it."""
    if topic:
        yield segment.pages[0], topic
    for page in segment.pages if segment.title is not None else ():
        top = min((grid.ys[0] for grid in view.grids_on(page)), default=page.height)
        above = [line.text for line in page.lines if line.middle < top]
        yield page, fold(" ".join(above[:HEADING_LINES]))


def _heads(kind: LetterKind, grid: Grid, tahun: int | None) -> list[str]:
    """The header's words over each column of figures that a table's own header names."""
    texts = []
    for table in kind.tables:
        figures = {column.name for column in table.columns if column.type != "text"}
        header = match_header(grid, table, tahun=tahun)
        for j, name in header.columns.items() if header else ():
            if name in figures:
                cells = [grid.cells[i][j].text for i in range(header.rows if header else 0)]
                texts.append(fold(" ".join(dict.fromkeys(cells))))
    return texts


def _claim(page: Page, printed: str, ref: LetterRef, scope: str) -> Claim:
    """The saying where its page prints it, else on the page's first line."""
    prose = Prose([(page, line) for line in page.lines])
    at = prose.text.find(printed)
    span = (at, at + len(printed)) if at >= 0 else (0, 1)
    claim = make_claim(prose, ref, span, PART, fold(printed), scope=scope, printed=fold(printed))
    return replace(claim, text=fold(printed))
