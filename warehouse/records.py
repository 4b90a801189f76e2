"""What the tables of the schema ``raw`` say of a night's letters, one record a stored row.

Values are as they were read; ``warehouse.load`` casts them strictly.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from expectations.reference import SCHEMA, Reference
from extractors.contract import Table
from warehouse.batch import LoadedFinding, LoadedLetter, LoadedRow, Received
from warehouse.decisions import Decision, Outcome
from warehouse.keys import claim_keys
from warehouse.naming import IkkWording
from warehouse.prepare import fits

Record = dict[str, Any]
_FLAGS = {"ya": "true", "tidak": "false"}


def document_record(item: Received, order: Mapping[str, int]) -> Record:
    """A file; ``order``: its place in the order of receipt, by path."""
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


def letter_record(item: LoadedLetter, order: Mapping[str, int]) -> Record:
    """A letter; ``order`` as its file's."""
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


def count_records(item: LoadedLetter) -> list[Record]:
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


def cell_records(item: Received) -> list[Record]:
    """A file's cells as printed."""
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


def claim_records(
    item: Received, wording: IkkWording, letter_keys: Mapping[str, Mapping[int, str]]
) -> list[Record]:
    """A file's statements; ``letter_keys``: keys of letters by document and number."""
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


def decision_record(item: Decision, outcome: Outcome | None) -> Record:
    """A decision and what became of it."""
    record = asdict(item)
    return {
        **record,
        "column_name": record.pop("column"),
        "status": outcome.status if outcome else None,
        "alasan": outcome.alasan if outcome else None,
    }


def notice_records(item: Received) -> list[Record]:
    """What the reader of a file could not place."""
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


def finding_record(finding: LoadedFinding) -> Record:
    """A finding at its place."""
    names = (
        "rule severity pesan document letter row page x0 top x1 bottom tercetak seharusnya tahun "
        "satker_code decision_id"
    )
    return {
        **{name: getattr(finding, name) for name in names.split()},
        "table_name": finding.table,
        "column_name": finding.column,
    }


def annex_record(letter: LoadedLetter, item: LoadedRow, table: Table) -> Record:
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


def reference_records(reference: Reference, name: str) -> list[Record]:
    """The lines of a reference table."""
    flags = {field.name for field in SCHEMA[name] if field.type == "flag"}
    return [
        {key: _FLAGS.get(value or "") if key in flags else value for key, value in record.items()}
        for record in reference.records(name)
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
