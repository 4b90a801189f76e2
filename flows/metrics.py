"""The last nights in numbers, for Prometheus. Light, as a night without news writes them too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import write_to_textfile

from flows.journal import NightLog


def write_metrics(target: Path, nights: Sequence[NightLog]) -> None:
    """Write what an alert would look at, from nights that have ended; at least one."""
    write_to_textfile(str(target), metrics_of(nights))


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
