"""What one night hands to the warehouse, and the rows it becomes on the way into ``raw``.

Grain: file (``Received``), letter of a file (``LoadedLetter``), printed row (``LoadedRow``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from extractors.model import Extraction, Letter, Row
from warehouse.identity import Match
from warehouse.keys import ItemKey, Place

if TYPE_CHECKING:
    from expectations.verdict import Finding, Verdict
    from warehouse.decisions import Decision

RowStatus = Literal["dimuat", "karantina"]
LetterStatus = Literal["dimuat", "sebagian", "duplikat", "digantikan", "tidak_dikenal"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What stewards' corrections of one letter's rows came to.

    ``rows`` as corrected; ``refused`` corrections by ``decision_id`` with the reason; ``settled``
    are the findings on those rows as printed that the corrections answer.
    """

    rows: Mapping[Place, Row] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)
    settled: Mapping[Place, Sequence[Finding]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the night.

    ``verdicts`` are by the letter's index in the file, on its rows as ``corrected``. ``received``
    orders files by when they came in (any number that grows with time); files received together are
    ordered by path. ``received_at`` is when, where that is known (ISO, UTC). ``pinned_document`` is
    the hash of what was received under this name, where the file is another one now.
    """

    extraction: Extraction
    verdicts: Mapping[int, Verdict]
    received: float
    corrected: Mapping[int, Corrected] = field(default_factory=dict)
    received_at: str | None = None
    pinned_document: str | None = None

    @property
    def arrival(self) -> tuple[float, str]:
        """Its place in the order of receipt."""
        return (self.received, self.extraction.path)


@dataclass(frozen=True, slots=True)
class RowFailure:
    """Why a row failed a check: the rule, how grave, and what a steward should know."""

    rule: str
    severity: str
    pesan: str


@dataclass(frozen=True, slots=True)
class LoadedFinding:
    """A finding about a printed place; the fields of ``mart.temuan`` that are known at loading.

    ``decision_id`` is the decision on its row that settled it.
    """

    rule: str
    severity: str
    pesan: str
    document: str | None
    letter: int | None = None
    table: str | None = None
    row: int | None = None
    column: str | None = None
    page: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    tercetak: str | None = None
    seharusnya: str | None = None
    tahun: int | None = None
    satker_code: str | None = None
    decision_id: int | None = None


@dataclass(slots=True)
class LoadedRow:
    """A printed row with who it is of, whether it is trusted and whether it stands.

    ``row`` has the values that count, ``printed`` those that were read: they differ where a steward
    corrected one; ``cells`` are the printed texts by column. ``item`` is its key and guard.
    ``candidate_code`` is the nearest satker of a name that could not be told for certain: it holds
    an achievement back, it never gives it a value. ``disposition`` is the decision that accepts or
    rejects the row, ``corrections`` are those of its columns; ``is_rejected``: it would stand if it
    were not rejected.
    """

    row: Row
    printed: Row
    item: ItemKey
    match: Match | None = None
    satker_code: str | None = None
    candidate_code: str | None = None
    ikk_code: str | None = None
    status: RowStatus = "dimuat"
    failures: list[RowFailure] = field(default_factory=list)
    is_standing: bool = True
    disposition: Decision | None = None
    corrections: Mapping[str, Decision] = field(default_factory=dict)
    is_rejected: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def reasons(self) -> list[RowFailure]:
        """Why the row is withheld; a withheld row always has a reason."""
        if self.status == "dimuat":
            return []
        grave = [failure for failure in self.failures if failure.severity == "gagal"]
        unsaid = RowFailure("tidak_disebut", "gagal", "Baris ditahan tanpa keterangan.")
        return grave or self.failures or [unsaid]

    def quarantine(self, rule: str, pesan: str) -> None:
        """Withhold the row, for one more reason."""
        self.status = "karantina"
        self.failures.append(RowFailure(rule, "gagal", pesan))


@dataclass(slots=True)
class LoadedLetter:
    """A letter of a file with its rows. ``path`` and ``received`` are its file's.

    ``key`` names the letter from night to night. ``confirmed``: which checks confirm that its annex
    is complete.
    """

    letter: Letter
    key: str
    path: str
    received: float
    rows: list[LoadedRow]
    findings: list[LoadedFinding]
    satker_code: str | None = None
    status: LetterStatus = "dimuat"
    alasan: str | None = None
    confirmed: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the letter is printed, for messages."""
        pages = f"{self.letter.page_first}-{self.letter.page_last}"
        return f"{self.path} halaman {pages}"

    @property
    def arrival(self) -> tuple[float, str, int]:
        """Its place in the order of receipt."""
        return (self.received, self.path, self.letter.letter)
