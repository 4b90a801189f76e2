"""Which annex tables exist, derived from the kinds."""

from __future__ import annotations

from extractors.contract import Table
from extractors.kind import all_kinds


def tables() -> dict[str, Table]:
    """Every annex table by its contract name."""
    return {table.name: table for kind in all_kinds() for table in kind.tables}
