"""What a report's plans promise: a target for the year, or one for each year of a period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.claims import NUMBER
from extractors.report.prose import ReportText
from extractors.statement import Figure, Statement, figure_in

_ITEM = rf"(?:n/\s*a|{NUMBER})"
_PROMISE = re.compile(
    rf"(?:besar\s+target|\bsebanyak)\s+(?:(?:selama\s+\d+\s+tahun\s+)?(?:berturut-\s*turut\s+)?)"
    rf"(?:selama\s+\d+\s+tahun\s+)?(?P<first>{_ITEM})(?P<more>(?:\s*[,;]\s+{_ITEM})*"
    rf"(?:\s*[,;]?\s+(?:dan\s+)?{_ITEM}))?\s*%?\s*(?P<satuan>(?:(?!(?:dan|per|dari|kedua|"
    r"dengan|yang|untuk|pada)\b)[A-Za-z/]+\s*){1,4})?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?P<named>indikator\s+kegiatan),?\s*(?:adalah\s+)?(?:pertama,?\s*)?|\bkedua,?\s+|"
    r"\bdan\s+(?=(?:jumlah|nilai|indeks)\b)",
    re.IGNORECASE,
)
"""Where the wording of a planned indicator begins."""
_LATE_OPENING = re.compile(r"\bdengan\s+(?=(?:jumlah|nilai|indeks)\b)", re.IGNORECASE)
"""Where it begins when nothing before it says so."""
_CLOSING = re.compile(
    r",?\s*(?:dengan(?:\s+besar)?\s*|yang\s+telah\s+ditetapkan\s*)?$", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:jumlah|nilai|indeks|persentase|tingkat|status|kabupaten|kota|unit|petugas|lembaga)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"\((?P<indikator>[A-Z]{{2,8}})\s+sebesar\s+(?P<target>{NUMBER})(?:\s+dan\s+"
    rf"(?P<counted>jumlah\s[^\d()]{{3,60}}?)\s+(?P<count>{NUMBER})\s)?",
    re.IGNORECASE,
)
"""A plan in brackets: '(NKA sebesar 89 dan Jumlah BNNK yang mencapai target 7 BNNK)'."""
_BREAK = re.compile(r"(?<=[.;:])\s+")
_PERIOD = re.compile(r"\b(20\d\d)\s*[-–—]\s*(20\d\d)\b")
_REACH = 260
"""Letters before a promise within which its indicator is named."""


def plan_statements(report: ReportText) -> Iterator[Statement]:
    """Targets of activities in the plans of a report's second chapter, outside its sections."""
    text = report.prose.text
    period = _period(text)
    yield from _short_plans(report)
    end = 0
    for match in _PROMISE.finditer(text):
        if report.section(match.start()) is not None:
            continue
        before = _BREAK.split(text[max(end, match.start() - _REACH) : match.start()])[-1]
        end = match.end()
        opening = _opening(before, is_amount=match[0].lower().startswith("sebanyak"))
        if opening is None:
            continue
        wording = _CLOSING.sub("", before[opening.end() :]).strip(" ,:")
        if not _NAMED.match(wording):
            continue
        said = text[match.start() - len(before) + opening.end() : match.end()].strip()
        if match["more"]:
            yield from _sequence(report, match, wording, said, period)
        elif re.fullmatch(NUMBER, match["first"]):
            figures = [figure_in(report.prose, match, "first", "target")]
            if (match["satuan"] or "").strip():
                figures.append(figure_in(report.prose, match, "satuan", "satuan"))
            yield Statement("rencana", figures, said, wording, wording)


def _short_plans(report: ReportText) -> Iterator[Statement]:
    for match in _SHORT.finditer(report.prose.text):
        if report.section(match.start()) is not None:
            continue
        name = match["indikator"]
        told = [("target", name)]
        if match["counted"]:
            told.append(("count", f"{match['counted'].strip()} {name}"))
        for group, wording in told:
            figure = figure_in(report.prose, match, group, "target")
            yield Statement("rencana", [figure], match[0], wording, wording)


def _opening(before: str, *, is_amount: bool) -> re.Match[str] | None:
    """The words that open an indicator's wording; a mere amount needs it named as an indicator."""
    found = [match for match in _OPENING.finditer(before) if match["named"] or not is_amount]
    if not found and not is_amount:
        found = list(_LATE_OPENING.finditer(before))
    return max(found, key=lambda match: match.end(), default=None)


def _period(text: str) -> range | None:
    """The years planned for: the period that the report names most often."""
    found = Counter((int(a), int(b)) for a, b in _PERIOD.findall(text) if 2 <= int(b) - int(a) <= 9)
    if not found:
        return None
    (first, last), _ = found.most_common(1)[0]
    return range(first, last + 1)


def _sequence(
    report: ReportText, match: re.Match[str], wording: str, said: str, period: range | None
) -> Iterator[Statement]:
    """One figure for each year of the period; as many as printed, told whatever their number."""
    start = match.start("first")
    values = list(re.finditer(_ITEM, report.prose.text[start : match.end("more")], re.IGNORECASE))
    count = figure_in(
        report.prose, match, "first", "jumlah_tahun_rencana", printed=str(len(values))
    )
    figures = [count]
    fits = period is not None and len(period) == len(values)
    for place, value in enumerate(values):
        if not value[0][0].isdigit():
            continue
        box = report.prose.place(start + value.start(), start + value.end())
        year = period[place] if fits and period else None
        figures.append(Figure("rencana_tahunan", value[0], box, tahun=year))
    if told := re.search(r"selama\s+(\d+)\s+tahun", match[0], re.IGNORECASE):
        start = match.start() + told.start(1)
        box = report.prose.place(start, start + len(told[1]))
        figures.append(Figure("selama_tahun", told[1], box))
    if period is not None:
        figures.append(Figure("tahun_rencana", str(len(period)), count.place))
    yield Statement("rencana", figures, said, wording, wording)
