"""The day a letter was signed: where it is dated, not where its text speaks of another day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise

from extractors.letter import Segment
from extractors.page import TextLine
from extractors.subject import PLACE_DATE
from extractors.values import fold, parse_date

GAP = 1.5
"""Heights of a line by which words stand apart that are of two columns."""
HEAD_LINES = 20
"""Lines from the top within which a letter's head ends."""

_DAY = r"\d{1,2}(?:\s+[A-Za-z]+\s+|[-/.]\d{1,2}[-/.])\d{4}"
_DATED = (
    re.compile(rf"pada\s+tanggal\s*:?\s*(?P<day>{_DAY})$", re.IGNORECASE),
    re.compile(rf"[A-Z][A-Za-z. ]+,\s+(?:tanggal\s+)?(?P<day>{_DAY})$"),
    re.compile(rf"(?:pada\s+)?tanggal\s*(?::\s*(?P<day>{_DAY})|(?P<bare>{_DAY})$)", re.IGNORECASE),
)
"""A decree's own line, place and date, the label of a head or an annex: the surest first."""
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MAY_BE, _YEAR = re.compile(r",|tanggal", re.IGNORECASE), re.compile(r"\d{4}")
_TEXT = re.compile(r"(?:\d+|[a-z])[.)]\s|(?:rujukan|sehubungan|dengan\s+hormat|menimbang)\b", re.I)
"""How a line begins with which a letter's head has ended."""


def find_date(segment: Segment) -> str | None:
    """The date a letter was signed: a decree's own line, place and date, else a label.

    It stands alone, in its line or column; it may run on over a second line. Place and date that
    stand close to other words count only in the letter's head.
    """
    texts = list(_candidates(segment))
    for pattern in _DATED:
        for text in texts:
            match = pattern.match(text)
            if match and (day := _iso(match["day"] or match.groupdict().get("bare", ""))):
                return day
    return next(filter(None, map(_in_head, _head(segment))), None)


def _candidates(segment: Segment) -> Iterator[str]:
    """What stands alone in a line that may be a date's, then the same as it may run on below."""
    lines = [line for page in segment.pages for line in page.lines]
    for line, below in zip(lines, [*lines[1:], TextLine([])], strict=True):
        if _MAY_BE.search(line.text) and _YEAR.search(f"{line.text} {below.text}"):
            own = _pieces(line)
            yield from own
            yield from (f"{piece} {end}" for piece in own for end in _pieces(below))


def _pieces(line: TextLine) -> list[str]:
    """The texts of a line that stand wide apart."""
    height = line.box[3] - line.box[1] if line.words else 0.0
    groups = [line.words[:1]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > GAP * height:
            groups.append([])
        groups[-1].append(word)
    return [fold(TextLine(group).text) for group in groups if group]


def _head(segment: Segment) -> list[str]:
    """The lines above a letter's text."""
    texts = segment.pages[0].texts[:HEAD_LINES]
    end = next((i for i, text in enumerate(texts) if _TEXT.match(text)), len(texts))
    return texts[:end]


def _in_head(text: str) -> str | None:
    match = PLACE_DATE.search(text)
    return parse_date(match.group()) if match else None


def _iso(text: str) -> str | None:
    """A day in words or figures as an ISO date; nothing for an impossible one."""
    if match := _NUMERIC.fullmatch(text):
        day, month, year = map(int, match.groups())
        with suppress(ValueError):
            return date(year, month, day).isoformat()
        return None
    return parse_date(text)
