"""Nights on which stewards have decided: letters judged by the real checks, decisions put in.

Bali 2022: a letter of Zona Integritas with a figure nobody can read, a sum that is not one, a row
to reject and a name nobody knows; a second letter that gives Banten another figure; an agreement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from expectations.reference import Reference
from extractors.model import Cell, Extraction
from extractors.registry import tables
from tests.warehouse.letters import Values, document, part
from tests.warehouse.scenarios import _target
from warehouse.batch import LoadedFinding, LoadedLetter, Received
from warehouse.builder import build
from warehouse.decisions import Decision, Verb
from warehouse.effects import Ruled, conclude
from warehouse.judging import judge
from warehouse.prepare import prepare
from warehouse.ruling import rule

ZI = "2022/zi.pdf"
NUMBER = "B/7/ZI/2022"
UNKNOWN = "BNNP Jwa Tengah"
Item = tuple[str, str]
"""Key and guard of an item, as a mart publishes them."""


def zi_row(no: int, satker: str, parts: tuple[str, str, str], total: str | None) -> Values:
    names = ("pemenuhan", "reform", "hasil")
    return {
        "no": str(no),
        "satker": satker,
        **dict(zip(names, parts, strict=True)),
        "jumlah": total,
    }


def unreadable(extraction: Extraction, row: int, column: str, printed: str) -> Extraction:
    """The file with a cell in which no number can be read."""
    cells = []
    for cell in extraction.cells:
        if (cell.row, cell.column) == (row, column):
            cells.append(_unread(cell, printed))
        else:
            cells.append(cell)
    rows = [
        replace(item, values={**item.values, column: None}) if item.row == row else item
        for item in extraction.rows
    ]
    return replace(extraction, cells=cells, rows=rows)


def _unread(cell: Cell, printed: str) -> Cell:
    return replace(cell, printed=printed, value=None, problem=f"'{printed}' bukan satu angka")


def zi_letter(
    path: str = ZI, *, printed: str = "7O,00", extra: Sequence[Values] = ()
) -> Extraction:
    """The letter with the figure of BNNP Bali printed as given."""
    rows = [
        zi_row(1, "BNNP Bali", ("20", "20", "30"), "70"),
        zi_row(2, "BNNP Banten", ("21", "20", "30"), "71"),
        zi_row(3, "BNNP Aceh", ("21", "20", "30"), "75"),
        zi_row(4, UNKNOWN, ("22", "20", "30"), "72"),
        zi_row(5, "BNNP Bengkulu", ("10", "20", "30"), "90"),
        *extra,
    ]
    letter = document(part("zi", {"zi": rows}, tahun=2022, nomor=NUMBER), path=path)
    return unreadable(letter, 1, "jumlah", printed)


def other_letter() -> Extraction:
    """Another letter that gives Banten another figure: the figures dispute each other."""
    rows = [zi_row(1, "BNNP Banten", ("21", "20", "31"), "72")]
    return document(part("zi", {"zi": rows}, tahun=2022, nomor="B/8/ZI/2022"), path="2022/zi-2.pdf")


def agreements() -> list[Extraction]:
    """An agreement on Zona Integritas for each satker whose achievement is looked at."""
    return [
        document(
            part(
                "perjanjian_kinerja",
                {"perjanjian_kinerja": [_target(1, "Nilai Zona Integritas", "70")]},
                tahun=2022,
                satker=satker,
            ),
            path=f"2022/pk-{satker}.pdf",
        )
        for satker in ("BNNP Bali", "BNNP Banten", "BNNP Aceh", "BNNP Jawa Tengah", "BNNP Bengkulu")
    ]


def letters(zi: Extraction | None = None) -> list[Extraction]:
    return [zi or zi_letter(), other_letter(), *agreements()]


def judged(
    files: Sequence[Extraction], reference: Reference, decisions: Iterable[Decision] = ()
) -> list[Received]:
    """The files as a night hands them to the warehouse, in the order of receipt given."""
    contract = tables()
    rulings = rule(decisions, files, reference, contract)
    batch = []
    for order, file in enumerate(files):
        told = {item.letter: judge(file, item.letter, rulings, contract) for item in file.letters}
        verdicts = {letter: verdict for letter, (verdict, _) in told.items()}
        corrected = {letter: done for letter, (_, done) in told.items()}
        batch.append(Received(file, verdicts, float(order), corrected))
    return batch


@dataclass(frozen=True)
class Settled:
    """Letters as they would be loaded, what was found, and what became of the decisions."""

    letters: list[LoadedLetter]
    findings: list[LoadedFinding]
    decisions: list[Ruled]


def settled(
    batch: Sequence[Received], reference: Reference, decisions: Iterable[Decision] = ()
) -> Settled:
    """A night's files settled all together, without the models, which take seconds."""
    contract = tables()
    rulings = rule(decisions, [item.extraction for item in batch], reference, contract)
    prepared = prepare(batch, rulings, contract)
    ruled, lapses = conclude(rulings, prepared.letters, prepared.refused, contract)
    return Settled(prepared.letters, prepared.findings + lapses, ruled)


def warehouse_of(
    files: Sequence[Extraction],
    reference: Reference,
    state: Path,
    decisions: Sequence[Decision] = (),
) -> Path:
    """The built warehouse of a night with decisions."""
    return build(judged(files, reference, decisions), reference, state, decisions)


def item_of(db: duckdb.DuckDBPyConnection, satker: str) -> Item:
    """A quarantined row by the name it prints, as a steward finds it."""
    found = db.execute(
        "SELECT item_key, guard FROM mart.karantina WHERE printed ->> '$.satker' = ?", [satker]
    ).fetchall()
    assert len(found) == 1
    return found[0]


def decide(
    number: int,
    verb: Verb,
    item: Item,
    *,
    column: str | None = None,
    value: str | None = None,
    satker: str | None = None,
    undoes: int | None = None,
    tercetak: str = "yang tercetak",
) -> Decision:
    """An entry of the ledger."""
    return Decision(
        decision_id=number,
        decided_at=f"2026-11-25T01:{number:02d}:00+00:00",
        decided_by="siti",
        verb=verb,
        item_key=item[0],
        guard=item[1],
        tercetak=tercetak,
        column=column,
        value=value,
        satker_code=satker,
        reason="diperiksa pada suratnya",
        undoes=undoes,
    )
