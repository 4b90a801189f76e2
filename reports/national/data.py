"""What the summary of a year says, read from the marts. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from warehouse.mart import Mart, Row

BY_NAME = "provinsi"
VALUES = "nilai."
"""Before an indicator's code: order by its provincial mean, not by the achievement of that name."""
_T = TypeVar("_T", "Province", "Values")

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
_INDICATORS = """
    SELECT DISTINCT indikator.indikator, indikator.indikator_name, indikator.urutan
    FROM warehouse.mart.nilai_provinsi
    INNER JOIN warehouse.mart.indikator AS indikator USING (indikator)
    WHERE tahun = $tahun
    ORDER BY indikator.urutan
"""
_VALUES = "SELECT * FROM warehouse.mart.nilai_provinsi WHERE tahun = $tahun"
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
    INNER JOIN warehouse.mart.satker AS satker USING (satker_code)
    WHERE tahun = $tahun AND indikator.is_utama AND satker.tingkat <> 'provinsi'
    GROUP BY indikator.indikator_name, indikator.urutan
    ORDER BY indikator.urutan
"""
_QUALITY = """
    SELECT * FROM warehouse.mart.mutu_data WHERE tahun = $tahun ORDER BY provinsi_name
"""
_MISSING = """
    SELECT
        kind, keadaan, count(*) AS banyaknya, count(satker_code) AS satker_count,
        max(tahun_lain) AS tahun_lain, max_by(tanggal_lain, tahun_lain) AS tanggal_lain,
        max_by(diterima_lain, tahun_lain) AS diterima_lain
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
class Values:
    """A province's figures by indicator: rows of ``mart.nilai_provinsi``."""

    code: str
    name: str
    figures: dict[str, Row]

    def mean(self, indikator: str) -> Decimal | None:
        """The mean of its satker; ``None`` where none of them has a trusted figure."""
        found = self.figures.get(indikator)
        return found["nilai_rerata"] if found else None

    def is_complete(self, indikator: str) -> bool:
        """Whether every satker that is expected has a figure that nobody disputes."""
        found = self.figures[indikator]
        return (
            found["satker_count"] == found["satker_expected_count"] and not found["disputed_count"]
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """All that is shown of a year. ``ikk`` and ``indicators`` are columns: code and name."""

    tahun: int
    years: Sequence[int]
    ikk: Sequence[tuple[str, str]]
    provinces: Sequence[Province]
    indicators: Sequence[tuple[str, str]]
    values: Sequence[Values]
    spread: Sequence[Row]
    movement: Sequence[Row]
    quality: Sequence[Row]
    missing: Sequence[Row]


def read_summary(
    mart: Mart, tahun: int | None, order: str = BY_NAME, *, descending: bool = False
) -> Summary | None:
    """The summary of a year, else of the latest; ``None`` where no year has achievements.

    ``order`` is ``BY_NAME``, an IKK's code, or ``VALUES`` and an indicator's; provinces without
    that figure come last.
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
    quality = mart.rows(_QUALITY, asked)
    values = {
        row["bnnp_code"]: Values(row["bnnp_code"], row["provinsi_name"], {}) for row in quality
    }
    for row in mart.rows(_VALUES, asked):
        owner = Values(row["bnnp_code"], row["provinsi_name"], {})
        values.setdefault(owner.code, owner).figures[row["indikator"]] = row

    def achieved(item: Province) -> Decimal | None:
        return item.cells[order].pct if order in item.cells else None

    def measured(item: Values) -> Decimal | None:
        return item.mean(order.removeprefix(VALUES)) if order.startswith(VALUES) else None

    return Summary(
        year,
        years,
        [(row["ikk_code"], row["ikk_name"]) for row in mart.rows(_IKK, asked)],
        _ordered(provinces.values(), achieved, order, descending=descending),
        [(row["indikator"], row["indikator_name"]) for row in mart.rows(_INDICATORS, asked)],
        _ordered(values.values(), measured, order, descending=descending),
        mart.rows(_SPREAD, asked),
        mart.rows(_MOVEMENT, asked),
        quality,
        mart.rows(_MISSING, asked),
    )


def _ordered(
    items: Iterable[_T], figure: Callable[[_T], Decimal | None], order: str, *, descending: bool
) -> list[_T]:
    """By name, or by a figure; those that have none stand last either way."""
    by_name = sorted(items, key=lambda item: item.name, reverse=descending and order == BY_NAME)
    known = [(found, item) for item in by_name if (found := figure(item)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [item for _, item in known] + [item for item in by_name if figure(item) is None]
