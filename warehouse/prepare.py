"""A night's files to named rows: names, trust and standing settled before anything is stored.

A row is loaded only when its verdict says so, its year is known, its satker is known where its
table names one, and each value fits its column's type unrounded; otherwise it is quarantined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from extractors.contract import Column, Table
from extractors.model import Letter
from warehouse.batch import (
    Corrected,
    LoadedFinding,
    LoadedLetter,
    LoadedRow,
    Received,
    RowFailure,
)
from warehouse.effects import dispose, unread_cells
from warehouse.findings import UNKNOWN_SATKER, letter_findings
from warehouse.identity import Match
from warehouse.keys import numbered, printed_cells, unnumbered
from warehouse.naming import NAME_COLUMNS, IkkWording, names_of, result_of
from warehouse.revision import settle
from warehouse.ruling import Rulings

FITS = {
    "integer": re.compile(r"-?\d{1,18}", re.ASCII),
    "decimal": re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII),
    "money": re.compile(r"-?\d{1,16}(\.\d{1,2})?", re.ASCII),
}
"""Canonical texts that the stored type of a column holds unrounded."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Letters with their rows settled, and what settling them found.

    ``refused``: decisions that cannot hold, with the reason.
    """

    letters: list[LoadedLetter]
    findings: list[LoadedFinding]
    refused: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Night:
    """What every letter is prepared with. ``refused`` gathers decisions that cannot hold."""

    rulings: Rulings
    wording: IkkWording
    tables: Mapping[str, Table]
    refused: dict[int, str]


def prepare(batch: Sequence[Received], rulings: Rulings, tables: Mapping[str, Table]) -> Prepared:
    """Name, check and settle the rows of files, with what stewards decided.

    ``batch`` has every file with a copy or a revision of one of its letters
    (``warehouse.kinship``); what is prepared of it does not depend on any other file.
    """
    night = _Night(rulings, IkkWording.of(rulings.reference), tables, {})
    letters = [
        _letter(received, letter, night)
        for received in batch
        for letter in received.extraction.letters
    ]
    findings = settle(letters, tables)
    for row in (row for letter in letters for row in letter.rows):
        if row.is_standing and row.disposition and row.disposition.verb == "tolak":
            row.is_rejected, row.is_standing = True, False
    _tell_apart(letters)
    return Prepared(letters, findings, night.refused)


def _tell_apart(letters: Sequence[LoadedLetter]) -> None:
    """Number rows that stand under one key: in copies of a letter a printed name may be of two."""
    taken: set[str] = set()
    for letter in sorted(letters, key=lambda item: item.arrival):
        for row in letter.rows:
            if not (row.is_standing or row.is_rejected):
                continue
            names = (numbered(unnumbered(row.item.key), turn) for turn in count(1))
            if row.item.key in taken:
                row.item = replace(row.item, key=next(name for name in names if name not in taken))
            taken.add(row.item.key)


def fits(column: Column, value: str | None) -> bool:
    """Whether a value can be stored in its column's type without change."""
    return value is None or column.type == "text" or bool(FITS[column.type].fullmatch(value))


def _letter(received: Received, letter: Letter, night: _Night) -> LoadedLetter:
    """One letter with its rows named and their trust decided; adds decisions that cannot hold."""
    verdict, tables = received.verdicts[letter.letter], night.tables
    corrected = received.corrected.get(letter.letter, Corrected())
    night.refused.update(corrected.refused)
    named_tables = {name for name in tables if set(NAME_COLUMNS) & set(tables[name].column_names)}
    printed = sorted(
        (row for row in received.extraction.rows if row.letter == letter.letter),
        key=lambda row: row.table not in named_tables,
    )
    rows = [corrected.rows.get((row.table, row.row), row) for row in printed]
    cells = [cell for cell in received.extraction.cells if cell.letter == letter.letter]
    texts = printed_cells(cells)
    unread = unread_cells(cells)
    namer = night.rulings.namer
    items = night.rulings.items(received.extraction, letter, tables)
    issuer = namer.issuer(letter)
    contexts = {table: names_of(rows, table) for table in tables}
    loaded: list[LoadedRow] = []
    by_code: dict[str | None, LoadedRow] = {}
    judged = {(item.table, item.row): item for item in verdict.rows}
    for row, as_read in zip(rows, printed, strict=True):
        place = (row.table, row.row)
        item = LoadedRow(row, as_read, items.rows[place], cells=texts.get(place, {}))
        item.ikk_code = night.wording.code(row.values.get("indikator"))
        judgement = judged[place]
        item.status = judgement.status
        item.failures = [
            RowFailure(failure.rule, failure.severity, failure.pesan)
            for failure in judgement.failures
        ]
        named = namer.name(
            row.table,
            row.values,
            tahun=letter.tahun,
            context=contexts[row.table],
            letter=items.key,
        )
        item.match = named if row.table in named_tables else _owner(item, issuer, by_code)
        _name(item, letter)
        _check(item, tables[row.table], letter)
        dispose(
            item,
            night.rulings.of(item.item),
            corrected,
            unread=unread.get(place, ()),
            refused=night.refused,
        )
        if row.table in named_tables:
            by_code.setdefault(row.values.get("kode_satker"), item)
        loaded.append(item)
    return LoadedLetter(
        letter,
        items.key,
        received.extraction.path,
        received.received,
        loaded,
        letter_findings(letter, verdict, loaded, corrected),
        issuer.satker_code if issuer else None,
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
