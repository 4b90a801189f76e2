"""A sheet as one self-contained page."""

from __future__ import annotations

from reports.charts.chart import Chart
from reports.page import drawn, render
from reports.sheet import words
from reports.sheet.data import Sheet


def page_of(sheet: Sheet, charts: list[Chart]) -> str:
    """The HTML: styles and charts inside, nothing fetched from elsewhere."""
    grids = [(item, words.detail_grids(sheet, item)) for item in sheet.achievements]
    return render(
        "lembar.html",
        sheet=sheet,
        opening=words.opening(sheet),
        legend=words.legend(),
        main=words.achievement_grid(sheet),
        comparison=words.comparison_grid(sheet),
        details=[(item, found) for item, found in grids if found],
        slips=words.slip_grid(sheet.slips),
        no_comparison=words.no_comparison(sheet),
        no_slips=words.no_slips(sheet),
        charts=drawn(charts),
    )
