"""The provinces of Indonesia, coloured by a figure. Geometry and licence: ``reports/peta``."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.ticker import MaxNLocator

from reports.charts.style import HATCH_MISSING, LINE, MISSING, canvas, sourced
from reports.formats import number

CREDIT = "Peta: MapSVG, @svg-maps/indonesia 1.0.0 (CC BY 4.0), diwarnai dan disederhanakan"
_CLASSES = 5
_ACROSS = 3
_SMALL, _LARGE = (3.6, 2.2), (7.4, 3.9)
_STEP = 0.7
"""Points nearer than this to the one before, in the drawing's units, are below what print shows."""
_PEN = {"moveTo": Outline.MOVETO, "lineTo": Outline.LINETO, "closePath": Outline.CLOSEPOLY}
_NO_POINT = "endPath"


@dataclass(frozen=True, slots=True)
class Panel:
    """One map: what it shows, and the figure of each BNNP by its code."""

    name: str
    values: Mapping[str, Decimal]


@cache
def _areas() -> tuple[tuple[str, Outline], ...]:
    """The outline of each BNNP's province, by BNNP code."""
    room = files("reports").joinpath("peta")
    lines = room.joinpath("provinsi.csv").read_text("utf-8").splitlines()
    owners = {row["path_id"]: row["bnnp_code"] for row in csv.DictReader(lines)}
    drawing = ET.fromstring(room.joinpath("indonesia.svg").read_text("utf-8"))  # noqa: S314 - shipped
    return tuple((owners[item.attrib["id"]], _outline(item.attrib["d"])) for item in drawing)


def _outline(text: str) -> Outline:
    """An SVG path of straight lines, thinned to what can be seen, as matplotlib draws it."""
    pen = RecordingPen()
    parse_path(text, pen)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for verb, given in pen.value:
        if verb == _NO_POINT or (verb == "lineTo" and math.dist(given[0], points[-1]) < _STEP):
            continue
        points.append(given[0] if given else points[-1])
        codes.append(int(_PEN[verb]))
    return Outline(points, codes)


@cache
def known() -> frozenset[str]:
    """The BNNP that the map has an area for."""
    return frozenset(code for code, _ in _areas())


def bounds_of(values: Sequence[Decimal]) -> list[float]:
    """Round numbers that part the values into at most five classes of equal width."""
    least, most = float(min(values)), float(max(values))
    if least == most:
        return [least, most]
    return [float(tick) for tick in MaxNLocator(_CLASSES).tick_values(least, most)]


def maps(panels: Sequence[Panel], source: str) -> Figure:
    """A map a panel, side by side, each with its classes; areas without a figure are hatched."""
    down = -(-len(panels) // _ACROSS)
    across = min(_ACROSS, len(panels))
    width, height = _SMALL if len(panels) > 1 else _LARGE
    with canvas(width * across, height * down + 0.3) as figure:
        grid = figure.subplots(down, across, squeeze=False)
        for axes in grid.flat:
            axes.set_axis_off()
        for axes, panel in zip(grid.flat, panels, strict=False):
            _draw(axes, panel)
        sourced(figure, f"{source}. {CREDIT}")
        return figure


def _draw(axes: Any, panel: Panel) -> None:
    bounds = bounds_of(list(panel.values.values())) if panel.values else []
    classes = max(1, len(bounds) - 1)
    shades = [
        colormaps["viridis_r"](0.08 + 0.84 * place / max(1, classes - 1))
        for place in range(classes)
    ]
    for code, outline in _areas():
        value = panel.values.get(code)
        if value is None:
            dress: dict[str, Any] = {"facecolor": MISSING, "hatch": HATCH_MISSING}
        else:
            dress = {"facecolor": shades[_class_of(float(value), bounds)]}
        axes.add_patch(PathPatch(outline, edgecolor=LINE, linewidth=0.2, **dress))
    axes.set_title(panel.name, fontsize=8, loc="left")
    axes.autoscale_view()
    axes.invert_yaxis()
    axes.set_aspect("equal")
    keys = [
        Patch(facecolor=shade, edgecolor=LINE, linewidth=0.4, label=_range(bounds, place))
        for place, shade in enumerate(shades)
        if bounds
    ]
    keys.append(
        Patch(
            facecolor=MISSING, hatch=HATCH_MISSING, edgecolor=LINE, linewidth=0.4, label="tidak ada"
        )
    )
    axes.legend(
        handles=keys,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.02),
        ncols=3,
        fontsize=6,
        handlelength=1.4,
        columnspacing=1,
        frameon=False,
    )


def _class_of(value: float, bounds: Sequence[float]) -> int:
    """Which class a value lies in; the last one holds its upper bound too."""
    return max(0, min(sum(value >= bound for bound in bounds), len(bounds) - 1) - 1)


def _range(bounds: Sequence[float], place: int) -> str:
    lower, upper = (number(Decimal(f"{bound:.6g}")) for bound in bounds[place : place + 2])
    if lower == upper:
        return lower
    return f"{lower} sampai {'' if place == len(bounds) - 2 else '< '}{upper}"
