"""What happened around the decisions: who came in, who was refused, what was changed of accounts.

Append-only. The throttle on logins counts here, so that it holds over restarts and processes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, func, insert, select

from review.ledger.clock import Clock, stamp
from review.ledger.models import EVENT
from review.ledger.store import Store

WINDOW = timedelta(minutes=15)
"""How long a failed login counts."""

TRIED = "masuk_dicoba"
LOGGED_IN = "masuk"

MAX_PER_PLACE = 5
"""Failed logins of one account from one address within the window."""

MAX_PER_ADDRESS = 25
"""Failed logins from one address, whatever the account."""

MAX_PER_ACCOUNT = 50
"""Failed logins of one account, wherever from; high, lest anybody lock a steward out."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    event_id: int
    happened_at: str
    account: str
    action: str
    detail: str
    address: str


class Events:
    """The events in the order of entry."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(self, account: str, action: str, detail: str = "", address: str = "") -> None:
        """Note that something happened."""
        with self._store.writing() as connection:
            self.add_to(connection, account, action, detail, address)

    def add_to(
        self, connection: Connection, account: str, action: str, detail: str, address: str
    ) -> None:
        """Note it within a transaction that is under way."""
        connection.execute(
            insert(EVENT).values(
                happened_at=stamp(self._clock()),
                account=account[:40],
                action=action,
                detail=detail,
                address=address[:64],
            )
        )

    def recent(self, limit: int, offset: int = 0) -> tuple[list[Event], int]:
        """A page of events, newest first, and how many there are."""
        with self._store.reading() as connection:
            rows = connection.execute(
                select(EVENT).order_by(EVENT.c.event_id.desc()).limit(limit).offset(offset)
            ).all()
            count = connection.execute(select(func.count()).select_from(EVENT)).scalar_one()
        return [Event(*row) for row in rows], count

    def try_login(self, account: str, address: str) -> bool:
        """Whether a login may be tried; if so it is noted before the password is looked at.

        Tries that nothing came of yet count as failed, so that many at once get no further.
        """
        since = stamp(self._clock() - WINDOW)
        of_account, of_address = EVENT.c.account == account, EVENT.c.address == address
        with self._store.writing() as connection:
            last = _last_login(connection, of_account & of_address)
            if (
                _tries(connection, max(since, last), of_account & of_address) >= MAX_PER_PLACE
                or _failures(connection, since, of_address) >= MAX_PER_ADDRESS
                or _failures(connection, since, of_account) >= MAX_PER_ACCOUNT
            ):
                return False
            self.add_to(connection, account, TRIED, "", address)
            return True


def _count(connection: Connection, action: str, since: str, condition: ColumnElement[bool]) -> int:
    return connection.execute(
        select(func.count())
        .select_from(EVENT)
        .where(EVENT.c.action == action, EVENT.c.happened_at > since, condition)
    ).scalar_one()


def _tries(connection: Connection, since: str, condition: ColumnElement[bool]) -> int:
    return _count(connection, TRIED, since, condition)


def _failures(connection: Connection, since: str, condition: ColumnElement[bool]) -> int:
    """Tries that were not followed by a login."""
    tried = _count(connection, TRIED, since, condition)
    return tried - _count(connection, LOGGED_IN, since, condition)


def _last_login(connection: Connection, condition: ColumnElement[bool]) -> str:
    last = connection.execute(
        select(func.max(EVENT.c.happened_at)).where(EVENT.c.action == LOGGED_IN, condition)
    ).scalar_one()
    return str(last or "")
