"""What nights did, event by event: one JSON line each. Standard library only.

Lines are only added, until there are far more nights than anyone looks at.

A line: ``time`` (ISO, UTC), ``night`` (its start), ``event``: ``started``, ``stage`` (with its
``stage``, ``seconds``, ``count``), ``published`` (``seconds``, ``numbers``), ``failed``
(``seconds``, ``error``), ``no_news``, ``dead``, ``untold`` (by which ``ways`` no word could be
sent), ``restored`` (an earlier warehouse was put back, which its ``note`` names). A night that
started and did not end while nobody holds the warehouse has died; whoever notices writes it down.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from extractors.store import write_atomically
from flows.causes import cause_of

Outcome = Literal["running", "published", "failed", "no_news", "dead", "restored"]
_ENDS: Mapping[str, Outcome] = {
    "published": "published",
    "failed": "failed",
    "no_news": "no_news",
    "dead": "dead",
    "restored": "restored",
}
_STARTED, _STAGE, _UNTOLD = "started", "stage", "untold"
KEPT = 400
"""Nights that are kept for certain: more than a year of them."""
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class NightLog:
    """One night as the journal tells it. ``stages``: seconds and pieces by title, in order."""

    started: datetime
    outcome: Outcome = "running"
    seconds: float | None = None
    stages: dict[str, tuple[float, int]] = field(default_factory=dict)
    numbers: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    untold: tuple[str, ...] = ()
    note: str | None = None


def ended(nights: Iterable[NightLog]) -> list[NightLog]:
    """The nights among them that have ended: what was restored is none, one that runs has not."""
    return [night for night in nights if night.outcome not in {"restored", "running"}]


class Journal:
    """The journal of one warehouse."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def nights(self) -> list[NightLog]:
        """All nights, oldest first; lines that are damaged are passed over."""
        nights: dict[str, NightLog] = {}
        for line in self._lines():
            name, event = line.get("night"), line.get("event")
            if not isinstance(name, str) or not isinstance(event, str):
                continue
            night = nights.setdefault(name, NightLog(datetime.fromisoformat(name)))
            if event == _STAGE:
                night.stages[line["stage"]] = (line["seconds"], line["count"])
            elif event == _UNTOLD:
                night.untold = tuple(line["ways"])
            elif event in _ENDS:
                _end(night, line)
        return list(nights.values())

    def no_news(self) -> None:
        """A night that had nothing to do."""
        self._write(_now(), "no_news", seconds=0.0)

    def restored(self, note: str) -> None:
        """No night, but an earlier warehouse put back: ``note`` says which."""
        self._write(_now(), "restored", note=note)

    def bury(self) -> list[NightLog]:
        """Write down which nights died, and give them. The caller holds the warehouse, so none is
        running.
        """
        dead = [night for night in self.nights() if night.outcome == "running"]
        for night in dead:
            self._write(night.started.isoformat(), "dead")
            night.outcome = "dead"
        return dead

    def untold(self, night: NightLog, ways: Sequence[str]) -> None:
        """Word of a night that could not be sent, by which ways and why."""
        self._write(night.started.isoformat(), _UNTOLD, ways=list(ways))

    @contextmanager
    def night(self) -> Iterator[OpenNight]:
        """A night from its start to its end, however it ends. The caller holds the warehouse."""
        self.bury()
        self._trim()
        opened = OpenNight(self._write, datetime.now(UTC))
        try:
            yield opened
        except BaseException as error:
            opened.end("failed", error=cause_of(error))
            raise

    def _write(self, night: str, event: str, **facts: object) -> None:
        line = json.dumps({"time": _now(), "night": night, "event": event, **facts})
        try:
            self._add(line)
        except OSError as error:
            _LOG.warning("Catatan malam tidak dapat ditulis (%s)", error)

    def _add(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            # A line cut short by a crash must not swallow the next one.
            os.write(handle, f"\n{line}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def _trim(self) -> None:
        """Let the oldest nights go once there are far more than anyone looks at."""
        nights = [night.started.isoformat() for night in self.nights()]
        if len(nights) <= 2 * KEPT:
            return
        kept = set(nights[-KEPT:])
        lines = [json.dumps(line) for line in self._lines() if line.get("night") in kept]
        try:
            write_atomically(self._path, "".join(f"{line}\n" for line in lines).encode())
        except OSError as error:
            _LOG.warning("Catatan malam tidak dapat dipangkas (%s)", error)

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict):
                yield found


class OpenNight:
    """A night under way. ``night``: what the journal says of it, written or not."""

    def __init__(self, write: Any, started: datetime) -> None:
        self.night = NightLog(started)
        self._write, self._name = write, started.isoformat()
        self._began = time.monotonic()
        write(self._name, _STARTED, pid=os.getpid())

    @contextmanager
    def stage(self, title: str, count: int = 1) -> Iterator[None]:
        """One stage, written down with its time once it is through."""
        began = time.monotonic()
        yield
        seconds = round(time.monotonic() - began, 3)
        self.night.stages[title] = (seconds, count)
        self._write(self._name, _STAGE, stage=title, seconds=seconds, count=count)

    def end(self, outcome: Outcome, **facts: object) -> None:
        """Its end: ``published`` with ``numbers``, or ``failed`` with the ``error``."""
        line = {"event": outcome, "seconds": round(time.monotonic() - self._began, 3), **facts}
        _end(self.night, line)
        self._write(self._name, **line)


def _end(night: NightLog, line: Mapping[str, Any]) -> None:
    """Take over what a line says of a night's end."""
    night.outcome = _ENDS[line["event"]]
    night.seconds = line.get("seconds")
    night.numbers = line.get("numbers", {})
    night.error = line.get("error")
    night.note = line.get("note")


def _now() -> str:
    return datetime.now(UTC).isoformat()
