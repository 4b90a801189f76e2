"""Validates a letter with the stewards' corrections in it, each checked like a printed value.

Corrections of a row hold together or not at all: a row that still fails a check stays as printed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from expectations import validate
from extractors.contract import Table
from extractors.model import Cell, Claim, Extraction, Letter, Row
from extractors.values import fold, parse_cell
from warehouse.batch import Corrected
from warehouse.decisions import Decision
from warehouse.keys import Place, printed_cells
from warehouse.prepare import fits
from warehouse.ruling import Rulings

if TYPE_CHECKING:
    from expectations.verdict import Finding, Verdict

Corrections = Mapping[Place, Sequence[Decision]]


@dataclass(frozen=True, slots=True)
class _Letter:
    """All that a letter prints, and how its names are told."""

    facts: Letter
    rows: Sequence[Row]
    cells: Sequence[Cell]
    claims: Sequence[Claim]
    rulings: Rulings
    key: str

    def judge(self, rows: Sequence[Row], cells: Sequence[Cell]) -> Verdict:
        verdict = validate(
            self.facts,
            rows,
            cells,
            self.claims,
            reference=self.rulings.reference,
            resolve=self.rulings.namer.resolver(self.facts.tahun, self.key),
        )
        verdict.check()
        return verdict


@dataclass(slots=True)
class _Attempt:
    """Rows and cells with corrections put in. ``refused`` could not even be read."""

    rows: dict[Place, Row] = field(default_factory=dict)
    cells: dict[tuple[Place, str], Cell] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


def judge(
    extraction: Extraction, number: int, rulings: Rulings, tables: Mapping[str, Table]
) -> tuple[Verdict, Corrected]:
    """The verdict on one letter of a file, with the corrections in force on its rows."""
    (facts,) = (item for item in extraction.letters if item.letter == number)
    items = rulings.items(extraction, facts, tables)
    letter = _Letter(
        facts,
        [row for row in extraction.rows if row.letter == number],
        [cell for cell in extraction.cells if cell.letter == number],
        [claim for claim in extraction.claims if claim.letter == number],
        rulings,
        items.key,
    )
    wanted = {
        place: [decision for decision in rulings.of(item) if decision.verb == "koreksi"]
        for place, item in items.rows.items()
    }
    attempt = _put_in(letter, {k: v for k, v in wanted.items() if v}, tables)
    as_printed = letter.judge(letter.rows, letter.cells)
    refused = attempt.refused
    while attempt.rows:
        verdict = letter.judge(*_with(letter, attempt))
        failed = {
            (row.table, row.row): " ".join(f.pesan for f in row.failures if f.severity == "gagal")
            for row in verdict.rows
            if (row.table, row.row) in attempt.rows and row.status == "karantina"
        }
        if not failed:
            settled = _settled(as_printed, verdict, attempt.rows.keys())
            return _as_printed(verdict, letter, attempt), Corrected(attempt.rows, refused, settled)
        for place, pesan in failed.items():
            refused |= {decision.decision_id: pesan for decision in wanted[place]}
            del attempt.rows[place]
    return as_printed, Corrected(refused=refused)


def _put_in(letter: _Letter, wanted: Corrections, tables: Mapping[str, Table]) -> _Attempt:
    """The corrected rows and cells; a row of which a correction cannot be read is left alone."""
    attempt = _Attempt()
    rows = {(row.table, row.row): row for row in letter.rows}
    for place, decisions in wanted.items():
        row = rows[place]
        values = dict(row.values)
        problems: list[str] = []
        for decision in decisions:
            value, problem = _typed(decision, tables[row.table])
            if problem:
                problems.append(problem)
                continue
            column = decision.column or ""
            values[column] = value
            attempt.cells[place, column] = _cell(letter, row, decision, value)
        if problems:
            alasan = " ".join(problems)
            attempt.refused |= {decision.decision_id: alasan for decision in decisions}
        else:
            attempt.rows[place] = replace(row, values=values)
    return attempt


def _typed(decision: Decision, table: Table) -> tuple[str | None, str | None]:
    """The value that was typed, read as a printed cell of its column is, or why it has none."""
    column = next((c for c in table.columns if c.name == decision.column), None)
    if column is None:
        return None, f"Tabel {table.name} tidak mempunyai kolom {decision.column or 'kosong'}."
    if not fold(decision.value or ""):
        return None, f"Nilai koreksi {column.name} kosong; ketik '-' bila selnya memang kosong."
    value, problem = parse_cell(column, decision.value or "")
    if problem is None and not fits(column, value):
        problem = f"'{decision.value}' tidak muat utuh"
    return value, f"Kolom {column.name}: {problem}." if problem else None


def _cell(letter: _Letter, row: Row, decision: Decision, value: str | None) -> Cell:
    """The corrected cell, where the printed one is; at the row where none is printed."""
    column, typed = decision.column or "", decision.value or ""
    for cell in letter.cells:
        if (cell.table, cell.row, cell.column) == (row.table, row.row, column) and cell.part == 1:
            return replace(cell, printed=typed, value=value, confidence=1.0, problem=None)
    box = (row.page, row.x0, row.top, row.x1, row.bottom)
    return Cell(row.table, row.letter, row.row, column, 1, typed, value, *box)


def _with(letter: _Letter, attempt: _Attempt) -> tuple[list[Row], list[Cell]]:
    """The letter's rows and cells with the corrected ones in their place.

    Cells of corrected rows that no column of the contract was found for no longer count: a person
    has said what the row means.
    """
    rows = [attempt.rows.get((row.table, row.row), row) for row in letter.rows]
    new = {where: cell for where, cell in attempt.cells.items() if where[0] in attempt.rows}
    kept = [
        cell
        for cell in letter.cells
        if (place := (cell.table, cell.row)) not in attempt.rows
        or ((place, cell.column) not in new and cell.column in attempt.rows[place].values)
    ]
    return rows, [*kept, *new.values()]


def _settled(
    printed: Verdict, corrected: Verdict, places: Collection[Place]
) -> dict[Place, list[Finding]]:
    """What the corrected rows failed as printed and fail no longer."""
    left = {
        (row.table, row.row, failure.rule, failure.column)
        for row in corrected.rows
        for failure in row.failures
    }
    return {
        (row.table, row.row): [
            failure
            for failure in row.failures
            if (row.table, row.row, failure.rule, failure.column) not in left
        ]
        for row in printed.rows
        if (row.table, row.row) in places
    }


def _as_printed(verdict: Verdict, letter: _Letter, attempt: _Attempt) -> Verdict:
    """The verdict whose findings on corrected cells show what the page prints."""
    printed = printed_cells(letter.cells)

    def shown(finding: Finding) -> Finding:
        place = (finding.table or "", finding.row or 0)
        column = finding.column or ""
        if place not in attempt.rows or (place, column) not in attempt.cells:
            return finding
        before = printed.get(place, {}).get(column, "")
        pesan = f"{finding.pesan} Angka ini koreksi; tercetak '{before or 'kosong'}'."
        return replace(finding, tercetak=before or None, pesan=pesan)

    rows = [replace(row, failures=[shown(f) for f in row.failures]) for row in verdict.rows]
    return replace(verdict, rows=rows, findings=[shown(f) for f in verdict.findings])
