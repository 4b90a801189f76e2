"""Sessions: who is in. They live in the ledger, so that they can be ended at any time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import cast

from sqlalchemy import insert, select, update

from review.ledger.accounts import Account, Role
from review.ledger.clock import Clock, stamp
from review.ledger.events import LOGGED_IN, Events
from review.ledger.models import ACCOUNT, SESSION
from review.ledger.store import Store

IDLE = timedelta(minutes=60)
"""A session that nobody used for so long is over."""

LIFE = timedelta(hours=12)
"""A session is over after so long, however busy."""

_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """One person at one browser; ``form_token`` stands in every form of theirs."""

    account: Account
    form_token: str
    token_hash: str
    address: str


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class Sessions:
    """The sessions of the ledger."""

    def __init__(self, store: Store, events: Events, clock: Clock) -> None:
        self._store = store
        self._events = events
        self._clock = clock

    def start(self, account: Account, address: str) -> str:
        """Let somebody in; gives the cookie's content, which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        moment = stamp(self._clock())
        with self._store.writing() as connection:
            connection.execute(
                insert(SESSION).values(
                    token_hash=_hash(token),
                    account=account.name,
                    form_token=secrets.token_urlsafe(32),
                    address=address[:64],
                    created_at=moment,
                    seen_at=moment,
                )
            )
            self._events.add_to(connection, account.name, LOGGED_IN, "", address)
        return token

    def find(self, token: str) -> Session | None:
        """The session of a cookie, if it still runs; using it keeps it running."""
        moment = self._clock()
        with self._store.reading() as connection:
            row = connection.execute(
                select(
                    SESSION,
                    ACCOUNT.c.name,
                    ACCOUNT.c.role,
                    ACCOUNT.c.is_disabled,
                    ACCOUNT.c.created_at.label("account_created_at"),
                )
                .join(ACCOUNT, ACCOUNT.c.name == SESSION.c.account)
                .where(
                    SESSION.c.token_hash == _hash(token),
                    SESSION.c.ended_at.is_(None),
                    SESSION.c.seen_at > stamp(moment - IDLE),
                    SESSION.c.created_at > stamp(moment - LIFE),
                    ACCOUNT.c.is_disabled.is_(False),
                )
            ).first()
        if row is None:
            return None
        if row.seen_at < stamp(moment - _TOUCH):
            self._touch(row.token_hash, stamp(moment))
        account = Account(row.name, cast(Role, row.role), row.is_disabled, row.account_created_at)
        return Session(account, row.form_token, row.token_hash, row.address)

    def end(self, session: Session) -> None:
        """Let somebody out."""
        with self._store.writing() as connection:
            connection.execute(
                update(SESSION)
                .where(SESSION.c.token_hash == session.token_hash)
                .values(ended_at=stamp(self._clock()))
            )
            self._events.add_to(connection, session.account.name, "keluar", "", session.address)

    def _touch(self, token_hash: str, moment: str) -> None:
        with self._store.writing() as connection:
            connection.execute(
                update(SESSION).where(SESSION.c.token_hash == token_hash).values(seen_at=moment)
            )
