"""Charts of one satker's sheet: achievements against 100 per cent, rows against category bounds."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

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

_WRAP = 46
_FULL = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One achievement: its name, its percentage, whether all its satker were seen."""

    name: str
    pct: Decimal
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """One row beneath an indicator."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a category begins."""

    kategori: str
    lower: Decimal


def achievements(bars: Sequence[Bar], source: str) -> Figure:
    """Horizontal bars in the given order, with the line that a target reached stands for."""
    with canvas(7, 1.0 + 0.42 * len(bars)) as figure:
        axes = figure.subplots()
        for place, bar in enumerate(reversed(bars)):
            colour, hatch = _dress(bar)
            axes.barh(place, float(bar.pct), color=colour, hatch=hatch, edgecolor="white")
            mark = "" if bar.is_complete else " *"
            axes.annotate(
                f"{percent(bar.pct)}{mark}",
                (float(bar.pct), place),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
            )
        names = [textwrap.fill(bar.name, _WRAP) for bar in reversed(bars)]
        axes.set_yticks(range(len(bars)), names, fontsize=8)
        axes.axvline(_FULL, color=LINE, linewidth=1, linestyle="--", zorder=0.5)
        most = max([_FULL, *(float(bar.pct) for bar in bars)])
        axes.set_xlim(min(0, *(float(bar.pct) for bar in bars)), most * 1.18)
        axes.set_xlabel("Capaian terhadap target (%); garis putus-putus = 100 %")
        sourced(
            figure, source + ("" if all(bar.is_complete for bar in bars) else "; * belum lengkap")
        )
        return figure


def _dress(bar: Bar) -> tuple[str, str | None]:
    if not bar.is_complete:
        return DOUBTED, HATCH_DOUBTED
    return (REACHED, None) if bar.pct >= _FULL else (SHORT, HATCH_SHORT)


def against_bounds(dots: Sequence[Dot], bounds: Sequence[Bound], name: str, source: str) -> Figure:
    """Rows as points by value, with a line where each category begins."""
    with canvas(7, 1.3 + 0.28 * len(dots)) as figure:
        axes = figure.subplots()
        ordered = sorted(dots, key=lambda dot: dot.value)
        values = [float(dot.value) for dot in ordered]
        axes.plot(values, range(len(ordered)), "o", color=REACHED)
        for place, dot in enumerate(ordered):
            axes.annotate(
                number(dot.value),
                (float(dot.value), place),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
            )
        axes.set_yticks(range(len(ordered)), [dot.name for dot in ordered], fontsize=8)
        for bound in bounds:
            axes.axvline(float(bound.lower), color=LINE, linewidth=0.8, linestyle=":")
            axes.annotate(
                f"{bound.kategori}\n≥ {number(bound.lower)}",
                (float(bound.lower), 1),
                xycoords=("data", "axes fraction"),
                xytext=(2, 2),
                textcoords="offset points",
                fontsize=7,
                va="bottom",
            )
        places = [*values, *(float(bound.lower) for bound in bounds)]
        room = (max(places) - min(places)) * 0.12 or 1
        axes.set_xlim(min(places) - room, max(places) + 2 * room)
        axes.xaxis.set_major_formatter(lambda value, _: number(Decimal(f"{value:.6g}")))
        axes.set_xlabel(name)
        sourced(figure, source)
        return figure
