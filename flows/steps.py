"""What happens to files and letters in a night, as plain functions without Prefect."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from expectations.reference import Reference
from extractors.registry import tables
from flows.arrivals import Stock
from flows.errors import NothingReadableError, StateLostError
from flows.fingerprint import RawFile, code_version, fingerprint
from flows.judging import REFERENCE, JudgeFile
from flows.missing import GONE, missing
from flows.places import Places
from flows.reading import Reading, given_up, known, untaken
from flows.selection import EVERYTHING, Selection
from flows.shrinking import shrunk_tables
from warehouse.archive import keep
from warehouse.batch import Received
from warehouse.builder import build
from warehouse.decisions import Decision
from warehouse.publish import publish
from warehouse.query import Size, size_of, summary
from warehouse.ruling import Rulings, rule
from warehouse.verdicts import Judged, VerdictStore

POSTPONED = "masih ditulis; ditinggal untuk malam berikutnya"


class Night:
    """The files of one night on their way into the warehouse.

    Holds what is known of each file, never the rows of more than one group of kindred files: those
    stay in the stores. What is to be done with a file is a job of its own (``to_read``,
    ``to_judge``), whose result is handed back (``take``, ``take_verdicts``, ``reject``).
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
        self.readings: dict[str, Reading] = {}
        self.postponed = set(waiting)
        self._unkept: dict[str, dict[int, Judged]] = {}
        self._before = Size()
        self._missed: Mapping[str, str] = {}
        self._places = places
        self._selection = selection
        self._reference = Reference.load(REFERENCE)
        self._decisions = decisions
        self.code = code_version()
        self._extractions = places.extractions
        self._verdicts = VerdictStore(places.verdicts, self.code)

    def to_read(self) -> list[RawFile]:
        """The files that must be read; of the others what was read before is taken."""
        wanted = []
        for path, file in self.files.items():
            if file.trouble is not None:
                self.readings[path] = untaken(file, file.trouble)
                continue
            reading = known(file, self._extractions, self._selection)
            if reading is None:
                wanted.append(file)
            else:
                self.readings[path] = reading
        return wanted

    def take(self, path: str, reading: Reading) -> None:
        """What reading a file gave; one that is another file by now is left to the next night."""
        if reading.facts.document not in {self.files[path].document, ""}:
            self.postponed.add(path)
        self.readings[path] = reading

    def postpone(self, paths: Iterable[str]) -> None:
        """Leave files to the next night that are written while they are read, or are gone."""
        self.postponed.update(paths)
        for path in self.postponed:
            self.files.pop(path, None)
            self.readings.pop(path, None)

    def settle(self, stock: Stock) -> str:
        """Leave what is written meanwhile, pin the rest; the fingerprint of what is left."""
        self.postpone(stock.changed())
        self._missed = stock.missed
        stock.pin(self.postponed)
        return fingerprint(list(self.files.values()), self.code, self._decisions)

    def reject(self, path: str, error: BaseException) -> None:
        """Give a file up for this night; the next night tries again, changed or not."""
        self.readings[path] = given_up(self.files[path], error)

    @property
    def is_settled(self) -> bool:
        """Whether a night over the same inputs would do no more than this one."""
        return not self.postponed and all(item.is_settled for item in self.readings.values())

    def require_readable(self) -> None:
        """Raises ``NothingReadableError`` when no file is left to publish."""
        facts = [reading.facts for reading in self.readings.values()]
        if any(item.status != "ditolak" for item in facts):
            return
        reasons = "; ".join(f"{item.path}: {(item.alasan or '').rstrip('.')}" for item in facts)
        raise NothingReadableError(
            "Tidak ada satu pun berkas PDF yang dapat dibaca; tidak ada yang diterbitkan",
            found=reasons,
            next_step="Periksa folder surat; gudang data lama, bila ada, tidak disentuh.",
        )

    @cached_property
    def _rulings(self) -> Rulings:
        """The decisions as they speak of the rows of all files, which have been read by now."""
        return rule(
            self._decisions,
            [self.readings[path].facts for path in self.files],
            self._reference,
            tables(),
            lambda facts: self.readings[facts.path].extraction(self._extractions),
        )

    def to_judge(self) -> list[JudgeFile]:
        """The files with letters that were not judged before, in the order of receipt."""
        wanted = []
        for path in self.files:
            reading = self.readings[path]
            entries = self._entries(reading)
            if reading.whole is None:
                entries = {
                    number: entry
                    for number, entry in entries.items()
                    if self._verdicts.get(entry) is None
                }
            if entries:
                decisions = [
                    decision
                    for letter in reading.facts.letters
                    for decision in self._rulings.corrections_of(letter)
                ]
                wanted.append(
                    JudgeFile(
                        reading,
                        entries,
                        self._extractions,
                        self._verdicts,
                        self.code,
                        list(dict.fromkeys(decisions)),
                        self._rulings.namer.decided,
                    )
                )
        return wanted

    def _entries(self, reading: Reading) -> dict[int, Path]:
        return {
            letter.letter: self._verdicts.entry(letter, reading.content, self._rulings)
            for letter in reading.facts.letters
        }

    def take_verdicts(self, path: str, unkept: dict[int, Judged]) -> None:
        """The verdicts on a file's letters that could not be kept."""
        self._unkept[path] = unkept

    def build(self) -> Path:
        """Build the whole warehouse beside the published one."""
        batch = [_received(file, self.readings[path]) for path, file in self.files.items()]
        return build(batch, self._reference, self._places.build, self._decisions, self._opened)

    def _opened(self, received: Received) -> Received:
        """A file with its rows and the verdicts on its letters."""
        reading = self.readings[received.extraction.path]
        judged = {
            number: self._judged(received.extraction.path, number, entry)
            for number, entry in self._entries(reading).items()
        }
        return replace(
            received,
            extraction=reading.extraction(self._extractions),
            verdicts={number: verdict for number, (verdict, _) in judged.items()},
            corrected={number: corrected for number, (_, corrected) in judged.items()},
        )

    def _judged(self, path: str, number: int, entry: Path) -> Judged:
        found = self._unkept.get(path, {}).get(number) or self._verdicts.get(entry)
        if found is None:
            raise StateLostError(
                "Hasil pemeriksaan yang disimpan malam ini tidak ada lagi",
                file=path,
                next_step="Jalankan lagi; jangan menghapus folder .state selagi malam berjalan.",
            )
        return found

    def publish(self, built: Path) -> None:
        """Put the built warehouse in place with one rename; the one before it is kept."""
        self._before = size_of(self._places.warehouse)
        keep(self._places.warehouse, self._places.archive)
        publish(built, self._places.warehouse)

    def record(self, current: str) -> dict[str, Any]:
        """Write down what was published from the inputs of this fingerprint; give its numbers."""
        refused = {
            path: reading.facts.alasan
            for path, reading in self.readings.items()
            if reading.facts.status != "terbaca"
        }
        held = {
            path: reading.notices[0].message
            for path, reading in self.readings.items()
            if reading.notices
        }
        missed = missing(self._before.documents, self._missed, self.files, self.postponed)
        size = size_of(self._places.warehouse)
        shrunk = shrunk_tables(self._before.rows, size.rows)
        numbers = asdict(summary(self._places.warehouse))
        numbers |= {
            "files": len(self.files),
            "read": sum(reading.is_fresh for reading in self.readings.values()),
            "refused": refused,
            "postponed": sorted(self.postponed),
            "held": sorted(held),
            "gone": list(missed.gone),
            "tables": dict(size.rows),
            "shrunk": sorted(shrunk),
            "told": {
                **dict.fromkeys(missed.gone, GONE),
                **missed.elsewhere,
                **dict.fromkeys(sorted(self.postponed), POSTPONED),
                **dict(sorted(held.items())),
                **dict(sorted(refused.items())),
                **shrunk,
            },
            "pages": sum(item.facts.page_count or 0 for item in self.readings.values()),
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


def _received(file: RawFile, reading: Reading) -> Received:
    """A file as the warehouse takes it, without its rows."""
    return Received(
        reading.facts, {}, file.received, received_at=file.received_at, pinned_document=file.pinned
    )
