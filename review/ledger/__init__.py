"""What people decided and who they are; nothing here is ever changed or lost.

Decisions and events are append-only (triggers refuse anything else). The default store is an SQLite
file beside the warehouse; any PostgreSQL serves by its URL.
"""

from review.ledger.ledger import Ledger

__all__ = ["Ledger"]
