"""What a letter prints about itself: the year it measures, who issues it, whose it is."""

from __future__ import annotations

import re

from extractors.claims import Prose
from extractors.letter import HEADING_LINES, Segment
from extractors.values import fold
from extractors.years import LABELLED, PERIOD_END, without_laws, year_in_body, year_in_subject

_ANNEX_ISSUER = re.compile(
    r"^(?:lampiran\s+\w*\s*)?surat\s+(?P<name>(?:kepala|inspektur|deputi|sekretaris|direktur).*)",
    re.IGNORECASE,
)
_ISSUER = (
    re.compile(r"^a\.\s?n\.?\s+(?P<name>.*)", re.IGNORECASE),
    _ANNEX_ISSUER,
    re.compile(r"^keputusan\s+(?P<name>kepala.*)", re.IGNORECASE),
)


def find_year(segment: Segment, prose: Prose) -> int | None:
    """The year measured, as printed.

    Where the kind says it stands, in the subject, on top of a page, or where the body tells its
    results. A subject that names years of which none is clearly that of its results gives none.
    """
    sayings = _year_sayings(segment, prose)
    if sayings:
        told = {int(match["tahun"]) for match in sayings}
        return told.pop() if len(told) == 1 else None
    pages = segment.pages
    if segment.subject is not None and segment.title is None:
        year, is_told = year_in_subject(segment.subject)
        if is_told:
            return year
    else:
        headings = [" ".join(page.texts[:HEADING_LINES]) for page in pages]
        for heading in headings if not segment.has_body else headings[:1]:
            if match := LABELLED.search(heading) or PERIOD_END.search(heading):
                return int(match[1])
    return year_in_body(" ".join(text for page in pages[:2] for text in page.texts))


def _year_sayings(segment: Segment, prose: Prose) -> list[re.Match[str]]:
    """Where the first page that says the year in the kind's own words says it, laws left out."""
    pages = list(dict.fromkeys(page.number for page, _ in prose.lines))
    patterns = segment.kind.year if segment.kind else ()
    for number in pages if patterns else ():
        text = Prose([(page, line) for page, line in prose.lines if page.number == number]).text
        for pattern in patterns:
            if found := list(re.finditer(pattern, without_laws(text), re.IGNORECASE)):
                return found
    return []


def find_topic(segment: Segment, prose: Prose) -> str | None:
    """What a document without a subject line is, in the words that say its year."""
    sayings = _year_sayings(segment, prose)
    return fold(sayings[0].group()) if sayings else None


def find_issuer(segment: Segment) -> str | None:
    """Who issues the letter: as its signature, its annex or its title names them."""
    texts = [text for page in segment.pages for text in page.texts]
    for pattern in _ISSUER:
        for index, text in enumerate(texts):
            match = pattern.match(text)
            if match:
                follows = texts[index + 1] if index + 1 < len(texts) else ""
                runs_on = pattern is _ANNEX_ISSUER and re.fullmatch(r"[A-Z ]+", follows)
                return fold(f"{match['name']} {follows if runs_on else ''}")
    return segment.kind.penerbit if segment.kind else None


def find_unit(segment: Segment, title: Prose, prose: Prose) -> str | None:
    """The unit a document speaks of, as printed; none for national letters.

    ``title``: what stands above the document's first table; it ends where the prose may go on.
    """
    for text in (title.text, prose.text):
        for pattern in segment.kind.unit if segment.kind else ():
            if match := re.search(pattern, text, re.IGNORECASE):
                return fold(match["satker"])
    return None
