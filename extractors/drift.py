"""A letter that yields far less than it did when it was read before: its reader has gone astray.

The bytes are the same, so no letter prints less than before; a change of the reader may find more,
or move a row, but not lose half of a table unnoticed.
"""

from __future__ import annotations

from collections import Counter

from extractors.model import Extraction, Notice

LEAST_SHARE = 0.5
"""A table that yields this share of its rows or less has shrunk."""

CODE = "bacaan_menyusut"


def shrunk(before: Extraction, after: Extraction) -> list[Notice]:
    """What of an earlier reading of the same bytes the later one lacks: one notice a table."""
    found = Counter(row.table for row in after.rows)
    notices = []
    for table, count in Counter(row.table for row in before.rows).items():
        if found[table] > LEAST_SHARE * count:
            continue
        first = next(row for row in before.rows if row.table == table)
        why = f" ({after.alasan})" if after.alasan else ""
        notices.append(
            Notice(
                first.letter,
                table,
                CODE,
                f"Bacaan baru hanya menemukan {found[table]} dari {count} baris {table}{why}; "
                "bacaan sebelumnya yang tetap dipakai. Laporkan kepada pengelola program; bila "
                "bacaan baru memang benar, jalankan capaian run --force --only dengan nama berkas "
                "ini.",
                first.page,
            )
        )
    return notices
