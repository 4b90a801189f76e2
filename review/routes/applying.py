"""Applying the decisions, and seeing that the published warehouse carries them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from review.pages import render
from review.room import InRoom, Room, State
from review.security.access import StewardForm, StewardSession, ViewerSession, address_of

router = APIRouter()


def _values(room: Room, state: State) -> dict[str, object]:
    counts: dict[str, int] = {}
    for outcome in state.outcomes.values():
        counts[outcome["status"]] = counts.get(outcome["status"], 0) + 1
    refused = [
        (entry, state.outcomes[entry.decision_id])
        for entry in state.decisions
        if state.outcomes.get(entry.decision_id, {}).get("status")
        in ("gugur", "ditolak_pemeriksaan")
    ]
    return {
        "keadaan": state,
        "jalan": room.applier.run,
        "belum": state.not_published[::-1],
        "akibat": counts,
        "tidak_berlaku": refused[::-1],
        "terbit": room.settings.warehouse.stat().st_mtime,
    }


@router.get("/terapkan")
def applying(request: Request, room: InRoom, session: ViewerSession) -> Response:
    """What waits to be applied, and how the last run went."""
    return render("terapkan.html", request, session, _values(room, room.state()))


@router.get("/terapkan/keadaan")
def progress(request: Request, room: InRoom, session: ViewerSession) -> Response:
    """The same without the frame of the page, to be asked for again and again."""
    return render("terapkan_keadaan.html", request, session, _values(room, room.state()))


@router.post("/terapkan")
def start(request: Request, room: InRoom, session: StewardSession, form: StewardForm) -> Response:
    """Start a run, unless one is under way."""
    if room.applier.start(session.account.name):
        waiting = len(room.state().not_published)
        room.ledger.events.add(
            session.account.name, "terapkan", f"{waiting} keputusan", address_of(request)
        )
    return RedirectResponse("/terapkan", 303)
