"""A chart with its words: what every report places on its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by name: heading, what it shows for those who do not see it, how it is drawn."""

    name: str
    heading: str
    words: str
    draw: Callable[[], Figure]
