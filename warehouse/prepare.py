"""A night's files to named rows: names, trust and standing settled before anything is stored.

A row is loaded only when its verdict says so, its year is known, its satker is known where its
table names one, and each value fits its column's type unrounded; otherwise it is quarantined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from expectations.reference import Reference
from extractors.contract import Column, Table
from extractors.model import Letter, Row
from warehouse.batch import LoadedFinding, LoadedLetter, LoadedRow, Received, RowFailure
from warehouse.identity import Identity, Match
from warehouse.keys import letter_key, numbered, row_keys, unnumbered
from warehouse.naming import NAME_COLUMNS, IkkWording, Namer, names_of, result_of
from warehouse.revision import settle

if TYPE_CHECKING:
    from expectations.verdict import Verdict

UNKNOWN_SATKER = "satker_dikenal"
"""Rule of a row whose satker is not known."""

FITS = {
    "integer": re.compile(r"-?\d{1,18}", re.ASCII),
    "decimal": re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII),
    "money": re.compile(r"-?\d{1,16}(\.\d{1,2})?", re.ASCII),
}
"""Canonical texts that the stored type of a column holds unrounded."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All letters of the night with their rows settled, and what settling them found."""

    letters: list[LoadedLetter]
    findings: list[LoadedFinding]


def prepare(
    batch: Sequence[Received], reference: Reference, tables: Mapping[str, Table]
) -> Prepared:
    """Name, check and settle the rows of every letter of the night."""
    namer = Namer(Identity(reference))
    wording = IkkWording.of(reference)
    letters = [
        _letter(received, letter, namer, wording, tables)
        for received in batch
        for letter in received.extraction.letters
    ]
    findings = settle(letters, tables)
    _tell_apart(letters)
    return Prepared(letters, findings)


def _tell_apart(letters: Sequence[LoadedLetter]) -> None:
    """Number rows that stand under one key: in copies of a letter a printed name may be of two."""
    taken: set[str] = set()
    for letter in sorted(letters, key=lambda item: item.arrival):
        for row in letter.rows:
            if not row.is_standing:
                continue
            names = (numbered(unnumbered(row.item.key), turn) for turn in count(1))
            if row.item.key in taken:
                row.item = replace(row.item, key=next(name for name in names if name not in taken))
            taken.add(row.item.key)


def fits(column: Column, value: str | None) -> bool:
    """Whether a value can be stored in its column's type without change."""
    return value is None or column.type == "text" or bool(FITS[column.type].fullmatch(value))


def _letter(
    received: Received,
    letter: Letter,
    namer: Namer,
    wording: IkkWording,
    tables: Mapping[str, Table],
) -> LoadedLetter:
    """One letter with its rows named and their trust decided."""
    verdict = received.verdicts[letter.letter]
    named_tables = {name for name in tables if set(NAME_COLUMNS) & set(tables[name].column_names)}
    rows = sorted(
        (row for row in received.extraction.rows if row.letter == letter.letter),
        key=lambda row: row.table not in named_tables,
    )
    issuer = namer.issuer(letter)
    issuer_code = issuer.satker_code if issuer else None
    contexts = {table: names_of(rows, table) for table in tables}
    loaded: list[LoadedRow] = []
    by_code: dict[str | None, LoadedRow] = {}
    judged = {(item.table, item.row): item for item in verdict.rows}
    key = letter_key(letter, issuer_code)
    cells = (cell for cell in received.extraction.cells if cell.letter == letter.letter)
    items = row_keys(key, rows, cells, tables)
    for row in rows:
        item = LoadedRow(
            row, items[row.table, row.row], ikk_code=wording.code(row.values.get("indikator"))
        )
        judgement = judged[(row.table, row.row)]
        item.status = judgement.status
        item.failures = [
            RowFailure(failure.rule, failure.severity, failure.pesan)
            for failure in judgement.failures
        ]
        named = namer.name(row.table, row.values, tahun=letter.tahun, context=contexts[row.table])
        item.match = named if row.table in named_tables else _owner(item, issuer, by_code)
        _name(item, letter)
        _check(item, tables[row.table], letter)
        if row.table in named_tables:
            by_code.setdefault(row.values.get("kode_satker"), item)
        loaded.append(item)
    findings = _findings(letter, verdict, loaded)
    return LoadedLetter(
        letter,
        key,
        received.extraction.path,
        received.received,
        loaded,
        findings,
        issuer_code,
        confirmed=verdict.confirmed,
    )


def _owner(
    item: LoadedRow, issuer: Match | None, by_code: Mapping[str | None, LoadedRow]
) -> Match | None:
    """Whose a row without a name of its own is: by its satker's code, else by its document."""
    code = item.row.values.get("kode_satker")
    if not code:
        return issuer
    return by_code[code].match if code in by_code else None


def _name(item: LoadedRow, letter: Letter) -> None:
    """Give a row the satker it was found to be of; a row of nobody known is withheld."""
    match = item.match
    if match is not None and match.satker_code is not None:
        item.satker_code = match.satker_code
        return
    candidates = match.candidates if match else ()
    item.candidate_code = candidates[0][0] if candidates else None
    values = item.row.values
    printed = next(
        (values[name] for name in (*NAME_COLUMNS, "kode_satker") if values.get(name)),
        letter.satker or "kosong",
    )
    _withhold(item, UNKNOWN_SATKER, result_of(match).message(printed))


def _check(item: LoadedRow, table: Table, letter: Letter) -> None:
    """Withhold a row that cannot be stored as it is printed."""
    if letter.tahun is None:
        _withhold(
            item, "tahun_dikenal", "Tahun yang diukur tidak tercetak dan tidak ada dari foldernya."
        )
    for column in table.columns:
        value = item.row.values.get(column.name)
        if not fits(column, value):
            _withhold(item, "nilai_tersimpan_utuh", f"Nilai {column.name} '{value}' tak muat utuh.")


def _withhold(item: LoadedRow, rule: str, pesan: str) -> None:
    """Quarantine a row unless its verdict already has it so for the same rule."""
    if all(failure.rule != rule for failure in item.failures):
        item.quarantine(rule, pesan)
    item.status = "karantina"


def _findings(letter: Letter, verdict: Verdict, loaded: list[LoadedRow]) -> list[LoadedFinding]:
    """What validation found, and what naming and typing added to it."""
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
    return known + _owner_once(added)


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
