"""The ledger as its users see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from review.ledger.clock import Clock, now
from review.ledger.entries import Entries
from review.ledger.events import Events
from review.ledger.store import Store
from warehouse.decisions import Decision

if TYPE_CHECKING:
    from review.ledger.accounts import Accounts
    from review.ledger.sessions import Sessions


class Ledger:
    """Decisions, accounts, sessions and events at one address (an SQLAlchemy URL).

    Nothing is opened or made before it is needed. Errors: ``LedgerError`` from any use.
    """

    def __init__(self, url: str, clock: Clock = now) -> None:
        self._store = Store(url)
        self._clock = clock
        self.entries = Entries(self._store, clock)
        self.events = Events(self._store, clock)

    @cached_property
    def accounts(self) -> Accounts:
        """Who may come in."""
        from review.ledger.accounts import Accounts

        return Accounts(self._store, self.events, self._clock)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is in."""
        from review.ledger.sessions import Sessions

        return Sessions(self._store, self.events, self._clock)

    @property
    def name(self) -> str:
        """Where it is, without a password."""
        return self._store.name

    def decisions(self) -> list[Decision]:
        """Every decision in order of entry; none where nothing was ever decided. Makes no file."""
        return self.entries.all()

    def close(self) -> None:
        """Give back the connections."""
        self._store.close()
