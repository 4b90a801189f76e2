"""What happens to files and letters in a night, as plain functions without Prefect."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import warehouse
from expectations.reference import Reference
from expectations.verdict import Verdict
from extractors.drift import shrunk
from extractors.errors import CapaianError
from extractors.kind import all_kinds
from extractors.model import Extraction, Notice
from extractors.registry import tables
from extractors.store import ExtractionStore, folder_year
from flows.arrivals import Stock
from flows.errors import NothingReadableError
from flows.fingerprint import RawFile, code_version, fingerprint
from flows.places import Places
from flows.readers import HarmfulFileError, ReaderPool, ReadingInterruptedError
from flows.selection import EVERYTHING, Selection
from warehouse.archive import keep
from warehouse.batch import Corrected, Received
from warehouse.builder import build
from warehouse.decisions import Decision
from warehouse.judging import judge
from warehouse.publish import publish
from warehouse.query import paths_of, summary
from warehouse.ruling import Rulings, rule
from warehouse.verdicts import VerdictStore

POSTPONED = "masih ditulis; ditinggal untuk malam berikutnya"
GONE = (
    "ada pada malam terakhir, kini tidak lagi di folder surat; angkanya tidak ada lagi di gudang "
    "data. Kembalikan berkasnya bila tidak sengaja dihapus atau dipindahkan"
)
REFERENCE = Path(warehouse.__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class LetterRef:
    """One letter to validate: its file and its number within it."""

    path: str
    letter: int


def rejected(file: RawFile, error: BaseException) -> Extraction:
    """A file that could not be taken through the night, with what to do about it."""
    if isinstance(error, CapaianError):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"Berkas tidak dapat dibuka ({error.strerror}). Periksa hak baca dan letak berkas."
    else:
        reason = f"Surat tidak selesai diperiksa ({error!r}). Laporkan kepada pengelola program."
    return Extraction(file.document, file.path, "ditolak", alasan=reason)


class Night:
    """The files of one night on their way into the warehouse.

    A plain holder: tasks work on it by path and letter, so that Prefect never has to look through
    the extractions. Safe to use from several threads.
    """

    def __init__(
        self,
        files: list[RawFile],
        places: Places,
        decisions: Sequence[Decision] = (),
        waiting: Iterable[str] = (),
        selection: Selection = EVERYTHING,
    ) -> None:
        self.files = {file.path: file for file in files}
        self.extractions: dict[str, Extraction] = {}
        self.verdicts: dict[str, dict[int, Verdict]] = {path: {} for path in self.files}
        self.corrected: dict[str, dict[int, Corrected]] = {path: {} for path in self.files}
        self.is_settled = True
        self.postponed = set(waiting)
        self.fresh: set[str] = set()
        self.held: dict[str, str] = {}
        self._before: frozenset[str] = frozenset()
        self._places = places
        self._selection = selection
        self._reference = Reference.load(REFERENCE)
        self._decisions = decisions
        self._validating = threading.Lock()

    def read(self, path: str, pool: ReaderPool) -> None:
        """Read one file, unless it was read before; a broken reading costs that file only.

        Raises ``OSError`` when the file cannot be opened, which may pass.
        """
        file, year = self.files[path], folder_year(path)
        kept = self._kept.get(file.document, year, path)
        if kept is not None and not self._selection.wants(path, kept):
            self.is_settled = self.is_settled and kept.is_current
            self.extractions[path] = kept.extraction
            return
        try:
            extraction = pool.read(path)
        except HarmfulFileError as error:
            # Any kind's declaration may be to blame: mending one is reason to try again.
            extraction = replace(rejected(file, error), kinds=[kind.name for kind in all_kinds()])
        except ReadingInterruptedError as error:
            self.reject(path, error)
            return
        if kept is not None and not self._selection.force:
            notices = shrunk(kept.extraction, extraction)
            if notices:
                self._hold(kept.extraction, notices)
                return
        self._kept.put(extraction, year)
        self.fresh.add(path)
        if extraction.document not in {file.document, ""}:
            self.postponed.add(path)
        self.extractions[path] = extraction

    def _hold(self, before: Extraction, notices: list[Notice]) -> None:
        """Let a letter's last reading stand where the new one lacks much of it."""
        self.extractions[before.path] = replace(before, notices=[*before.notices, *notices])
        self.held[before.path] = notices[0].message
        self.is_settled = False

    def postpone(self, paths: Iterable[str]) -> None:
        """Leave files to the next night that are written while they are read, or are gone."""
        self.postponed.update(paths)
        for path in self.postponed:
            self.files.pop(path, None)
            self.extractions.pop(path, None)
        self.is_settled = self.is_settled and not self.postponed

    def settle(self, stock: Stock, code: str) -> str:
        """Leave what is written meanwhile, pin the rest; the fingerprint of what is left."""
        self.postpone(stock.changed())
        stock.pin(self.postponed)
        return fingerprint(list(self.files.values()), code, self._decisions)

    def reject(self, path: str, error: BaseException) -> None:
        """Give a file up for this night; the next night tries again, changed or not."""
        self.extractions[path] = rejected(self.files[path], error)
        self.is_settled = False

    def require_readable(self) -> None:
        """Raises ``NothingReadableError`` when no file is left to publish."""
        if any(extraction.status != "ditolak" for extraction in self.extractions.values()):
            return
        reasons = "; ".join(
            f"{path}: {(extraction.alasan or '').rstrip('.')}"
            for path, extraction in self.extractions.items()
        )
        raise NothingReadableError(
            "Tidak ada satu pun berkas PDF yang dapat dibaca; tidak ada yang diterbitkan",
            found=reasons,
            next_step="Periksa folder surat; gudang data lama, bila ada, tidak disentuh.",
        )

    def letters(self) -> list[LetterRef]:
        """Every letter read, in the order of receipt."""
        return [
            LetterRef(path, letter.letter)
            for path in self.files
            for letter in self.extractions[path].letters
        ]

    @cached_property
    def _kept(self) -> ExtractionStore:
        return self._places.extractions

    @cached_property
    def _judged(self) -> VerdictStore:
        return VerdictStore(self._places.verdicts, code_version())

    @cached_property
    def _rulings(self) -> Rulings:
        """The decisions as they speak of the rows of all files, which have been read by now."""
        return rule(self._decisions, self.extractions.values(), self._reference, tables())

    def validate(self, ref: LetterRef) -> None:
        """Decide which rows of one letter are trusted, with the corrections made on them.

        What was judged of the same letter with the same decisions is taken from the store.
        """
        extraction = self.extractions[ref.path]
        with self._validating:
            entry = self._judged.entry(extraction, ref.letter, self._rulings)
            judged = self._judged.get(entry)
            if judged is None:
                judged = judge(extraction, ref.letter, self._rulings, tables())
                self._judged.put(entry, judged)
        verdict, corrected = judged
        self.verdicts[ref.path][ref.letter] = verdict
        self.corrected[ref.path][ref.letter] = corrected

    def build(self) -> Path:
        """Build the whole warehouse beside the published one."""
        batch = []
        for path, file in self.files.items():
            extraction, known = self.extractions[path], self.verdicts[path]
            verdicts = {letter.letter: known[letter.letter] for letter in extraction.letters}
            batch.append(
                Received(
                    extraction,
                    verdicts,
                    file.received,
                    self.corrected[path],
                    file.received_at,
                    file.pinned,
                )
            )
        return build(batch, self._reference, self._places.build, self._decisions)

    def publish(self, built: Path) -> None:
        """Put the built warehouse in place with one rename; the one before it is kept."""
        self._before = paths_of(self._places.warehouse)
        keep(self._places.warehouse, self._places.archive)
        publish(built, self._places.warehouse)

    def record(self, current: str) -> dict[str, Any]:
        """Write down what was published from the inputs of this fingerprint; give its numbers."""
        refused = {
            path: extraction.alasan
            for path, extraction in self.extractions.items()
            if extraction.status != "terbaca"
        }
        gone = self._before - set(self.files) - self.postponed
        numbers = asdict(summary(self._places.warehouse))
        numbers |= {
            "files": len(self.files),
            "read": len(self.fresh),
            "refused": refused,
            "postponed": sorted(self.postponed),
            "held": sorted(self.held),
            "gone": sorted(gone),
            "told": {
                **dict.fromkeys(sorted(gone), GONE),
                **dict.fromkeys(sorted(self.postponed), POSTPONED),
                **dict(sorted(self.held.items())),
                **dict(sorted(refused.items())),
            },
            "pages": sum(item.page_count or 0 for item in self.extractions.values()),
            "memory_mib": max(
                resource.getrusage(who).ru_maxrss
                for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
            )
            // 1024,
        }
        self._places.sidecar.write(
            current if self.is_settled else "", self._places.warehouse, numbers
        )
        return numbers
