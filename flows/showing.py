"""The achievement table as text, for people at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from warehouse.query import Achievement, achievements

_NAME_WIDTH = 46
_LAYOUT = "{:<46}  {:>10}  {:>10}  {:>9}  {:<14}  {:>7}"
_HEADER = ("Indikator", "Target", "Realisasi", "Capaian %", "Status", "Satker")


def _number(value: Decimal | None) -> str:
    """A number as Indonesians write it; a dash where there is none."""
    if value is None:
        return "-"
    plain = f"{value.normalize():f}"
    return plain.replace(".", ",")


def _percent(value: Decimal | None) -> str:
    return "-" if value is None else f"{value:.2f}".replace(".", ",")


def _row(item: Achievement) -> Iterator[str]:
    seen, expected = item.satker_seen_count, item.satker_expected_count
    name, *more = textwrap.wrap(item.ikk_name, _NAME_WIDTH) or [item.ikk_code]
    is_reported = item.status == "hanya_laporan"
    realisasi = item.realisasi_reported_value if is_reported else item.realisasi_value
    capaian = item.capaian_reported_pct if is_reported else item.capaian_computed_pct
    yield _LAYOUT.format(
        name,
        _number(item.target_value),
        _number(realisasi),
        _percent(capaian),
        item.status,
        "-" if seen is None or expected is None else f"{seen}/{expected}",
    ).rstrip()
    yield from more


def achievement_lines(warehouse: Path) -> list[str]:
    """The achievements of every BNNP that has an agreement, year by year.

    Where only the report states a figure (``hanya_laporan``) the report's figure is shown.
    """
    lines: list[str] = []
    found = achievements(warehouse, with_agreement_only=True)
    for (tahun, name), items in groupby(found, key=lambda item: (item.tahun, item.satker_name)):
        header = _LAYOUT.format(*_HEADER)
        lines += ["", f"{name}, {tahun}", header, "-" * len(header)]
        for item in items:
            lines += _row(item)
    return lines[1:] or ["Belum ada BNNP yang mempunyai perjanjian kinerja di gudang data."]
