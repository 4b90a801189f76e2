"""One item and what stands around it: its row as printed, its fellows, its achievement."""

from __future__ import annotations

from collections.abc import Collection

from review.mart.queue import OPEN
from warehouse.mart import Mart, Row

MAX_SAME_CAUSE = 500


def item(mart: Mart, item_id: str) -> Row | None:
    """One item by its id, all columns."""
    rows = mart.rows("SELECT * FROM memory.main.item WHERE id = $id", {"id": item_id})
    return rows[0] if rows else None


def by_keys(mart: Mart, keys: Collection[str]) -> dict[str, Row]:
    """The items with these keys, by key."""
    rows = mart.rows(
        "SELECT * FROM memory.main.item WHERE item_key IN (SELECT unnest($keys))",
        {"keys": list(keys)},
    )
    return {row["item_key"]: row for row in rows}


def cells(mart: Mart, found: Row) -> list[Row]:
    """The printed cells of the item's row, part by part, in the order of print."""
    return mart.rows(
        """
        SELECT column_name, part, printed, value, page, x0, top, x1, bottom, confidence, problem
        FROM warehouse.raw.cell
        WHERE document = $document AND letter = $letter AND table_name = $table AND row = $row
        ORDER BY page, x0, top
        """,
        _place(found),
    )


def statements(mart: Mart, found: Row) -> list[Row]:
    """What the same document states elsewhere of the item's indicator, outside its tables."""
    return mart.rows(
        """
        SELECT claim, source, printed, text, page, x0, top, x1, bottom
        FROM warehouse.raw.claim
        WHERE document = $document AND letter = $letter AND ikk_code = $ikk
        ORDER BY claim_order
        """,
        {"document": found["document"], "letter": found["letter"], "ikk": found["ikk_code"]},
    )


def fellows(mart: Mart, found: Row) -> list[Row]:
    """Other items of the same row, or of the same indicator, satker and year."""
    return mart.rows(
        """
        SELECT id, jenis, rule, severity, pesan, status, page
        FROM memory.main.item
        WHERE id <> $id
            AND (
                row_key = $row_key
                OR (
                    ikk_code = $ikk AND tahun = $tahun AND satker_code IS NOT DISTINCT FROM $satker
                )
            )
        ORDER BY position
        LIMIT 12
        """,
        {
            "id": found["id"],
            "row_key": found["row_key"],
            "ikk": found["ikk_code"],
            "tahun": found["tahun"],
            "satker": found["satker_code"],
        },
    )


def achievements(mart: Mart, found: Row) -> list[Row]:
    """The achievements that the item bears on: its satker's and its BNNP's, of its year.

    An item that names no indicator bears on those that are computed from its table.
    """
    return mart.rows(
        """
        SELECT ikk_name, satker_name, target_value, realisasi_value, capaian_computed_pct, status,
            realisasi_reported_value, capaian_reported_pct
        FROM warehouse.mart.ikk_capaian
        WHERE tahun = $tahun
            AND (
                satker_code = $satker
                OR satker_code IN (
                    SELECT satker_code FROM warehouse.mart.satker
                    WHERE tingkat = 'bnnp' AND provinsi_name = $province
                )
            )
            AND (
                ikk_code = $ikk
                OR $ikk IS NULL AND ikk_code IN (
                    SELECT ikk_code FROM warehouse.raw.reference_ikk WHERE source_table = $table
                )
            )
        ORDER BY satker_code <> $satker, ikk_code
        LIMIT 6
        """,
        {
            "tahun": found["tahun"],
            "satker": found["satker_code"],
            "province": found["provinsi_name"],
            "ikk": found["ikk_code"],
            "table": found["table_name"],
        },
    )


def same_cause(mart: Mart, found: Row, waiting: Collection[str]) -> list[Row]:
    """The open items of the same rule in the same letter, this one first."""
    return mart.rows(
        f"""
        SELECT *
        FROM memory.main.item
        WHERE jenis = $jenis AND rule = $rule AND document = $document
            AND letter IS NOT DISTINCT FROM $letter AND status = '{OPEN}'
            AND item_key NOT IN (SELECT unnest($waiting))
            AND coalesce(row_key, '') NOT IN (SELECT unnest($waiting))
        ORDER BY id <> $id, position
        LIMIT {MAX_SAME_CAUSE}
        """,  # noqa: S608 - two constants of this program
        {
            **{name: found[name] for name in ("jenis", "rule", "document", "letter", "id")},
            "waiting": list(waiting),
        },
    )


def satkers(mart: Mart) -> list[Row]:
    """Every satker that a name could be mapped to, by province."""
    return mart.rows(
        """
        SELECT satker_code, satker_name, tingkat, provinsi_name
        FROM warehouse.raw.reference_satker
        ORDER BY provinsi_name NULLS LAST, tingkat DESC, satker_name
        """
    )


def paths(mart: Mart, document: str) -> list[str]:
    """Where the file with these bytes lies below the folder of letters, every copy of it."""
    rows = mart.rows(
        "SELECT DISTINCT path FROM warehouse.mart.surat WHERE document = $document ORDER BY path",
        {"document": document},
    )
    return [row["path"] for row in rows]


def has_page(mart: Mart, document: str, page: int) -> bool:
    """Whether some letter of the warehouse has this page."""
    rows = mart.rows(
        "SELECT 1 FROM warehouse.mart.surat "
        "WHERE document = $document AND $page BETWEEN 1 AND page_count LIMIT 1",
        {"document": document, "page": page},
    )
    return bool(rows)


def _place(found: Row) -> dict[str, object]:
    return {
        "document": found["document"],
        "letter": found["letter"],
        "table": found["table_name"],
        "row": found["row"],
    }
