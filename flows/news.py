"""Whether a night has anything to do. Standard library only, save for a ledger if there is one."""

from __future__ import annotations

from pathlib import Path

from flows.errors import MisuseError, NothingReadableError
from flows.fingerprint import code_version, fingerprint, letters_in, raw_files
from flows.ledgers import decisions_of
from flows.places import Places


def require_letters(raw: Path, places: Places) -> None:
    """Errors: ``NothingReadableError`` where there is no letter at all, ``MisuseError`` where there
    is no folder either and no night ever was: then another one was meant.
    """
    if not raw.is_dir() and not places.state.is_dir():
        raise MisuseError(
            f"Folder surat {raw} tidak ada",
            next_step="Sebutkan folder yang memuat <tahun>/*.pdf dengan --raw.",
        )
    if not raw.is_dir():
        raise NothingReadableError(
            f"Folder surat {raw} tidak ada; tidak ada yang diterbitkan",
            next_step="Periksa apakah disk atau folder jaringannya terpasang.",
        )
    if not letters_in(raw):
        raise NothingReadableError(
            f"Tidak ada berkas PDF di {raw}; tidak ada yang diterbitkan",
            next_step="Periksa apakah folder itu terpasang (mount), atau taruh surat di folder "
            "tahunnya.",
        )


def has_news(raw: Path, places: Places, ledger: str) -> bool:
    """Whether the published warehouse is not the one that a night would publish now."""
    current = fingerprint(raw_files(raw), code_version(), decisions_of(ledger))
    return not places.sidecar.matches(current, places.warehouse)
