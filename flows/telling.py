"""Tells of the nights once one has ended: a page, numbers for Prometheus, word to people.

The warehouse is published by then; what cannot be told must not undo that, so it is only logged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import write_to_textfile

from extractors.store import write_atomically
from flows.causes import cause_of
from flows.errors import mark_told
from flows.journal import NightLog, OpenNight
from flows.notifying import Notice, notify
from flows.places import Places
from flows.summary import summary_lines
from reports.formats import moment
from reports.night.page import OUTCOMES, NightStory, page_of

_LOG = logging.getLogger("prefect.capaian")


@contextmanager
def told(places: Places) -> Iterator[OpenNight]:
    """A night that is in the journal from its start, and told however it ends.

    The caller holds the warehouse. Nights that died before are told first.
    """
    tell_dead(places)
    with ExitStack() as last, places.journal.night() as log:
        # Only once the journal has the night's end is there something to tell.
        last.callback(tell, places, log.night)
        try:
            yield log
        except BaseException as error:
            mark_told(error)
            raise


def tell_dead(places: Places) -> None:
    """Bury the nights that died, and tell of each. The caller holds the warehouse."""
    for night in places.journal.bury():
        tell(places, night)


def tell(places: Places, night: NightLog) -> None:
    """Write ``malam.html`` and ``metrics.prom`` from the journal, and send word of a night."""
    write_down(places, night)
    troubles = notify(notice_of(night))
    if troubles:
        places.journal.untold(night, troubles)


def write_down(places: Places, night: NightLog) -> None:
    """Write ``malam.html`` and ``metrics.prom`` from the journal.

    ``night`` is the last one, which is told also where the journal could not be written.
    """
    try:
        nights = [known for known in places.journal.nights() if known.outcome != "restored"]
        if night.started not in {known.started for known in nights}:
            nights.append(night)
        write_to_textfile(str(places.metrics), metrics_of(nights))
        write_atomically(places.night_report, page_of(stories(nights)).encode())
    except Exception as error:  # noqa: BLE001 - whatever it is, the night is over and its work stands
        _LOG.warning("Malam ini tidak dapat diceritakan: %s", cause_of(error))


def notice_of(night: NightLog) -> Notice:
    """What is told of a night: its outcome, its summary or its error."""
    lines = summary_lines(night.numbers) if night.numbers else [night.error or "Tanpa keterangan."]
    subject = f"capaian: malam {moment(night.started)}: {OUTCOMES[night.outcome]}"
    return Notice(subject, "\n".join(lines))


def stories(nights: Sequence[NightLog]) -> list[NightStory]:
    """The nights as their page tells them."""
    return [
        NightStory(
            night.started, night.outcome, night.seconds, night.stages, night.numbers, night.error
        )
        for night in nights
    ]


def metrics_of(nights: Sequence[NightLog]) -> CollectorRegistry:
    """The last nights as gauges: what an alert would look at."""
    registry = CollectorRegistry()

    def gauge(name: str, words: str, value: float, **labels: str) -> None:
        found = _gauges.get(name)
        if found is None:
            found = _gauges[name] = Gauge(f"capaian_{name}", words, list(labels), registry=registry)
        (found.labels(**labels) if labels else found).set(value)

    _gauges: dict[str, Gauge] = {}
    last = nights[-1]
    gauge("night_started_timestamp_seconds", "Start of the last night", last.started.timestamp())
    is_well = last.outcome in {"published", "no_news"}
    gauge("night_success", "Whether the last night ended well", float(is_well))
    failures = 0
    for night in reversed(nights):
        if night.outcome in {"published", "no_news"}:
            break
        failures += 1
    gauge("nights_failed_in_a_row", "Nights without success up to now", failures)
    published = next((night for night in reversed(nights) if night.outcome == "published"), None)
    if published is None:
        return registry
    numbers = published.numbers
    gauge(
        "published_timestamp_seconds",
        "Start of the last night that published",
        published.started.timestamp(),
    )
    gauge("night_seconds", "Duration of the last night that published", published.seconds or 0)
    for stage, (seconds, _) in published.stages.items():
        gauge("night_stage_seconds", "Duration by stage", seconds, stage=stage)
    for name in ("files", "pages", "memory_mib"):
        gauge(name, f"Of the last night that published: {name}", numbers[name])
    for status, count in numbers["letters"].items():
        gauge("letters", "Letters by status", count, status=status)
    for status in ("loaded", "quarantined"):
        gauge("rows", "Printed rows by status", numbers[f"rows_{status}"], status=status)
    for severity, count in numbers["findings"].items():
        gauge("findings", "Open findings by severity", count, severity=severity)
    for what, count in numbers["missing"].items():
        gauge("missing", "What should have arrived and has not", count, what=what)
    for what in ("refused", "postponed", "held", "gone"):
        gauge(f"files_{what}", f"Files that were {what}", len(numbers.get(what, ())))
    for table, rows in numbers.get("tables", {}).items():
        gauge("table_rows", "Rows by table", rows, table=table)
    gauge("tables_shrunk", "Tables that lost half their rows", len(numbers.get("shrunk", ())))
    gauge("files_read", "Files read anew by the last night that published", numbers.get("read", 0))
    return registry
