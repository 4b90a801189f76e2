"""What the last night did, as a page: what came, how long it took, what failed, the nights before.

Reads nothing itself: the conductor hands over what its journal says.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from reports.charts.chart import Chart
from reports.charts.night import Turn, trend
from reports.formats import NOTHING, WIB, moment, number
from reports.grid import Grid
from reports.page import drawn, render

OUTCOMES = {
    "published": "diterbitkan",
    "no_news": "tidak ada yang baru",
    "failed": "gagal",
    "dead": "mati di tengah jalan",
    "running": "sedang berjalan",
    "restored": "dipulihkan",
}
_SHOWN = 14


@dataclass(frozen=True, slots=True)
class NightStory:
    """One night. ``stages``: seconds and pieces by title; ``numbers`` as the summary has them."""

    started: datetime.datetime
    outcome: str
    seconds: float | None
    stages: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    numbers: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None


def duration(seconds: float | None) -> str:
    """A length of time: ``4 menit 5 detik``, ``3,2 detik``."""
    if seconds is None:
        return NOTHING
    if seconds < 60:
        return f"{number(Decimal(str(round(seconds, 1))))} detik"
    return f"{int(seconds // 60)} menit {int(seconds % 60)} detik"


def page_of(nights: Sequence[NightStory]) -> str:
    """The HTML of the last of ``nights``, with those before it. At least one."""
    last, shown = nights[-1], list(nights[-_SHOWN:])
    published = next((night for night in reversed(nights) if night.numbers), None)
    return render(
        "malam.html",
        last=last,
        moment=moment,
        duration=duration,
        outcome=OUTCOMES[last.outcome],
        counts=_counts(published) if published else None,
        counted_at=moment(published.started) if published else "",
        stages=_stages(last),
        told=_told(published) if published else None,
        trend=_trend(shown),
        charts=drawn(_charts(shown)),
    )


def _counts(night: NightStory) -> Grid:
    numbers = night.numbers
    rows = [
        ("Berkas", number(numbers["files"])),
        ("Dibaca baru", number(numbers.get("read", 0))),
        ("Halaman", number(numbers["pages"])),
        *((f"Surat {name.replace('_', ' ')}", number(n)) for name, n in numbers["letters"].items()),
        ("Baris dimuat", number(numbers["rows_loaded"])),
        ("Baris dikarantina", number(numbers["rows_quarantined"])),
        *((f"Temuan {name}", number(n)) for name, n in numbers["findings"].items()),
        *((f"Belum ada: {name}", number(n)) for name, n in numbers["missing"].items()),
    ]
    return Grid("Hasil", ("Yang dihitung", "Banyaknya"), rows, frozenset({1}))


def _stages(night: NightStory) -> Grid | None:
    rows = [
        (
            title,
            number(count),
            duration(seconds),
            f"{number(Decimal(str(round(count / seconds, 1))))} per detik" if seconds else NOTHING,
        )
        for title, (seconds, count) in night.stages.items()
    ]
    heads = ("Tahap", "Banyaknya", "Lama", "Laju")
    return Grid("Lamanya tiap tahap", heads, rows, frozenset({1, 2, 3})) if rows else None


def _told(night: NightStory) -> Grid | None:
    """Files that were refused, left, held or are gone, with what to do."""
    rows = [(path, words or NOTHING) for path, words in night.numbers.get("told", {}).items()]
    return Grid("Berkas yang perlu dilihat", ("Berkas", "Sebab"), rows) if rows else None


def _trend(nights: Sequence[NightStory]) -> Grid:
    rows = [
        (
            moment(night.started),
            OUTCOMES[night.outcome],
            duration(night.seconds),
            number(night.numbers.get("files")),
            number(night.numbers.get("rows_loaded")),
            number(night.numbers.get("rows_quarantined")),
            number(night.numbers["findings"].get("gagal", 0) if night.numbers else None),
            night.error or NOTHING,
        )
        for night in reversed(nights)
    ]
    heads = (
        *("Mulai", "Hasil", "Lama", "Berkas", "Baris dimuat", "Baris dikarantina"),
        *("Temuan gagal", "Galat"),
    )
    return Grid("Malam-malam terakhir", heads, rows, frozenset({2, 3, 4, 5, 6}))


def _charts(nights: Sequence[NightStory]) -> list[Chart]:
    turns = [
        Turn(
            f"{night.started.astimezone(WIB):%d-%m %H.%M}",
            night.seconds or 0.0,
            night.numbers["rows_loaded"],
            night.numbers["rows_quarantined"],
        )
        for night in nights
        if night.outcome == "published"
    ]
    if not turns:
        return []
    source = f"Sumber: catatan malam per {moment(nights[-1].started)}"
    words = "Lama dan baris tiap malam; angkanya ada di tabel malam-malam terakhir."
    return [Chart("malam", "Malam-malam yang menerbitkan", words, partial(trend, turns, source))]
