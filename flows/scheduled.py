"""The night as a server schedules it: nothing where there is no news, else the whole night.

Its parameters are written down by Prefect, so the ledger's address, which may hold a password, is
not among them: it comes from the environment of the process that runs it.
"""

from __future__ import annotations

import os
from pathlib import Path

from prefect import flow
from pydantic import SecretStr

from flows.failing import failures_told
from flows.news import has_news, nothing_new, require_letters
from flows.nightly import run_night
from flows.places import LEDGER_VARIABLE, Places


@flow(name="malam-terjadwal", flow_run_name="malam {warehouse}", persist_result=False)
def scheduled(raw: str, warehouse: str) -> None:
    """One scheduled night. Raises what ``nightly`` raises."""
    places = Places(Path(warehouse))
    ledger = os.environ.get(LEDGER_VARIABLE) or places.ledger
    with failures_told(places):
        require_letters(Path(raw), places)
        if has_news(Path(raw), places, ledger):
            run_night(raw, warehouse, SecretStr(ledger))
        else:
            nothing_new(places)
