"""What a night knows of a file that was read: its facts at hand, its rows where they are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.drift import shrunk
from extractors.errors import CapaianError
from extractors.kind import all_kinds
from extractors.model import Extraction, Notice
from extractors.store import ExtractionStore, facts_of
from flows.errors import StateLostError
from flows.fingerprint import RawFile
from flows.selection import Selection
from flows.workers import HarmfulFileError, WorkerPool


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read. ``facts`` are without rows; ``content`` is the hash of those.

    ``whole`` is the extraction itself, where it is not in the store: it was given up, or the disk
    refused it. ``notices`` say why an earlier reading stands. ``is_settled``: the reader at hand
    would read it alike tomorrow; ``is_fresh``: it was read this night.
    """

    facts: Extraction
    content: str = ""
    whole: Extraction | None = None
    notices: tuple[Notice, ...] = ()
    is_settled: bool = True
    is_fresh: bool = False

    def extraction(self, store: ExtractionStore) -> Extraction:
        """The file with its rows. Raises ``StateLostError`` where the store has it no more."""
        found = self.whole or store.get(self.facts.document, self.facts.path)
        if found is None:
            raise StateLostError(
                "Bacaan yang disimpan malam ini tidak ada lagi",
                file=self.facts.path,
                next_step="Jalankan lagi; jangan menghapus folder .state selagi malam berjalan.",
            )
        return replace(found, notices=[*found.notices, *self.notices])


def rejected(file: RawFile, error: BaseException) -> Extraction:
    """A file that could not be taken through the night, with what to do about it."""
    if isinstance(error, CapaianError):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = f"Berkas tidak dapat dibuka ({error.strerror}). Periksa hak baca dan letak berkas."
    else:
        reason = f"Surat tidak selesai diperiksa ({error!r}). Laporkan kepada pengelola program."
    return Extraction(file.document, file.path, "ditolak", alasan=reason)


def given_up(file: RawFile, error: BaseException) -> Reading:
    """A file given up for this night; the next one tries again, changed or not."""
    extraction = rejected(file, error)
    return Reading(extraction, whole=extraction, is_settled=False)


def untaken(file: RawFile, trouble: str) -> Reading:
    """A file that is not read, and will not be before somebody has mended what is said of it."""
    extraction = Extraction(file.document, file.path, "ditolak", alasan=trouble)
    return Reading(extraction, whole=extraction)


def known(file: RawFile, store: ExtractionStore, selection: Selection) -> Reading | None:
    """The file as it was read before, unless it is to be read."""
    kept = store.look(file.document, file.path)
    if kept is None or selection.wants(file.path, kept):
        return None
    return Reading(kept.facts, kept.content, is_settled=kept.is_current)


def read_file(
    file: RawFile, store: ExtractionStore, pool: WorkerPool, *, may_shrink: bool
) -> Reading:
    """Read one file and keep what was read.

    An earlier reading of the same bytes stands where the new one lacks much of it, unless it
    ``may_shrink``. Raises ``OSError`` when the file cannot be opened, ``ReadingInterruptedError``
    when something else than the file ended its reading: both may pass.
    """
    try:
        extraction = pool.read(file.path)
    except HarmfulFileError as error:
        # Any kind's declaration may be to blame: mending one is reason to try again.
        extraction = replace(rejected(file, error), kinds=[kind.name for kind in all_kinds()])
    before = None if may_shrink else store.get(file.document, file.path)
    notices = shrunk(before, extraction) if before else []
    kept = store.look(file.document, file.path) if notices else None
    if kept is not None:
        return Reading(kept.facts, kept.content, notices=tuple(notices), is_settled=False)
    content = store.put(extraction)
    is_kept = content is not None and extraction.document == file.document
    return Reading(
        facts_of(extraction), content or "", None if is_kept else extraction, is_fresh=True
    )
