"""What the lines right above a table say about it."""

from __future__ import annotations

import re

from extractors.grid import Grid
from extractors.page import Page, group_lines

CAPTION_LINES = 2
"""A table's caption is looked for in so many lines above it."""

_YEAR = re.compile(r"\b(?:tahun|t\.?a\.?)(?:\s+anggaran)?\s*:?\s*(20\d\d)\b", re.IGNORECASE)


def other_year(page: Page, grids: list[Grid], grid: Grid, tahun: int | None) -> str | None:
    """Why a table's figures are not of its letter's year: its caption names another one alone.

    ``grids``: the page's tables; what stands above one of them captions none below it.
    """
    ends = [one.ys[-1] for one in grids if one.ys[-1] <= grid.ys[0]]
    top = max(ends, default=0.0)
    words = [word for word in page.words if top <= word.top and word.bottom <= grid.ys[0] + 1.0]
    caption = " ".join(line.text for line in group_lines(words)[-CAPTION_LINES:])
    years = set(_YEAR.findall(caption))
    if tahun is None or not years or str(tahun) in years:
        return None
    named = " dan ".join(sorted(years))
    return f"judul tabelnya menyebut tahun {named}, sedangkan suratnya tentang tahun {tahun}"
