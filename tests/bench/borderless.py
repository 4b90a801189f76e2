"""Tables that print no ruling lines, or not all: national letters in other dress."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from extractors.reader import read_document
from tests.bench.clock import median_seconds
from tests.bench.docs import share, table
from tests.bench.score import Score, score
from tests.bench.tools import BORDERLESS
from tests.bench.truth import printed_row, row_tables
from tests.typeset import national
from tests.typeset.borders import dressed

LETTERS = (national.dektari, national.kotan)
BORDERS = ("none", "booktabs", "rows", "zebra_rows")
TAHUN = 2025


def lines() -> list[str]:
    """The results as lines of the docs."""
    totals = {name: dict.fromkeys(BORDERS, Score()) for name in BORDERLESS}
    seconds = dict.fromkeys(BORDERLESS, 0.0)
    pages_read = 0
    with TemporaryDirectory() as folder:
        for make in LETTERS:
            for borders in BORDERS:
                letter = dressed(make(TAHUN), borders)
                path = letter.write(Path(folder) / str(TAHUN) / f"{letter.kind}-{borders}.pdf")
                truth = [
                    printed_row(row_tables()[name], record)
                    for name, records in letter.truth.items()
                    for record in records
                ]
                pages = _annex_pages(path)
                pages_read += len(pages)
                for name, tool in BORDERLESS.items():
                    totals[name][borders] += score(truth, tool(path, pages))
                    seconds[name] += median_seconds(tool, path, pages)
                    print(f"{path.name}: {name}", flush=True)
    rows = []
    for name, scores in totals.items():
        whole = sum(scores.values(), Score())
        parts = [f"{one.right / one.cells:.4f}" for one in scores.values()]
        speed = f"{1000 * seconds[name] / pages_read:.1f}"
        rows.append([name, *parts, share(whole.right, whole.cells), speed])
    heads = "|".join(border.replace("_", " ") for border in BORDERS)
    return table(f"tool|{heads}|cells right in all|ms a page", *rows)


def _annex_pages(path: Path) -> list[int]:
    """From the first page with a row on: a letter's annex ends its file."""
    first = min(cell.page for cell in read_document(path).cells)
    with pypdfium2.PdfDocument(path) as document:
        return list(range(first, len(document) + 1))
