"""Charts of a national year: provinces, categories, movement, trust."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from reports.charts.style import (
    DOUBTED,
    HATCH_DOUBTED,
    HATCH_SHORT,
    LINE,
    REACHED,
    SHORT,
    canvas,
    sourced,
)
from reports.formats import number, percent

_ACROSS = 9
_READABLE = 9
_DARK = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A province's figures of one indicator: least, mean, most; whether all satker are there."""

    least: Decimal
    mean: Decimal
    most: Decimal
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """One indicator across the provinces; ``None`` where a province has no figure."""

    name: str
    spans: Sequence[Span | None]


@dataclass(frozen=True, slots=True)
class Share:
    """The part of one category, per cent; ``place`` from 0 (lowest) to 1, none without an order."""

    kategori: str
    pct: Decimal
    place: float | None


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar of categories: whose it is, and of how many satker."""

    name: str
    count: int
    shares: Sequence[Share]


@dataclass(frozen=True, slots=True)
class Movement:
    """Satker that rose, stayed and fell in an indicator; whether the years compare."""

    name: str
    up: int
    same: int
    down: int
    is_comparable: bool


@dataclass(frozen=True, slots=True)
class Trust:
    """What of a province has come, and how much of it is trusted, per cent."""

    name: str
    received: Decimal | None
    trusted: Decimal | None


def strips(provinces: Sequence[str], panels: Sequence[Strip], source: str) -> Figure:
    """Small multiples: a panel an indicator; a line a province, least to most, its mean a dot."""
    across = min(_ACROSS, len(panels))
    down = -(-len(panels) // across)
    with canvas(1.9 + 1.0 * across, (1.2 + 0.155 * len(provinces)) * down) as figure:
        grid = figure.subplots(down, across, sharey=True, squeeze=False)
        for axes in grid.flat:
            axes.set_axis_off()
        for axes, panel in zip(grid.flat, panels, strict=False):
            _strip(axes, panel)
            axes.set_yticks(range(len(provinces)), provinces, fontsize=7)
            axes.set_ylim(len(provinces) - 0.4, -0.6)
        sourced(
            figure, f"{source}; ● semua satker, ○ belum semua; garis = terendah sampai tertinggi"
        )
        return figure


def _strip(axes: Any, panel: Strip) -> None:
    axes.set_axis_on()
    for place, span in enumerate(panel.spans):
        if span is None:
            continue
        axes.plot(
            [float(span.least), float(span.most)], [place, place], color=DOUBTED, linewidth=1.6
        )
        face = REACHED if span.is_complete else "white"
        axes.plot(float(span.mean), place, "o", ms=4, mfc=face, mec=REACHED)
    axes.set_title(textwrap.fill(panel.name, 15), fontsize=7, loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(2))
    axes.xaxis.set_major_formatter(lambda value, _: number(Decimal(f"{value:.6g}")))
    axes.tick_params(labelsize=7)
    axes.grid(axis="y", color="#dddddd", linewidth=0.4)
    axes.set_axisbelow(True)


def categories(groups: Sequence[tuple[str, Sequence[Stack]]], source: str) -> Figure:
    """Shares of satker by category, the annex's and the letter's own, one above the other."""
    stacks = sum(len(found) for _, found in groups)
    with canvas(9, 0.9 + 0.3 * stacks + 0.2 * len(groups)) as figure:
        axes = figure.subplots()
        row, ticks, labels = 0.0, [], []
        for name, found in groups:
            for stack in found:
                _stack(axes, row, stack)
                ticks.append(row)
                labels.append(
                    f"{textwrap.shorten(name, 44, placeholder=' …')}, {stack.name} ({stack.count})"
                )
                row += 1
            row += 0.6
        axes.set_yticks(ticks, labels, fontsize=7)
        axes.set_ylim(row - 0.9, -0.6)
        axes.set_xlim(0, 100)
        axes.set_xlabel("Bagian satker (%); makin gelap makin tinggi kategorinya")
        sourced(figure, source)
        return figure


def _stack(axes: Any, row: float, stack: Stack) -> None:
    left = 0.0
    for share in stack.shares:
        width = float(share.pct)
        colour: Any = DOUBTED
        if share.place is not None:
            colour = colormaps["viridis_r"](0.06 + 0.88 * share.place)
        axes.barh(
            row,
            width,
            left=left,
            color=colour,
            edgecolor="white",
            hatch=None if share.place is not None else HATCH_DOUBTED,
        )
        if width >= _READABLE:
            ink = "white" if share.place is not None and share.place > _DARK else "black"
            text = f"{share.kategori} {number(share.pct)}"
            axes.annotate(
                textwrap.fill(text, max(8, int(width * 0.8)), break_long_words=False),
                (left + width / 2, row),
                ha="center",
                va="center",
                fontsize=6,
                linespacing=0.9,
                color=ink,
            )
        left += width


def movements(rows: Sequence[Movement], source: str) -> Figure:
    """Satker that fell to the left, that rose to the right; hatched where years do not compare."""
    with canvas(8, 1.1 + 0.36 * len(rows)) as figure:
        axes = figure.subplots()
        most = max(1, *(max(row.up, row.down) for row in rows))
        for place, row in enumerate(rows):
            hatch = None if row.is_comparable else HATCH_DOUBTED
            axes.barh(place, row.up, color=REACHED, edgecolor="white", hatch=hatch)
            axes.barh(place, -row.down, color=SHORT, edgecolor="white", hatch=hatch or HATCH_SHORT)
            for value, side in ((row.up, 1), (row.down, -1)):
                axes.annotate(
                    number(value),
                    (side * value, place),
                    xytext=(4 * side, 0),
                    textcoords="offset points",
                    ha="left" if side > 0 else "right",
                    va="center",
                    fontsize=8,
                )
        names = [f"{textwrap.fill(row.name, 40)} (tetap {number(row.same)})" for row in rows]
        axes.set_yticks(range(len(rows)), names, fontsize=8)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(-most * 1.15, most * 1.15)
        axes.axvline(0, color=LINE, linewidth=0.8)
        axes.xaxis.set_major_formatter(lambda value, _: number(abs(round(value))))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlabel("Satker: ← turun | naik →")
        sourced(figure, f"{source}; berbintik = kedua tahun tidak (pasti) sebanding")
        return figure


def trust(rows: Sequence[Trust], source: str) -> Figure:
    """Per province: share of what should have come, and share of its figures that are trusted."""
    with canvas(8, 0.9 + 0.16 * len(rows)) as figure:
        left, right = figure.subplots(1, 2, sharey=True)
        for axes, heading, values in (
            (left, "Diterima (%)", [row.received for row in rows]),
            (right, "Angka tepercaya (%)", [row.trusted for row in rows]),
        ):
            for place, value in enumerate(values):
                if value is not None:
                    axes.barh(place, float(value), color=REACHED)
                axes.annotate(
                    percent(value),
                    (float(value or 0), place),
                    xytext=(3, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=6.5,
                )
            axes.set_xlim(0, 122)
            axes.set_xticks([0, 50, 100])
            axes.set_title(heading, fontsize=9, loc="left")
        left.set_yticks(range(len(rows)), [row.name for row in rows], fontsize=7)
        left.set_ylim(len(rows) - 0.4, -0.6)
        sourced(figure, source)
        return figure
