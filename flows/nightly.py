"""The nightly flow: read every file, validate every letter, build, publish.

Prefect conducts; what is done stands in ``flows.steps``. Imported only when there is work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task
from pydantic import SecretStr

from flows.arrivals import take_stock
from flows.fingerprint import code_version
from flows.journal import OpenNight
from flows.ledgers import decisions_of
from flows.places import Places
from flows.progress import Advance, stage
from flows.readers import ReaderPool, reader_pool
from flows.selection import EVERYTHING, Selection
from flows.steps import LetterRef, Night
from flows.telling import tell

WORKERS = 2
"""Files read at once: one per core of the machine this is meant for."""
READ_RETRIES = 2
READ_RETRY_SECONDS = 0.5
_RUNNER: Any = ThreadPoolTaskRunner(max_workers=WORKERS)


def may_pass(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failure may be gone at the next try: only one of opening the file."""
    try:
        state.result()
    except OSError:
        return True
    except Exception:  # noqa: BLE001 - any other failure is for good
        return False
    return False


@task(
    task_run_name="baca {path}",
    retries=READ_RETRIES,
    retry_delay_seconds=READ_RETRY_SECONDS,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read(night: Night, path: str, pool: ReaderPool, advance: Advance) -> None:
    """Read one file."""
    night.read(path, pool)
    advance()


@task(task_run_name="periksa {ref.path} surat {ref.letter}", cache_policy=NO_CACHE)
def validate(night: Night, ref: LetterRef, advance: Advance) -> None:
    """Validate one letter."""
    night.validate(ref)
    advance()


@task(task_run_name="bangun", cache_policy=NO_CACHE)
def build(night: Night) -> Path:
    """Build the warehouse beside the published one."""
    return night.build()


@task(task_run_name="terbitkan", cache_policy=NO_CACHE)
def publish(night: Night, built: Path) -> None:
    """Put the built warehouse in place."""
    night.publish(built)


def _settle(night: Night, futures: Iterable[tuple[str, PrefectFuture[None]]]) -> None:
    """Wait for all tasks; a file whose task failed for good is given up, the others go on."""
    for path, future in futures:
        try:
            future.result()
        except Exception as error:  # noqa: BLE001 - told in the file's status, and in the log
            night.reject(path, error)
    night.require_readable()


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
    decisions, code = decisions_of(ledger), code_version()
    night = Night(stock.files, places, decisions, stock.waiting, selection)
    with (
        _stage(log, "Membaca berkas", len(stock.files)) as advance,
        reader_pool(raw, WORKERS) as pool,
    ):
        readings = [(path, read.submit(night, path, pool, advance)) for path in night.files]
        _settle(night, readings)
    current = night.settle(stock, code)
    letters = night.letters()
    with _stage(log, "Memeriksa surat", len(letters)) as advance:
        checks = [(ref.path, validate.submit(night, ref, advance)) for ref in letters]
        _settle(night, checks)
    with _stage(log, "Membangun gudang data") as advance:
        built = build(night)
        advance()
    with _stage(log, "Menerbitkan") as advance:
        publish(night, built)
        advance()
    return night.record(current)


@flow(
    name="malam",
    flow_run_name="malam {warehouse}",
    task_runner=_RUNNER,
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
    with places.locked():
        try:
            with places.journal.night() as log:
                numbers = _run(Path(raw), places, ledger.get_secret_value(), selection, log)
                log.end("published", numbers=numbers)
                return numbers
        finally:
            tell(places)
