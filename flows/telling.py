"""Tells of the nights once one has ended: a page, numbers for Prometheus, word to people.

The warehouse is published by then; what cannot be told must not undo that, so it is only logged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from extractors.store import write_atomically
from flows.causes import cause_of
from flows.errors import mark_told
from flows.journal import NightLog, OpenNight, ended
from flows.metrics import write_metrics
from flows.notifying import Notice, notify
from flows.places import Places
from flows.summary import summary_lines
from reports.formats import moment
from reports.night.page import OUTCOMES, NightStory, page_of

_DIED = "Prosesnya mati sebelum selesai; gudang data terakhir, bila ada, tidak disentuh."
_LOG = logging.getLogger("prefect.capaian")


@contextmanager
def told(places: Places) -> Iterator[OpenNight]:
    """A night that is in the journal from its start, and told however it ends.

    The caller holds the warehouse.
    """
    with ExitStack() as last, places.journal.night() as log:
        # Only once the journal has the night's end is there something to tell.
        last.callback(tell, places, log.night)
        try:
            yield log
        except BaseException as error:
            mark_told(error)
            raise


def tell(places: Places, night: NightLog) -> None:
    """Write ``malam.html`` and ``metrics.prom`` from the journal, and send word of a night."""
    write_down(places, night)
    troubles = notify(notice_of(night))
    if troubles:
        places.journal.untold(night, troubles)


def write_down(places: Places, night: NightLog) -> None:
    """Write ``malam.html`` and ``metrics.prom`` from the journal.

    ``night`` is the last one, which is told also where the journal could not be written.
    """
    try:
        nights = ended(places.journal.nights())
        if night.started not in {known.started for known in nights}:
            nights.append(night)
        write_metrics(places.metrics, nights)
        write_atomically(places.night_report, page_of(stories(nights)).encode())
    except Exception as error:  # noqa: BLE001 - whatever it is, the night is over and its work stands
        _LOG.warning("Malam ini tidak dapat diceritakan: %s", cause_of(error))


def notice_of(night: NightLog) -> Notice:
    """What is told of a night: its outcome, its summary or its error."""
    lines = summary_lines(night.numbers) if night.numbers else [night.error or _DIED]
    subject = f"capaian: malam {moment(night.started)}: {OUTCOMES[night.outcome]}"
    return Notice(subject, "\n".join(lines))


def stories(nights: Sequence[NightLog]) -> list[NightStory]:
    """The nights as their page tells them."""
    return [
        NightStory(
            night.started, night.outcome, night.seconds, night.stages, night.numbers, night.error
        )
        for night in nights
    ]
