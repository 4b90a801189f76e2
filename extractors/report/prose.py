"""What a report says of its indicators in words: summary, boxes, sections, plans, counts.

Patterns run over the lines of the report as one text. Of sayings that overlap, the more telling
one stands: patterns are tried in the order below and a passage is taken once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.claims import NUMBER, Prose
from extractors.statement import Figure, Statement, figure_in

_PERCENT = rf"(?<![\d,.])(?P<capaian>{NUMBER})\s*%"
_UNIT = r"[^\d.,;%]{0,60}?"
"""What is counted, between a figure and the next words."""

BOX = re.compile(
    rf"IKK\s*:\s*(?P<indikator>.{{5,400}}?)\s+TARGET\s*:\s*(?P<target>{NUMBER})(?![\d.,])"
    rf"(?P<satuan>.{{0,60}}?)PENCAPAIAN\s*:\s*(?P<realisasi>{NUMBER})\b.{{0,40}}?{_PERCENT}",
    re.IGNORECASE,
)
SUMMARY = re.compile(
    rf"Indikator\s+Kinerja\s+Kegiatan\s+[“\"”](?P<indikator>.{{5,400}}?)[”\"“]?\s+mencapai\s+"
    rf"(?:nilai\s+)?(?:sebesar\s+)?(?P<realisasi>{NUMBER}).{{0,60}}?\btarget\s+(?:sebesar\s+)?"
    rf"(?P<target>{NUMBER}).{{0,60}}?masuk\s+dalam\s+kategori\s+(?P<kategori>\w+(?:\s\w+)?)\s+"
    rf"dengan\s+pencapaian\s+sebesar\s+(?P<capaian>{NUMBER})\s*%",
    re.IGNORECASE,
)
_TOLD = (
    re.compile(
        rf"\b(?:sebesar|sebanyak)\s+(?P<realisasi>{NUMBER}){_UNIT}\batau\s+(?:dapat\s+diartikan\s+)?"
        rf"(?:sebesar\s+)?{_PERCENT}\s+dari\s+(?:total\s+)?(?:target\s+)?(?:sebesar|sebanyak)?\s*"
        rf"(?P<target>{NUMBER})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bDari\s+target\s+yang\s+ditetapkan\s+dalam\s+perjanjian(?:(?!\bDari\s+target).){{0,300}}?"
        rf"\b(?:sebanyak|sebesar)\s+(?P<target>{NUMBER})(?P<indikator>(?:(?!\bDari\s+target).){{0,400}}?)"
        rf"\b(?:dapat\s+)?(?:te|ter|di)realisasi(?:kan)?\s+(?:sebanyak|sebesar|mencapai)\s+"
        rf"(?P<realisasi>{NUMBER}){_UNIT}\batau\s+(?:sebesar\s+)?{_PERCENT}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bDari\s+target\s+yang\s+ditetapkan\s+dalam\s+perjanjian(?:(?!\bDari\s+target)[^.]){0,200}?"
        rf"\b(?:sebanyak|sebesar)\s+(?P<target>{NUMBER})(?P<indikator>[^.]{{0,200}})",
        re.IGNORECASE,
    ),
)
"""How a section says what was promised and reached; the last one says the promise alone."""
_REACHED = re.compile(
    rf"\bSebanyak\s+(?P<realisasi>{NUMBER})\s+(?P<indikator>[^.,;()]{{3,60}}?)\s+(?:telah|sudah|berhasil)\b",
    re.IGNORECASE,
)
_THRESHOLD = re.compile(
    rf"(?:\b(?:memiliki|mendapatkan)\b[^.]{{0,60}}?\bdi\s?atas|\bnilai\s+\w{{2,8}}\s+mencapai)\s+"
    rf"(?P<ambang>{NUMBER})",
    re.IGNORECASE,
)
"""From where on a unit is counted: 'yang memiliki IKPA diatas 94', 'Nilai IKPA mencapai 92'."""
_WORKED_OUT = re.compile(
    rf"\bindikator\s+kinerja\s*[:=]\s*(?P<capaian>{NUMBER})\s*%", re.IGNORECASE
)
"""The last line of a calculation: 'Indikator Kinerja : 100%'."""

_AMOUNT_IN_WORDS = r"(?:\s*\([a-zA-Z\s]+\))?"
_CATEGORY = re.compile(
    rf"(?P<jumlah_indikator_kategori>\d+){_AMOUNT_IN_WORDS}\s*indikator\s+(?:kinerja\s+)?"
    r"(?:kegiatan\s+)?(?:berada\s+)?(?:(?:pada|dalam)\s+)?(?:kategori\s+)?"
    r"(?P<scope>sangat\s+(?:baik|kurang|buruk)|baik|cukup|kurang|buruk)\b",
    re.IGNORECASE,
)
_COUNTS = (
    re.compile(
        rf"(?<!melalui )(?P<jumlah_indikator>\b\d+){_AMOUNT_IN_WORDS}\s*indikator\s+"
        r"(?:kinerja\s+)?kegiatan\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\(IKK\)\s+sebanyak\s+(?P<jumlah_indikator>\d+){_AMOUNT_IN_WORDS}\s*indikator\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<jumlah_sasaran>\b\d+){_AMOUNT_IN_WORDS}\s*sasaran\s+(?:kegiatan|strategis)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"diimplementasikan\s+melalui\s+(?P<jumlah_indikator_sasaran>\d+){_AMOUNT_IN_WORDS}"
        r"\s*indikator\b",
        re.IGNORECASE,
    ),
)
_ALL_IN = re.compile(
    r"\bseluruh\s+indikator(?:\s+kinerja)?(?:\s+kegiatan)?\s+berada\s+(?:pada|dalam)\s+kategori\s+"
    r"(?P<kategori_seluruh>sangat\s+\w+|\w+)",
    re.IGNORECASE,
)
_PASSAGE = re.compile(
    r"kawasan\s+rawan[^.;]{0,120}?\bdari\s+[“\"](?P<dari>\w+)[”\"]\s+menjadi\s+[“\"](?P<ke>\w+)[”\"]",
    re.IGNORECASE,
)
"""From which status to which an area passes."""
_BUDGET = re.compile(
    r"\balokasi\s+anggaran\s+(?:sebesar\s+)?(?P<pagu>Rp\.?\s*\d{1,3}(?:\.\d{3})+)", re.IGNORECASE
)
FIGURES = ("target", "satuan", "realisasi", "kategori", "capaian")


@dataclass(frozen=True, slots=True)
class ReportText:
    """The report's lines as one text, with the number of the indicator each line stands under."""

    prose: Prose
    numbers: Sequence[str | None]
    objectives: Sequence[int]

    def section(self, position: int) -> str | None:
        """Number of the indicator that a character stands under."""
        return self.numbers[self.prose.line_at(position)]

    def objective(self, position: int) -> str:
        """Number of the objective that a character stands under."""
        return str(self.objectives[self.prose.line_at(position)])

    def statement(
        self,
        match: re.Match[str],
        source: str,
        names: Sequence[str],
        *,
        scope: str | None = None,
        wording: str | None = None,
    ) -> Statement:
        """The named groups of a match as figures of one statement."""
        figures = [
            figure_in(self.prose, match, name, name)
            for name in names
            if name in match.re.groupindex and (match[name] or "").strip()
        ]
        text = self.prose.text[match.start() : match.end()].strip()
        return Statement(source, figures, text, scope, wording)


def indicator_statements(report: ReportText) -> Iterator[Statement]:
    """Summary, boxes and what the sections' prose says of their indicator's figures."""
    for match in SUMMARY.finditer(report.prose.text):
        wording = _wording(match)
        yield report.statement(match, "ringkasan", FIGURES, scope=wording, wording=wording)
    for match in BOX.finditer(report.prose.text):
        wording = _wording(match)
        last = report.prose.line_at(match.end() - 1)
        number = report.numbers[min(last + 1, len(report.numbers) - 1)]
        yield report.statement(match, "kotak", FIGURES, scope=number or wording, wording=wording)
    for match in _first(_TOLD, report.prose.text):
        if number := report.section(match.start()):
            wording = _wording(match)
            yield report.statement(match, "narasi", FIGURES, scope=number, wording=wording)
    for match in _REACHED.finditer(report.prose.text):
        wording = _wording(match)
        scope = report.section(match.start()) or wording
        yield report.statement(match, "narasi", FIGURES, scope=scope, wording=wording)
    for match in _WORKED_OUT.finditer(report.prose.text):
        if number := report.section(match.start()):
            yield report.statement(match, "perhitungan", ("capaian",), scope=number)
    for match in _THRESHOLD.finditer(report.prose.text):
        if number := report.section(match.start()):
            yield report.statement(match, "definisi", ("ambang",), scope=number)


def count_statements(report: ReportText) -> Iterator[Statement]:
    """How many objectives and indicators there are, and how many of each category."""
    for match in _first((_CATEGORY, *_COUNTS, _ALL_IN, _BUDGET), report.prose.text):
        (name,) = (key for key in match.groupdict() if key != "scope")
        scope = match.groupdict().get("scope")
        if name == "jumlah_indikator_sasaran":
            scope = report.objective(match.start())
        yield report.statement(
            match, "narasi", (name,), scope=" ".join(scope.split()).title() if scope else None
        )
    for match in _PASSAGE.finditer(report.prose.text):
        told = f"{match['dari']} menjadi {match['ke']}".title().replace("Menjadi", "menjadi")
        figure = Figure(
            "peralihan_status", told, report.prose.place(match.start("dari"), match.end("ke"))
        )
        yield Statement("narasi", [figure], match[0], "Kawasan Rawan")


def _wording(match: re.Match[str]) -> str | None:
    return (match.groupdict().get("indikator") or "").strip(' “”"') or None


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    """Matches of all patterns in printed order; a passage belongs to the first pattern it fits."""
    taken: list[re.Match[str]] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if all(match.end() <= t.start() or t.end() <= match.start() for t in taken):
                taken.append(match)
    return sorted(taken, key=lambda match: match.start())
