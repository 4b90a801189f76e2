"""Nights that end before their journal is open, or die: told like any other failed night.

A ledger that is down, a damaged manifest, a server that does not start: what says so is not the
night itself, but whoever was about to begin it. Standard library only, until something fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from flows.causes import cause_of
from flows.diskspace import full_disk_told
from flows.errors import MisuseError, NightRunningError, is_told
from flows.journal import NightLog
from flows.places import Places


@contextmanager
def failures_told(places: Places) -> Iterator[None]:
    """Whatever is raised is in the journal, the metrics and what is sent, and raised again.

    Wrong use is no night, and another night that runs tells of itself.
    """
    try:
        with full_disk_told(places.state, places.warehouse.parent):
            yield
    except (MisuseError, NightRunningError):
        raise
    except Exception as error:
        if not is_told(error):
            _tell(places, error)
        raise


def tell_dead(places: Places) -> None:
    """Tell of nights that died, unless another one runs, which has told of those before it.

    Sending word may take long: nobody holds the warehouse meanwhile, so that a night may begin.
    """
    if all(night.outcome != "running" for night in places.journal.nights()):
        return
    from flows.telling import tell  # noqa: PLC0415 - heavy, and hardly ever needed

    with suppress(NightRunningError):
        with places.locked():
            dead = places.journal.bury()
        for night in dead:
            tell(places, night)


def _tell(places: Places, error: Exception) -> None:
    from flows.telling import tell, told  # noqa: PLC0415 - heavy, and only a failure needs it

    try:
        tell_dead(places)
        with places.locked(), told(places) as log:
            log.end("failed", error=cause_of(error))
    except NightRunningError:
        return
    except OSError:
        # Nothing can be written beside the warehouse: word may go out all the same.
        tell(places, NightLog(datetime.now(UTC), "failed", error=cause_of(error)))
