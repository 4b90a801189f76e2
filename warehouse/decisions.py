"""What stewards decided, as the ledger keeps it: one entry a decision, never changed.

Source: the ledger of the review application; the warehouse only reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verb = Literal["terima", "koreksi", "petakan", "tolak", "batal"]
"""Accept as printed, correct a value, say whose a name is, reject the row, undo an entry."""


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
