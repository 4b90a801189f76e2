"""The charts of a sheet, each with its words and the table that says the same."""

from __future__ import annotations

from functools import cache, partial

from reports.charts.chart import Chart
from reports.charts.satker import Bar, Bound, Dot, achievements, against_bounds
from reports.formats import day
from reports.sheet.data import Sheet


def charts_of(sheet: Sheet) -> list[Chart]:
    """Achievements against their target; then each indicator whose categories have bounds.

    Each is drawn once, for the page and the document alike.
    """
    source = f"Sumber: surat yang dimuat dalam gudang data capaian per {day(sheet.published)}"
    bars = [
        Bar(item.name, item.capaian, item.status == "dihitung")
        for item in sheet.achievements
        if item.capaian is not None
    ]
    charts = []
    if bars:
        words = "; ".join(f"{bar.name}: {bar.pct} %" for bar in bars)
        left_out = len(sheet.achievements) - len(bars)
        about = source + (
            f"; {left_out} indikator tanpa capaian tidak digambar" if left_out else ""
        )
        charts.append(
            Chart(
                "capaian",
                "Capaian terhadap target",
                f"Diagram batang. {words}",
                cache(partial(achievements, bars, about)),
            )
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
            words = "; ".join(f"{dot.name}: {dot.value}" for dot in dots)
            charts.append(
                Chart(
                    item.ikk_code,
                    f"{item.name}: terhadap batas kategori",
                    f"Titik. {words}",
                    cache(partial(against_bounds, dots, bounds, item.name, source)),
                )
            )
    return charts
