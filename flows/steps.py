"""What happens to files and letters in a night, as plain functions without Prefect."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import warehouse
from expectations.reference import Reference
from expectations.verdict import Verdict
from extractors.errors import CapaianError
from extractors.model import Extraction
from extractors.store import folder_year
from flows.errors import NothingReadableError
from flows.fingerprint import RawFile
from flows.places import Places
from flows.readers import ReaderPool, ReadingInterruptedError
from warehouse.batch import Received
from warehouse.builder import build
from warehouse.identity import Identity
from warehouse.naming import Namer
from warehouse.publish import publish

REFERENCE = Path(warehouse.__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class LetterRef:
    """One letter to validate: its file and its number within it."""

    path: str
    letter: int


def read_file(file: RawFile, pool: ReaderPool, places: Places) -> Extraction:
    """The extraction of one file, from the store where it was read before.

    Raises ``OSError`` when the file cannot be opened, which may pass; ``ReadingInterruptedError``
    when its reading broke down.
    """
    store, year = places.extractions, folder_year(file.path)
    known = store.get(file.document, year, file.path)
    if known is not None:
        return known
    extraction = pool.read(file.path)
    store.put(extraction, year)
    return extraction


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

    def __init__(self, files: list[RawFile], places: Places) -> None:
        self.files = {file.path: file for file in files}
        self.extractions: dict[str, Extraction] = {}
        self.verdicts: dict[str, dict[int, Verdict]] = {path: {} for path in self.files}
        self.is_settled = True
        self._places = places
        self._reference = Reference.load(REFERENCE)
        self._namer = Namer(Identity(self._reference))
        self._validating = threading.Lock()

    def read(self, path: str, pool: ReaderPool) -> None:
        """Read one file; a broken reading costs that file only. Raises ``OSError``."""
        file = self.files[path]
        try:
            self.extractions[path] = read_file(file, pool, self._places)
        except ReadingInterruptedError as error:
            self.reject(path, error)

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

    def validate(self, ref: LetterRef) -> None:
        """Decide which rows of one letter are trusted."""
        from expectations import validate  # noqa: PLC0415 - great_expectations is slow to import

        extraction = self.extractions[ref.path]
        (letter,) = (item for item in extraction.letters if item.letter == ref.letter)
        with self._validating:
            verdict = validate(
                letter,
                [item for item in extraction.rows if item.letter == ref.letter],
                [item for item in extraction.cells if item.letter == ref.letter],
                [item for item in extraction.claims if item.letter == ref.letter],
                reference=self._reference,
                resolve=self._namer.resolver(letter.tahun),
            )
        verdict.check()
        self.verdicts[ref.path][ref.letter] = verdict

    def build(self) -> Path:
        """Build the whole warehouse beside the published one."""
        batch = []
        for path, file in self.files.items():
            extraction, known = self.extractions[path], self.verdicts[path]
            verdicts = {letter.letter: known[letter.letter] for letter in extraction.letters}
            batch.append(Received(extraction, verdicts, file.received))
        return build(batch, self._reference, self._places.build)

    def publish(self, built: Path) -> None:
        """Put the built warehouse in place with one rename."""
        publish(built, self._places.warehouse)
