"""Weights that a report lists of an indicator's parts, which should add up to the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from extractors.claims import NUMBER
from extractors.page import Page, TextLine
from extractors.report.prose import ReportText
from extractors.statement import Figure, Statement, figure_in
from extractors.values import fold

_IN_BRACKETS = re.compile(rf"\(bobot\s+(?P<bobot>{NUMBER})\s*%\)", re.IGNORECASE)
_ITEM = re.compile(
    rf"[-–•\s]*(?:[a-z]|\d{{1,2}})[.)]\s+(?P<bagian>[A-Z][^\d%]{{2,60}}?)\s+(?:sebesar\s+)?"
    rf"(?P<bobot>{NUMBER})\s*%[.;,]?"
)
LEAST_ITEMS = 2


def weight_statements(report: ReportText) -> Iterator[Statement]:
    """Weights in brackets within a section; items of one list, line after line, in per cent."""
    sections: dict[str, list[tuple[str, Figure]]] = {}
    for match in _IN_BRACKETS.finditer(report.prose.text):
        if number := report.section(match.start()):
            figure = figure_in(report.prose, match, "bobot", "bobot")
            named = " ".join(
                report.prose.text[max(match.start() - 60, 0) : match.start()].split()[-2:]
            )
            sections.setdefault(number, []).append((named, figure))
    for number, parts in sections.items():
        yield from _whole(number, parts)
    for number, run in groupby(zip(report.prose.lines, report.numbers, strict=True), key=_listed):
        if number:
            yield from _whole(number, [_item(page, line) for (page, line), _ in run])


def _listed(item: tuple[tuple[Page, TextLine], str | None]) -> str | None:
    """The section's number for a line that is an item with its weight; none for other lines."""
    (_, line), number = item
    is_item = number and "%" in line.words[-1].text and _ITEM.fullmatch(fold(line.text))
    return number if is_item else None


def _item(page: Page, line: TextLine) -> tuple[str, Figure]:
    (found,) = _ITEM.finditer(fold(line.text))
    return found["bagian"], Figure("bobot", found["bobot"], (page, line.box))


def _whole(number: str, parts: list[tuple[str, Figure]]) -> Iterator[Statement]:
    if len(parts) >= LEAST_ITEMS:
        names = "; ".join(name for name, _ in parts)
        yield Statement("daftar bobot", [figure for _, figure in parts], names, number)
