"""Why a night ended, in one Indonesian sentence; standard library only."""

from __future__ import annotations

import textwrap
from copy import copy

from extractors.errors import CapaianError

_LONGEST = 400
"""Letters of what was found: a library may hand over its whole traceback."""
_KEEPS = "Gudang data terakhir, bila ada, tidak disentuh."


def cause_of(error: BaseException) -> str:
    """What is told of an error: on the screen, in the journal and to who is sent word."""
    if isinstance(error, CapaianError):
        short = copy(error)
        short.found = error.found and textwrap.shorten(error.found, _LONGEST, placeholder=" …")
        return f"{error.file}: {short}" if error.file else str(short)
    if isinstance(error, OSError):
        place = f" {error.filename}" if error.filename else ""
        return (
            f"Berkas{place} tidak dapat dibaca atau ditulis ({error.strerror or error}). "
            f"Periksa ruang disk dan hak aksesnya. {_KEEPS}"
        )
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return f"Dihentikan dari luar. {_KEEPS}"
    return f"Galat yang tidak terduga ({error!r}). {_KEEPS}"
