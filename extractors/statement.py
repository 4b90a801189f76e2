"""One saying of a letter with the figures it states together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.claims import Prose, claim_value
from extractors.draft import LetterRef
from extractors.model import Claim
from extractors.page import Box, Page
from extractors.values import parse_money

_WORDS = frozenset({"kategori", "kategori_seluruh", "satuan", "arah", "peralihan_status"})
"""Figures that are words."""
_COUNTED = ("jumlah_",)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity, as printed, with the page and box (of its page's words) it is printed in.

    ``tahun``: the year it speaks of, where that is not the report's.
    """

    claim: str
    printed: str
    place: tuple[Page, Box]
    value: str | None = None
    tahun: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Figures that one sentence, box or table row states together.

    ``source``: which part of the report says so. ``scope``: the indicator's number, else its
    wording, else what is counted. ``wording``: the indicator as this statement words it.
    """

    source: str
    figures: list[Figure]
    text: str
    scope: str | None = None
    wording: str | None = None


def figure_in(
    prose: Prose,
    match: re.Match[str],
    group: str | int,
    claim: str,
    *,
    printed: str | None = None,
    value: str | None = None,
) -> Figure:
    """What a group of a match prints in a letter's text, as a figure in its place.

    ``printed``: the same without what is not the figure's.
    """
    said = match[group].strip() if printed is None else printed
    return Figure(claim, said, prose.place(*match.span(group)), value)


def statement_claims(statement: Statement, number: int, ref: LetterRef) -> list[Claim]:
    """The figures of a statement as claims that share its number."""
    claims = []
    for figure in statement.figures:
        page, box = figure.place
        x0, top, x1, bottom = page.displayed(box)
        claims.append(
            Claim(
                letter=ref.letter,
                nomor=ref.nomor,
                claim=figure.claim,
                scope=statement.scope,
                value=figure.value if figure.value is not None else _value(figure),
                text=statement.text,
                page=page.number,
                x0=x0,
                top=top,
                x1=x1,
                bottom=bottom,
                source=statement.source,
                indikator=statement.wording,
                printed=figure.printed,
                statement=number,
                tahun=figure.tahun,
                confidence=_confidence(page, box),
            )
        )
    return claims


def _confidence(page: Page, box: Box) -> float:
    """That of the least sure word whose middle lies in a box; 1 on pages that are text."""
    if page.method == "text":
        return 1.0
    x0, top, x1, bottom = box
    inside = (
        word.confidence
        for word in page.words
        if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    )
    return min(inside, default=0.0)


def _value(figure: Figure) -> str | None:
    """Canonical value: words as they are, counts and amounts with grouped thousands, scores."""
    printed = figure.printed.strip()
    if figure.claim in _WORDS:
        return printed
    if figure.claim.startswith(_COUNTED):
        return printed.replace(".", "")
    if figure.claim == "pagu":
        return parse_money(printed).value or printed
    return claim_value(printed)
