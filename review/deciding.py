"""From a form to the ledger: one decision, many of the same cause, or taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.errors import ConflictError, LedgerError
from review.ledger.entries import Draft
from review.mart import detail
from review.room import Room
from review.standing import standing
from review.verbs import Filled, draft, key_of
from warehouse.decisions import Decision
from warehouse.mart import Row

BATCH_VERBS = ("terima", "tolak")
"""What can be decided of many at once: what says the same of each."""


class ChangedError(LedgerError):
    """What is printed changed between looking and deciding."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before them: the last decisions on item and row, and what was printed.

    Written into a form as one text, ``item.row.fingerprint``.
    """

    item: int
    row: int
    printed: str

    @classmethod
    def now(cls, found: Row, history: Sequence[Decision]) -> Seen:
        """Of an item and the decisions on it and its row, oldest first."""
        return cls(
            _last(history, found["item_key"]),
            _last(history, found["row_key"]),
            f"{found['guard']}-{found['row_guard'] or ''}",
        )

    @classmethod
    def of(cls, text: str) -> Seen:
        """From a form. Raises ``LedgerError`` for anything else."""
        item, _, rest = text.partition(".")
        row, _, printed = rest.partition(".")
        if not (item.isdecimal() and row.isdecimal() and len(text) < 200):
            raise LedgerError("Formulir tidak lengkap", next_step="Muat ulang halamannya.")
        return cls(int(item), int(row), printed)

    def __str__(self) -> str:
        """As a form carries it."""
        return f"{self.item}.{self.row}.{self.printed}"


def _last(history: Sequence[Decision], key: str | None) -> int:
    return max((entry.decision_id for entry in history if entry.item_key == key), default=0)


def keys(found: Row) -> list[str]:
    """The keys under which decisions on an item may be filed."""
    return [key for key in (found["item_key"], found["row_key"]) if key]


def decide(room: Room, found: Row, filled: Filled, seen: Seen, *, by: str) -> Decision:
    """Enter a decision on one item.

    Raises ``ConflictError``, ``ChangedError``, ``LedgerError`` for a form that is not filled in.
    """
    return room.ledger.entries.append(_draft(room, found, filled, seen, by))


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of many at once."""

    entered: list[Decision]
    conflicts: list[ConflictError]
    changed: int


def decide_all(room: Room, chosen: Sequence[tuple[Row, Seen]], filled: Filled, *, by: str) -> Batch:
    """Enter the same decision on many items; those that others decided meanwhile stay theirs."""
    if filled.verb not in BATCH_VERBS:
        raise LedgerError(f"Keputusan {filled.verb} tidak dapat diberikan sekaligus")
    drafts: dict[str, Draft] = {}
    changed = 0
    for found, seen in chosen:
        try:
            made = _draft(room, found, filled, seen, by)
        except ChangedError:
            changed += 1
        else:
            drafts.setdefault(made.item_key, made)
    outcomes = room.ledger.entries.append_all(list(drafts.values()))
    return Batch(
        [outcome for outcome in outcomes if not isinstance(outcome, ConflictError)],
        [outcome for outcome in outcomes if isinstance(outcome, ConflictError)],
        changed,
    )


def undo(room: Room, entry: Decision, *, by: str, reason: str, seen: int) -> Decision:
    """Take a decision back. Raises ``ConflictError`` where a newer one exists than was seen."""
    return room.ledger.entries.append(
        Draft(
            decided_by=by,
            verb="batal",
            item_key=entry.item_key,
            guard=entry.guard,
            tercetak=entry.tercetak,
            reason=reason,
            seen=seen,
            undoes=entry.decision_id,
        )
    )


def in_force(history: Sequence[Decision]) -> list[Decision]:
    """The decisions on an item that nobody took back, newest first."""
    return standing(history)[::-1]


def _draft(room: Room, found: Row, filled: Filled, seen: Seen, by: str) -> Draft:
    if seen.printed != Seen.now(found, ()).printed:
        raise ChangedError(
            "Yang tercetak sudah berubah sejak halaman ini dibuka; keputusan tidak disimpan",
            next_step="Lihat yang tercetak sekarang, lalu putuskan lagi.",
        )
    key, _ = key_of(found, filled.verb)
    codes = (
        frozenset(row["satker_code"] for row in detail.satkers(room.mart))
        if filled.verb == "petakan"
        else frozenset[str]()
    )
    return draft(
        found,
        detail.cells(room.mart, found),
        filled,
        by=by,
        seen=seen.item if key == found["item_key"] else seen.row,
        satker_codes=codes,
    )
