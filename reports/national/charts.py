"""The charts of a national year; the tables of the same page say the same."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from itertools import groupby
from operator import itemgetter

from reports.charts import national
from reports.charts.chart import Chart
from reports.charts.maps import Panel, known, maps
from reports.formats import day
from reports.national.data import Summary
from warehouse.mart import Row

MAP = "peta-"
"""Before an indicator's code: the name of its map."""


def charts_of(summary: Summary, published: datetime.date) -> Mapping[str, Chart]:
    """By name, in the order of the page; those that would be empty are left out."""
    source = f"Sumber: surat tahun {summary.tahun} dalam gudang data capaian per {day(published)}"
    charts = [
        *_maps(summary, source),
        *_strips(summary, source),
        *_categories(summary, source),
        *_movements(summary, source),
        *_trust(summary, source),
    ]
    return {chart.name: chart for chart in charts}


def _panel(summary: Summary, code: str, name: str) -> Panel:
    return Panel(
        name,
        {
            item.code: mean
            for item in summary.values
            if (mean := item.mean(code)) is not None and item.code in known()
        },
    )


def _maps(summary: Summary, source: str) -> list[Chart]:
    if not summary.indicators:
        return []
    panels = [(code, _panel(summary, code, name)) for code, name in summary.indicators]
    words = "Angka tiap provinsi ada di tabel nilai per provinsi."
    about = f"{source}; warna = rerata satker provinsi"
    single = [
        Chart(
            f"{MAP}{code}",
            f"Peta: {panel.name}",
            f"Peta rerata {panel.name} di {len(panel.values)} provinsi. {words}",
            partial(maps, [panel], about),
        )
        for code, panel in panels
    ]
    every = Chart(
        "peta",
        "Peta tiap indikator",
        f"{len(panels)} peta kecil, satu tiap indikator. {words}",
        partial(maps, [panel for _, panel in panels], about),
    )
    return [every, *single]


def _strips(summary: Summary, source: str) -> list[Chart]:
    if not summary.indicators:
        return []
    provinces = [item.name for item in summary.values]
    panels = []
    for code, name in summary.indicators:
        spans = []
        for item in summary.values:
            mean = item.mean(code)
            found = item.figures.get(code)
            spans.append(
                national.Span(found["nilai_min"], mean, found["nilai_max"], item.is_complete(code))
                if found and mean is not None
                else None
            )
        panels.append(national.Strip(name, spans))
    words = (
        f"{len(panels)} diagram kecil dengan {len(provinces)} provinsi; "
        "reratanya ada di tabel nilai per provinsi."
    )
    return [
        Chart(
            "provinsi",
            "Provinsi menurut indikator",
            words,
            partial(national.strips, provinces, panels, source),
        )
    ]


def _categories(summary: Summary, source: str) -> list[Chart]:
    groups = []
    for name, rows in groupby(summary.spread, key=itemgetter("indikator_name")):
        found = list(rows)
        ranks = [row["rank"] for row in found if row["rank"] is not None]
        stacks = [
            _stack("lampiran", found[0]["satker_total"], found, "share_pct", ranks),
            _stack("menurut surat", found[0]["klaim_total"], found, "klaim_pct", ranks),
        ]
        groups.append((name, [stack for stack in stacks if stack.count and stack.shares]))
    groups = [group for group in groups if group[1]]
    if not groups:
        return []
    return [
        Chart(
            "kategori",
            "Satker per kategori",
            "Diagram batang bertumpuk; angkanya ada di tabel satker per kategori.",
            partial(national.categories, groups, source),
        )
    ]


def _stack(
    name: str, count: int | None, rows: list[Row], column: str, ranks: list[int]
) -> national.Stack:
    reach = max(ranks, default=1) - 1
    shares = [
        national.Share(
            row["kategori"],
            row[column],
            None if row["rank"] is None else (row["rank"] - 1) / max(1, reach),
        )
        for row in rows
        if row[column]
    ]
    shares.sort(key=lambda share: (share.place is None, share.place or 0))
    return national.Stack(name, count or 0, shares)


def _movements(summary: Summary, source: str) -> list[Chart]:
    rows = [
        national.Movement(
            row["indikator_name"],
            row["naik"],
            row["tetap"],
            row["turun"],
            bool(row["is_sebanding"]),
        )
        for row in summary.movement
    ]
    if not rows:
        return []
    return [
        Chart(
            "gerak",
            f"Satker naik dan turun terhadap {summary.tahun - 1}",
            "Diagram batang dua arah; angkanya ada di tabel perbandingan tahun.",
            partial(national.movements, rows, source),
        )
    ]


def _trust(summary: Summary, source: str) -> list[Chart]:
    rows = [
        national.Trust(row["provinsi_name"], row["received_pct"], row["trusted_pct"])
        for row in summary.quality
    ]
    if not rows:
        return []
    return [
        Chart(
            "mutu",
            "Mutu data per provinsi",
            "Dua diagram batang; angkanya ada di tabel mutu data.",
            partial(national.trust, rows, source),
        )
    ]
