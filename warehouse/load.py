"""Writes the schema ``raw``: everything that was read, typed, with its trust and provenance.

Grain: one row per printed row, cell, statement, finding. Rows are written in a fixed order, so the
same inputs give the same tables. Errors: a value that does not fit its type raises; nothing is
turned into an empty value on the way.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from expectations.reference import SCHEMA, Reference
from expectations.verdict import RULE_MISSING
from extractors.contract import Table
from warehouse.batch import LoadedFinding, LoadedLetter, Received
from warehouse.decisions import Decision, Outcome
from warehouse.naming import IkkWording
from warehouse.prepare import Prepared
from warehouse.records import (
    Record,
    annex_record,
    cell_records,
    claim_records,
    count_records,
    decision_record,
    document_record,
    finding_record,
    letter_record,
    notice_records,
    reference_records,
)
from warehouse.schema import StoredTable, reference_table, stored_tables


class Loading:
    """A schema ``raw`` in the making: files are added as they come, all is written at the end.

    What was added waits in a file a table under ``scratch``, so that memory holds one group of
    files at a time.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        batch: Iterable[Received],
        reference: Reference,
        tables: Mapping[str, Table],
        scratch: Path,
    ) -> None:
        """``batch``: every file there will be; their rows may be lacking."""
        files = sorted(batch, key=lambda item: item.arrival)
        self._order = {item.extraction.path: place for place, item in enumerate(files, start=1)}
        self._connection = connection
        self._reference = reference
        self._wording = IkkWording.of(reference)
        self._tables = tables
        self._told: set[str] = set()
        self._waiting = {table.name: _Waiting(table, scratch) for table in stored_tables(tables)}

    def add(self, batch: Sequence[Received], prepared: Prepared) -> None:
        """Files in the order of receipt with all that is akin to them, as prepared.

        What is akin: ``warehouse.kinship``.
        """
        standing = _first_of_each(prepared.letters)
        letter_keys: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for item in standing:
            letter_keys[item.letter.document][item.letter.letter] = item.key
        first = _first_files(batch)
        self._put("document", (document_record(item, self._order) for item in batch))
        self._put("letter", (letter_record(item, self._order) for item in prepared.letters))
        self._put("row_count", (record for item in standing for record in count_records(item)))
        self._put("cell", (record for item in first for record in cell_records(item)))
        self._put(
            "claim",
            (
                record
                for item in first
                for record in claim_records(item, self._wording, letter_keys)
            ),
        )
        self._put("notice", (record for item in first for record in notice_records(item)))
        self._put_findings(_findings(standing, prepared.findings))
        for table in self._tables.values():
            rows = (
                annex_record(letter, row, table)
                for letter in standing
                for row in letter.rows
                if row.row.table == table.name
            )
            self._put(table.name, rows)

    def finish(
        self, decisions: Iterable[tuple[Decision, Outcome | None]], lapses: Iterable[LoadedFinding]
    ) -> None:
        """Add the decisions with what became of them, and write every table of ``raw``."""
        self._put_findings(lapses)
        self._put("decision", (decision_record(*item) for item in decisions))
        for name in SCHEMA:
            self._put(reference_table(name).name, reference_records(self._reference, name))
        self._connection.execute("CREATE SCHEMA raw")
        for waiting in self._waiting.values():
            waiting.write(self._connection)

    def _put_findings(self, findings: Iterable[LoadedFinding]) -> None:
        """A rule that the reference data lack for a year is one finding, however many ask."""
        kept = []
        for finding in findings:
            if finding.rule == RULE_MISSING:
                if finding.pesan in self._told:
                    continue
                self._told.add(finding.pesan)
            kept.append(finding_record(finding))
        self._put("finding", kept)

    def _put(self, table: str, records: Iterable[Record]) -> None:
        self._waiting[table].add(records)


def _first_of_each(letters: Iterable[LoadedLetter]) -> list[LoadedLetter]:
    """Letters without the copies of the same bytes under other names."""
    first: dict[tuple[str, int], LoadedLetter] = {}
    for letter in sorted(letters, key=lambda item: item.arrival):
        first.setdefault((letter.letter.document, letter.letter.letter), letter)
    return list(first.values())


def _first_files(files: Iterable[Received]) -> list[Received]:
    """Files without the copies of the same bytes under other names."""
    first: dict[str, Received] = {}
    for item in files:
        first.setdefault(item.extraction.document, item)
    return list(first.values())


def _findings(
    standing: Sequence[LoadedLetter], revisions: Iterable[LoadedFinding]
) -> list[LoadedFinding]:
    """Findings of rows that stand and of letters that are not mere copies, after ``revisions``."""
    found = list(revisions)
    for letter in standing:
        stands = {
            (item.row.table, item.row.row)
            for item in letter.rows
            if item.is_standing or item.is_rejected
        }
        found += [
            finding
            for finding in letter.findings
            if (finding.table, finding.row) in stands
            or (finding.row is None and letter.status in ("dimuat", "sebagian"))
        ]
    return found


class _Waiting:
    """The rows of a table that are still to be written, as lines of JSON in a file."""

    def __init__(self, table: StoredTable, scratch: Path) -> None:
        self._table = table
        self._path = scratch / f"{table.name}.json"
        self._names = [column.name for column in table.columns]

    def add(self, records: Iterable[Record]) -> None:
        lines = [
            json.dumps({key: _text(record.get(key)) for key in self._names}, ensure_ascii=False)
            for record in records
        ]
        if lines:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.writelines(f"{line}\n" for line in lines)

    def write(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Create the table with its comments and fill it, in order, through strict casts."""
        table = self._table
        columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
        name = f'raw."{table.name}"'
        connection.execute(f"CREATE TABLE {name} ({columns})")
        comment_on(connection, "TABLE", name, table.comment)
        for column in table.columns:
            comment_on(connection, "COLUMN", f'{name}."{column.name}"', column.comment)
        if not self._path.exists():
            return
        types = ", ".join(f"'{key}': 'VARCHAR'" for key in self._names)
        casts = ", ".join(
            f'CAST("{column.name}" AS {column.type}) AS "{column.name}"' for column in table.columns
        )
        order = ", ".join(f'"{key}" NULLS FIRST' for key in table.order)
        connection.execute(
            f"INSERT INTO {name} SELECT {casts} FROM read_json(?, "  # noqa: S608
            f"format = 'newline_delimited', columns = {{{types}}}) ORDER BY {order}",
            [str(self._path)],
        )
        self._path.unlink()


def _text(value: object) -> str | None:
    """A value as the text that its type is cast from; what no text can hold shows as a mark."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def comment_on(
    connection: duckdb.DuckDBPyConnection, what: str, name: str, comment: str | None
) -> None:
    """Put a comment on a table, view or column; ``None`` is no comment."""
    if comment:
        text = comment.replace("'", "''")
        connection.execute(f"COMMENT ON {what} {name} IS '{text}'")
