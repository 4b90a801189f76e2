"""What is printed right above an annex's tables: the heading of each of them."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.grid import Grid
from extractors.page import Page, TextLine
from extractors.table import LetterPages

NEAR = 4
"""Lines above a table that may be its heading; what stands higher is a letter's text."""


def headings(letter: LetterPages) -> Iterator[tuple[Page, Grid, list[TextLine]]]:
    """Each table that a reader has placed with the nearest lines above it, sentences left out."""
    for page in letter.pages:
        for grid in letter.grids_on(page):
            if id(grid) in letter.read:
                near = letter.lines_above(page, grid)[-NEAR:]
                yield page, grid, [line for line in near if line.text[-1:] not in ".;:,"]
