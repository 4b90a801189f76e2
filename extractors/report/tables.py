"""What a report's small tables say: formulas, comparisons, classes, its agreement, weights.

Such a table is known by the words of its header, wherever that stands in a grid; it goes on over a
page break when nothing but the page's foot parts it from a grid of as many columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.claims import NUMBER
from extractors.grid import Grid, GridCell
from extractors.report.passages import Passage
from extractors.statement import Figure, Statement
from extractors.values import fold, parse_decimal, parse_quantity, squash

_RESULT = re.compile(
    rf"\(?\s*(?P<realisasi>{NUMBER})\s*%?\s*[/:]\s*(?P<target>{NUMBER})\s*%?\s*\)?\s*[*x×]\s*100"
    rf"[\s%]*=\s*(?P<capaian>{NUMBER})\s*%?",
    re.IGNORECASE,
)
_MEDIUM = re.compile(r"jangka\s+menengah", re.IGNORECASE)
_ACHIEVED = re.compile(r"perhitungan\s+(?:pen)?capaian", re.IGNORECASE)
_MEDIUM_SYMBOL = re.compile(r"\bJM\b")
_YEAR = re.compile(r"20\d\d")
_DIRECTIONS = (
    ("naik", re.compile(r"\b(?:naik|meningkat|peningkatan|kenaikan)\b", re.IGNORECASE)),
    ("turun", re.compile(r"\b(?:turun|menurun|penurunan)\b", re.IGNORECASE)),
    ("sama", re.compile(r"\b(?:sama|tetap)\b", re.IGNORECASE)),
)
_CHANGE = re.compile(rf"(?P<perubahan>{NUMBER})\s*(?:%|persen|poin)", re.IGNORECASE)
_RANGE = re.compile(rf"(?P<bawah>{NUMBER})\s*(?:[-–—]|s\.?/?d\.?|sampai)\s*(?P<atas>{NUMBER})")
_FROM = re.compile(rf"(?:≥|>=|=>|>)\s*(?P<bawah>{NUMBER})")
_UP_TO = re.compile(rf"(?:≤|<=|=<|<)\s*(?P<atas>{NUMBER})")

Columns = Mapping[str, int]
Row = Sequence[GridCell]


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table by its header's words: which columns it must have, and how a row is read."""

    columns: Mapping[str, re.Pattern[str]]
    read: Callable[[_Context, Columns, Row], Iterator[Statement]]
    without: re.Pattern[str] | None = None
    optional: frozenset[str] = frozenset()

    def header(self, row: Row) -> Columns | None:
        """Where its columns stand, if the row is its header."""
        labels = [squash(cell.text) for cell in row]
        if self.without and any(self.without.search(label) for label in labels):
            return None
        found = {
            name: next((j for j, label in enumerate(labels) if pattern.search(label)), None)
            for name, pattern in self.columns.items()
        }
        if any(place is None and name not in self.optional for name, place in found.items()):
            return None
        return {name: place for name, place in found.items() if place is not None}


@dataclass(frozen=True, slots=True)
class _Context:
    """Where a row stands: its grid, its indicator's number, what was said just before the table."""

    grid: Grid
    ikk: str | None
    intro: str
    header: Row

    def figure(
        self,
        claim: str,
        printed: str,
        cell: GridCell,
        *,
        value: str | None = None,
        tahun: int | None = None,
    ) -> Figure:
        """A figure that stands in a cell."""
        place = self.grid.page, (cell.x0, cell.top, cell.x1, cell.bottom)
        return Figure(claim, printed, place, value, tahun)


def _text(row: Row) -> str:
    return " | ".join(fold(cell.text) for cell in row)


def _formula(context: _Context, columns: Columns, row: Row) -> Iterator[Statement]:
    """``(7/5) * 100% = 140%``: reached, promised (this year's or medium term), achieved."""
    cell = row[columns["hasil"]]
    match = _RESULT.search(fold(cell.text))
    if match is None or context.ikk is None:
        return
    symbols = f"{row[columns['rumus']].text} {_text(row)}"
    medium = _is_medium(context.intro, symbols)
    tail = "_jangka_menengah" if medium else ""
    figures = [
        context.figure("realisasi", match["realisasi"], cell),
        context.figure(f"target{tail}", match["target"], cell),
        context.figure(f"capaian{tail}", match["capaian"], cell),
    ]
    source = "rumus jangka menengah" if medium else "rumus"
    wording = fold(row[columns["indikator"]].text) if "indikator" in columns else None
    yield Statement(source, figures, _text(row), context.ikk, wording)


def _is_medium(intro: str, symbols: str) -> bool:
    """What was announced last before the table decides, then the formula's own words."""
    medium = max((match.start() for match in _MEDIUM.finditer(intro)), default=-1)
    achieved = max((match.start() for match in _ACHIEVED.finditer(intro)), default=-1)
    if medium != achieved:
        return medium > achieved
    return bool(_MEDIUM_SYMBOL.search(symbols) or _MEDIUM.search(symbols))


def _comparison(context: _Context, columns: Columns, row: Row) -> Iterator[Statement]:
    """An achievement of an earlier year beside this year's, and what is said of the change."""
    years = [
        (int(match[0]), j)
        for j, cell in enumerate(context.header)
        if (match := _YEAR.search(cell.text)) and cell.column == j
    ]
    if context.ikk is None or len(years) < 2:
        return
    years.sort()
    (before, j), (now, k) = years[-2:]
    is_value = squash(context.header[k].text).startswith(("realisasi", "nilai"))
    name = "realisasi" if is_value else "capaian"
    figures = []
    for claim, year, cell in ((f"{name}_lalu", before, row[j]), (name, now, row[k])):
        printed = fold(cell.text).removesuffix("%").strip()
        if parse_decimal(printed).value is None:
            return
        figures.append(context.figure(claim, printed, cell, tahun=year))
    last = row[-1]
    said = fold(last.text) if last.column > max(j, k) else ""
    direction = next((word for word, pattern in _DIRECTIONS if pattern.search(said)), None)
    if direction:
        figures.append(context.figure("arah", direction, last))
        if match := _CHANGE.search(said):
            figures.append(context.figure("perubahan", match["perubahan"], last))
    wording = fold(row[columns["indikator"]].text)
    yield Statement("perbandingan", figures, _text(row), context.ikk, wording)


def _class(context: _Context, columns: Columns, row: Row) -> Iterator[Statement]:
    """A class and its limits."""
    limits, name = row[columns["batas"]], row[columns["kelas"]]
    text = fold(limits.text)
    match = _RANGE.search(text) or _FROM.search(text) or _UP_TO.search(text)
    if match is None or context.ikk is None:
        return
    told = match.groupdict()
    figures = [context.figure("kategori", fold(name.text), name)]
    figures += [
        context.figure(f"batas_{side}", told[side], limits)
        for side in ("bawah", "atas")
        if told.get(side)
    ]
    yield Statement("klasifikasi", figures, _text(row), context.ikk)


def _agreement(context: _Context, columns: Columns, row: Row) -> Iterator[Statement]:
    """The report's copy of its agreement: an indicator's target."""
    cell = row[columns["target"]]
    value, unit = parse_quantity(cell.text)
    wording = fold(row[columns["indikator"]].text)
    if value.value is None or not wording:
        return
    figures = [context.figure("target", fold(cell.text), cell, value=value.value)]
    if "satuan" in columns:
        unit = fold(row[columns["satuan"]].text) or unit
    if unit:
        figures.append(
            context.figure("satuan", unit, row[columns.get("satuan", columns["target"])])
        )
    yield Statement("salinan perjanjian", figures, _text(row), wording, wording)


def _weighted(context: _Context, columns: Columns, row: Row) -> Iterator[Statement]:
    """An aspect's score, weight and product; the row below them states the indicator's value."""
    if context.ikk is None:
        return
    names = {"nilai": "nilai_aspek", "bobot": "bobot_aspek", "hasil": "nilai_berbobot"}
    figures = []
    for column, claim in names.items():
        cell = row[columns[column]]
        printed = fold(cell.text).removesuffix("%").strip()
        if parse_decimal(printed).value is not None:
            figures.append(context.figure(claim, printed, cell))
    texts = [fold(cell.text) for j, cell in enumerate(row) if j < columns["nilai"]]
    label = next((text for text in texts if len(text) > 2), None)
    if [figure.claim for figure in figures] == ["nilai_berbobot"]:
        (only,) = figures
        total = context.figure("realisasi", only.printed, row[columns["hasil"]])
        yield Statement("tabel bagian", [total], _text(row), context.ikk, label)
    elif len(figures) == len(names):
        yield Statement("tabel bobot", figures, _text(row), context.ikk, label)


_INDICATOR = re.compile(r"^indikator")
KINDS = (
    TableKind(
        {
            "indikator": _INDICATOR,
            "rumus": re.compile(r"^(formula|rumus)"),
            "hasil": re.compile(r"^(hasil|perhitungan)"),
        },
        _formula,
        optional=frozenset({"indikator"}),
    ),
    TableKind(
        {
            "indikator": _INDICATOR,
            "kini": re.compile(r"^(pencapaian|capaian|realisasi|nilai)(tahun|ta)?20\d\d"),
        },
        _comparison,
    ),
    TableKind(
        {
            "kelas": re.compile(r"^(klasifikasi|kategori|predikat)$"),
            "batas": re.compile(r"^(interval|rentang|batas|skor)"),
        },
        _class,
    ),
    TableKind(
        {
            "indikator": _INDICATOR,
            "target": re.compile(r"^target"),
            "satuan": re.compile(r"^satuan$"),
        },
        _agreement,
        without=re.compile(r"^%?(realisasi|(pen)?capaian)"),
        optional=frozenset({"satuan"}),
    ),
    TableKind(
        {
            "aspek": re.compile(r"^(aspek|komponen|uraian)"),
            "nilai": re.compile(r"^nilai$"),
            "bobot": re.compile(r"^bobot"),
            "hasil": re.compile(r"^nilaix?bobot"),
        },
        _weighted,
    ),
)


def table_statements(parts: Sequence[Passage]) -> Iterator[Statement]:
    """What all the report's tables of these kinds state, in reading order."""
    intro: list[str] = []
    current: tuple[TableKind, Columns, Row, str] | None = None
    width = 0
    for part in parts:
        if part.grid is None:
            if part.line:
                intro.append(fold(part.line.text))
            continue
        grid = part.grid
        if intro or grid.column_count != width:
            current = None
        said = " ".join(intro)
        for i, row in enumerate(grid.cells):
            for kind in KINDS:
                if columns := kind.header(row):
                    current = kind, columns, row, said
                    break
            else:
                if current and any(cell.row == i for cell in row):
                    kind, columns, header, before = current
                    yield from kind.read(_Context(grid, part.ikk, before, header), columns, row)
        intro, width = [], grid.column_count
