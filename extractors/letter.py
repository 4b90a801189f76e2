"""Which pages of a file are which letter, and what each says of itself.

A letter begins where its number and subject are printed, where a decree or a document with a
heading of its own begins, or at an annex page that names another letter's number. All else goes on
with the letter before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.claims import Prose
from extractors.grid import find_grids
from extractors.kind import LetterKind, all_kinds
from extractors.model import UNKNOWN_KIND
from extractors.page import Page
from extractors.table import LetterPages
from extractors.values import fold, parse_date, squash

HEADING_LINES = 6
"""A document without a subject is named within this many lines from the top of its page."""

_NOMOR = re.compile(
    r"^nomor\s*:?\s*(?P<nomor>[A-Z]+\s*/(?:\s*[\w.\-]+\s*/)*\s*[\w.\-]+)", re.IGNORECASE
)
_SUBJECT = re.compile(r"^(?:perihal|hal)\s*:\s*(?P<text>.+)", re.IGNORECASE)
_SUBJECT_END = re.compile(r"^(?:kepada|yth|di$|klasifikasi|lampiran|sifat|nomor)\b", re.IGNORECASE)
_PLACE_DATE = re.compile(r"\b[A-Z][A-Za-z. ]+,\s+(?:tanggal\s+)?\d{1,2}\s+[A-Za-z]+\s+\d{4}")
_DATE_LABEL = re.compile(r"^(?:pada\s+)?tanggal\s*:?\s*\d{1,2}\s+[A-Za-z]+\s+\d{4}", re.IGNORECASE)
_DECREE_END = re.compile(r"^(?:dengan rahmat|kepala badan|menimbang|-\s*menimbang)", re.IGNORECASE)
_YEAR = re.compile(r"(?:\btahun(?:\s+anggaran)?|\bT\.?\s?A\.?)\s+(20\d{2})\b", re.IGNORECASE)
_REGULATION = re.compile(r"(?:nomor|no\.?)\s*:?\s*\S+\s+tahun\s+\d{4}", re.IGNORECASE)
_ISSUER = (
    re.compile(r"^surat\s+(?P<name>(?:kepala|inspektur|deputi|sekretaris|direktur).*)", re.I),
    re.compile(r"^a\.?\s?n\.?\s+(?P<name>.*)", re.IGNORECASE),
    re.compile(r"^keputusan\s+(?P<name>kepala.*)", re.IGNORECASE),
)


@dataclass(slots=True)
class Segment:
    """Consecutive pages of one letter, and what its first pages print about it."""

    kind: LetterKind | None
    nomor: str | None
    subject: str | None
    pages: list[Page] = field(default_factory=list)
    has_body: bool = True

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


def _texts(page: Page) -> list[str]:
    return [fold(line.text) for line in page.lines]


def _find_nomor(texts: list[str]) -> tuple[int, str] | None:
    for index, text in enumerate(texts):
        match = _NOMOR.match(text)
        if match:
            return index, match["nomor"].strip()
    return None


def _letter_start(texts: list[str]) -> _Start | None:
    """A letter with number and subject."""
    subject_at = next((i for i, text in enumerate(texts) if _SUBJECT.match(text)), None)
    nomor = _find_nomor(texts[:subject_at] if subject_at is not None else [])
    if subject_at is None or nomor is None:
        return None
    match = _SUBJECT.match(texts[subject_at])
    parts = [match["text"] if match else ""]
    for text in texts[subject_at + 1 : subject_at + 8]:
        if _SUBJECT_END.match(text) or _PLACE_DATE.match(text):
            break
        parts.append(text)
    subject = fold(_PLACE_DATE.sub("", " ".join(parts)))
    kind = next((kind for kind in all_kinds() if kind.has_subject(subject)), None)
    return _Start(kind, nomor[1], subject)


def _decree_start(texts: list[str]) -> _Start | None:
    """A decree: KEPUTUSAN, NOMOR, TENTANG on top of its page."""
    top = texts[:12]
    begins = next((i for i, text in enumerate(top) if re.match(r"keputusan\b", text, re.I)), None)
    about = next((i for i, text in enumerate(top) if squash(text) == "tentang"), None)
    nomor = _find_nomor(top)
    if begins is None or about is None or nomor is None or not begins < nomor[0] < about:
        return None
    parts = []
    for text in texts[about + 1 : about + 12]:
        if _DECREE_END.match(text):
            break
        parts.append(text)
    subject = fold(" ".join(parts))
    kind = next((kind for kind in all_kinds() if kind.has_subject(subject)), None)
    return _Start(kind, nomor[1], subject)


def _heading_start(texts: list[str], ahead: list[Page], current: Segment | None) -> _Start | None:
    """A document known by its heading alone.

    A heading repeated on later pages of the same document, or printed over the annex of a letter
    that has a number, begins nothing.
    """
    heading = " ".join(texts[:HEADING_LINES])
    title = _title(ahead[0])
    inside_report = current is not None and current.kind is not None and current.kind.is_report
    for kind in (kind for kind in all_kinds() if not kind.is_report):
        if kind.has_heading(heading) and not _goes_on(kind, title, current):
            pages = LetterPages(ahead[:2], None, None)
            if not inside_report or any(reader.confirms(pages) for reader in kind.readers):
                return _Start(kind, None, title)
    return _report_start(texts, ahead) if current is None else None


def _report_start(texts: list[str], ahead: list[Page]) -> _Start | None:
    """A report: its words anywhere on the page, and one of its tables on a page that follows."""
    for kind in (kind for kind in all_kinds() if kind.is_report):
        if kind.has_heading(" ".join(texts)):
            pages = LetterPages(ahead, None, None)
            if any(reader.confirms(pages) for reader in kind.readers):
                nomor = _find_nomor(texts)
                return _Start(kind, nomor[1] if nomor else None, None)
    return None


def _goes_on(kind: LetterKind, title: str, current: Segment | None) -> bool:
    """Whether a heading belongs to the document before it."""
    if current is None or current.kind is not kind:
        return False
    return current.nomor is not None or squash(current.subject or "") == squash(title)


def _title(page: Page) -> str:
    """The first lines of a page above its first table."""
    grids = find_grids(page)
    top = grids[0].ys[0] if grids else float("inf")
    lines = [line.text for line in page.lines if line.box[3] <= top + 1.0]
    return fold(" ".join(lines[:HEADING_LINES]))


def _annex_start(texts: list[str], page: Page, current: Segment | None) -> _Start | None:
    """An annex page of a letter whose body is not in the file."""
    begins = next(
        (i for i, text in enumerate(texts[:10]) if re.fullmatch(r"lampiran[ivx\d]*", squash(text))),
        None,
    )
    if begins is None:
        return None
    nomor = _find_nomor(texts[begins : begins + 6])
    if nomor is None or (current and squash(current.nomor or "") == squash(nomor[1])):
        return None
    return _Start(_kind_by_table([page]), nomor[1], None, has_body=False)


def _kind_by_table(pages: list[Page]) -> LetterKind | None:
    """The only kind whose annex the pages show; none where two could claim them."""
    letter = LetterPages(pages, None, None)
    kinds = [
        kind
        for kind in all_kinds()
        if not kind.is_report and any(reader.confirms(letter) for reader in kind.readers)
    ]
    return kinds[0] if len(kinds) == 1 else None


def split_letters(pages: list[Page]) -> list[Segment]:
    """The letters of a file in printed order. Pages before the first letter belong to none."""
    segments: list[Segment] = []
    current: Segment | None = None
    for index, page in enumerate(pages):
        texts = _texts(page)
        start = (
            _letter_start(texts)
            or _decree_start(texts)
            or _heading_start(texts, pages[index:], current)
            or _annex_start(texts, page, current)
        )
        if start is None and current is None and (kind := _kind_by_table([page])):
            start = _Start(kind, None, None, has_body=False)
        if start is not None:
            current = Segment(start.kind, start.nomor, start.subject, has_body=start.has_body)
            segments.append(current)
        if current is not None:
            current.pages.append(page)
    return segments


def find_date(segment: Segment) -> str | None:
    """The date a letter was signed: its place and date, else the label in its annex's heading."""
    texts = [text for page in segment.pages for text in _texts(page)]
    for pattern in (_PLACE_DATE, _DATE_LABEL):
        for text in texts:
            match = pattern.search(text)
            if match and (date := parse_date(match.group())):
                return date
    return None


def find_year(segment: Segment, prose: Prose) -> int | None:
    """The year measured, as printed.

    Where the kind says it stands, in the subject, on top of a page, or everywhere the same.
    """
    for pattern in segment.kind.year if segment.kind else ():
        if match := re.search(pattern, prose.text, re.IGNORECASE):
            return int(match["tahun"])
    if segment.subject and (match := _YEAR.search(segment.subject)):
        return int(match[1])
    pages = segment.pages
    headings = [" ".join(_texts(page)[:HEADING_LINES]) for page in pages]
    for heading in headings if not segment.has_body else headings[:1]:
        if match := _YEAR.search(heading):
            return int(match[1])
    body = " ".join(text for page in pages[:2] for text in _texts(page))
    years = {int(year) for year in _YEAR.findall(_REGULATION.sub(" ", body))}
    return years.pop() if len(years) == 1 else None


def find_issuer(segment: Segment) -> str | None:
    """Who issues the letter: as its annex, its signature or its title names them."""
    texts = [text for page in segment.pages for text in _texts(page)]
    for pattern in _ISSUER:
        for index, text in enumerate(texts):
            match = pattern.match(text)
            if match:
                follows = texts[index + 1] if index + 1 < len(texts) else ""
                runs_on = pattern is _ISSUER[0] and re.fullmatch(r"[A-Z ]+", follows)
                return fold(f"{match['name']} {follows if runs_on else ''}")
    return segment.kind.penerbit if segment.kind else None


def find_unit(segment: Segment, prose: Prose) -> str | None:
    """The unit a document speaks of, as printed; none for national letters."""
    for pattern in segment.kind.unit if segment.kind else ():
        if match := re.search(pattern, prose.text, re.IGNORECASE):
            return fold(match["satker"])
    return None
