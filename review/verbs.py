"""What may be decided of an item, and what a filled-in form says was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.contract import Column
from extractors.registry import tables
from extractors.values import parse_cell
from review.errors import LedgerError
from review.ledger.entries import Draft
from warehouse.decisions import Verb
from warehouse.mart import Row
from warehouse.naming import NAME_COLUMNS

UNKNOWN_SATKER = "satker_dikenal"
STATEMENT = "claim"
"""What ``table_name`` says of a statement outside the tables."""


def verbs(item: Row) -> tuple[Verb, ...]:
    """What may be decided of an item: of its row where it has one, else of itself."""
    found: list[Verb] = ["terima"]
    if item["row_key"]:
        found.append("koreksi")
        if name_column(item) and (
            item["rule"] == UNKNOWN_SATKER
            or (item["jenis"] == "karantina" and not item["satker_code"])
        ):
            found.append("petakan")
        found.append("tolak")
    elif item["table_name"] == STATEMENT:
        found.append("koreksi")
    return tuple(found)


def key_of(item: Row, verb: Verb) -> tuple[str, str]:
    """Key and guard of what a decision is about: the item itself, or the row it speaks of."""
    if verb != "terima" and item["row_key"]:
        return item["row_key"], item["row_guard"]
    return item["item_key"], item["guard"]


def columns(item: Row) -> tuple[Column, ...]:
    """The columns of the item's row that may be corrected; none for a statement."""
    table = tables().get(item["table_name"] or "")
    if table is None or not item["row_key"]:
        return ()
    return tuple(column for column in table.columns if not column.derived)


def name_column(item: Row) -> str | None:
    """The column that names the row's satker, if its table has one."""
    table = tables().get(item["table_name"] or "")
    names = table.column_names if table else ()
    return next((name for name in names if name in NAME_COLUMNS), None)


def printed_row(item: Row, cells: Sequence[Row]) -> dict[str, str]:
    """What the item's row prints, by column; the parts of a broken cell joined by a blank."""
    printed: dict[str, str] = {}
    for cell in sorted(cells, key=lambda cell: cell["part"]):
        before = printed.get(cell["column_name"])
        text = cell["printed"] or ""
        printed[cell["column_name"]] = text if before is None else f"{before} {text}"
    if not printed and item["printed"]:
        printed = {name: str(text or "") for name, text in json.loads(item["printed"]).items()}
    return printed


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody typed: the verb, a reason, and what the verb needs."""

    verb: Verb
    reason: str
    column: str
    value: str
    satker_code: str

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Filled:
        """From a form's fields. Raises ``LedgerError`` for a verb that there is not."""
        verb = form.get("keputusan", "")
        known: dict[str, Verb] = {
            "terima": "terima",
            "koreksi": "koreksi",
            "petakan": "petakan",
            "tolak": "tolak",
        }
        if verb not in known:
            raise LedgerError("Keputusan belum dipilih", next_step="Pilih salah satu.")
        fields = (form.get(name, "") for name in ("alasan", "kolom", "nilai", "satker"))
        return cls(known[verb], *fields)


def draft(
    item: Row,
    cells: Sequence[Row],
    filled: Filled,
    *,
    by: str,
    seen: int,
    satker_codes: frozenset[str],
) -> Draft:
    """The decision that was filled in. Raises ``LedgerError`` where it cannot be meant."""
    if filled.verb not in verbs(item):
        raise LedgerError(f"Keputusan {filled.verb} tidak berlaku bagi butir ini")
    key, guard = key_of(item, filled.verb)
    printed = printed_row(item, cells)
    column, tercetak = None, item["tercetak"] or " · ".join(filter(None, printed.values()))
    if filled.verb == "koreksi" and item["row_key"]:
        column = _checked_column(item, filled)
        tercetak = printed.get(column, "")
    if filled.verb == "petakan":
        column = name_column(item)
        tercetak = printed.get(column or "", tercetak)
        if filled.satker_code not in satker_codes:
            raise LedgerError("Satker belum dipilih", next_step="Pilih dari daftar.")
    return Draft(
        decided_by=by,
        verb=filled.verb,
        item_key=key,
        guard=guard,
        tercetak=tercetak,
        reason=filled.reason,
        seen=seen,
        column=column,
        value=filled.value,
        satker_code=filled.satker_code,
    )


def _checked_column(item: Row, filled: Filled) -> str:
    """The corrected column, once the value reads as a printed cell of it would."""
    found = next((column for column in columns(item) if column.name == filled.column), None)
    if found is None:
        raise LedgerError("Kolom belum dipilih", next_step="Pilih kolom yang dikoreksi.")
    if not filled.value.strip():
        raise LedgerError("Nilai baru belum ditulis", next_step="Tulis nilai seperti tercetak.")
    parsed = parse_cell(found, filled.value)
    if parsed.problem:
        raise LedgerError(
            f"Nilai {filled.value!r} {parsed.problem}",
            next_step="Tulis seperti di surat, misalnya 80,5 atau 4.785.094.000.",
        )
    return found.name
