"""What validation says of one letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from extractors.errors import CapaianError

Severity = Literal["gagal", "peringatan", "info"]
RULE_MISSING = "aturan_tidak_ada"
"""Rule of the finding that the reference data lack a rule for a letter's year."""
PART_OF_YEAR = "periode_sebagian"
"""Rule that holds a row whose figures are of a part of the year."""

RowStatus = Literal["dimuat", "karantina"]


@dataclass(frozen=True, slots=True)
class NameResult:
    """Who a printed name is: a satker, or why nobody, with the nearest names."""

    satker_code: str | None
    candidates: tuple[str, ...] = ()
    reason: str = ""

    def message(self, printed: str | None) -> str:
        """What a steward is told of a name that nobody can be told by (Indonesian)."""
        near = f"; calon: {', '.join(self.candidates[:3])}" if self.candidates else ""
        return f"{self.reason} ('{printed or 'kosong'}'{near})."


Resolve = Callable[[str, Mapping[str, str | None], Collection[str]], NameResult]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, at its place on the page.

    ``tercetak`` as printed, ``seharusnya`` what it should be or the other figure, ``pesan`` one
    Indonesian sentence a steward can act on. Box in PDF points, origin at the top left.
    """

    rule: str
    severity: Severity
    table: str | None
    row: int | None
    column: str | None
    page: int | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    tercetak: str | None
    seharusnya: str | None
    pesan: str


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """Whether a printed row is trusted, and every expectation it fails."""

    table: str
    row: int
    status: RowStatus
    failures: list[Finding]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``printed`` rows by table; one ``RowVerdict`` for each; ``findings`` about the letter.

    ``confirmed``: which checks confirm that the annex is complete (Indonesian).
    """

    printed: dict[str, int]
    rows: list[RowVerdict]
    findings: list[Finding] = field(default_factory=list)
    confirmed: tuple[str, ...] = ()

    def check(self) -> None:
        """Raises ``CapaianError`` unless each table's printed rows are loaded or quarantined."""
        judged = Counter(row.table for row in self.rows)
        if dict(judged) != {table: count for table, count in self.printed.items() if count}:
            raise CapaianError(
                "Baris tercetak tidak sama dengan baris dimuat ditambah baris dikarantina",
                expected=str(self.printed),
                found=str(dict(judged)),
                next_step="Laporkan kepada pengelola program; surat ini tidak dimuat.",
            )
