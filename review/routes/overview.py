"""The summary of a year, for those who lead."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from reports.formats import day, percent
from reports.national.data import BY_NAME, read_summary
from review.pages import render
from review.room import InRoom
from review.security.access import ViewerSession

router = APIRouter()
_DOWN = "turun"
_SIGNS = {
    "tidak_lengkap": ("◐", "belum lengkap"),
    "tertahan": ("■", "tertahan"),
    "hanya_laporan": ("○", "hanya menurut laporan"),
    "tanpa_target": ("–", "tanpa target"),
    "tanpa_data": ("–", "belum ada surat"),
}


@router.get("/ringkasan")
def overview(request: Request, room: InRoom, session: ViewerSession) -> Response:
    """Provinces by indicator, categories, movement, trust and what is missing."""
    asked = request.query_params
    year = asked.get("tahun", "")
    order, is_down = asked.get("urut", BY_NAME), asked.get("arah") == _DOWN
    tahun = int(year) if year.isascii() and year.isdigit() and len(year) == len("2023") else None
    summary = read_summary(room.mart, tahun, order, descending=is_down)
    values = {
        "keadaan": room.state(),
        "ringkasan": summary,
        "urut": order,
        "turun": is_down,
        "tanda": _SIGNS,
        "persen": percent,
        "tanggal": day,
    }
    return render("ringkasan.html", request, session, values)
