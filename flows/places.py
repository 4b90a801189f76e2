"""Where a warehouse keeps what belongs to it: a directory and the ledger beside the file."""

from __future__ import annotations

import argparse
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractors.store import ExtractionStore
from flows.errors import NightRunningError
from flows.fingerprint import Sidecar
from flows.journal import Journal

LEDGER_VARIABLE = "CAPAIAN_LEDGER"
_TRIES, _TRY_SECONDS = 10, 0.05


def add_ledger_option(parser: argparse.ArgumentParser) -> None:
    """The option ``--ledger``; ``None`` where neither it nor its variable is given."""
    parser.add_argument(
        "--ledger",
        metavar="URL",
        default=os.environ.get(LEDGER_VARIABLE) or None,
        help="buku keputusan petugas; bawaannya berkas SQLite <FILE>.ledger.db, atau PostgreSQL "
        f"seperti postgresql://nama@host/capaian (juga lewat variabel {LEDGER_VARIABLE})",
    )


@dataclass(frozen=True, slots=True)
class Places:
    """The published warehouse and ``<warehouse>.state/``, which may be deleted at any time."""

    warehouse: Path

    @property
    def state(self) -> Path:
        """Everything that is not published."""
        return self.warehouse.with_name(f"{self.warehouse.name}.state")

    @property
    def ledger(self) -> str:
        """The stewards' ledger unless told otherwise: beside the warehouse, never to be deleted."""
        return f"sqlite:///{self.warehouse}.ledger.db"

    @property
    def sidecar(self) -> Sidecar:
        """What the published file was made from."""
        return Sidecar(self.state / "night.json")

    @property
    def extractions(self) -> ExtractionStore:
        """Readings kept by content."""
        return ExtractionStore(self.state.absolute() / "extractions")

    @property
    def verdicts(self) -> Path:
        """What was judged of letters, kept by all that it depends on."""
        return self.state.absolute() / "verdicts"

    @property
    def build(self) -> Path:
        """Where the next warehouse is built."""
        return self.state / "build"

    @property
    def archive(self) -> Path:
        """The warehouses published before."""
        return self.state / "archive"

    @property
    def journal(self) -> Journal:
        """What the nights did."""
        return Journal(self.state / "nights.jsonl")

    @property
    def metrics(self) -> Path:
        """The last night in numbers, for Prometheus."""
        return self.state / "metrics.prom"

    @property
    def night_report(self) -> Path:
        """The last night as a page."""
        return self.state / "malam.html"

    @property
    def log(self) -> Path:
        """Where libraries write what a user need not see."""
        return self.state / "log"

    @property
    def prefect(self) -> Path:
        """Prefect's own home, never the user's."""
        return self.state / "prefect"

    @property
    def is_held(self) -> bool:
        """Whether a night, or another application of decisions, holds the warehouse now."""
        try:
            with self.locked():
                return False
        except NightRunningError:
            return True

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the warehouse for one night; the lock dies with the process.

        Who only looks whether it is held (``is_held``) holds it for an instant, so it is tried for
        half a second. Raises ``NightRunningError`` when another night holds it.
        """
        self.state.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.state / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not any(_tried(handle) for _ in range(_TRIES)):
                raise NightRunningError(
                    f"Malam lain sedang mengolah {self.warehouse}",
                    next_step="Tunggu sampai selesai, lalu jalankan lagi.",
                )
            yield
        finally:
            os.close(handle)


def _tried(handle: int) -> bool:
    """Whether the lock was got; waits a little where it was not."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        time.sleep(_TRY_SECONDS)
        return False
    return True
