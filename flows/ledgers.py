"""The stewards' decisions as a night reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from warehouse.decisions import Decision

_FILE = "sqlite:///"


class DecisionSource(Protocol):
    """A ledger, of which a night needs only this."""

    def decisions(self) -> list[Decision]:
        """Every entry, in the order of entry."""


def decisions_of(url: str) -> list[Decision]:
    """Every entry of the ledger at an address; none where its file was never made.

    Raises ``LedgerError``: a night without the decisions would publish other figures.
    """
    if url.startswith(_FILE) and not Path(url.removeprefix(_FILE).split("?")[0]).exists():
        return []
    from review.ledger import Ledger  # noqa: PLC0415 - a night without a ledger needs no database

    ledger = Ledger(url)
    try:
        return ledger.decisions()
    finally:
        ledger.close()
