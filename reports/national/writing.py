"""Writes the report of a national year: HTML and PDF."""

from __future__ import annotations

import datetime
from pathlib import Path

from reports.errors import ReportError
from reports.national import words
from reports.national.charts import charts_of
from reports.national.data import Summary, read_summary
from reports.page import drawn, render, write_pdf
from reports.writing import whole
from warehouse.mart import Mart

_CHARTS = {
    "values": ("peta", "provinsi"),
    "categories": ("kategori",),
    "movement": ("gerak",),
    "quality": ("mutu",),
}


def write_national(warehouse: Path, tahun: int, out: Path) -> list[Path]:
    """``capaian-nasional-<tahun>`` as ``.html`` and ``.pdf`` under ``out``.

    Errors: ``NoWarehouseError``; ``ReportError`` where the year has no achievements.
    """
    mart = Mart(warehouse, lambda _: [])
    summary = read_summary(mart, tahun)
    if summary is None or summary.tahun != tahun:
        known = ", ".join(map(str, summary.years)) if summary else "belum ada"
        raise ReportError(f"Tidak ada capaian tahun {tahun}", next_step=f"Tahun yang ada: {known}.")
    page = page_of(summary, mart.published_at.date())
    targets = [out / f"capaian-nasional-{tahun}.{suffix}" for suffix in ("html", "pdf")]
    with whole(targets[0]) as beside:
        beside.write_text(page, encoding="utf-8")
    with whole(targets[1]) as beside:
        write_pdf(page, beside)
    return targets


def page_of(summary: Summary, published: datetime.date) -> str:
    """The HTML: styles and charts inside, nothing fetched from elsewhere."""
    charts = charts_of(summary, published)
    return render(
        "nasional.html",
        tahun=summary.tahun,
        opening=words.opening(summary, published),
        values=words.value_grid(summary),
        achievements=words.achievement_grid(summary),
        categories=words.category_grid(summary),
        movement=words.movement_grid(summary),
        quality=words.quality_grid(summary),
        missing=words.missing_grid(summary),
        charts={
            place: drawn(charts[name] for name in names if name in charts)
            for place, names in _CHARTS.items()
        },
    )
