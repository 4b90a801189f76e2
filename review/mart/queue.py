"""The list of items: filters, counts, pages, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from warehouse.mart import Mart, Row

PAGE_SIZE = 50
OPEN = "terbuka"
WAITING = "diputuskan"
"""Decided, but not in the published warehouse yet."""

EVERYTHING = "semua"
STATUSES = (OPEN, WAITING, "diterima", "dikoreksi", "ditolak", EVERYTHING)
_MAX_TEXT = 200

FACETS: Mapping[str, str] = {
    "jenis": "jenis",
    "surat": "kind",
    "tingkat": "severity",
    "aturan": "rule",
    "tahun": "CAST(tahun AS VARCHAR)",
    "provinsi": "provinsi_name",
    "satker": "satker_code",
    "berkas": "document",
}
"""What can be chosen from, by parameter: the expression that it is compared with."""

_STATED = """
WITH stated AS (
    SELECT
        * REPLACE (
            CASE
                WHEN item_key IN (SELECT unnest($waiting)) THEN 'diputuskan'
                WHEN row_key IN (SELECT unnest($waiting)) THEN 'diputuskan'
                ELSE status
            END AS status
        )
    FROM memory.main.item
)
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an empty text is no filter. Comes from a page's address."""

    jenis: str = ""
    surat: str = ""
    tingkat: str = ""
    aturan: str = ""
    tahun: str = ""
    provinsi: str = ""
    satker: str = ""
    berkas: str = ""
    status: str = OPEN
    cari: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Filters:
        """The filters in an address; what is not known there is left alone."""
        found = {
            name: parameters[name].replace("\0", "").strip()[:_MAX_TEXT]
            for name in (field.name for field in fields(cls))
            if parameters.get(name)
        }
        if found.get("status") not in STATUSES:
            found.pop("status", None)
        return cls(**found)

    @property
    def query(self) -> str:
        """The same as part of an address, without what says nothing."""
        return urlencode(self.given)

    @property
    def given(self) -> dict[str, str]:
        """The filters that say something, by parameter."""
        plain = Filters()
        return {
            field.name: value
            for field in fields(self)
            if (value := getattr(self, field.name)) != getattr(plain, field.name)
        }

    def condition(self, without: str = "") -> tuple[str, dict[str, object]]:
        """An SQL condition over ``stated`` and its parameters; ``without`` leaves one out."""
        parts, parameters = ["true"], dict[str, object]()
        for name, expression in FACETS.items():
            if (wanted := getattr(self, name)) and name != without:
                parts.append(f"{expression} = ${name}")
                parameters[name] = wanted
        if self.status != EVERYTHING and without != "status":
            parts.append("status = $status")
            parameters["status"] = self.status
        for number, word in enumerate(self.cari.split()[:8]):
            parts.append(f"contains(words, strip_accents(lower($word{number})))")
            parameters[f"word{number}"] = word
        return " AND ".join(parts), parameters


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list. ``rows`` carry the counts of their letter and satker over all pages."""

    rows: list[Row]
    total: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


def page(mart: Mart, filters: Filters, waiting: Collection[str], number: int) -> Page:
    """The items that the filters let through, a page of them, in the order of the items."""
    condition, parameters = filters.condition()
    rows = mart.rows(
        f"""{_STATED}
        SELECT id, jenis, rule, severity, tahun, satker_code, satker_name, document, letter, path,
            kind, nomor, page, table_name, column_name, tercetak, seharusnya, pesan, printed,
            status, decided_by,
            count(*) OVER () AS total,
            count(*) OVER (PARTITION BY document, letter) AS letter_count,
            count(*) OVER (PARTITION BY document, letter, satker_code) AS satker_count
        FROM stated
        WHERE {condition}
        ORDER BY position
        LIMIT {PAGE_SIZE} OFFSET $offset
        """,
        {**parameters, "waiting": list(waiting), "offset": (number - 1) * PAGE_SIZE},
    )
    if not rows and number > 1:
        return page(mart, filters, waiting, 1)
    return Page(rows, rows[0]["total"] if rows else 0, number)


def facets(mart: Mart, filters: Filters, waiting: Collection[str]) -> dict[str, list[Row]]:
    """For each filter what it could be set to (``value``, ``label``) and how many that gives.

    The counts hold under all the other filters, so that they are what a click would show.
    """
    labels = {
        "satker": "any_value(satker_name)",
        "berkas": "any_value(coalesce(nomor, '') || ' (' || path || ')')",
    }
    found = {}
    for name, expression in {**FACETS, "status": "status"}.items():
        condition, parameters = filters.condition(without=name)
        found[name] = mart.rows(
            f"""{_STATED}
            SELECT {expression} AS value, {labels.get(name, expression)} AS label,
                count(*) AS count
            FROM stated
            WHERE {condition} AND {expression} IS NOT NULL
            GROUP BY {expression}
            ORDER BY {"value DESC" if name == "tahun" else "label"}
            """,
            {**parameters, "waiting": list(waiting)},
        )
    return found


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where an item stands in the list: its turn, how many there are, and the ids around it."""

    turn: int
    total: int
    before: str | None
    after: str | None


def neighbours(mart: Mart, item_id: str, filters: Filters, waiting: Collection[str]) -> Neighbours:
    """The items around one, which need not be in the list itself any more."""
    condition, parameters = filters.condition()
    found: Any = mart.rows(
        f"""{_STATED},
        here AS (SELECT position FROM stated WHERE id = $id),
        list AS (SELECT id, position FROM stated WHERE {condition})
        SELECT
            count(*) FILTER (position <= (SELECT position FROM here)) AS turn,
            count(*) AS total,
            arg_max(id, position) FILTER (position < (SELECT position FROM here)) AS before,
            arg_min(id, position) FILTER (position > (SELECT position FROM here)) AS after
        FROM list
        """,
        {**parameters, "waiting": list(waiting), "id": item_id},
    )
    return Neighbours(**found[0])


def first_open(mart: Mart, filters: Filters, waiting: Collection[str]) -> str | None:
    """The first item still to be decided under the filters."""
    condition, parameters = replace(filters, status=OPEN).condition()
    rows = mart.rows(
        f"{_STATED} SELECT id FROM stated WHERE {condition} ORDER BY position LIMIT 1",
        {**parameters, "waiting": list(waiting)},
    )
    return rows[0]["id"] if rows else None
