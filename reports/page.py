"""Reports as one self-contained page, and the same page as PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.charts.chart import Chart
from reports.charts.style import as_svg

_PAGES = Environment(
    loader=PackageLoader("reports", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: object) -> str:
    """The HTML with its styles inside; what comes from letters is escaped."""
    style = Markup(files("reports").joinpath("templates/laporan.css").read_text("utf-8"))  # noqa: S704
    return _PAGES.get_template(template).render(style=style, **values)


def drawn(charts: Iterable[Chart]) -> list[tuple[str, str, Markup]]:
    """Heading, words and drawing of each chart; nothing is fetched from elsewhere."""
    return [(chart.heading, chart.words, Markup(as_svg(chart.draw()))) for chart in charts]  # noqa: S704


def write_pdf(page: str, target: Path) -> None:
    """The page as a tagged PDF, the same bytes for the same page.

    Errors: ``OSError`` where Pango is not installed.
    """
    from weasyprint import HTML  # noqa: PLC0415 - needs Pango, which only PDF does

    identifier = hashlib.sha256(page.encode()).digest()[:16]
    HTML(string=page).write_pdf(target, pdf_tags=True, pdf_identifier=identifier)
