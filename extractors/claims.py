"""What the words of a letter say of its own annex: totals, targets, class limits.

A statement often runs over several lines, so patterns are matched on the letter's text with its
white space folded, and the place is the box of the lines it was read from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from extractors.draft import LetterRef
from extractors.model import Claim
from extractors.page import Box, Page, TextLine, Word, bounding_box
from extractors.values import fold, parse_decimal

NUMBER = r"\d{1,3}(?:\.\d{3})+(?![\d,])|\d+(?:[.,]\d+)?"
"""One printed number; grouping points only in whole numbers."""


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """A regular expression with named groups, each group a statement.

    A group's name is the claim; ``scope`` is taken from the group of that name, else ``fixed``.
    """

    pattern: str
    scope: str | None = None
    source: str = "badan"


@dataclass(slots=True)
class Prose:
    """The lines of a letter as one text that knows where each character stands."""

    lines: list[tuple[Page, TextLine]]
    text: str = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        texts = [fold(line.text) for _, line in self.lines]
        self.text = " ".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)][:-1]

    def line_at(self, position: int) -> int:
        """Index of the line that a character belongs to."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def place(self, start: int, end: int) -> tuple[Page, Box]:
        """The page a passage begins on and the box of its words there."""
        first = self.line_at(start)
        last = max(self.line_at(max(end - 1, start)), first)
        page = self.lines[first][0]
        words = [
            word
            for index in range(first, last + 1)
            if self.lines[index][0] is page
            for word in self._words(index, start, end)
        ]
        return page, bounding_box(words)

    def _words(self, index: int, start: int, end: int) -> list[Word]:
        """The words of a line that a passage touches; all of them where none can be told."""
        line, base = self.lines[index][1], self._starts[index]
        text, position = fold(line.text), 0
        touched = []
        for word in line.words:
            printed = fold(word.text)
            at = text.find(printed, position)
            if at < 0:
                return line.words
            position = at + len(printed)
            if base + at < end and start < base + position:
                touched.append(word)
        return touched or line.words


def claim_value(printed: str) -> str | None:
    """Canonical value of a stated number, else the words themselves."""
    text = printed.strip()
    parsed = parse_decimal(text.removesuffix("%").strip())
    return parsed.value if parsed.value is not None else text


def make_claim(
    prose: Prose,
    ref: LetterRef,
    span: tuple[int, int],
    claim: str,
    value: str | None,
    *,
    scope: str | None = None,
    source: str | None = None,
    indikator: str | None = None,
    printed: str | None = None,
) -> Claim:
    """A claim read from a passage, with the passage's words and place."""
    page, box = prose.place(*span)
    x0, top, x1, bottom = page.displayed(box)
    return Claim(
        letter=ref.letter,
        nomor=ref.nomor,
        claim=claim,
        scope=scope,
        value=value,
        text=prose.text[span[0] : span[1]].strip(),
        page=page.number,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        source=source,
        indikator=indikator,
        printed=printed,
    )


def read_claims(patterns: tuple[ClaimPattern, ...], prose: Prose, ref: LetterRef) -> list[Claim]:
    """Every statement that the patterns find, in printed order."""
    claims = []
    for declared in patterns:
        for match in re.finditer(declared.pattern, prose.text, re.IGNORECASE):
            groups = match.groupdict()
            scope = fold(groups.pop("scope", None) or "").title() or declared.scope
            for name, printed in groups.items():
                if printed is not None:
                    claims.append(
                        make_claim(
                            prose,
                            ref,
                            match.span(),
                            name,
                            _typed(name, printed),
                            scope=scope,
                            source=declared.source,
                            printed=printed,
                        )
                    )
    claims.sort(key=lambda claim: (claim.page, claim.top, claim.x0))
    return claims


def _typed(name: str, printed: str) -> str | None:
    """Counts group their thousands with points; everything else is a score or words."""
    if name.startswith("jumlah_"):
        return printed.replace(".", "")
    return claim_value(printed)
