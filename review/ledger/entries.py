"""Decisions: written once, in a chain for each item, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from review.errors import ConflictError, LedgerError
from review.ledger.clock import Clock, stamp
from review.ledger.models import DECISION
from review.ledger.store import Store
from warehouse.decisions import Decision, Verb

MAX_TEXT = 1000
"""The longest reason or value, in characters."""

_FIELDS = tuple(
    DECISION.c["column_name" if name == "column" else name]
    for name in Decision.__dataclass_fields__
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision about to be entered; ``seen`` is the item's last decision that its author saw.

    ``seen`` is 0 where there was none. The fields are those of ``Decision``.
    """

    decided_by: str
    verb: Verb
    item_key: str
    guard: str
    tercetak: str
    reason: str
    seen: int
    column: str | None = None
    value: str | None = None
    satker_code: str | None = None
    undoes: int | None = None


def _decision(row: Row[tuple[object, ...]]) -> Decision:
    return Decision(*row)


def _clean(text: str | None) -> str | None:
    """A text without what no keyboard writes; runs of blanks are one."""
    if text is None:
        return None
    kept = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(kept.split())


class Entries:
    """The decisions in the order of entry."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self) -> list[Decision]:
        """Every decision, oldest first; none where nothing was ever stored."""
        if self._store.is_absent:
            return []
        with self._store.reading() as connection:
            rows = connection.execute(select(*_FIELDS).order_by(DECISION.c.decision_id))
            return [_decision(row) for row in rows]

    def history(self, item_keys: Iterable[str]) -> list[Decision]:
        """The decisions on some items, oldest first."""
        wanted = DECISION.c.item_key.in_(sorted(set(item_keys)))
        with self._store.reading() as connection:
            rows = connection.execute(
                select(*_FIELDS).where(wanted).order_by(DECISION.c.decision_id)
            )
            return [_decision(row) for row in rows]

    def get(self, decision_id: int) -> Decision | None:
        """One decision by its number."""
        with self._store.reading() as connection:
            row = connection.execute(
                select(*_FIELDS).where(DECISION.c.decision_id == decision_id)
            ).first()
            return _decision(row) if row else None

    def recent(self, limit: int, offset: int = 0) -> tuple[list[Decision], int]:
        """A page of decisions, newest first, and how many there are."""
        with self._store.reading() as connection:
            rows = connection.execute(
                select(*_FIELDS).order_by(DECISION.c.decision_id.desc()).limit(limit).offset(offset)
            ).all()
            count = connection.execute(select(func.count()).select_from(DECISION)).scalar_one()
        return [_decision(row) for row in rows], count

    def append(self, draft: Draft) -> Decision:
        """Enter one decision. Raises ``ConflictError`` when the item has a newer one than seen."""
        (outcome,) = self.append_all([draft])
        if isinstance(outcome, ConflictError):
            raise outcome
        return outcome

    def append_all(self, drafts: Sequence[Draft]) -> list[Decision | ConflictError]:
        """Enter several in one transaction; an item that somebody decided first stays as it is.

        Raises ``LedgerError`` for a decision that says too little or too much; then none is kept.
        """
        outcomes: dict[int, Decision | ConflictError] = {}
        # In one order for everybody, lest two batches wait for each other.
        turns = sorted(enumerate(map(_checked, drafts)), key=lambda turn: turn[1].item_key)
        with self._store.writing() as connection:
            for place, draft in turns:
                outcomes[place] = self._enter(connection, draft)
        return [outcomes[place] for place in range(len(drafts))]

    def _enter(self, connection: Connection, draft: Draft) -> Decision | ConflictError:
        latest = _latest(connection, draft.item_key)
        if latest and latest.decision_id != draft.seen:
            return ConflictError(latest)
        if draft.undoes is not None:
            _check_undo(connection, draft)
        values = {
            "decided_at": stamp(self._clock()),
            "decided_by": draft.decided_by,
            "verb": draft.verb,
            "item_key": draft.item_key,
            "guard": draft.guard,
            "tercetak": draft.tercetak,
            "column_name": draft.column,
            "value": draft.value,
            "satker_code": draft.satker_code,
            "reason": draft.reason,
            "undoes": draft.undoes,
            "previous_id": draft.seen,
        }
        try:
            with connection.begin_nested():
                row = connection.execute(insert(DECISION).values(values).returning(*_FIELDS)).one()
        except IntegrityError:
            # Another transaction was first; on PostgreSQL we waited for it at the constraint.
            winner = _latest(connection, draft.item_key)
            if winner is None or winner.decision_id == draft.seen:
                raise
            return ConflictError(winner)
        return _decision(row)


def _latest(connection: Connection, item_key: str) -> Decision | None:
    row = connection.execute(
        select(*_FIELDS)
        .where(DECISION.c.item_key == item_key)
        .order_by(DECISION.c.decision_id.desc())
        .limit(1)
    ).first()
    return _decision(row) if row else None


def _check_undo(connection: Connection, draft: Draft) -> None:
    undone = connection.execute(
        select(DECISION.c.verb, DECISION.c.item_key).where(DECISION.c.decision_id == draft.undoes)
    ).first()
    taken_back = connection.execute(
        select(DECISION.c.decision_id).where(DECISION.c.undoes == draft.undoes)
    ).first()
    if undone is None or undone.item_key != draft.item_key or undone.verb == "batal" or taken_back:
        raise LedgerError(
            "Keputusan itu tidak dapat dibatalkan",
            next_step="Muat ulang halamannya; mungkin sudah dibatalkan.",
        )


def _checked(draft: Draft) -> Draft:
    """The draft with its texts cleaned. Raises ``LedgerError`` where one is missing or too long."""
    reason, value = _clean(draft.reason), _clean(draft.value)
    if not reason:
        raise LedgerError("Alasan belum ditulis", next_step="Tulis alasannya dalam satu kalimat.")
    if len(reason) > MAX_TEXT or len(value or "") > MAX_TEXT:
        raise LedgerError(f"Alasan atau nilai lebih panjang daripada {MAX_TEXT} huruf")
    needed = {"koreksi": value, "petakan": draft.satker_code, "batal": draft.undoes}
    if draft.verb in needed and not needed[draft.verb]:
        raise LedgerError(f"Keputusan {draft.verb} belum lengkap")
    return Draft(
        decided_by=draft.decided_by,
        verb=draft.verb,
        item_key=draft.item_key,
        guard=draft.guard,
        tercetak=_clean(draft.tercetak) or "",
        reason=reason,
        seen=draft.seen,
        column=draft.column if draft.verb in ("koreksi", "petakan") else None,
        value=value if draft.verb == "koreksi" else None,
        satker_code=draft.satker_code if draft.verb == "petakan" else None,
        undoes=draft.undoes if draft.verb == "batal" else None,
    )
