"""Which decisions speak of which printed rows of a night, and whose the names are they decided.

Made before anything is validated, from print and ledger alone: the key of a row does not change
with what was decided on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from expectations.reference import Record, Reference
from extractors.contract import Table
from extractors.model import Extraction, Letter, Row
from extractors.values import squash
from warehouse.decisions import Decision, Outcome, latest, left_standing
from warehouse.identity import Identity
from warehouse.keys import ItemKey, Place, letter_key, names_row, row_keys, unnumbered
from warehouse.naming import NAME_COLUMNS, DecidedName, Namer, level_of

Where = tuple[str, int]
"""A letter of the night: path of its file and its number in it."""


@dataclass(frozen=True, slots=True)
class LetterItems:
    """A letter's key, and key and guard of each of its rows."""

    key: str
    rows: Mapping[Place, ItemKey]


@dataclass(frozen=True, slots=True)
class Rulings:
    """A night's rows by name, and the decisions in force on them.

    ``by_item`` are decisions by a row's key (its turn aside) and guard; ``standing`` are all that
    no later entry undid or replaced; ``outcomes`` say what became of those already settled.
    ``decisions`` are all entries, in their order. ``reference`` has the decided names among its
    aliases.
    """

    namer: Namer
    reference: Reference
    decisions: list[Decision]
    items: Mapping[Where, LetterItems]
    by_item: Mapping[tuple[str, str], list[Decision]]
    standing: list[Decision]
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def of(self, item: ItemKey) -> list[Decision]:
        """The decisions in force on a row, in their order."""
        return self.by_item.get((unnumbered(item.key), item.guard), [])


def rule(
    decisions: Iterable[Decision],
    extractions: Iterable[Extraction],
    reference: Reference,
    tables: Mapping[str, Table],
) -> Rulings:
    """Name every row of the night and find the decisions that speak of it."""
    namer = Namer(Identity(reference))
    letters = {
        (extraction.path, letter.letter): (extraction, letter)
        for extraction in sorted(extractions, key=lambda item: item.path)
        for letter in extraction.letters
    }
    items = {where: _items(*found, namer, tables) for where, found in letters.items()}
    entries = sorted(decisions, key=lambda item: item.decision_id)
    standing, outcomes = left_standing(entries)
    matching: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in standing:
        if decision.verb != "petakan":
            matching[unnumbered(decision.item_key), decision.guard].append(decision)
    by_item = {}
    for place in {
        (unnumbered(k.key), k.guard) for own in items.values() for k in own.rows.values()
    }:
        by_item[place], replaced = latest(matching.get(place, []))
        outcomes |= replaced
    left = [decision for decision in standing if decision.decision_id not in outcomes]
    rulings = Rulings(namer, reference, entries, items, by_item, left, outcomes)
    return _with_names(rulings, letters, tables)


def _items(
    extraction: Extraction, letter: Letter, namer: Namer, tables: Mapping[str, Table]
) -> LetterItems:
    issuer = namer.issuer(letter)
    key = letter_key(letter, issuer.satker_code if issuer else None)
    rows = (row for row in extraction.rows if row.letter == letter.letter)
    cells = (cell for cell in extraction.cells if cell.letter == letter.letter)
    return LetterItems(key, row_keys(key, rows, cells, tables))


def _with_names(
    rulings: Rulings,
    letters: Mapping[Where, tuple[Extraction, Letter]],
    tables: Mapping[str, Table],
) -> Rulings:
    """The rulings with the names that stewards decided, in the namer and among the aliases."""
    wanted = [decision for decision in rulings.standing if decision.verb == "petakan"]
    if not wanted:
        return rulings
    known = {record["satker_code"] for record in rulings.reference.records("satker")}
    printed = _printed(rulings, letters, {unnumbered(item.item_key) for item in wanted})
    names: list[DecidedName] = []
    aliases: list[Record] = []
    for decision in wanted:
        found = printed.get(unnumbered(decision.item_key))
        if found is None and names_row(decision.item_key, tables):
            continue
        column = next((name for name in NAME_COLUMNS if found and found.row.values.get(name)), None)
        if found is None or column is None or decision.satker_code not in known:
            pesan = (
                "Baris ini tidak mencetak nama satker."
                if column is None
                else f"Satker {decision.satker_code or 'kosong'} tidak ada di data acuan."
            )
            rulings.outcomes[decision.decision_id] = Outcome("ditolak_pemeriksaan", pesan)
            continue
        name = _decided_name(decision, found, column)
        rival = next((other for other in names if _contradict(name, other)), None)
        if rival is not None:
            rulings.outcomes[decision.decision_id] = Outcome(
                "ditolak_pemeriksaan",
                f"Nama ini dalam surat ini sudah {rival.satker_code} menurut {rival.source}.",
            )
            continue
        rulings.outcomes[decision.decision_id] = Outcome("berlaku")
        names.append(name)
        aliases.append(_alias(name, found.row.values[column]))
    tables_with = {
        **rulings.reference.tables,
        "alias": (*rulings.reference.records("alias"), *aliases),
    }
    return replace(
        rulings,
        namer=Namer(rulings.namer.identity, tuple(names)),
        reference=Reference(MappingProxyType(tables_with)),
    )


@dataclass(frozen=True, slots=True)
class _PrintedName:
    """A row that a name was decided on, with its letter and that letter's key."""

    row: Row
    letter: Letter
    key: str


def _printed(
    rulings: Rulings,
    letters: Mapping[Where, tuple[Extraction, Letter]],
    keys: Collection[str],
) -> dict[str, _PrintedName]:
    """The first printed row of each of these keys."""
    found: dict[str, _PrintedName] = {}
    for where, (extraction, letter) in letters.items():
        own = rulings.items[where]
        for row in extraction.rows:
            if row.letter == letter.letter:
                key = unnumbered(own.rows[row.table, row.row].key)
                if key in keys:
                    found.setdefault(key, _PrintedName(row, letter, own.key))
    return found


def _decided_name(decision: Decision, found: _PrintedName, column: str) -> DecidedName:
    values = found.row.values
    return DecidedName(
        printed=squash(values[column] or ""),
        level=level_of(found.row.table, column),
        tahun=found.letter.tahun,
        letter=found.key,
        provinsi=squash(values.get("provinsi") or ""),
        satker_code=decision.satker_code or "",
        source=f"keputusan {decision.decision_id} oleh {decision.decided_by}",
    )


def _contradict(name: DecidedName, other: DecidedName) -> bool:
    """Whether one name of one letter was said to be two satker's."""
    same = replace(name, satker_code=other.satker_code, source=other.source) == other
    return same and name.satker_code != other.satker_code


def _alias(name: DecidedName, printed: str | None) -> Record:
    """A decided name as a line of the reference table ``alias``."""
    year = None if name.tahun is None else str(name.tahun)
    return MappingProxyType(
        {
            "level": name.level,
            "printed": printed,
            "satker_code": name.satker_code,
            "year_from": year,
            "year_to": year,
            "source": name.source,
            "strength": "keputusan",
        }
    )
