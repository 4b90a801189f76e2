"""What can go wrong in the ledger and the stewards' application."""

from __future__ import annotations

from extractors.errors import CapaianError
from warehouse.decisions import Decision


class LedgerError(CapaianError):
    """The ledger cannot be opened or refuses what it was given."""


class AccountError(CapaianError):
    """An account cannot be made or changed as asked."""


class ConflictError(CapaianError):
    """Somebody else decided the same item first; ``other`` is what they decided."""

    def __init__(self, other: Decision) -> None:
        super().__init__(
            f"Butir ini sudah diputuskan oleh {other.decided_by}",
            next_step="Muat ulang halamannya, lalu putuskan lagi bila masih perlu.",
        )
        self.other = other


class PictureError(CapaianError):
    """A page's picture cannot be made: the file is gone, has changed or cannot be drawn."""
