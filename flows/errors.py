"""What can end a night early. All derive from the one tree of errors."""

from __future__ import annotations

from extractors.errors import CapaianError

_TOLD = "Sudah diceritakan."


def mark_told(error: BaseException) -> None:
    """Say of an error that journal and people know it already."""
    error.add_note(_TOLD)


def is_told(error: BaseException | None) -> bool:
    """Whether an error, or the one that it came from, is known already."""
    while error is not None:
        if _TOLD in getattr(error, "__notes__", ()):
            return True
        error = error.__cause__
    return False


class MisuseError(CapaianError):
    """The command was given something that cannot be meant."""


class NightRunningError(CapaianError):
    """Another night works on the same warehouse."""


class NothingReadableError(CapaianError):
    """No file of the night could be read, so there is nothing to publish."""


class NightFailedError(CapaianError):
    """Something unforeseen stopped the night; nothing was published."""


class ManifestError(CapaianError):
    """A folder's manifest cannot be read, so the order of receipt is not known."""


class ServerError(CapaianError):
    """The temporary Prefect server did not come up."""


class IntakeError(CapaianError):
    """A file is not taken in: no letter, one that is there already, or no place for it."""


class StateLostError(CapaianError):
    """What a night had kept was taken away from under it; nothing is published."""


class ClusterError(CapaianError):
    """The cluster that is to read the letters cannot do so."""


class DiskFullError(CapaianError):
    """There is no room left where something had to be written."""
