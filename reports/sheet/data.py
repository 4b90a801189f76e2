"""What a satker's sheet says, read from the marts. Nothing is computed here but counts of lines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from reports.sheet.satker import Satker
from warehouse.analyst import Connection, published_at


@dataclass(frozen=True, slots=True)
class Achievement:
    """One IKK of the satker in the order of its agreement. Units: ``satuan``; per cent.

    ``realisasi`` and ``capaian`` are ours; ``reported_…`` are the report's; ``last_…`` are ours of
    the year before, with a note where the two should not be compared as they stand. ``source`` says
    letter and page.
    """

    ikk_code: str
    name: str
    satuan: str | None
    target: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None
    kategori: str | None
    status: str
    seen: int | None
    expected: int | None
    reported_realisasi: Decimal | None
    reported_capaian: Decimal | None
    is_agreed: bool
    source: str | None
    last_realisasi: Decimal | None
    last_capaian: Decimal | None
    last_note: str | None
    indikator: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """One row beneath an IKK, from a letter or from the report's own table (``sumber``)."""

    ikk_code: str
    sumber: str
    name: str | None
    target: Decimal | None
    nilai: Decimal | None
    kategori: str | None
    keadaan: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that the satker's own report gets wrong, with the place of the other figure."""

    severity: str
    name: str | None
    page: int | None
    tercetak: str | None
    seharusnya: str | None
    other: str | None
    pesan: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a category of an indicator begins in the year."""

    indikator: str
    kategori: str
    lower: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is said of one satker in one year. ``published``: when the warehouse was."""

    satker: Satker
    tahun: int
    published: datetime.date
    achievements: Sequence[Achievement]
    details: Sequence[Detail]
    slips: Sequence[Slip]
    thresholds: Sequence[Threshold]
    has_report: bool

    @property
    def computed(self) -> int:
        """How many achievements rest on letters that are whole and trusted."""
        return sum(item.status == "dihitung" for item in self.achievements)

    def details_of(self, item: Achievement, sumber: str) -> list[Detail]:
        """The rows beneath an IKK from one source."""
        return [
            row for row in self.details if (row.ikk_code, row.sumber) == (item.ikk_code, sumber)
        ]


_ACHIEVEMENTS = """
    WITH letters AS (
        SELECT
            *,
            coalesce(nomor, perihal, upper(replace(kind, '_', ' '))) AS title
        FROM mart.surat
        QUALIFY row_number() OVER (
            PARTITION BY document, page_first
            ORDER BY status IN ('dimuat', 'sebagian') DESC, path
        ) = 1
    ),
    counted AS (
        SELECT
            tahun, satker_code, ikk_code, document,
            min(page) AS page_first, max(page) AS page_last
        FROM mart.ikk_rincian
        WHERE sumber = 'surat' AND is_counted
        GROUP BY ALL
    )
    SELECT
        now.ikk_code, now.ikk_name, now.satuan, now.target_value, now.realisasi_value,
        now.capaian_computed_pct, now.kategori, now.status, now.satker_seen_count,
        now.satker_expected_count, now.realisasi_reported_value, now.capaian_reported_pct,
        now.target_document IS NOT NULL,
        CASE
            WHEN now.status = 'hanya_laporan'
                THEN 'LKIP satker ini' || coalesce(', hlm. ' || report.page, '')
            ELSE source.title || coalesce(
                ', hlm. ' || now.realisasi_page,
                ', hlm. ' || counted.page_first || CASE
                    WHEN counted.page_last > counted.page_first THEN '–' || counted.page_last
                    ELSE ''
                END,
                ''
            )
        END,
        last.realisasi_lalu_value, last.capaian_lalu_pct, last.catatan, ikk.indikator
    FROM mart.ikk_capaian AS now
    LEFT JOIN mart.capaian_banding AS last
        ON now.satker_code = last.satker_code AND now.ikk_code = last.ikk_code
        AND now.tahun = last.tahun
    LEFT JOIN raw.reference_ikk AS ikk
        ON now.ikk_code = ikk.ikk_code
        AND now.tahun BETWEEN coalesce(ikk.year_from, 0) AND coalesce(ikk.year_to, 9999)
    LEFT JOIN counted
        ON now.tahun = counted.tahun AND now.satker_code = counted.satker_code
        AND now.ikk_code = counted.ikk_code AND now.realisasi_document = counted.document
    LEFT JOIN mart.lkip_banding AS report
        ON now.tahun = report.tahun AND now.satker_code = report.satker_code
        AND now.ikk_code = report.ikk_code
    LEFT JOIN letters AS source
        ON now.realisasi_document = source.document AND ikk.source_table = source.kind
        AND coalesce(now.realisasi_page, counted.page_first, source.page_first)
            BETWEEN source.page_first AND source.page_last
    WHERE now.satker_code = $satker AND now.tahun = $tahun
    QUALIFY row_number() OVER (PARTITION BY now.ikk_code ORDER BY source.letter) = 1
    ORDER BY now.target_row NULLS LAST, now.ikk_code
"""
_DETAILS = """
    SELECT
        rows.ikk_code, rows.sumber, rows.rincian_name, rows.target_value, rows.nilai,
        rows.kategori, rows.keadaan,
        coalesce(source.nomor, source.perihal, upper(replace(source.kind, '_', ' ')))
        || ', hlm. ' || rows.page
    FROM mart.ikk_rincian AS rows
    LEFT JOIN mart.surat AS source
        ON rows.document = source.document
        AND rows.page BETWEEN source.page_first AND source.page_last
    WHERE rows.satker_code = $satker AND rows.tahun = $tahun
    QUALIFY row_number() OVER (
        PARTITION BY rows.ikk_code, rows.sumber, rows.urutan
        ORDER BY source.status IN ('dimuat', 'sebagian') DESC, source.letter, source.path
    ) = 1
    ORDER BY rows.ikk_code, rows.sumber, rows.urutan
"""
_SLIPS = """
    WITH reports AS (
        SELECT DISTINCT document, letter, path FROM mart.surat
        WHERE kind = 'lkip' AND satker_code = $satker AND tahun = $tahun
            AND status IN ('dimuat', 'sebagian')
    ),
    places AS (SELECT document, min(path) AS path FROM mart.surat GROUP BY document)
    SELECT
        found.severity, ikk.ikk_name, found.page, found.tercetak, found.seharusnya,
        CASE
            WHEN found.document_2 = found.document THEN 'laporan, hlm. ' || found.page_2
            WHEN found.document_2 IS NOT NULL THEN places.path || ', hlm. ' || found.page_2
        END,
        found.pesan
    FROM mart.temuan AS found
    INNER JOIN reports ON found.document = reports.document AND found.letter = reports.letter
    LEFT JOIN places ON found.document_2 = places.document
    LEFT JOIN mart.ikk_capaian AS ikk
        ON found.tahun = ikk.tahun AND found.satker_code = ikk.satker_code
        AND found.ikk_code = ikk.ikk_code
    WHERE found.status = 'terbuka'
    ORDER BY
        CASE found.severity WHEN 'gagal' THEN 1 WHEN 'peringatan' THEN 2 ELSE 3 END,
        found.page, found.top, found.rule, found.temuan_id
"""
_THRESHOLDS = """
    SELECT indikator, kategori, lower FROM raw.reference_category_bound
    WHERE lower IS NOT NULL
        AND $tahun BETWEEN coalesce(year_from, 0) AND coalesce(year_to, 9999)
    ORDER BY indikator, rank
"""
_REPORTED = """
    SELECT count(*) FROM mart.surat
    WHERE kind = 'lkip' AND satker_code = $satker AND tahun = $tahun
"""


def read_sheet(connection: Connection, warehouse: Path, satker: Satker, tahun: int) -> Sheet:
    """The sheet of a satker in a year with data (``reports.sheet.satker`` finds both)."""
    asked = {"satker": satker.code, "tahun": tahun}

    def rows(query: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        return connection.execute(query, parameters).fetchall()

    return Sheet(
        satker,
        tahun,
        published_at(warehouse).date(),
        [Achievement(*row) for row in rows(_ACHIEVEMENTS, asked)],
        [Detail(*row) for row in rows(_DETAILS, asked)],
        [Slip(*row) for row in rows(_SLIPS, asked)],
        [Threshold(*row) for row in rows(_THRESHOLDS, {"tahun": tahun})],
        bool(rows(_REPORTED, asked)[0][0]),
    )
