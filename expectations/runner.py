"""Runs the suites of one letter with Great Expectations and turns results into a verdict."""

from __future__ import annotations

import importlib
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from expectations.certainty import certain
from expectations.check import Check, Subject
from expectations.confirmation import confirmations
from expectations.control import Control
from expectations.controls import controls
from expectations.periods import of_parts
from expectations.reference import Reference
from expectations.verdict import RULE_MISSING, Finding, Resolve, RowVerdict, Severity, Verdict
from extractors.errors import CapaianError, SpecificationError
from extractors.model import Cell, Claim, Letter, Row
from extractors.registry import tables

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.data_context.types.base import ProgressBarsConfig

GRADES: dict[Severity, str] = {"gagal": "critical", "peringatan": "warning", "info": "info"}
CAUSED_BY_DOUBT = ("wajib_terisi", "sel_kosong", "satker_dikenal", "hasil_lengkap")
"""Rules that a row fails only because its columns are not known."""
Failed = list[tuple[Any, list[int]]]


@cache
def _context() -> Any:
    """One context a process, in memory, silent and without telemetry."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("surat").add_dataframe_asset("lampiran")
    return asset.add_batch_definition_whole_dataframe("baris")


def suite_of(table: str) -> tuple[Check, ...]:
    """The checks of an annex table. Raises ``SpecificationError`` for a table without a suite."""
    try:
        module = importlib.import_module(f"expectations.suites.{table}")
    except ModuleNotFoundError as error:
        raise SpecificationError(
            f"Tabel {table} belum punya aturan pemeriksaan",
            next_step=f"Tambahkan expectations/suites/{table}.py dengan SUITE.",
        ) from error
    suite: tuple[Check, ...] = module.SUITE
    return suite


def run(frame: pd.DataFrame, expectations: Sequence[Any]) -> Failed:
    """Each failed expectation's meta with the positions of its failing rows.

    An empty frame passes everything and a missing column raises nothing in Great Expectations, so
    both are errors here.
    """
    if frame.empty or not expectations:
        return []
    suite = gx.ExpectationSuite(name="aturan", expectations=list(expectations))
    batch = _context().get_batch({"dataframe": frame})
    result = batch.validate(suite, result_format={"result_format": "COMPLETE"})
    failed: Failed = []
    for item in result.results:
        details = item.to_json_dict()
        raised = details.get("exception_info") or {}
        if raised.get("raised_exception") or "raised_exception" not in raised:
            raise CapaianError("Aturan pemeriksaan tidak dapat dijalankan", found=str(raised))
        if not item.success:
            positions = details["result"]["unexpected_index_list"]
            failed.append((details["expectation_config"]["meta"], [int(p) for p in positions]))
    return failed


def judge(
    letter: Letter,
    rows: Sequence[Row],
    cells: Sequence[Cell],
    claims: Sequence[Claim],
    *,
    reference: Reference,
    resolve: Resolve,
) -> Verdict:
    """The verdict on one letter; see ``expectations.validate``."""
    sure: dict[tuple[str, int, str], float] = defaultdict(lambda: 1.0)
    for cell in cells:
        key = (cell.table, cell.row, cell.column)
        sure[key] = min(sure[key], cell.confidence)
    places = {
        key: replace(cell, confidence=sure[key])
        for cell in reversed(cells)
        if cell.part == 1 and (key := (cell.table, cell.row, cell.column))
    }
    places |= {(c.table, c.row, c.column): c for c in reversed(cells) if c.problem}
    failures: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    findings: list[Finding] = []
    subjects: dict[str, Subject] = {}
    for table in dict.fromkeys(row.table for row in rows):
        own = [row for row in rows if row.table == table]
        subject = Subject(letter, table, own, rows, places, reference, resolve)
        subjects[table] = subject
        for check, positions in _judge_table(subject, findings):
            for position in positions:
                found = _finding(subject, check, position)
                failures[table, subject.rows[position].row].append(found)
        for position, doubt in _doubts(subject, cells):
            row = subject.rows[position].row
            told = failures[table, row]
            failures[table, row] = [doubt, *(f for f in told if f.rule not in CAUSED_BY_DOUBT)]
        for position, held in of_parts(subject, claims):
            failures[table, subject.rows[position].row].append(held)
    found_controls = controls(letter, subjects, claims, reference)
    findings.extend(_judge_controls(found_controls))
    findings.extend(_empty(letter, subjects))
    judged = [
        RowVerdict(
            row.table,
            row.row,
            "karantina"
            if any(f.severity == "gagal" for f in failures[row.table, row.row])
            else "dimuat",
            failures[row.table, row.row],
        )
        for row in rows
    ]
    told = [*findings, *(failure for item in judged for failure in item.failures)]
    suites = {table: suite_of(table) for table in subjects}
    confirmed = confirmations(letter, subjects, suites, claims, found_controls, findings=told)
    return Verdict(dict(Counter(row.table for row in rows)), judged, findings, confirmed)


def _judge_table(subject: Subject, findings: list[Finding]) -> list[tuple[Check, list[int]]]:
    columns: dict[str, Sequence[Any]] = {"baris": [row.row for row in subject.rows]}
    expectations = []
    suite = suite_of(subject.table)
    checks = {check.helper: check for check in (*suite, *certain(subject.columns, suite))}
    for helper, check in checks.items():
        values = check.values(subject)
        if values is None:
            if check.rule_needed:
                findings.append(_rule_missing(subject, check))
            continue
        columns[helper] = values
        build = getattr(gxe, check.expectation)
        expectations.append(
            build(
                column=helper,
                severity=GRADES[check.severity],
                meta={"helper": helper},
                **dict(check.arguments),
            )
        )
    failed = run(pd.DataFrame(columns), expectations)
    return [(checks[meta["helper"]], positions) for meta, positions in failed]


def _doubts(subject: Subject, cells: Sequence[Cell]) -> list[tuple[int, Finding]]:
    """Rows with a cell that is kept as printed because its column is not known for certain."""
    read = {check.column for check in suite_of(subject.table) if check.rule == "angka_terbaca"}
    positions = {row.row: position for position, row in enumerate(subject.rows)}
    found: dict[int, Finding] = {}
    for cell in cells:
        is_own = cell.table == subject.table and cell.problem is not None and bool(cell.printed)
        if not is_own or cell.column in read or positions[cell.row] in found:
            continue
        place = (cell.page, cell.x0, cell.top, cell.x1, cell.bottom)
        pesan = (
            f"{subject.label(positions[cell.row])}: {cell.problem} (tercetak '{cell.printed}'); "
            "periksa kepala tabel halaman ini dan catat nilainya."
        )
        found[positions[cell.row]] = Finding(
            "kolom_dikenal",
            "gagal",
            subject.table,
            cell.row,
            cell.column,
            *place,
            cell.printed,
            None,
            pesan,
        )
    return list(found.items())


def _finding(subject: Subject, check: Check, position: int) -> Finding:
    row = subject.rows[position]
    cell = subject.cell(position, check.column)
    place: Cell | Row = cell if cell is not None else row
    return Finding(
        check.rule,
        check.severity,
        subject.table,
        row.row,
        check.column,
        place.page,
        place.x0,
        place.top,
        place.x1,
        place.bottom,
        cell.printed if cell is not None else row.values.get(check.column),
        check.expected(subject, position) if check.expected else None,
        f"{subject.label(position)}: {check.message(subject, position)}",
    )


def _letter_finding(
    letter: Letter, rule: str, severity: Severity, table: str | None, pesan: str
) -> Finding:
    empty = (None, None, None, None)
    return Finding(rule, severity, table, None, None, letter.page_first, *empty, None, None, pesan)


def _rule_missing(subject: Subject, check: Check) -> Finding:
    return _letter_finding(
        subject.letter,
        RULE_MISSING,
        "peringatan",
        subject.table,
        f"Aturan {check.rule} bagi {subject.table} tahun "
        f"{subject.letter.tahun or 'yang tidak diketahui'} belum ada di data acuan; tambahkan "
        "barisnya beserta sumbernya, sebab tabel ini belum diperiksa terhadapnya.",
    )


def _empty(letter: Letter, subjects: dict[str, Subject]) -> list[Finding]:
    """Annexes that a letter of this kind has and this one shows no row of."""
    from extractors.kind import all_kinds  # noqa: PLC0415

    expected = next((k.tables for k in all_kinds() if k.name == letter.kind), ())
    return [
        _letter_finding(
            letter,
            "tanpa_baris",
            "gagal" if position == 0 else "peringatan",
            table.name,
            f"Tidak ada baris {table.name} yang terbaca dari surat ini; periksa lampirannya.",
        )
        for position, table in enumerate(expected)
        if table.name in tables() and table.name not in subjects
    ]


def _judge_controls(found: Sequence[Control]) -> list[Finding]:
    """Printed totals and counts against the rows, each an expectation of its own severity."""
    findings: list[Finding] = []
    for severity, grade in GRADES.items():
        own = [control for control in found if control.finding.severity == severity]
        frame = pd.DataFrame(
            {"tercetak": [c.stated for c in own], "dihitung": [c.counted for c in own]}
        )
        expectation = gxe.ExpectColumnPairValuesToBeEqual(
            column_A="tercetak",
            column_B="dihitung",
            severity=grade,
            meta={"helper": "kendali"},
        )
        for _, positions in run(frame, [expectation]):
            findings.extend(own[position].finding for position in positions)
    return findings
