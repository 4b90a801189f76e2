"""Judging the letters of one file, as a job that any process can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import warehouse
from expectations.reference import Reference
from extractors.beat import Beat
from extractors.registry import tables
from extractors.store import ExtractionStore
from flows.reading import Reading
from warehouse.decisions import Decision
from warehouse.identity import Identity
from warehouse.naming import DecidedName
from warehouse.ruling import rulings_of
from warehouse.verdicts import Judged, VerdictStore

REFERENCE = Path(warehouse.__file__).parent / "reference"


@lru_cache(1)
def _known(_code: str) -> tuple[Reference, Identity]:
    """Reference data, read once a process for each version of the code that they are part of."""
    reference = Reference.load(REFERENCE)
    return reference, Identity(reference)


@dataclass(frozen=True, slots=True)
class JudgeFile:
    """Decide which rows of a file's letters are trusted, with the corrections made on them.

    ``entries``: where each verdict is kept, by letter. ``decisions`` are the corrections on these
    letters, ``names`` those that stewards decided. ``code``: version of code and reference data.
    """

    reading: Reading
    entries: Mapping[int, Path]
    store: ExtractionStore
    verdicts: VerdictStore
    code: str
    decisions: Sequence[Decision] = ()
    names: Sequence[DecidedName] = ()

    @property
    def path(self) -> str:
        """The file, for messages."""
        return self.reading.facts.path

    def __call__(self, beat: Beat) -> dict[int, Judged]:
        """Judge them; gives the verdicts that could not be kept.

        Raises ``CapaianError`` where a letter cannot be judged.
        """
        from warehouse.judging import judge  # noqa: PLC0415 - heavy, and only where it is done

        rulings = rulings_of(self.decisions, self.names, *_known(self.code))
        extraction = self.reading.extraction(self.store)
        unkept = {}
        for number, entry in self.entries.items():
            judged = judge(extraction, number, rulings, tables())
            # What is in no store has no name to keep its verdict by.
            if self.reading.whole or not self.verdicts.put(entry, judged):
                unkept[number] = judged
            beat()
        return unkept
