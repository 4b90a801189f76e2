"""Two printed figures that should be one."""

from __future__ import annotations

from dataclasses import dataclass

from expectations.verdict import Finding, Severity
from extractors.model import Claim


@dataclass(frozen=True, slots=True)
class Control:
    """Two figures that should be one; the finding is raised when they are not."""

    stated: float
    counted: float
    finding: Finding


def claim_finding(
    claim: Claim, rule: str, severity: Severity, *, table: str | None, seharusnya: str, pesan: str
) -> Finding:
    """A finding about what a letter states, where it states it."""
    box = (claim.x0, claim.top, claim.x1, claim.bottom)
    return Finding(
        rule, severity, table, None, None, claim.page, *box, claim.printed, seharusnya, pesan
    )
