"""What the summary of a year says, read from the marts. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from warehouse.mart import Mart, Row

BY_NAME = "provinsi"

_YEARS = "SELECT DISTINCT tahun FROM warehouse.mart.ikk_capaian ORDER BY tahun DESC"
_IKK = """
    SELECT DISTINCT capaian.ikk_code, capaian.ikk_name, indikator.urutan
    FROM warehouse.mart.ikk_capaian AS capaian
    INNER JOIN warehouse.raw.reference_ikk AS ikk USING (ikk_code)
    LEFT JOIN warehouse.mart.indikator AS indikator ON ikk.indikator = indikator.indikator
    WHERE capaian.tahun = $tahun AND ikk.computation <> 'laporan'
    ORDER BY indikator.urutan NULLS LAST, capaian.ikk_code
"""
_CAPAIAN = """
    SELECT satker_code, satker_name, ikk_code, capaian_computed_pct, status
    FROM warehouse.mart.ikk_capaian
    INNER JOIN warehouse.mart.satker AS satker USING (satker_code, satker_name)
    WHERE tahun = $tahun AND satker.tingkat = 'bnnp'
    ORDER BY satker_name, ikk_code
"""
_SPREAD = """
    SELECT spread.*, indikator.indikator_name
    FROM warehouse.mart.sebaran_kategori AS spread
    INNER JOIN warehouse.mart.indikator AS indikator USING (indikator)
    WHERE tahun = $tahun
    ORDER BY indikator.urutan, rank DESC NULLS LAST, kategori
"""
_MOVEMENT = """
    SELECT
        indikator.indikator_name,
        count(*) FILTER (WHERE arah = 'naik') AS naik,
        count(*) FILTER (WHERE arah = 'tetap') AS tetap,
        count(*) FILTER (WHERE arah = 'turun') AS turun,
        bool_and(is_sebanding) AS is_sebanding,
        max(catatan) AS catatan
    FROM warehouse.mart.nilai_banding
    INNER JOIN warehouse.mart.indikator AS indikator USING (indikator)
    WHERE tahun = $tahun AND indikator.is_utama
    GROUP BY indikator.indikator_name, indikator.urutan
    ORDER BY indikator.urutan
"""
_QUALITY = """
    SELECT * FROM warehouse.mart.mutu_data WHERE tahun = $tahun ORDER BY provinsi_name
"""
_MISSING = """
    SELECT
        kind, keadaan, count(*) AS banyaknya, count(satker_code) AS satker_count,
        max(tahun_lain) AS tahun_lain, max(tanggal_lain) AS tanggal_lain
    FROM warehouse.mart.surat_hilang
    WHERE tahun = $tahun
    GROUP BY kind, keadaan
    ORDER BY kind, keadaan
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A province's achievement of one IKK, per cent; its status says how far it holds."""

    pct: Decimal | None
    status: str


@dataclass(frozen=True, slots=True)
class Province:
    """A BNNP with its achievements by IKK."""

    name: str
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the page of a year shows. ``ikk`` are the columns: code and name."""

    tahun: int
    years: Sequence[int]
    ikk: Sequence[tuple[str, str]]
    provinces: Sequence[Province]
    spread: Sequence[Row]
    movement: Sequence[Row]
    quality: Sequence[Row]
    missing: Sequence[Row]


def read_summary(mart: Mart, tahun: int | None, order: str, *, descending: bool) -> Summary | None:
    """The summary of a year, else of the latest; ``None`` where no year has achievements.

    ``order`` is ``BY_NAME`` or an IKK's code; provinces without that figure come last.
    """
    years = [row["tahun"] for row in mart.rows(_YEARS)]
    if not years:
        return None
    year = tahun if tahun is not None and tahun in years else years[0]
    asked = {"tahun": year}
    provinces: dict[str, Province] = {}
    for row in mart.rows(_CAPAIAN, asked):
        province = provinces.setdefault(row["satker_code"], Province(row["satker_name"], {}))
        province.cells[row["ikk_code"]] = Cell(row["capaian_computed_pct"], row["status"])
    return Summary(
        year,
        years,
        [(row["ikk_code"], row["ikk_name"]) for row in mart.rows(_IKK, asked)],
        _ordered(list(provinces.values()), order, descending=descending),
        mart.rows(_SPREAD, asked),
        mart.rows(_MOVEMENT, asked),
        mart.rows(_QUALITY, asked),
        mart.rows(_MISSING, asked),
    )


def _ordered(provinces: list[Province], order: str, *, descending: bool) -> list[Province]:
    """By name, or by an achievement; those that have none stand last either way."""
    if order == BY_NAME:
        return sorted(provinces, key=lambda item: item.name, reverse=descending)
    known: list[tuple[Decimal, Province]] = []
    unknown: list[Province] = []
    for item in provinces:
        cell = item.cells.get(order)
        if cell is None or cell.pct is None:
            unknown.append(item)
        else:
            known.append((cell.pct, item))
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [item for _, item in known] + unknown
