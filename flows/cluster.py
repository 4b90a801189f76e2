"""Which machines read and judge the letters of a night: this one, or a Dask cluster.

Source: prefect-dask's ``DaskTaskRunner``. Everything else of a night stays in its own process.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.errors import ClusterError
from flows.fingerprint import code_version
from flows.workers import end_shared_pools

CLUSTER_VARIABLE = "CAPAIAN_DASK"
"""Names the variable with the address of a Dask scheduler, as ``tcp://host:8786``."""
_CONNECT_SECONDS = 10.0


def task_runner(threads: int) -> TaskRunner[Any]:
    """Runs tasks in ``threads`` of this process, or on the cluster that the environment names.

    Raises ``ClusterError`` where that one cannot be reached.
    """
    address = os.environ.get(CLUSTER_VARIABLE)
    if not address:
        return ThreadPoolTaskRunner(max_workers=threads)
    try:
        from prefect_dask import DaskTaskRunner  # noqa: PLC0415 - installed only for a cluster
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"{CLUSTER_VARIABLE} menyebut klaster Dask, tetapi pustakanya belum dipasang",
            next_step="Jalankan make cluster, atau kosongkan variabel itu.",
        ) from error
    _reach(address)
    runner: TaskRunner[Any] = DaskTaskRunner(address=address)
    return runner


def end_pools() -> None:
    """End the processes in which letters were read and judged, here and in the cluster.

    Those of a cluster that does not answer end with it.
    """
    end_shared_pools()
    address = os.environ.get(CLUSTER_VARIABLE)
    if address:
        from distributed import Client  # noqa: PLC0415 - installed only for a cluster

        with (
            suppress(OSError),
            Client(address, timeout=_CONNECT_SECONDS, set_as_default=False) as client,  # type: ignore[no-untyped-call]
        ):
            client.run(end_shared_pools)


def _reach(address: str) -> None:
    try:
        place = urlsplit(address)
        socket.create_connection((place.hostname or "", place.port or 0), _CONNECT_SECONDS).close()
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"Klaster Dask {address} tidak menjawab ({error})",
            next_step=f"Jalankan penjadwalnya, atau kosongkan variabel {CLUSTER_VARIABLE}.",
        ) from error


_own_code = cache(code_version)
"""The version that this process began with."""


def required_code(code: str) -> str | None:
    """The version that whoever does a task must have; ``None`` where nobody else does one."""
    return code if os.environ.get(CLUSTER_VARIABLE) else None


def require_code(code: str | None) -> None:
    """Raises ``ClusterError`` where this process has another version of the code than the night.

    What it read or judged would be kept under a version that did not make it.
    """
    if code is not None and _own_code() != code:
        raise ClusterError(
            f"Mesin {socket.gethostname()} memakai versi capaian yang lain daripada malam ini",
            next_step="Pasang versi dan data acuan yang sama, lalu mulai ulang pekerja klaster.",
        )
