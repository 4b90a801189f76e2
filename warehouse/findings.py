"""What is found of a letter's rows on their way into the warehouse, as ``mart.temuan`` tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractors.model import Letter, Row
from warehouse.batch import Corrected, LoadedFinding, LoadedRow, RowFailure
from warehouse.naming import NAME_COLUMNS

if TYPE_CHECKING:
    from expectations.verdict import Verdict

UNKNOWN_SATKER = "satker_dikenal"
"""Rule of a row whose satker is not known."""


def letter_findings(
    letter: Letter, verdict: Verdict, loaded: list[LoadedRow], corrected: Corrected
) -> list[LoadedFinding]:
    """What validation found, what naming and typing added to it, and what decisions settled."""
    rows = {(item.row.table, item.row.row): item for item in loaded}
    told_of_rows = [failure for item in verdict.rows for failure in item.failures]
    distinct = {
        (finding.rule, finding.table, finding.row, finding.column, finding.pesan): finding
        for finding in (*verdict.findings, *told_of_rows)
    }
    known = [_finding(letter, finding, rows) for finding in distinct.values()]
    told = {(finding.table, finding.row, finding.rule) for finding in known}
    added = [
        _row_finding(letter, item, failure)
        for item in loaded
        for failure in item.failures
        if (item.row.table, item.row.row, failure.rule) not in told
    ]
    settled = [
        replace(_finding(letter, finding, rows), decision_id=_last_correction(rows[place]))
        for place, findings in corrected.settled.items()
        for finding in findings
    ]
    return [_ruled(finding, rows) for finding in known + _owner_once(added)] + settled


def _last_correction(item: LoadedRow) -> int:
    return max(decision.decision_id for decision in item.corrections.values())


def _ruled(finding: LoadedFinding, rows: Mapping[tuple[str, int], LoadedRow]) -> LoadedFinding:
    """A finding settled by the decision that accepts or rejects its row, where there is one."""
    row = rows.get((finding.table or "", finding.row or 0))
    if row is None or row.disposition is None:
        return finding
    return replace(finding, decision_id=row.disposition.decision_id)


def _owner_once(findings: list[LoadedFinding]) -> list[LoadedFinding]:
    """Rows without a name of their own share one unknown owner: that is told once a letter."""
    owned = [f for f in findings if f.rule == UNKNOWN_SATKER]
    return [f for f in findings if f.rule != UNKNOWN_SATKER or f is owned[0]]


def _finding(
    letter: Letter, finding: Any, rows: Mapping[tuple[str, int], LoadedRow]
) -> LoadedFinding:
    """A verdict's finding with its document, year and satker."""
    row = rows.get((finding.table, finding.row))
    return LoadedFinding(
        rule=finding.rule,
        severity=finding.severity,
        pesan=finding.pesan,
        document=letter.document,
        letter=letter.letter,
        table=finding.table,
        row=finding.row,
        column=finding.column,
        page=finding.page,
        x0=finding.x0,
        top=finding.top,
        x1=finding.x1,
        bottom=finding.bottom,
        tercetak=finding.tercetak,
        seharusnya=finding.seharusnya,
        tahun=letter.tahun,
        satker_code=row.satker_code if row else None,
    )


def _row_finding(letter: Letter, item: LoadedRow, failure: RowFailure) -> LoadedFinding:
    """A failure of a whole row as a finding at the row's box."""
    row: Row = item.row
    return LoadedFinding(
        rule=failure.rule,
        severity=failure.severity,
        pesan=failure.pesan,
        document=letter.document,
        letter=letter.letter,
        table=row.table,
        row=row.row,
        page=row.page,
        x0=row.x0,
        top=row.top,
        x1=row.x1,
        bottom=row.bottom,
        tercetak=next((row.values[n] for n in NAME_COLUMNS if row.values.get(n)), None),
        tahun=letter.tahun,
        satker_code=item.satker_code,
    )
