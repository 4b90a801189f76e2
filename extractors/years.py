"""Which of the years that words print is the one that results are of.

A letter names several: of the law it rests on, of the plan its results serve, of its own date. The
year measured is the one that results are said to be of; where that is not clear there is none.
"""

from __future__ import annotations

import re
from typing import Literal

from extractors.values import MONTHS

Role = Literal["hasil", "rencana"]

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_LABEL = r"(?:\btahun(?:\s+anggaran)?|\bT\.?\s?A\b\.?)"

LABELLED = re.compile(rf"{_LABEL}\s*:?\s*(20\d\d)\b(?!\s*[-–/]\s*20\d\d)", re.IGNORECASE)
"""A year that is called one; not where a span of years begins."""
PERIOD_END = re.compile(
    rf"\b(?:periode|sampai\s+dengan|s\.?\s?/?\s?d\.?)\s*:?\s*{MONTH}\s+(20\d\d)\b", re.IGNORECASE
)
"""The year of the month that a screen runs to."""
_BARE = re.compile(r"(?<![\w/-])(?<!\d[.,])(20\d\d)(?![\w/]|[.,-]\d|\s*[-–]\s*20\d\d)")
_SPAN = re.compile(r"\b20\d\d\s*(?:[-–/]|s\.?/?d\.?|sampai(?:\s+dengan)?)\s*(?:20)?\d\d\b")
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+{MONTH}\s+20\d\d\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]20\d\d\b", re.IGNORECASE
)
_PRINTED = re.compile(r"\b(?:di)?(?:cetak|tarik|unduh|akses|perbarui)\b|\bpukul\b", re.IGNORECASE)
_NOMOR = re.compile(r"\S+/\S+/\S+")

_LAW = re.compile(
    r"\b(?:undang|peraturan|keputusan|instruksi|pedoman|petunjuk|surat\s+edaran|"
    r"per(?:men|ka|pres)\w*)\b[^.;,]{0,100}?\btahun\s+\d{4}"
    r"|\bsurat\b[^.;,]{0,60}?\b(?:tentang|perihal|hal)\b[^.;,]{0,100}?\btahun\s+\d{4}"
    r"|\b(?:nomor|no\.?)\s*:?\s*\S+\s+tahun\s+\d{4}",
    re.IGNORECASE,
)
"""A law, a guideline or another letter, up to its own year."""

_RESULTS = re.compile(
    r"\b(?:hasil|pe(?:ng|r)?hitungan|pengukuran|penilaian|nilai|(?:pen)?capaian|realisasi|survei|"
    r"evaluasi|rekapitulasi|p(?:er|ro)sentase)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(r"\b(?:target|rencana|renstra|perjanjian\s+kinerja|PK)\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:(?:pen)?capaian|realisasi|evaluasi|pengukuran)\s+"
    r"(?:target|rencana|perjanjian\s+kinerja|PK)\b",
    re.IGNORECASE,
)
"""What was reached of a plan."""
_AIMS = re.compile(
    r"\b(?:penetapan|penentuan|usulan|penyusunan|rancangan|nilai|angka|besaran)\s+target\b"
    r"|^\W*(?:(?:penyampaian|daftar)\s+)?target\b(?!\s+(?:dan|serta)\b)"
    r"|\b(?:rencana|perjanjian\s+kinerja|PK)\b",
    re.IGNORECASE,
)
"""A plan, whatever words of results stand beside it."""
_TURN = re.compile(
    r"\b(?:sebagai|untuk|atas|berupa|berdasarkan|dari|guna|bagi|menuju|dalam\s+rangka)\b|[;:]",
    re.IGNORECASE,
)
"""Where a text turns from what it is about to what that is for, or the reverse."""
_SENTENCE = re.compile(r"(?<=[a-z0-9)])[.;]\s")
_JOINED = re.compile(r"[\s,]*(?:(?:dan|serta|dengan|sampai|s\.?/?d\.?)[\s,]*)*", re.IGNORECASE)


def without_laws(text: str) -> str:
    """A text without the years of laws, guidelines and other letters."""
    return _LAW.sub(" ", text)


def undated_years(text: str) -> list[str]:
    """The years of a line that are no date's; of one that tells when it was printed, none."""
    return [] if _PRINTED.search(text) else _BARE.findall(_DATE.sub(" ", text))


def is_of_plans(text: str) -> bool:
    """Whether a subject is about targets or plans, and no clause of it about results."""
    roles = {_role(clause) for clause in _TURN.split(text)}
    return "rencana" in roles and "hasil" not in roles


def is_of_results(text: str) -> bool:
    """Whether a clause of a subject is about results."""
    return any(_role(clause) == "hasil" for clause in _TURN.split(text))


def year_in_subject(subject: str) -> tuple[int | None, bool]:
    """The year of a subject's results, and whether the subject names any but those of plans.

    A single year needs no word of results beside it; of several just one may have them.
    """
    text = _NOMOR.sub(" ", _DATE.sub(" ", without_laws(subject)))
    if _SPAN.search(text):
        return None, True
    named = _years_with_roles(text, _BARE)
    measured = {year for year, role in named if role != "rencana"}
    told = {year for year, role in named if role == "hasil"}
    if len(measured) == 1:
        return measured.pop(), True
    if len(told) == 1 and all(role for _, role in named):
        return told.pop(), True
    return None, bool(measured)


def year_in_body(text: str) -> int | None:
    """The one year that a body calls the year of its results."""
    named = _years_with_roles(without_laws(text), LABELLED)
    told = {year for year, role in named if role == "hasil"}
    return told.pop() if len(told) == 1 else None


def _years_with_roles(text: str, pattern: re.Pattern[str]) -> list[tuple[int, Role | None]]:
    """Each year with what the words before it, back to the year before, say it is the year of.

    A year that is only joined to the one before ('2023 dan 2024') is the year of the same.
    """
    found: list[tuple[int, Role | None]] = []
    end = 0
    for match in pattern.finditer(text):
        before = text[end : match.start()]
        if found and _JOINED.fullmatch(re.sub(rf"{_LABEL}\s*$", "", before, flags=re.IGNORECASE)):
            role = found[-1][1]
        else:
            clauses = reversed(_TURN.split(_SENTENCE.split(before)[-1]))
            role = next((role for clause in clauses if (role := _role(clause))), None)
        found.append((int(match[1]), role))
        end = match.end()
    return found


def _role(clause: str) -> Role | None:
    """What a clause speaks of: what was reached, or what is to be."""
    if _REACHED.search(clause):
        return "hasil"
    if _AIMS.search(clause):
        return "rencana"
    if _RESULTS.search(clause):
        return "hasil"
    return "rencana" if _PLANS.search(clause) else None


def other_year(caption: str, tahun: int | None) -> str | None:
    """Why a table's figures are not of its letter's year: its caption names another one alone."""
    years = set(LABELLED.findall(caption))
    if tahun is None or not years or str(tahun) in years:
        return None
    named = " dan ".join(sorted(years))
    return f"judul tabelnya menyebut tahun {named}, sedangkan suratnya tentang tahun {tahun}"
