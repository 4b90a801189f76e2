"""Seized goods by weight, in a report's words and in its table of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.report.passages import Passage
from extractors.report.prose import ReportText
from extractors.statement import Figure, Statement, figure_in
from extractors.values import fold, squash

_AMOUNT = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_IN_WORDS = (
    re.compile(rf"(?<![\d.,])(?P<berat>{_AMOUNT})\s+gram\s+(?P<barang>[a-z]+)", re.IGNORECASE),
    re.compile(rf"(?<=\s)\((?P<berat>{_AMOUNT})\s+gram\)", re.IGNORECASE),
)
_IN_CELL = re.compile(rf"(?P<berat>{_AMOUNT})\s*gram", re.IGNORECASE)
_SPELLINGS = {"shabu": "sabu", "ekstacy": "ekstasi", "extasi": "ekstasi"}


def seized_statements(report: ReportText, parts: Sequence[Passage]) -> Iterator[Statement]:
    """Weights in grams, as told in sentences and as listed under the goods' names."""
    for pattern in _IN_WORDS:
        for match in pattern.finditer(report.prose.text):
            figure = figure_in(
                report.prose, match, "berat", "barang_bukti", value=_grams(match["berat"])
            )
            before = report.prose.text[max(match.start() - 40, 0) : match.start()]
            goods = match.groupdict().get("barang") or before.split()[-1]
            yield Statement("narasi", [figure], match[0], _goods(goods))
    for part in parts:
        yield from _listed(part)


def _listed(part: Passage) -> Iterator[Statement]:
    """Names of goods over their weights."""
    rows = part.grid.cells if part.grid else []
    for names, amounts in pairwise(rows):
        for name, cell in zip(names, amounts, strict=True):
            found = _IN_CELL.fullmatch(fold(cell.text))
            if found:
                place = part.page, (cell.x0, cell.top, cell.x1, cell.bottom)
                value = _grams(found["berat"])
                figure = Figure("barang_bukti", found["berat"], place, value=value)
                text = f"{fold(name.text)}: {fold(cell.text)}"
                yield Statement("tabel bagian", [figure], text, _goods(name.text))


def _grams(printed: str) -> str:
    return printed.replace(".", "").replace(",", ".")


def _goods(printed: str) -> str:
    """A name in one spelling."""
    name = squash(printed)
    return _SPELLINGS.get(name, name)
