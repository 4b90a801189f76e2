"""Everything a report states of its indicators outside the tables of its contract, as claims."""

from __future__ import annotations

import re
from collections import Counter

from extractors.claims import Prose
from extractors.draft import LetterRef
from extractors.model import Claim
from extractors.report.passages import Passage, passages
from extractors.report.plans import plan_statements
from extractors.report.prose import ReportText, count_statements, indicator_statements
from extractors.report.seized import seized_statements
from extractors.report.tables import table_statements
from extractors.report.weights import weight_statements
from extractors.statement import statement_claims
from extractors.table import LetterPages
from extractors.values import fold

_DIGITS = re.compile(r"\d+")
RUNNING_SHARE = 0.3
"""Share of a report's pages on which a line stands first or last when it is their head or foot."""


def report_claims(letter: LetterPages, ref: LetterRef) -> list[Claim]:
    """What summary, boxes, prose, plans and small tables state, one claim for each figure.

    ``scope`` is the indicator's number where it stands in a numbered section, else its wording or
    what is counted. Figures told together share a ``statement``.
    """
    parts = [part for part in _without_running_lines(passages(letter)) if part.line or part.grid]
    lines = [part for part in parts if part.line]
    report = ReportText(
        Prose([(part.page, part.line) for part in lines if part.line]),
        [part.ikk for part in lines],
        [part.objective for part in lines],
    )
    statements = [
        *indicator_statements(report),
        *count_statements(report),
        *plan_statements(report),
        *weight_statements(report),
        *seized_statements(report, parts),
        *table_statements(parts),
    ]
    return [
        claim
        for number, statement in enumerate(statements, start=1)
        for claim in statement_claims(statement, number, ref)
    ]


def _without_running_lines(parts: list[Passage]) -> list[Passage]:
    """The report without the heads and feet of its pages, which would cut its sentences."""
    edges: dict[int, list[Passage]] = {}
    for part in parts:
        edges.setdefault(part.page.number, []).append(part)
    outer = [part for page in edges.values() for part in (page[0], page[-1]) if part.line]
    told = Counter(_shape(part) for part in outer)
    least = max(3, RUNNING_SHARE * len(edges))
    running = {id(part) for part in outer if told[_shape(part)] >= least}
    return [part for part in parts if id(part) not in running]


def _shape(part: Passage) -> str:
    """A line's words, whatever number stands in it."""
    return _DIGITS.sub("#", fold(part.line.text)) if part.line else ""
