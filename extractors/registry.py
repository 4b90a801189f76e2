"""Which kinds of letter and which annex tables exist."""

from extractors.contract import Table
from extractors.tables import TABLES


def tables() -> dict[str, Table]:
    """Every annex table by its contract name."""
    return {table.name: table for table in TABLES}
