"""Two printed figures that should be one."""

from __future__ import annotations

from dataclasses import dataclass

from expectations.verdict import Finding


@dataclass(frozen=True, slots=True)
class Control:
    """Two figures that should be one; the finding is raised when they are not."""

    stated: float
    counted: float
    finding: Finding
