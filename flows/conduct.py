"""Runs one night from the command line: server, imports, flow, summary."""

from __future__ import annotations

import logging
from pathlib import Path

from extractors.errors import CapaianError
from flows.errors import NightFailedError
from flows.places import Places
from flows.progress import stage
from flows.selection import EVERYTHING, Selection
from flows.server import prefect_server
from flows.summary import summary_lines


def conduct(raw: Path, places: Places, ledger: str, selection: Selection = EVERYTHING) -> list[str]:
    """Run the night with the decisions of ``ledger`` and give its summary's lines.

    Raises a ``CapaianError`` when nothing could be published. The temporary server starts while
    this process imports the libraries.
    """
    with places.locked():
        pass
    with prefect_server(places) as server:
        with stage("Menyiapkan") as advance:
            from pydantic import SecretStr  # noqa: PLC0415 - beside the server's start

            from flows.nightly import run_night  # noqa: PLC0415

            if server is not None:
                server.wait()
            advance()
        try:
            numbers = run_night(str(raw), str(places.warehouse), SecretStr(ledger), selection)
        except CapaianError:
            raise
        except Exception as error:
            logging.getLogger("prefect").exception("Malam terhenti")
            raise NightFailedError(
                f"Malam terhenti oleh galat yang tidak terduga ({error!r}); "
                "tidak ada yang diterbitkan",
                next_step=f"Rinciannya ada di {places.log / 'prefect.log'}.",
            ) from error
    return summary_lines(numbers)
