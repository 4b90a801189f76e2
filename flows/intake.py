"""Takes letters in: read first, then put where they belong and pinned. Nothing is overwritten."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import CapaianError
from extractors.model import UNKNOWN_KIND, Extraction
from flows.arrivals import after_all
from flows.diskspace import full_disk_told
from flows.errors import DiskFullError, IntakeError, ManifestError
from flows.fingerprint import file_digest, letters_in
from flows.manifest import Line, append, read_manifest
from flows.names import NOT_TEXT, is_text
from flows.workers import WorkerPool, worker_pool

YEARS = range(2000, 2100)
"""Years that a letter may measure."""
_REASONS = {
    errno.EACCES: "tidak boleh ditulis",
    errno.EROFS: "hanya dapat dibaca",
    errno.EEXIST: "yang ada di tempat foldernya bukan folder",
    errno.EISDIR: "yang ada di tempat berkasnya folder",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: where it lies now and what is in it, or why it was refused."""

    source: Path
    place: Path | None = None
    kinds: tuple[str, ...] = ()
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """Where letters go: below ``raw``, in the folder ``tahun`` if given, told with ``origin``."""

    raw: Path
    origin: str
    tahun: int | None = None

    def take_in(self, sources: Sequence[Path]) -> Iterator[Taken]:
        """Take one file after another, each wholly or not at all.

        One that is refused, whatever for, stops no other.
        """
        known = {file_digest(path): path.relative_to(self.raw) for path in letters_in(self.raw)}
        with worker_pool(Path.cwd(), 1) as pool:
            for source in sources:
                digest = file_digest(source)
                try:
                    if digest in known:
                        raise IntakeError(
                            f"Isi yang sama sudah ada sebagai {known[digest]}",
                            next_step="Tidak perlu dimasukkan lagi.",
                        )
                    taken = self._take(source, digest, pool)
                except (CapaianError, OSError) as error:
                    yield Taken(source, trouble=_trouble(error, self.raw))
                else:
                    known[digest] = taken.place.relative_to(self.raw) if taken.place else source
                    yield taken

    def _take(self, source: Path, digest: str, pool: WorkerPool) -> Taken:
        if not is_text(source.name):
            raise IntakeError(NOT_TEXT)
        if not digest:
            raise IntakeError(
                "Berkas tidak dapat dibaca", next_step="Periksa nama dan hak bacanya."
            )
        extraction = pool.read(str(source.resolve()))
        _check_letter(extraction)
        place = self.raw / str(self.tahun or _year_of(extraction)) / f"{source.stem}.pdf"
        folders = {path.parent for path in letters_in(self.raw)} | {place.parent}
        now = after_all(datetime.now(UTC), map(read_manifest, folders))
        _put(source, place, digest)
        try:
            append(place.parent, [Line(place.name, digest, place.stat().st_size, now, self.origin)])
        except (CapaianError, OSError):
            # A letter that no line pins would be taken for one that somebody put there by hand.
            place.unlink()
            raise
        kinds = dict.fromkeys(letter.kind for letter in extraction.letters)
        return Taken(source, place, tuple(kinds))


def _check_letter(extraction: Extraction) -> None:
    """Errors: ``IntakeError`` for a file that is no letter, with the reader's own reason."""
    if extraction.status == "ditolak":
        raise IntakeError(extraction.alasan or "Berkas ini tidak terbaca")
    if all(letter.kind == UNKNOWN_KIND for letter in extraction.letters):
        raise IntakeError(
            "Tidak ada surat yang dikenal dalam berkas ini",
            next_step="Periksa apakah salah berkas, atau mintalah jenisnya ditambahkan.",
        )


def _year_of(extraction: Extraction) -> int:
    """The year that the letters measure. Errors: ``IntakeError`` where it is not one."""
    years = sorted({letter.tahun for letter in extraction.letters if letter.tahun is not None})
    if len(years) == 1 and years[0] in YEARS:
        return years[0]
    found = ", ".join(map(str, years)) or "tidak ada"
    raise IntakeError(
        f"Tahun yang diukur tidak satu (tercetak: {found})",
        next_step="Sebutkan tahunnya dengan --tahun.",
    )


def _put(source: Path, place: Path, digest: str) -> None:
    """Copy whole or not at all. Errors: ``IntakeError`` where the name is taken, or no room."""
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with beside.open("wb") as stream:
            stream.write(source.read_bytes())
            os.fsync(stream.fileno())
        if file_digest(beside) != digest:
            raise IntakeError(
                "Berkas berubah waktu disalin", next_step="Masukkan lagi setelah selesai ditulis."
            )
        os.link(beside, place)
    except FileExistsError as error:
        raise IntakeError(
            f"Nama {place.name} sudah dipakai surat lain di folder {place.parent.name}",
            next_step="Ganti nama berkasnya; surat yang ada tidak pernah ditimpa.",
        ) from error
    finally:
        # What hinders this as well is told already.
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _trouble(error: CapaianError | OSError, raw: Path) -> str:
    """Why a file did not go in, in words that speak of that file."""
    try:
        with full_disk_told(raw):
            raise error
    except DiskFullError as full:
        return f"{full.message}. Kosongkan ruangnya, lalu masukkan lagi."
    except ManifestError as damaged:
        return f"{damaged.message} ({damaged.file}). Perbaiki daftar itu, lalu masukkan lagi."
    except CapaianError:
        return str(error)
    except OSError as refused:
        reason = _REASONS.get(refused.errno or 0) or refused.strerror or repr(refused)
        return f"Berkas tidak dapat disalin ke {raw}: {reason}. Periksa folder tahunnya."
