"""Whether a night has anything to do. Standard library only, save for a ledger if there is one."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from flows.causes import cause_of
from flows.errors import MisuseError, NothingReadableError
from flows.failing import tell_dead
from flows.fingerprint import code_version, fingerprint, letters_in, raw_files
from flows.journal import ended
from flows.ledgers import decisions_of
from flows.metrics import write_metrics
from flows.places import Places

_YEAR = re.compile(r"(?:19|20)\d\d")
_LOG = logging.getLogger("prefect.capaian")


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


def hint_of(raw: Path) -> str | None:
    """What to say where no letter lies in a folder of its year: the wrong folder may be meant."""
    inner = {path.relative_to(raw).parts[0] for path in letters_in(raw)}
    if any(_YEAR.fullmatch(name) for name in inner):
        return None
    meant = f" Mungkin yang dimaksud --raw {raw.parent}." if _YEAR.fullmatch(raw.name) else ""
    return f"Tidak ada folder <tahun>/ yang memuat surat di {raw}.{meant}"


def nothing_new(places: Places) -> None:
    """A night that had nothing to do: in the journal, and in the metrics, which an alert on nights
    that do not come looks at.
    """
    tell_dead(places)
    places.journal.no_news()
    try:
        write_metrics(places.metrics, ended(places.journal.nights()))
    except (OSError, LookupError) as error:
        _LOG.warning("Angka malam tidak dapat ditulis: %s", cause_of(error))


def has_news(raw: Path, places: Places, ledger: str) -> bool:
    """Whether the published warehouse is not the one that a night would publish now."""
    current = fingerprint(raw_files(raw), code_version(), decisions_of(ledger))
    return not places.sidecar.matches(current, places.warehouse)
