"""Writes the schema ``raw``: everything that was read, typed, with its trust and provenance.

Grain: one row per printed row, cell, statement, finding. Rows are written in a fixed order, so the
same inputs give the same tables. Errors: a value that does not fit its type raises; nothing is
turned into an empty value on the way.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from expectations.reference import SCHEMA, Reference
from expectations.verdict import RULE_MISSING
from extractors.contract import Table
from warehouse.batch import LoadedFinding, LoadedLetter, LoadedRow, Received
from warehouse.decisions import Decision, Outcome
from warehouse.keys import claim_keys
from warehouse.naming import IkkWording
from warehouse.prepare import Prepared, fits
from warehouse.schema import StoredTable, reference_table, stored_tables

Record = dict[str, Any]
_FLAGS = {"ya": "true", "tidak": "false"}


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
        files = sorted(batch, key=lambda item: (item.received, item.extraction.path))
        self._order = {item.extraction.path: place for place, item in enumerate(files, start=1)}
        self._connection = connection
        self._reference = reference
        self._wording = IkkWording.of(reference)
        self._tables = tables
        self._told: set[str] = set()
        self._waiting = {table.name: _Waiting(table, scratch) for table in stored_tables(tables)}

    def add(self, batch: Sequence[Received], prepared: Prepared) -> None:
        """Files with all that is akin to them (``warehouse.kinship``), as prepared."""
        files = sorted(batch, key=lambda item: (item.received, item.extraction.path))
        standing = _first_of_each(prepared.letters)
        letter_keys: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for item in standing:
            letter_keys[item.letter.document][item.letter.letter] = item.key
        first = _first_files(files)
        self._put("document", (_document(item, self._order) for item in files))
        self._put("letter", (_letter(item, self._order) for item in prepared.letters))
        self._put("row_count", (record for item in standing for record in _counts(item)))
        self._put("cell", (record for item in first for record in _cells(item)))
        self._put(
            "claim",
            (record for item in first for record in _claims(item, self._wording, letter_keys)),
        )
        self._put("notice", (record for item in first for record in _notices(item)))
        self._put_findings(_findings(standing, prepared.findings))
        for table in self._tables.values():
            rows = (
                _annex_row(letter, row, table)
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
        self._put("decision", (_decision(*item) for item in decisions))
        for name in SCHEMA:
            self._put(reference_table(name).name, _reference(self._reference, name))
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
            kept.append(_finding(finding))
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


def _document(item: Received, order: Mapping[str, int]) -> Record:
    facts = item.extraction
    return {
        "document": facts.document,
        "path": facts.path,
        "received_order": order[facts.path],
        "received_at": item.received_at,
        "pinned_document": item.pinned_document,
        "status": facts.status,
        "alasan": facts.alasan,
        "page_count": facts.page_count,
    }


def _letter(item: LoadedLetter, order: Mapping[str, int]) -> Record:
    facts = item.letter
    names = (
        "document letter kind nomor tanggal perihal tahun tahun_source penerbit satker page_first "
        "page_last"
    )
    return {
        **{name: getattr(facts, name) for name in names.split()},
        "path": item.path,
        "satker_code": item.satker_code,
        "received_order": order[item.path],
        "status": item.status,
        "alasan": item.alasan,
        "dikonfirmasi": ", ".join(item.confirmed) or None,
        "letter_key": item.key,
    }


def _counts(item: LoadedLetter) -> list[Record]:
    """Rows of a letter per table, counted as printed and as judged."""
    printed = Counter(row.row.table for row in item.rows)
    loaded = Counter(row.row.table for row in item.rows if row.status == "dimuat")
    return [
        {
            "document": item.letter.document,
            "letter": item.letter.letter,
            "table_name": table,
            "printed_count": count,
            "loaded_count": loaded[table],
            "quarantined_count": count - loaded[table],
        }
        for table, count in printed.items()
    ]


def _cells(item: Received) -> list[Record]:
    names = [
        "letter",
        "row",
        "part",
        "printed",
        "value",
        "page",
        "x0",
        "top",
        "x1",
        "bottom",
        "confidence",
        "problem",
    ]
    return [
        {
            **{name: getattr(cell, name) for name in names},
            "document": item.extraction.document,
            "table_name": cell.table,
            "column_name": cell.column,
        }
        for cell in item.extraction.cells
    ]


def _claims(
    item: Received, wording: IkkWording, letter_keys: Mapping[str, Mapping[int, str]]
) -> list[Record]:
    document, claims = item.extraction.document, item.extraction.claims
    letters = letter_keys.get(document, {})
    names = [
        "letter",
        "nomor",
        "claim",
        "scope",
        "value",
        "text",
        "source",
        "indikator",
        "printed",
        "statement",
        "tahun",
        "confidence",
        "page",
        "x0",
        "top",
        "x1",
        "bottom",
    ]
    return [
        {
            **{name: getattr(claim, name) for name in names},
            "document": document,
            "claim_order": place,
            "ikk_code": wording.code(claim.indikator),
            "claim_key": key,
        }
        for place, (claim, key) in enumerate(
            zip(claims, claim_keys(letters, claims), strict=True), start=1
        )
    ]


def _decision(item: Decision, outcome: Outcome | None) -> Record:
    record = asdict(item)
    return {
        **record,
        "column_name": record.pop("column"),
        "status": outcome.status if outcome else None,
        "alasan": outcome.alasan if outcome else None,
    }


def _notices(item: Received) -> list[Record]:
    return [
        {
            "document": item.extraction.document,
            "letter": notice.letter,
            "notice_order": place,
            "table_name": notice.table,
            "code": notice.code,
            "message": notice.message,
            "page": notice.page,
        }
        for place, notice in enumerate(item.extraction.notices, start=1)
    ]


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


def _finding(finding: LoadedFinding) -> Record:
    names = (
        "rule severity pesan document letter row page x0 top x1 bottom tercetak seharusnya tahun "
        "satker_code decision_id"
    )
    return {
        **{name: getattr(finding, name) for name in names.split()},
        "table_name": finding.table,
        "column_name": finding.column,
    }


def _annex_row(letter: LoadedLetter, item: LoadedRow, table: Table) -> Record:
    """One printed row; a value that its type cannot hold stays in the JSON texts only."""
    row = item.row
    facts = ["letter", "nomor", "row", "page", "x0", "top", "x1", "bottom", "method", "confidence"]
    withheld = item.reasons
    return {
        **{name: getattr(row, name) for name in facts},
        "document": letter.letter.document,
        "tahun_ukur": row.values.get("tahun") or letter.letter.tahun,
        "satker_code": item.satker_code,
        "satker_candidate_code": item.candidate_code if item.satker_code is None else None,
        "letter_satker_code": letter.satker_code,
        "ikk_code": item.ikk_code,
        "status": item.status,
        "is_standing": item.is_standing,
        "failures_json": _json(
            [{"rule": f.rule, "severity": f.severity, "pesan": f.pesan} for f in item.failures]
        ),
        "withheld_rule": withheld[0].rule if withheld else None,
        "withheld_pesan": " ".join(failure.pesan for failure in withheld) or None,
        "printed_json": _json(
            {**{k: v for k, v in item.printed.values.items() if v}, **item.cells}
        ),
        "values_json": _json(row.values),
        "row_key": item.item.key,
        "row_guard": item.item.guard,
        "decision_id": item.disposition.decision_id if item.disposition else None,
        "corrections_json": _json({k: v.decision_id for k, v in item.corrections.items()})
        if item.corrections
        else None,
        "is_rejected": item.is_rejected,
        **{
            column.name: value if fits(column, value := row.values.get(column.name)) else None
            for column in table.columns
        },
    }


def _reference(reference: Reference, name: str) -> list[Record]:
    flags = {field.name for field in SCHEMA[name] if field.type == "flag"}
    return [
        {key: _FLAGS.get(value or "") if key in flags else value for key, value in record.items()}
        for record in reference.records(name)
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


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
