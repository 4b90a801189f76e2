"""Puts decisions into effect at once: the night over the letters as read, without Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.arrivals import take_stock
from flows.fingerprint import code_version
from flows.ledgers import DecisionSource
from flows.places import Places
from flows.readers import reader_pool
from flows.steps import Night
from flows.telling import write_down

WORKERS = 1


def apply(raw: Path, places: Places, ledger: DecisionSource) -> dict[str, Any]:
    """Build and publish what a night would publish now, and give its numbers.

    Letters are taken from the stored readings; one that came since the last night is read now, so
    that the next night has nothing left to do. Raises ``NightRunningError`` while a night or
    another application of decisions holds the warehouse, ``NothingReadableError`` without letters.
    """
    with places.locked(), places.journal.night() as log:
        stock, decisions, code = take_stock(raw), ledger.decisions(), code_version()
        night = Night(stock.files, places, decisions, waiting=stock.waiting)
        with reader_pool(raw, WORKERS) as pool:
            for path in night.files:
                try:
                    night.read(path, pool)
                except OSError as error:
                    night.reject(path, error)
        current = night.settle(stock, code)
        night.require_readable()
        for ref in night.letters():
            if night.extractions[ref.path].letters:
                try:
                    night.validate(ref)
                except Exception as error:  # noqa: BLE001 - one bad file never stops the others
                    night.reject(ref.path, error)
        night.require_readable()
        night.publish(night.build())
        numbers = night.record(current)
        log.end("published", numbers=numbers)
        write_down(places)
        return numbers
