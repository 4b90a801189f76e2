"""A sheet as one self-contained page, and the same page as PDF."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.charts.style import as_svg
from reports.sheet import words
from reports.sheet.charts import Chart
from reports.sheet.data import Sheet

_PAGES = Environment(
    loader=PackageLoader("reports", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page_of(sheet: Sheet, charts: list[Chart]) -> str:
    """The HTML: styles and charts inside, nothing fetched from elsewhere."""
    drawn = [(chart.heading, chart.words, Markup(as_svg(chart.figure))) for chart in charts]  # noqa: S704
    grids = [(item, words.detail_grids(sheet, item)) for item in sheet.achievements]
    return _PAGES.get_template("lembar.html").render(
        sheet=sheet,
        opening=words.opening(sheet),
        main=words.achievement_grid(sheet),
        comparison=words.comparison_grid(sheet),
        details=[(item, found) for item, found in grids if found],
        slips=words.slip_grid(sheet.slips),
        no_comparison=words.no_comparison(sheet),
        no_slips=words.no_slips(sheet),
        charts=drawn,
        style=Markup(files("reports").joinpath("templates/lembar.css").read_text("utf-8")),  # noqa: S704
    )


def write_pdf(page: str, target: Path) -> None:
    """The page as a tagged PDF. Errors: ``OSError`` where Pango is not installed."""
    from weasyprint import HTML  # noqa: PLC0415 - needs Pango, which only PDF does

    HTML(string=page).write_pdf(target, pdf_tags=True)
