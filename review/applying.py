"""Applying the decisions in the background, one run at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from time import monotonic

from extractors.errors import CapaianError

Apply = Callable[[], object]
"""Builds the warehouse with the ledger's decisions and publishes it; raises when it cannot."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """A run: who started it, how it goes (``berjalan``, ``selesai``, ``gagal``), how long it takes.

    ``seconds`` are those of the run so far, ``usual_seconds`` those of the last that succeeded.
    """

    started_by: str
    state: str
    seconds: float
    usual_seconds: float | None
    trouble: str | None = None

    @property
    def share(self) -> int | None:
        """About how much of it is done, per cent; unknown before the first run has ended."""
        if not self.usual_seconds:
            return None
        return min(95, round(100 * self.seconds / self.usual_seconds))


class Applier:
    """Starts runs and tells of the last one. ``done`` is called with each run that ended."""

    def __init__(self, apply: Apply, done: Callable[[Run], None]) -> None:
        self._apply = apply
        self._done = done
        self._run: Run | None = None
        self._began = 0.0
        self._usual: float | None = None
        self._lock = Lock()

    def start(self, by: str) -> bool:
        """Begin a run; false where one is under way already."""
        with self._lock:
            if self._run and self._run.state == "berjalan":
                return False
            self._began = monotonic()
            self._run = Run(by, "berjalan", 0.0, self._usual)
            Thread(target=self._work, name="terapkan", daemon=True).start()
            return True

    @property
    def run(self) -> Run | None:
        """The last run, or the one under way."""
        with self._lock:
            if self._run and self._run.state == "berjalan":
                return replace(self._run, seconds=monotonic() - self._began)
            return self._run

    def _work(self) -> None:
        state, trouble = "selesai", None
        try:
            self._apply()
        except CapaianError as error:
            state, trouble = "gagal", str(error)
        except Exception:  # noqa: BLE001 - logged; the application goes on with the old warehouse
            _LOG.exception("terapkan")
            state = "gagal"
            trouble = (
                "Terjadi kesalahan yang tidak terduga; gudang data lama tetap ada. "
                "Laporkan kepada pengelola program."
            )
        with self._lock:
            seconds = monotonic() - self._began
            if state == "selesai":
                self._usual = seconds
            before = self._run
            self._run = Run(
                before.started_by if before else "", state, seconds, self._usual, trouble
            )
            ended = self._run
        self._done(ended)
