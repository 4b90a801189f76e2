"""Tables that have far fewer rows than in the last night: told, for who watches to look into.

A letter whose own reading shrinks is held (``extractors.drift``); this looks at whole tables, which
also models, reference data or letters that are gone can empty.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractors.drift import LEAST_SHARE

FEWEST = 20
"""Tables with fewer rows than this come and go with a letter."""


def shrunk_tables(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, str]:
    """What is to be told of each table that lost half its rows or more. Rows by table."""
    return {
        table: f"{count} baris pada malam terakhir, kini {after.get(table, 0)}; periksa sebabnya"
        for table, count in sorted(before.items())
        if count >= FEWEST and after.get(table, 0) <= LEAST_SHARE * count
    }
