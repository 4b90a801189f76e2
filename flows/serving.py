"""Serves nights on a schedule: a Prefect server, looked after, and the runner of the nights."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flows.errors import NightRunningError
from flows.failing import tell_dead
from flows.options import TIMEZONE
from flows.places import LEDGER_VARIABLE, Places
from flows.server import LocalServer, prepare_environment

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun

NAME = "tiap-malam"
_LOOK_SECONDS = 20.0
_MANY = 200
_LOG = logging.getLogger("prefect.capaian")


@dataclass(frozen=True, slots=True)
class Service:
    """What is served: the nights of a warehouse, when, and where its pages are."""

    raw: Path
    places: Places
    ledger: str
    cron: str
    port: int
    look_seconds: float = _LOOK_SECONDS

    def run(self) -> None:
        """Serve until told to stop.

        Raises ``NightRunningError`` when another serves it already, ``MisuseError`` for a port that
        is taken; nothing is started then.
        """
        with _only_one(self.places):
            prepare_environment(self.places)
            os.environ[LEDGER_VARIABLE] = self.ledger
            server = None
            if not os.environ.get("PREFECT_API_URL"):
                server = LocalServer(self.places, self.port, is_lasting=True)
                os.environ["PREFECT_API_URL"] = server.url
            try:
                if server:
                    server.wait()
                self._serve(server)
            finally:
                if server:
                    server.stop()

    def _serve(self, server: LocalServer | None) -> None:
        from prefect.client.schemas.objects import (  # noqa: PLC0415 - the server first
            ConcurrencyLimitConfig,
            ConcurrencyLimitStrategy,
        )
        from prefect.runner import Runner  # noqa: PLC0415
        from prefect.schedules import Cron  # noqa: PLC0415
        from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

        from flows.scheduled import scheduled  # noqa: PLC0415

        # Nights missed while nothing served are still due: all of them start, one holds, the others
        # are cancelled. So they are caught up once.
        runner = Runner(name=NAME, pause_on_shutdown=False, limit=None)
        deployment: Any = runner.add_flow(
            scheduled,
            name=NAME,
            schedules=[Cron(self.cron, timezone=TIMEZONE)],
            parameters={"raw": str(self.raw), "warehouse": str(self.places.warehouse)},
            concurrency_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        watch = Watch(self.places, server, deployment, self.look_seconds)
        watch.settle()
        watch.start()
        print(f"Malam dijalankan pada '{self.cron}' ({TIMEZONE}); keadaannya: capaian status.")
        print(f"Halaman Prefect: {os.environ['PREFECT_API_URL'].removesuffix('/api')}", flush=True)
        try:
            asyncio.run(runner.start())
        finally:
            watch.stop()


@dataclass
class Watch:
    """Looks every few seconds: a server that died is started again, a run that died is marked."""

    places: Places
    server: LocalServer | None
    deployment: UUID
    seconds: float
    _orphans: set[UUID] = field(default_factory=set)
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Look every ``seconds`` in a thread of its own."""
        self._thread = threading.Thread(target=self._keep_looking, name="penjaga", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread:
            self._thread.join()

    def _keep_looking(self) -> None:
        while not self._ended.wait(self.seconds):
            try:
                self.look()
            except Exception:  # noqa: BLE001 - whatever it is, the next look may go well
                _LOG.exception("Penjaga malam tidak dapat melihat server")

    def settle(self) -> None:
        """Before anything is served: what still counts as running is dead, once nobody works.

        A night that outlived its server may still publish; it is waited for, lest the nights that
        were missed find the place taken and are cancelled.
        """
        from prefect.client.orchestration import get_client  # noqa: PLC0415

        while self.places.is_held:
            time.sleep(1)
        with get_client(sync_client=True) as client:
            for run in _running(client, self.deployment, self.places.warehouse):
                _crash(client, run)
        tell_dead(self.places)

    def look(self) -> None:
        """Mark runs dead that nobody runs: twice seen running while nobody held the warehouse."""
        from prefect.client.orchestration import get_client  # noqa: PLC0415

        if self.server and not self.server.is_alive:
            _LOG.warning("Server Prefect mati; dijalankan lagi")
            self.server.restart()
            self.server.answers()
        with get_client(sync_client=True) as client:
            running = _running(client, self.deployment, self.places.warehouse)
            if self.places.is_held:
                self._orphans.clear()
                return
            for run in running & self._orphans:
                _crash(client, run)
            self._orphans = running - self._orphans
        # Now, as the next night may be a day away.
        tell_dead(self.places)


def _running(client: SyncPrefectClient, deployment: UUID, warehouse: Path) -> set[UUID]:
    """Nights of the warehouse that count as running: scheduled runs, and the runs within them."""
    from prefect.client.schemas import filters  # noqa: PLC0415
    from prefect.client.schemas.objects import StateType  # noqa: PLC0415
    from prefect.client.schemas.sorting import FlowRunSort  # noqa: PLC0415

    def found(**wanted: Any) -> list[FlowRun]:
        return client.read_flow_runs(sort=FlowRunSort.ID_DESC, limit=_MANY, **wanted)

    running = filters.FlowRunFilterState(
        type=filters.FlowRunFilterStateType(any_=[StateType.RUNNING])
    )
    scheduled = found(
        deployment_filter=filters.DeploymentFilter(
            id=filters.DeploymentFilterId(any_=[deployment])
        ),
        flow_run_filter=filters.FlowRunFilter(state=running),
    )
    # The night within a scheduled run is a run of its own that belongs to no deployment. It bears
    # the warehouse's name, as other nights may be on the same server; one that a person began by
    # hand bears it too, and is as dead.
    named = found(
        flow_run_filter=filters.FlowRunFilter(
            state=running, name=filters.FlowRunFilterName(any_=[f"malam {warehouse}"])
        ),
    )
    return {run.id for run in [*scheduled, *named]}


def _crash(client: SyncPrefectClient, run: UUID) -> None:
    from prefect.states import Crashed  # noqa: PLC0415

    _LOG.warning("Malam %s mati; ditandai", run)
    state: Any = Crashed(message="Prosesnya mati; gudang data lama tetap ada.")
    client.set_flow_run_state(run, state, force=True)


@contextmanager
def _only_one(places: Places) -> Iterator[None]:
    """Hold the serving of a warehouse; the lock dies with the process."""
    places.state.mkdir(parents=True, exist_ok=True)
    handle = os.open(places.state / "serve.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NightRunningError(
                f"Jadwal malam {places.warehouse} sudah dijalankan proses lain",
                next_step="Hentikan yang lain lebih dahulu.",
            ) from error
        yield
    finally:
        os.close(handle)
