"""Which decisions speak of which printed rows of a night, and whose the names are they decided.

Made before anything is validated, from print and ledger alone: the key of a row does not change
with what was decided on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

Open = Callable[[Extraction], Extraction]
"""Gives a file with its rows, of which only the facts and letters are at hand."""


@dataclass(frozen=True, slots=True)
class LetterItems:
    """A letter's key, and key and guard of each of its rows."""

    key: str
    rows: Mapping[Place, ItemKey]


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions in force, and whose the names are that they decided.

    ``matching`` are decisions by a row's key (its turn aside) and guard, ``corrections`` are some
    of them, by letter; ``standing`` are all that no later entry undid or replaced; ``outcomes`` say
    what became of those already settled. ``decisions`` are all entries, in their order.
    ``reference`` has the decided names among its aliases.
    """

    namer: Namer
    reference: Reference
    decisions: Sequence[Decision] = ()
    standing: Sequence[Decision] = ()
    matching: Mapping[tuple[str, str], Sequence[Decision]] = field(default_factory=dict)
    corrections: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    outcomes: Mapping[int, Outcome] = field(default_factory=dict)

    def key(self, letter: Letter) -> str:
        """The key of a letter."""
        issuer = self.namer.issuer(letter)
        return letter_key(letter, issuer.satker_code if issuer else None)

    def items(
        self, extraction: Extraction, letter: Letter, tables: Mapping[str, Table]
    ) -> LetterItems:
        """The key of a letter of a file, and key and guard of each of its rows."""
        key = self.key(letter)
        rows = (row for row in extraction.rows if row.letter == letter.letter)
        cells = (cell for cell in extraction.cells if cell.letter == letter.letter)
        return LetterItems(key, row_keys(key, rows, cells, tables))

    def of(self, item: ItemKey) -> list[Decision]:
        """The decisions in force on a row, in their order."""
        return self._latest(item)[0]

    def replaced(self, item: ItemKey) -> dict[int, Outcome]:
        """What became of the decisions on a row that later ones replace."""
        return self._latest(item)[1]

    def _latest(self, item: ItemKey) -> tuple[list[Decision], dict[int, Outcome]]:
        return latest(self.matching.get((unnumbered(item.key), item.guard), ()))

    def corrections_of(self, letter: Letter) -> Sequence[Decision]:
        """The corrections that speak of a letter's rows, some of which may not be printed now."""
        return self.corrections.get(self.key(letter), ())


def letter_of(decision: Decision) -> str:
    """The key of the letter that a decision speaks of."""
    return decision.item_key.split("|")[0]


def rulings_of(
    decisions: Iterable[Decision],
    names: Sequence[DecidedName],
    reference: Reference,
    identity: Identity,
) -> Rulings:
    """The decisions by the rows they speak of, where the names that they decided are known."""
    entries = sorted(decisions, key=lambda item: item.decision_id)
    standing, outcomes = left_standing(entries)
    matching: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
    corrections: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in standing:
        if decision.verb != "petakan":
            matching[unnumbered(decision.item_key), decision.guard].append(decision)
        if decision.verb == "koreksi":
            corrections[letter_of(decision)].append(decision)
    namer = Namer(identity, tuple(names))
    return Rulings(namer, reference, entries, standing, matching, corrections, outcomes)


def rule(
    decisions: Iterable[Decision],
    extractions: Iterable[Extraction],
    reference: Reference,
    tables: Mapping[str, Table],
    open_file: Open = lambda extraction: extraction,
) -> Rulings:
    """The decisions by the rows they speak of, and the names that they decided.

    ``extractions`` may lack their rows: of a letter on which a name was decided ``open_file`` gives
    them.
    """
    rulings = rulings_of(decisions, (), reference, Identity(reference))
    wanted = [decision for decision in rulings.standing if decision.verb == "petakan"]
    if not wanted:
        return rulings
    letters = {letter_of(decision) for decision in wanted}
    keys = {unnumbered(decision.item_key) for decision in wanted}
    printed: dict[str, _PrintedName] = {}
    for facts in sorted(extractions, key=lambda item: item.path):
        own = [letter for letter in facts.letters if rulings.key(letter) in letters]
        extraction = open_file(facts) if own else facts
        for letter in own:
            for key, found in _printed(extraction, letter, rulings, tables):
                if key in keys:
                    printed.setdefault(key, found)
    return _with_names(rulings, wanted, printed, tables)


def _with_names(
    rulings: Rulings,
    wanted: Iterable[Decision],
    printed: Mapping[str, _PrintedName],
    tables: Mapping[str, Table],
) -> Rulings:
    """The rulings with the names that stewards decided, in the namer and among the aliases."""
    known = {record["satker_code"] for record in rulings.reference.records("satker")}
    outcomes = dict(rulings.outcomes)
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
            outcomes[decision.decision_id] = Outcome("ditolak_pemeriksaan", pesan)
            continue
        name = _decided_name(decision, found, column)
        rival = next((other for other in names if _contradict(name, other)), None)
        if rival is not None:
            outcomes[decision.decision_id] = Outcome(
                "ditolak_pemeriksaan",
                f"Nama ini dalam surat ini sudah {rival.satker_code} menurut {rival.source}.",
            )
            continue
        outcomes[decision.decision_id] = Outcome("berlaku")
        names.append(name)
        aliases.append(_alias(name, found.row.values[column]))
    tables_with = {
        **rulings.reference.tables,
        "alias": (*rulings.reference.records("alias"), *aliases),
    }
    return replace(
        rulings,
        namer=Namer(rulings.namer.identity, tuple(names)),
        reference=replace(rulings.reference, tables=MappingProxyType(tables_with)),
        outcomes=outcomes,
    )


@dataclass(frozen=True, slots=True)
class _PrintedName:
    """A row that a name was decided on, with its letter and that letter's key."""

    row: Row
    letter: Letter
    key: str


def _printed(
    extraction: Extraction, letter: Letter, rulings: Rulings, tables: Mapping[str, Table]
) -> Iterator[tuple[str, _PrintedName]]:
    """Every row of a letter by its key, its turn aside."""
    own = rulings.items(extraction, letter, tables)
    for row in extraction.rows:
        if row.letter == letter.letter:
            key = unnumbered(own.rows[row.table, row.row].key)
            yield key, _PrintedName(row, letter, own.key)


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
