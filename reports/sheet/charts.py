"""The charts of a sheet, each with its words and the table that says the same."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from reports.charts.satker import Bar, Bound, Dot, achievements, against_bounds
from reports.formats import day
from reports.sheet.data import Sheet


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its heading and what it shows, for those who do not see it."""

    heading: str
    words: str
    figure: Figure


def charts_of(sheet: Sheet) -> list[Chart]:
    """Achievements against their target; then each indicator whose categories have bounds."""
    source = f"Sumber: surat yang dimuat dalam gudang data capaian per {day(sheet.published)}"
    bars = [
        Bar(item.name, item.capaian, item.status == "dihitung")
        for item in sheet.achievements
        if item.capaian is not None
    ]
    charts = []
    if bars:
        words = "; ".join(f"{bar.name}: {bar.pct} %" for bar in bars)
        charts.append(
            Chart("Capaian terhadap target", f"Diagram batang. {words}", achievements(bars, source))
        )
    for item in sheet.achievements:
        bounds = [
            Bound(limit.kategori, limit.lower)
            for limit in sheet.thresholds
            if limit.indikator == item.indikator
        ]
        dots = [
            Dot(row.name or "", row.nilai)
            for row in sheet.details_of(item, "surat")
            if row.nilai is not None and row.keadaan != "bagian"
        ]
        if bounds and dots:
            figure = against_bounds(dots, bounds, item.name, source)
            words = "; ".join(f"{dot.name}: {dot.value}" for dot in dots)
            charts.append(Chart(f"{item.name}: terhadap batas kategori", f"Titik. {words}", figure))
    return charts
