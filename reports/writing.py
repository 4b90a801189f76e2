"""Files that are there whole or not at all."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.store import replacing
from reports.errors import ReportError


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``target`` once all is written.

    Errors: ``ReportError`` where the folder cannot be written to.
    """
    try:
        with replacing(target) as beside:
            yield beside
    except OSError as error:
        raise ReportError(
            "Berkas tidak dapat ditulis",
            file=str(target),
            found=error.strerror or str(error),
            next_step="Periksa ruang disk dan hak tulis foldernya.",
        ) from error


def file_name(text: str) -> str:
    """A name as part of a file's: 'BNNP DI Yogyakarta' to 'bnnp-di-yogyakarta'."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "tanpa-nama"


def rezipped(content: bytes) -> bytes:
    """A zipped document whose entries bear no time: the same content gives the same bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in given.infolist():
            kept = zipfile.ZipInfo(entry.filename)
            kept.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(kept, given.read(entry))
    return stream.getvalue()
