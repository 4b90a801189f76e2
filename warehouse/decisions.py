"""What stewards decided, as the ledger keeps it: one entry a decision, never changed.

Source: the ledger of the review application; the warehouse only reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verb = Literal["terima", "koreksi", "petakan", "tolak", "batal"]
"""Accept as printed, correct a value, say whose a name is, reject the row, undo an entry."""
Status = Literal["berlaku", "gugur", "dibatalkan", "digantikan", "ditolak_pemeriksaan"]
"""In force; lapsed, for something else is printed; undone; replaced; failed the checks."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the ledger.

    ``item_key`` and ``guard`` are copied from ``mart.temuan`` or ``mart.karantina``: which item,
    and what was printed when it was decided. ``decision_id`` is the order of entry;
    ``decided_at`` is ISO 8601 in UTC, ``decided_by`` an account, ``tercetak`` what was printed,
    for people, ``reason`` is never empty.

    ``koreksi``: ``column`` of the row's contract and ``value`` as typed, in the forms that a
    printed cell may have; no ``column`` where the item is a statement outside the tables.
    ``petakan``: ``column`` is the column of the name, ``satker_code`` whose it is.
    ``batal``: ``undoes`` is the ``decision_id`` that no longer holds.
    """

    decision_id: int
    decided_at: str
    decided_by: str
    verb: Verb
    item_key: str
    guard: str
    tercetak: str
    column: str | None
    value: str | None
    satker_code: str | None
    reason: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision, and why it has no effect where it has none (Indonesian)."""

    status: Status
    alasan: str | None = None


def left_standing(decisions: Iterable[Decision]) -> tuple[list[Decision], dict[int, Outcome]]:
    """Decisions that no later entry undoes or replaces, in order, and what the others came to.

    The order of the argument does not matter. Undoing an undoing restores what it undid.
    """
    entries = sorted(decisions, key=lambda item: item.decision_id)
    outcomes = _undone(entries)
    by_item: dict[str, list[Decision]] = {}
    for entry in entries:
        if entry.verb != "batal" and entry.decision_id not in outcomes:
            by_item.setdefault(entry.item_key, []).append(entry)
    standing = []
    for own in by_item.values():
        kept, replaced = latest(own)
        standing += kept
        outcomes |= replaced
    return sorted(standing, key=lambda item: item.decision_id), outcomes


def latest(decisions: Iterable[Decision]) -> tuple[list[Decision], dict[int, Outcome]]:
    """Of decisions on one item, in their order: those in force, and those that later ones replace.

    A row is as printed, or out, or corrected: the last of these holds, with all corrections of
    different columns since. Whose its name is stands beside that.
    """
    kept: list[Decision] = []
    replaced: dict[int, Outcome] = {}
    for entry in decisions:
        pesan = f"Digantikan keputusan {entry.decision_id} oleh {entry.decided_by}."
        gone = [old for old in kept if _replaces(entry, old)]
        replaced |= {old.decision_id: Outcome("digantikan", pesan) for old in gone}
        kept = [old for old in kept if old not in gone] + [entry]
    return kept, replaced


def _replaces(new: Decision, old: Decision) -> bool:
    if new.verb == "petakan":
        return old.verb in ("petakan", "tolak")
    if new.verb == "koreksi":
        return old.verb in ("terima", "tolak") or (
            old.verb == "koreksi" and old.column == new.column
        )
    return old.verb != "petakan"


def _undone(entries: list[Decision]) -> dict[int, Outcome]:
    """What undoing entries came to, and what they undid; ``entries`` in their order."""
    by_id = {entry.decision_id: entry for entry in entries}
    outcomes: dict[int, Outcome] = {}
    for entry in reversed(entries):
        if entry.verb != "batal" or entry.decision_id in outcomes:
            continue
        target = by_id.get(entry.undoes or 0)
        if target is None or target.decision_id >= entry.decision_id:
            outcomes[entry.decision_id] = Outcome(
                "ditolak_pemeriksaan", f"Keputusan {entry.undoes} tidak ada sebelum catatan ini."
            )
            continue
        outcomes[entry.decision_id] = Outcome("berlaku")
        outcomes[target.decision_id] = Outcome(
            "dibatalkan",
            f"Dibatalkan oleh {entry.decided_by} (keputusan {entry.decision_id}): {entry.reason}",
        )
    return outcomes
