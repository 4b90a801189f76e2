"""What the published warehouse says of the decisions that it was built with."""

from __future__ import annotations

from warehouse.mart import Mart, Row


def outcomes(mart: Mart) -> dict[int, Row]:
    """What became of each decision the warehouse knows, by its number.

    Columns: decision_id, status (berlaku, gugur, dibatalkan, digantikan, ditolak_pemeriksaan),
    alasan. Empty for a warehouse without decisions.
    """
    if not mart.columns("mart.keputusan"):
        return {}
    rows = mart.rows("SELECT decision_id, status, alasan FROM warehouse.mart.keputusan")
    return {row["decision_id"]: row for row in rows}
