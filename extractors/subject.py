"""What a letter says it is about: its subject, and the kind whose results that names."""

from __future__ import annotations

import re

from extractors.kind import LetterKind, all_kinds
from extractors.page import Page, TextLine, Word
from extractors.values import fold
from extractors.years import is_of_plans

APART = 0.5
"""Heights of a line by which the words of two columns stand apart at least."""

BESIDE = 0.4
"""Share of a page's width right of which an addressee stands beside the subject, not below it."""

SUBJECT = re.compile(r"^(?:perihal|hal)\s*:\s*(?P<text>.+)", re.IGNORECASE)
SUBJECT_END = re.compile(
    r"^(?:(?:kepada|yth|di$|klasifikasi|lampiran|sifat|nomor)\b|(?:tanggal|dari)\s*:|\d+\.\s)",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(r"(?:kepada|yth)\W*", re.IGNORECASE)
PLACE_DATE = re.compile(
    r"(?<!\bdi )\b[A-Z][A-Za-z. ]+,\s+(?:tanggal\s+)?\d{1,2}\s+[A-Za-z]+\s+\d{4}"
)
ASKS = re.compile(
    r"(?:undangan|panggilan|permintaan|permohonan|penugasan|pengiriman\s+peserta|jadwal)\b",
    re.IGNORECASE,
)
"""How a subject begins that asks for something: whatever it names, it brings no results."""


def kind_by_subject(subject: str) -> LetterKind | None:
    """The kind whose results a subject names; none of one that only plans, asks or invites."""
    if is_of_plans(subject) or ASKS.match(subject):
        return None
    return next((kind for kind in all_kinds() if kind.has_subject(subject)), None)


def subject_parts(page: Page, subject_at: int) -> list[str]:
    """The lines of a subject, without the addressee that may stand beside it."""
    edge = _addressee_edge(page, subject_at)
    parts: list[str] = []
    bottom = 0.0
    for index, line in enumerate(page.lines[subject_at : subject_at + 8]):
        own = TextLine(_left_of(edge, line))
        if not own.words:
            continue
        text = fold(own.text)
        if index == 0:
            match = SUBJECT.match(text)
            text = match["text"] if match else ""
        else:
            is_apart = edge < page.width and own.box[1] - bottom > own.box[3] - own.box[1]
            if is_apart or SUBJECT_END.match(text) or PLACE_DATE.match(text):
                break
        parts.append(text)
        bottom = own.box[3]
    return parts


def _left_of(edge: float, line: TextLine) -> list[Word]:
    """A line's words before those of a column, which stand apart from them."""
    inside = [word for word in line.words if word.x0 < edge]
    beyond = line.words[len(inside) : len(inside) + 1]
    if inside and beyond:
        height = line.box[3] - line.box[1]
        runs_on = beyond[0].x0 - inside[-1].x1 < APART * height
        return line.words if runs_on else inside
    return inside


def _addressee_edge(page: Page, subject_at: int) -> float:
    """Where the column of an addressee beside the subject begins; the page's edge without one."""
    near = page.lines[max(subject_at - 4, 0) : subject_at + 8]
    edges = [
        word.x0
        for line in near
        for word in line.words
        if _ADDRESSEE.fullmatch(word.text) and word.x0 > BESIDE * page.width
    ]
    return min(edges, default=page.width + 1.0) - 1.0
