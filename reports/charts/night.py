"""The last nights: how long each took, how many rows it gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from reports.charts.style import HATCH_SHORT, REACHED, SHORT, canvas, sourced
from reports.formats import number


@dataclass(frozen=True, slots=True)
class Turn:
    """One night that published."""

    name: str
    seconds: float
    loaded: int
    quarantined: int


def trend(turns: Sequence[Turn], source: str) -> Figure:
    """Seconds above, rows beneath: loaded, and withheld on top of them."""
    with canvas(8, 3.6) as figure:
        upper, lower = figure.subplots(2, 1, sharex=True)
        places = range(len(turns))
        upper.bar(places, [turn.seconds for turn in turns], color=REACHED, width=0.6)
        upper.set_title("Lama (detik)", fontsize=8, loc="left")
        lower.bar(places, [turn.loaded for turn in turns], color=REACHED, width=0.6)
        lower.bar(
            places,
            [turn.quarantined for turn in turns],
            bottom=[turn.loaded for turn in turns],
            color=SHORT,
            hatch=HATCH_SHORT,
            edgecolor="white",
            width=0.6,
        )
        lower.set_title("Baris: dimuat, di atasnya dikarantina (bergaris)", fontsize=8, loc="left")
        lower.set_xticks(places, [turn.name for turn in turns], fontsize=7, rotation=30, ha="right")
        for axes in (upper, lower):
            axes.yaxis.set_major_formatter(lambda value, _: number(round(value)))
            axes.tick_params(labelsize=7)
        sourced(figure, source)
        return figure
