"""Whether a night has anything to do. Standard library only, save for a ledger if there is one."""

from __future__ import annotations

from pathlib import Path

from flows.fingerprint import code_version, fingerprint, raw_files
from flows.ledgers import decisions_of
from flows.places import Places


def has_news(raw: Path, places: Places, ledger: str) -> bool:
    """Whether the published warehouse is not the one that a night would publish now."""
    current = fingerprint(raw_files(raw), code_version(), decisions_of(ledger))
    return not places.sidecar.matches(current, places.warehouse)
