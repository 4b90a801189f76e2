"""Puts decisions into effect at once: the night over the letters as read, without Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractors.beat import silent
from flows.arrivals import take_stock
from flows.diskspace import full_disk_told
from flows.errors import StateLostError
from flows.failing import tell_dead
from flows.ledgers import DecisionSource
from flows.places import Places
from flows.reading import read_file
from flows.steps import Night
from flows.telling import write_down
from flows.workers import ReadingInterruptedError, worker_pool

WORKERS = 1


def apply(raw: Path, places: Places, ledger: DecisionSource) -> dict[str, Any]:
    """Build and publish what a night would publish now, and give its numbers.

    Letters are taken from the stored readings; one that came since the last night is read now, so
    that the next night has nothing left to do. Raises ``NightRunningError`` while a night or
    another application of decisions holds the warehouse, ``NothingReadableError`` without letters,
    ``StateLostError`` where the stored readings are taken away meanwhile.
    """
    tell_dead(places)
    with places.locked():
        return _applied(raw, places, ledger)


def _applied(raw: Path, places: Places, ledger: DecisionSource) -> dict[str, Any]:
    with places.journal.night() as log, full_disk_told(places.state, places.warehouse.parent):
        stock, decisions = take_stock(raw), ledger.decisions()
        night = Night(stock.files, places, decisions, waiting=stock.waiting)
        with worker_pool(raw, WORKERS) as pool:
            for file in night.to_read():
                try:
                    night.take(
                        file.path, read_file(file, places.extractions, pool, may_shrink=False)
                    )
                except (ReadingInterruptedError, OSError) as error:
                    night.reject(file.path, error)
        current = night.settle(stock)
        night.require_readable()
        for job in night.to_judge():
            try:
                night.take_verdicts(job.path, job(silent))
            except StateLostError:
                raise
            except Exception as error:  # noqa: BLE001 - one bad file never stops the others
                night.reject(job.path, error)
        night.require_readable()
        night.publish(night.build())
        numbers = night.record(current)
        log.end("published", numbers=numbers)
        write_down(places, log.night)
        return numbers
