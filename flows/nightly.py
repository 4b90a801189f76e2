"""The nightly flow: read every file, validate every letter, build, publish.

Prefect conducts; what is done stands in ``flows.steps``. Imported only when there is work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.tasks import Task
from pydantic import SecretStr

from extractors.store import ExtractionStore
from flows.arrivals import take_stock
from flows.cluster import end_pools, require_code, required_code, task_runner
from flows.diskspace import full_disk_told
from flows.errors import ClusterError, StateLostError
from flows.failing import tell_dead
from flows.fingerprint import RawFile
from flows.journal import OpenNight
from flows.judging import JudgeFile
from flows.ledgers import decisions_of
from flows.places import Places
from flows.progress import Advance, stage
from flows.reading import Reading, read_file
from flows.selection import EVERYTHING, Selection
from flows.steps import Night
from flows.telling import told
from flows.workers import (
    HarmfulFileError,
    ReadingInterruptedError,
    shared_pool,
)
from warehouse.verdicts import Judged

WORKERS = 2
"""Files read at once: one per core of the machine this is meant for."""
WORTH_ANOTHER = 20
"""Files to judge from which on a second process gains what its start costs, some three seconds."""
AHEAD = 256
"""Tasks that are begun or wait for a process: more than a cluster has of them. Prefect holds some
20 KiB for each, which would add up over a country's letters.
"""
RETRIES = 2
RETRY_SECONDS = 0.5
Result = TypeVar("Result")


def may_pass(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failure may be gone at the next try: one of opening files or of a process."""
    try:
        state.result()
    except HarmfulFileError:
        return False
    except (OSError, ReadingInterruptedError, StateLostError):
        return True
    except Exception:  # noqa: BLE001 - any other failure is for good
        return False
    return False


_OF_A_FILE: dict[str, Any] = {
    "retries": RETRIES,
    "retry_delay_seconds": RETRY_SECONDS,
    "retry_condition_fn": may_pass,
    "cache_policy": NO_CACHE,
    "persist_result": False,
}
"""How a task with one file is run."""


@task(task_run_name="baca {file.path}", **_OF_A_FILE)
def read(
    file: RawFile, raw: Path, store: ExtractionStore, code: str | None, *, may_shrink: bool
) -> Reading:
    """Read one file."""
    require_code(code)
    return read_file(file, store, shared_pool(raw, WORKERS), may_shrink=may_shrink)


@task(task_run_name="periksa {job.path}", **_OF_A_FILE)
def judge(job: JudgeFile, raw: Path, code: str | None, workers: int) -> dict[int, Judged]:
    """Judge the letters of one file."""
    require_code(code)
    return shared_pool(raw, workers).run(job)


@task(task_run_name="bangun", cache_policy=NO_CACHE)
def build(night: Night) -> Path:
    """Build the warehouse beside the published one."""
    return night.build()


@task(task_run_name="terbitkan", cache_policy=NO_CACHE)
def publish(night: Night, built: Path) -> None:
    """Put the built warehouse in place."""
    night.publish(built)


def _ahead(futures: Iterator[Result]) -> Iterator[Result]:
    """The futures in their order, each asked for once ``AHEAD`` tasks before it have been given."""
    begun = deque(islice(futures, AHEAD))
    while begun:
        yield begun.popleft()
        begun.extend(islice(futures, 1))


def _gather(
    night: Night,
    futures: Iterator[tuple[str, PrefectFuture[Result]]],
    take: Callable[[str, Result], None],
    advance: Advance,
) -> None:
    """Wait for all tasks; a file whose task failed for good is given up, the others go on.

    What is no file's own fault is raised: without it the night would publish less than the last.
    """
    for path, future in _ahead(futures):
        try:
            take(path, future.result())
        except (StateLostError, ClusterError):
            raise
        except Exception as error:  # noqa: BLE001 - told in the file's status, and in the log
            night.reject(path, error)
        advance()


@contextmanager
def _stage(log: OpenNight, title: str, count: int = 1) -> Iterator[Advance]:
    """One stage: shown to who waits, written down for who looks later."""
    with log.stage(title, count), stage(title, count) as advance:
        yield advance


def _run(
    raw: Path, places: Places, ledger: str, selection: Selection, log: OpenNight
) -> dict[str, Any]:
    """The night itself, step by step; the warehouse is held."""
    stock = take_stock(raw)
    raw = raw.absolute()
    night = Night(stock.files, places, decisions_of(ledger), stock.waiting, selection)
    files, store, code = night.to_read(), places.extractions, required_code(night.code)
    with _stage(log, "Membaca berkas", len(files)) as advance:
        readings = (
            (file.path, read.submit(file, raw, store, code, may_shrink=selection.force))
            for file in files
        )
        _gather(night, readings, night.take, advance)
    end_pools()
    current = night.settle(stock)
    night.require_readable()
    jobs = night.to_judge()
    with _stage(log, "Memeriksa surat", len(jobs)) as advance:
        workers = WORKERS if len(jobs) >= WORTH_ANOTHER else 1
        verdicts = ((job.path, judge.submit(job, raw, code, workers)) for job in jobs)
        _gather(night, verdicts, night.take_verdicts, advance)
    night.require_readable()
    end_pools()
    with _stage(log, "Membangun gudang data") as advance:
        built = build(night)
        advance()
    with _stage(log, "Menerbitkan") as advance:
        publish(night, built)
        advance()
    return night.record(current)


def run_night(
    raw: str, warehouse: str, ledger: SecretStr, selection: Selection = EVERYTHING
) -> dict[str, Any]:
    """One night (``nightly``), on this machine or on the cluster that the environment names.

    Raises what ``nightly`` raises, and ``ClusterError`` where the cluster cannot be reached.
    """
    numbers: dict[str, Any] = nightly.with_options(task_runner=task_runner(WORKERS))(
        raw, warehouse, ledger, selection
    )
    return numbers


@flow(
    name="malam",
    flow_run_name="malam {warehouse}",
    validate_parameters=False,
    persist_result=False,
)
def nightly(
    raw: str, warehouse: str, ledger: SecretStr, selection: Selection = EVERYTHING
) -> dict[str, Any]:
    """One night over all PDFs under ``raw`` into the DuckDB file ``warehouse``.

    ``ledger`` is the address of the stewards' decisions; it may hold a password, which Prefect must
    not write down. ``selection`` says which letters are read again.

    Returns the night's numbers. Raises ``NightRunningError`` when another night holds the
    warehouse, ``LedgerError`` when the decisions cannot be read, ``NothingReadableError`` when
    there is nothing to publish; the published warehouse changes only in the last step. However it
    ends, the journal, the page and the metrics of the night tell it.
    """
    places = Places(Path(warehouse))
    tell_dead(places)
    with places.locked(), told(places) as log:
        try:
            with full_disk_told(places.state, places.warehouse.parent):
                numbers = _run(Path(raw), places, ledger.get_secret_value(), selection, log)
        finally:
            end_pools()
        log.end("published", numbers=numbers)
        return numbers
