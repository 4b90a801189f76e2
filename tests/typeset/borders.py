"""The same letters in other dress: tables without all ruling lines, other type, other engines."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from tests.typeset.frame import CSS, Typeset, write_pdf

_BARE = "td, th { border: none }"

BORDERS = {
    "none": _BARE,
    "rows": "td, th { border-width: 0.7pt 0 }",
    "booktabs": f"{_BARE} table {{ border-bottom: 1pt solid; border-top: 1pt solid }}"
    "thead tr:last-child th { border-bottom: 0.5pt solid }",
    "columns": "td, th { border-width: 0 0.7pt }",
    "frame": f"{_BARE} table {{ border: 1pt solid }}",
    "frame_columns": "td, th { border-width: 0 0.7pt } table { border: 0.7pt solid }",
    "zebra_cells": f"{_BARE} tr:nth-child(even) td {{ background: #ddd }}",
    "zebra_rows": f"{_BARE} tr:nth-child(even) {{ background: #ddd }} th {{ background: #bbb }}",
    "some_rows": f"{_BARE} tr:nth-child(5n) td {{ border-bottom: 0.7pt solid }}"
    "th { border: 0.7pt solid }",
    "head_ruled": "td { border: none }",
}
"""Which lines and areas a table has."""

DRESS = {
    "plain": "",
    "right": "td { text-align: right } td:nth-child(-n+2) { text-align: left }",
    "centred": "td { text-align: center; vertical-align: middle }",
    "serif_top": "body { font-family: 'Liberation Serif' } td { vertical-align: top; "
    "padding: 0.5pt 5pt } table { font-size: 10pt }",
    "large_bottom": "td { vertical-align: bottom; padding: 3pt 4pt } table { font-size: 10.5pt }",
    "narrow_middle": "td { vertical-align: middle; padding: 0.8pt 2pt } table { width: 74% }",
    "tight": "td { padding: 0 3pt; vertical-align: top } table { font-size: 8pt; width: auto }",
}
"""How the words stand in it."""


def shortened(letter: Typeset, count: int) -> Typeset:
    """A letter whose annexes end after so many rows; its body still speaks of all."""
    rows = iter(range(letter.html.count("<tr><td>")))
    letter.html = re.sub(
        r"<tr><td>.*?</tr>", lambda row: row[0] if next(rows) < count else "", letter.html
    )
    letter.truth = {name: records[:count] for name, records in letter.truth.items()}
    return letter


def dressed(letter: Typeset, borders: str, dress: str = "plain", *, repeat: bool = True) -> Typeset:
    """A letter with other lines and type; without ``repeat`` its headers stand on no later page."""
    style = f"<style>{BORDERS[borders]} {DRESS[dress]}</style>"
    html = letter.html if repeat else letter.html.replace("<thead>", "<tbody>")
    letter.html = style + (html if repeat else html.replace("</thead>", "</tbody>"))
    return letter


def print_with_chromium(letter: Typeset, path: Path) -> Path:
    """Print a letter with Chromium."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page = f"<!doctype html><meta charset='utf-8'><style>{CSS}</style>{letter.html}"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "surat.html"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu"),
                *(f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"),
                *(f"--print-to-pdf={path}", source.as_uri()),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return path


def print_with_weasyprint(letter: Typeset, path: Path) -> Path:
    """Print a letter with WeasyPrint."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_pdf([letter], path)


ENGINES = {"weasyprint": print_with_weasyprint, "chromium": print_with_chromium}
