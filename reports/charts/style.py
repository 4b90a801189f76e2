"""One style for every chart. Colours are told apart in grey too, and never carry meaning alone.

Palette: dark blue, orange and grey of Okabe and Ito's set for colour-blind readers.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

REACHED, SHORT, DOUBTED, LINE = "#0072B2", "#E69F00", "#999999", "#333333"
MISSING = "#f2f2f2"
HATCH_SHORT, HATCH_DOUBTED, HATCH_MISSING = "////", "....", "xxxx"
_SETTINGS: Any = {
    "font.family": ["Liberation Sans", "DejaVu Sans"],
    "font.size": 9,
    "svg.hashsalt": "capaian",
    "svg.fonttype": "none",  # letters stay text: found by a search, and a PDF in half the time
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.6,
}
_DPI = 200
_LETTERS_AN_INCH = 19


@contextmanager
def canvas(width: float, height: float) -> Iterator[Figure]:
    """A figure of so many inches in the common style."""
    with mpl.rc_context(_SETTINGS):
        yield Figure(figsize=(width, height), layout="constrained")


def sourced(figure: Figure, words: str) -> None:
    """The line beneath a chart that says where its figures are from, and as of when."""
    lines = textwrap.fill(words, int(figure.get_figwidth() * _LETTERS_AN_INCH))
    figure.supxlabel(lines, fontsize=7, color=LINE, x=0.01, ha="left")


def as_svg(figure: Figure) -> str:
    """The chart as an element to put into a page: the same figures give the same text."""
    stream = io.StringIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]


def as_png(figure: Figure) -> bytes:
    """The chart as a picture for documents that hold no SVG."""
    stream = io.BytesIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(stream, format="png", dpi=_DPI, metadata={"Software": None})
    return stream.getvalue()
