"""Findings and quarantined rows as one kind of thing: an item (butir).

Grain: one item. Sources: mart.temuan, mart.karantina. Made in memory once for each published
warehouse, in the order in which stewards go through it: letter by letter, within it by satker.
"""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.errors import NoWarehouseError

SECOND_PLACE = ("document_2", "page_2", "x0_2", "top_2", "x1_2", "bottom_2")
_NEEDED = frozenset({"item_key", "guard"})

_ITEMS = """
CREATE TABLE memory.main.item AS
WITH findings AS (
    SELECT
        'temuan' AS jenis, rule, severity, tahun, satker_code,
        CAST(NULL AS VARCHAR) AS candidate_code, ikk_code, document, letter, table_name, row,
        column_name, page, x0, top, x1, bottom, {second_place}, tercetak, seharusnya,
        pesan, status, decided_by, CAST(decided_at AS VARCHAR) AS decided_at, reason,
        CAST(NULL AS VARCHAR) AS printed, item_key, guard, row_key, row_guard
    FROM warehouse.mart.temuan
),

suspects AS (
    SELECT row_key AS item_key, rule, min(column_name) AS column_name
    FROM findings
    GROUP BY row_key, rule
),

withheld AS (
    SELECT
        'karantina' AS jenis, rule, 'gagal' AS severity, tahun, satker_code,
        satker_candidate_code AS candidate_code, CAST(NULL AS VARCHAR) AS ikk_code, document,
        letter, table_name, row, suspects.column_name, page, x0, top, x1, bottom,
        {no_second_place}, CAST(NULL AS VARCHAR) AS tercetak,
        CAST(NULL AS VARCHAR) AS seharusnya, pesan, status,
        CAST(NULL AS VARCHAR) AS decided_by, CAST(NULL AS VARCHAR) AS decided_at,
        CAST(NULL AS VARCHAR) AS reason, CAST(printed AS VARCHAR) AS printed, item_key, guard,
        item_key AS row_key, guard AS row_guard
    FROM warehouse.mart.karantina
    LEFT JOIN suspects USING (item_key, rule)
),

united AS (
    SELECT * FROM findings
    UNION ALL
    SELECT * FROM withheld
),

letters AS (
    SELECT document, letter, min(path) AS path, any_value(kind) AS kind, any_value(nomor) AS nomor,
        any_value(penerbit) AS penerbit
    FROM warehouse.mart.surat
    GROUP BY document, letter
),

described AS (
    SELECT
        united.*, md5(united.jenis || '|' || united.item_key) AS id,
        letters.path, letters.kind, letters.nomor, letters.penerbit,
        satker.satker_name, satker.provinsi_name
    FROM united
    LEFT JOIN letters
        ON united.document = letters.document
        AND united.letter IS NOT DISTINCT FROM letters.letter
    LEFT JOIN warehouse.mart.satker AS satker ON united.satker_code = satker.satker_code
)

SELECT
    *,
    row_number() OVER (
        ORDER BY tahun DESC NULLS LAST, path, letter, satker_name NULLS FIRST,
            CASE severity WHEN 'gagal' THEN 1 WHEN 'peringatan' THEN 2 ELSE 3 END,
            page, top, x0, item_key
    ) AS position,
    strip_accents(lower(concat_ws(
        ' ', rule, pesan, tercetak, seharusnya, satker_name, provinsi_name, nomor, path, kind,
        ikk_code, printed
    ))) AS words
FROM described
"""


def prepare(columns: Mapping[str, frozenset[str]]) -> list[str]:
    """The statements that make the items, from the columns that a warehouse has.

    Errors: ``NoWarehouseError`` for a warehouse from before decisions could be filed.
    """
    found = columns.get("mart.temuan", frozenset())
    if not (found >= _NEEDED and columns.get("mart.karantina", frozenset()) >= _NEEDED):
        raise NoWarehouseError(
            "Gudang data ini diterbitkan oleh versi program yang lebih lama",
            next_step="Jalankan 'capaian run' sekali lagi.",
        )
    has_second = found.issuperset(SECOND_PLACE)
    second = ", ".join(
        name if has_second else f"CAST(NULL AS {_type(name)}) AS {name}" for name in SECOND_PLACE
    )
    nothing = ", ".join(f"CAST(NULL AS {_type(name)}) AS {name}" for name in SECOND_PLACE)
    return [_ITEMS.format(second_place=second, no_second_place=nothing)]


def _type(name: str) -> str:
    return {"document_2": "VARCHAR", "page_2": "BIGINT"}.get(name, "DOUBLE")
