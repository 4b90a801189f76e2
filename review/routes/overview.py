"""The summary of a year, for those who lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from fastapi import APIRouter, Request
from fastapi.responses import Response

from reports.charts.style import as_svg
from reports.formats import hundredths, percent
from reports.national.charts import MAP, charts_of
from reports.national.data import BY_NAME, VALUES, Summary, read_summary
from reports.national.table import TABLES, year_table
from reports.national.words import INCOMPLETE, STATUS_SIGNS, missing_words, other_year
from review.pages import render
from review.room import InRoom, Room
from review.security.access import RefusedError, ViewerSession

router = APIRouter()
_DOWN = "turun"
_KEPT = 64


@dataclass
class _Drawings:
    """Drawn charts of the published warehouse; one at a time, as the library wants it."""

    lock: Lock = field(default_factory=Lock)
    kept: dict[tuple[str, int, str], str] = field(default_factory=dict)

    def get(self, room: Room, tahun: int, name: str) -> str:
        """The SVG of a chart. Raises ``RefusedError`` where the year has none of that name."""
        key = (room.mart.version, tahun, name)
        with self.lock:
            if key not in self.kept:
                summary = _summary(room, tahun)
                chart = charts_of(summary, room.mart.published_at.date()).get(name)
                if chart is None:
                    raise RefusedError("Diagram itu tidak ada.", 404)
                while len(self.kept) >= _KEPT:
                    del self.kept[next(iter(self.kept))]
                self.kept[key] = as_svg(chart.draw())
            return self.kept[key]


_drawings = _Drawings()


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2023") else None


@router.get("/ringkasan")
def overview(request: Request, room: InRoom, session: ViewerSession) -> Response:
    """Provinces by indicator, categories, movement, trust and what is missing."""
    asked = request.query_params
    order, is_down = asked.get("urut", BY_NAME), asked.get("arah") == _DOWN
    summary = read_summary(room.mart, _year(asked.get("tahun", "")), order, descending=is_down)
    charts = charts_of(summary, room.mart.published_at.date()) if summary else {}
    chosen = MAP + asked.get("peta", "")
    values = {
        "keadaan": room.state(),
        "ringkasan": summary,
        "urut": order,
        "turun": is_down,
        "nilai": VALUES,
        "diagram": charts,
        "peta": chosen if chosen in charts else next((n for n in charts if n.startswith(MAP)), ""),
        "awalan_peta": MAP,
        "tanda": STATUS_SIGNS,
        "belum_lengkap": INCOMPLETE,
        "keadaan_hilang": missing_words,
        "persen": percent,
        "ratusan": hundredths,
        "tahun_lain": other_year,
    }
    return render("ringkasan.html", request, session, values)


@router.get("/ringkasan/{tahun}/diagram/{name}.svg")
def chart(tahun: int, name: str, room: InRoom, _: ViewerSession) -> Response:
    """A chart of a year."""
    return Response(_drawings.get(room, tahun, name), media_type="image/svg+xml")


@router.get("/ringkasan/{tahun}/{table}.csv")
def rows(tahun: int, table: str, room: InRoom, _: ViewerSession) -> Response:
    """The rows behind the page, to take away."""
    if table not in TABLES:
        raise RefusedError("Tabel itu tidak ada.", 404)
    summary = _summary(room, tahun)
    name = f"capaian-{table}-{summary.tahun}.csv"
    return Response(
        year_table(room.mart, table, summary.tahun),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _summary(room: Room, tahun: int) -> Summary:
    summary = read_summary(room.mart, tahun)
    if summary is None or summary.tahun != tahun:
        raise RefusedError("Tahun itu tidak ada.", 404)
    return summary
