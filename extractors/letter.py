"""Which pages of a file are which letter.

A letter begins where its number and subject are printed, where a decree or a document with a
heading of its own begins, or at an annex page that names another letter's number. All else goes on
with the letter before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.grid import find_grids
from extractors.kind import LetterKind, all_kinds
from extractors.model import UNKNOWN_KIND
from extractors.page import Page
from extractors.subject import (
    ASKS,
    PLACE_DATE,
    SUBJECT,
    SUBJECT_END,
    kind_by_subject,
    subject_parts,
)
from extractors.table import LetterPages
from extractors.values import fold, squash
from extractors.years import is_of_plans, is_of_results

HEADING_LINES = 6
"""A document without a subject is named within this many lines from the top of its page."""

MARGIN = 0.05
"""Share of a page's height in which running lines stand above what the page itself begins with."""

COVER_LINES = 20
"""A report's cover letter prints its number within this many lines."""

_NOMOR = re.compile(
    r"^nomor\s*:?\s*(?P<nomor>[A-Z]+(?:\s*-\s*\w+)?\s*/(?:\s*[\w.\-]+\s*/)*\s*[\w.\-]+)",
    re.IGNORECASE,
)
_ALIKE = re.compile(r"[il1](?![0-9])")
"""Strokes of roman months and letters that scans lose or take for each other; figures stay."""

_LABEL = re.compile(r"^(?:tanggal|perihal|hal|klasifikasi|lampiran|sifat|tentang)\b", re.IGNORECASE)
_PATH_PART = re.compile(r"/?\s*[\w.\-]+(?:\s*/\s*[\w.\-]+)+/?|/\s*[\w.\-]+")
"""What can only be the rest of a number: words between strokes."""
_ANNEX = re.compile(r"lampiran(?:\s+[ivx\d]+)?(?:\s+(?:surat|keputusan|nota)\b.*)?", re.IGNORECASE)
_TITLE_OF_UNKNOWN = re.compile(
    r"nota\s*dinas|surat\s+(?:edaran|perintah|tugas|undangan|keterangan)|pengumuman|berita\s+acara",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:keputusan|surat\s+edaran)\b", re.IGNORECASE)
_DECREE_END = re.compile(r"^(?:dengan rahmat|kepala badan|menimbang|-\s*menimbang)", re.IGNORECASE)


@dataclass(slots=True)
class Segment:
    """The pages of one letter (its annex may stand apart), and what they print about it."""

    kind: LetterKind | None
    nomor: str | None
    subject: str | None
    pages: list[Page] = field(default_factory=list)
    has_body: bool = True
    title: str | None = None
    annex_at: int = 0
    """How many pages come before an annex with a title of its own, which is signed apart."""

    @property
    def kind_name(self) -> str:
        """Contract name of the kind, or ``tidak_dikenal``."""
        return self.kind.name if self.kind else UNKNOWN_KIND


@dataclass(frozen=True, slots=True)
class _Start:
    kind: LetterKind | None
    nomor: str | None
    subject: str | None
    has_body: bool = True
    title: str | None = None


def _find_nomor(texts: list[str]) -> tuple[int, str] | None:
    """The first number, with the lines that it runs on over."""
    for index, text in enumerate(texts):
        if not _NOMOR.match(text):
            continue
        joined = text
        for following in texts[index + 1 : index + 3]:
            runs_on = joined.endswith(("/", "-")) or _PATH_PART.fullmatch(following)
            if not runs_on or _LABEL.match(following):
                break
            joined += following
        match = _NOMOR.match(joined)
        return (index, match["nomor"].strip()) if match else None
    return None


def _same_nomor(a: str | None, b: str | None) -> bool:
    """Whether two printed numbers are one; one of them may be cut off at the end of its line."""
    first, second = sorted((_ALIKE.sub("", squash(text or "")) for text in (a, b)), key=len)
    return bool(first) and second.startswith(first)


def _letter_start(page: Page) -> _Start | None:
    """A letter with number and subject."""
    texts = page.texts
    subject_at = next((i for i, text in enumerate(texts) if SUBJECT.match(text)), None)
    nomor = _find_nomor(texts[:subject_at] if subject_at is not None else [])
    if subject_at is None or nomor is None:
        return None
    subject = fold(PLACE_DATE.sub("", " ".join(subject_parts(page, subject_at))))
    return _Start(kind_by_subject(subject), nomor[1], subject)


def _decree_start(texts: list[str]) -> _Start | None:
    """A decree or a circular: its title, NOMOR, TENTANG on top of its page."""
    top = texts[:12]
    begins = next((i for i, text in enumerate(top) if _TITLED.match(text)), None)
    about = next((i for i, text in enumerate(top) if squash(text) == "tentang"), None)
    nomor = _find_nomor(top)
    if begins is None or about is None or nomor is None or not begins < nomor[0] < about:
        return None
    parts = []
    for text in texts[about + 1 : about + 12]:
        if _DECREE_END.match(text) or SUBJECT_END.match(text) or PLACE_DATE.match(text):
            break
        parts.append(text)
    subject = fold(" ".join(parts))
    return _Start(kind_by_subject(subject), nomor[1], subject)


def _heading_start(texts: list[str], ahead: list[Page], current: Segment | None) -> _Start | None:
    """A document known by its heading alone.

    A heading repeated on later pages of the same document, or printed over the annex of a letter
    that has a number, begins nothing.
    """
    heading = " ".join(texts[:HEADING_LINES])
    inside_report = current is not None and current.kind is not None and current.kind.is_report
    for kind in (kind for kind in all_kinds() if not kind.is_report):
        if not kind.has_heading(heading):
            continue
        title = _title(ahead[0])
        if current is not None and _is_annex_of(current, kind, title, ahead[0]):
            current.title, current.annex_at = title, len(current.pages)
        elif not _goes_on(kind, title, current):
            pages = LetterPages(ahead[:2], None, None, kind.annexes)
            if not inside_report or kind.confirms(pages):
                return _Start(kind, None, _heading_of(kind, texts), title=title)
    return _report_start(texts, ahead, current)


def _report_start(texts: list[str], ahead: list[Page], current: Segment | None) -> _Start | None:
    """A report: its words on the page, and one of its tables on a page that follows.

    The first document of a file may say it anywhere on its page; behind another document a report
    begins with a cover of its own: a number on a line of its own, or its title on top.
    """
    inside_report = current is not None and current.kind is not None and current.kind.is_report
    for kind in (kind for kind in all_kinds() if kind.is_report):
        if not kind.has_heading(" ".join(texts)):
            continue
        nomor = _cover_nomor(texts)
        is_cover = nomor is not None and not (current and _same_nomor(current.nomor, nomor))
        has_title = not inside_report and any(map(kind.has_heading, texts[:HEADING_LINES]))
        pages = LetterPages(ahead, None, None)
        if (current is None or is_cover or has_title) and kind.confirms(pages):
            return _Start(kind, nomor, None)
    return None


def _cover_nomor(texts: list[str]) -> str | None:
    """A number that has a line of its own in the upper part of a page."""
    lines = (match for text in texts[:COVER_LINES] if (match := _NOMOR.fullmatch(text)))
    return next((match["nomor"].strip() for match in lines), None)


def _goes_on(kind: LetterKind, title: str, current: Segment | None) -> bool:
    """Whether a heading belongs to the document before it."""
    if current is None or current.kind is not kind:
        return False
    if current.nomor is not None:
        return True
    pages = current.pages[current.annex_at :]
    is_signed = any(PLACE_DATE.search(text) for page in pages for text in page.texts)
    return squash(current.title or "") == squash(title) and not is_signed


def _is_annex_of(current: Segment, kind: LetterKind, title: str, page: Page) -> bool:
    """Whether a page holds the table that a statement under the same heading lacks.

    What its title prints besides the heading, as a satker's name, the statement must print too.
    """
    if current.kind is not kind or current.nomor is not None:
        return False
    own = squash(title).removeprefix(squash(_heading_of(kind, _own_texts(page))))
    told = squash("".join(text for one in current.pages for text in one.texts))
    views = (LetterPages(pages, None, None, kind.annexes) for pages in (current.pages, [page]))
    has_own, holds = map(kind.confirms, views)
    return own in told and holds and not has_own


def _own_texts(page: Page) -> list[str]:
    """A page's lines without running lines in its upper margin."""
    below = (k for k, line in enumerate(page.lines) if line.middle > MARGIN * page.height)
    return page.texts[next(below, len(page.lines)) :]


def _heading_of(kind: LetterKind, texts: list[str]) -> str:
    """The fewest lines from the top that are the kind's heading: what the document is about."""
    ends = (end for end in range(1, HEADING_LINES) if kind.has_heading(" ".join(texts[:end])))
    return fold(" ".join(texts[: next(ends, HEADING_LINES)]))


def _title(page: Page) -> str:
    """The first lines of a page above its first table."""
    grids = find_grids(page)
    top = grids[0].ys[0] if grids else float("inf")
    lines = [line.text for line in page.lines if line.box[3] <= top + 1.0]
    return fold(" ".join(lines[:HEADING_LINES]))


def _annex_start(texts: list[str], page: Page, current: Segment | None) -> _Start | None:
    """An annex page of a letter whose body is not in the file."""
    begins = next((i for i, text in enumerate(texts[:10]) if _ANNEX.fullmatch(text)), None)
    if begins is None:
        return None
    nomor = _find_nomor(texts[begins : begins + 8])
    if nomor is None or (current and _same_nomor(current.nomor, nomor[1])):
        return None
    kind = None if is_of_plans(_title(page)) else _kind_by_table([page])
    return _Start(kind, nomor[1], None, has_body=False)


def _unknown_start(texts: list[str]) -> _Start | None:
    """A document of another sort, with a title and a number of its own."""
    for index, text in enumerate(texts[:12]):
        if _TITLE_OF_UNKNOWN.fullmatch(text):
            nomor = _find_nomor(texts[index + 1 : index + 4])
            return _Start(None, nomor[1], text) if nomor else None
    return None


def _told_by_table(segment: Segment) -> LetterKind | None:
    """The kind of a letter of results whose subject names none, by its annex's whole header.

    Words of its body prove nothing, and a document known by its heading has no annex.
    """
    subject = segment.subject
    if segment.kind or segment.title is not None or subject is None or not is_of_results(subject):
        return None
    kind = None if ASKS.match(subject) else _kind_by_table(segment.pages)
    return kind if kind and kind.subject else None


def _kind_by_table(pages: list[Page]) -> LetterKind | None:
    """The only kind whose annex the pages show; none where two could claim them."""
    kinds = [kind for kind in all_kinds() if not kind.is_report]
    ruled = LetterPages(pages, None, None)
    for views in ({}, {kind.name: LetterPages(pages, None, None, kind.annexes) for kind in kinds}):
        found = [kind for kind in kinds if kind.confirms(views.get(kind.name, ruled))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def split_letters(pages: list[Page]) -> list[Segment]:
    """The letters of a file in printed order. Pages before the first letter belong to none."""
    segments: list[Segment] = []
    current: Segment | None = None
    for index, page in enumerate(pages):
        texts = page.texts
        start = (
            _letter_start(page)
            or _decree_start(texts)
            or _annex_start(texts, page, current)
            or _heading_start(_own_texts(page), pages[index:], current)
            or _unknown_start(texts)
        )
        if start is not None and (other := _other_part(segments, start)):
            current, start = other, None
        if start is None and current is None and (kind := _kind_by_table([page])):
            start = _Start(kind, None, None, has_body=False)
        if start is not None:
            current = Segment(
                start.kind,
                start.nomor,
                start.subject,
                has_body=start.has_body,
                title=start.title,
            )
            segments.append(current)
        if current is not None:
            current.pages.append(page)
    for segment in segments:
        segment.kind = segment.kind or _told_by_table(segment)
    return segments


def _other_part(segments: list[Segment], start: _Start) -> Segment | None:
    """The segment that a detached annex, or the body of one, belongs to."""
    for segment in segments:
        is_detached = segment.has_body != start.has_body
        if is_detached and _same_nomor(segment.nomor, start.nomor):
            if start.has_body:
                segment.kind, segment.nomor = start.kind, start.nomor
                segment.subject, segment.has_body = start.subject, True
            return segment
    return None
