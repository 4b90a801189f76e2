"""Why a night ended, in one Indonesian sentence; standard library only."""

from __future__ import annotations

from extractors.errors import CapaianError

_KEEPS = "Gudang data terakhir, bila ada, tidak disentuh."


def cause_of(error: BaseException) -> str:
    """What is told of an error: on the screen, in the journal and to who is sent word."""
    if isinstance(error, CapaianError):
        return f"{error.file}: {error}" if error.file else str(error)
    if isinstance(error, OSError):
        place = f" {error.filename}" if error.filename else ""
        return (
            f"Berkas{place} tidak dapat dibaca atau ditulis ({error.strerror or error}). "
            f"Periksa ruang disk dan hak aksesnya. {_KEEPS}"
        )
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return f"Dihentikan dari luar. {_KEEPS}"
    return f"Galat yang tidak terduga ({error!r}). {_KEEPS}"
