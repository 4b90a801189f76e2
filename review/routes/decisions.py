"""The decisions so far, and taking one back."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from review.deciding import undo
from review.errors import ConflictError, LedgerError
from review.mart import detail
from review.pages import render
from review.room import InRoom, Room
from review.routes.entrance import local_path
from review.routes.items import REASONS
from review.routes.queue import page_number
from review.security.access import RefusedError, StewardForm, StewardSession, ViewerSession
from review.standing import standing

router = APIRouter()
PAGE_SIZE = 50


@router.get("/keputusan")
def decisions(request: Request, room: InRoom, session: ViewerSession) -> Response:
    """Every decision, newest first, with what became of it."""
    return _page(request, room, session)


@router.post("/keputusan/{decision_id}/batal")
def take_back(
    decision_id: int, request: Request, room: InRoom, session: StewardSession, form: StewardForm
) -> Response:
    """Take a decision back and return to where that was asked."""
    entry = room.ledger.entries.get(decision_id)
    if entry is None:
        raise RefusedError("Keputusan itu tidak ada.", 404)
    seen = form.get("terlihat", "")
    try:
        if not seen.isdecimal():
            raise LedgerError("Formulir tidak lengkap", next_step="Muat ulang halamannya.")
        made = undo(
            room, entry, by=session.account.name, reason=form.get("alasan", ""), seen=int(seen)
        )
    except ConflictError as error:
        other = error.other
        trouble = f"{error} Keputusannya: {other.verb}, alasan: {other.reason}"
        return _page(request, room, session, trouble=trouble, status=409)
    except LedgerError as error:
        return _page(request, room, session, trouble=str(error), status=422)
    target = local_path(form.get("kembali", "/keputusan"))
    mark = "&" if "?" in target else "?"
    return RedirectResponse(f"{target}{mark}tersimpan={quote(str(made.decision_id))}", 303)


def _page(
    request: Request,
    room: Room,
    session: ViewerSession,
    *,
    trouble: str = "",
    status: int = 200,
) -> Response:
    state = room.state()
    number = page_number(request)
    rows, total = room.ledger.entries.recent(PAGE_SIZE, (number - 1) * PAGE_SIZE)
    last_of: dict[str, int] = {}
    for entry in state.decisions:
        last_of[entry.item_key] = entry.decision_id
    items = detail.by_keys(room.mart, {entry.item_key for entry in rows})
    values = {
        "keadaan": state,
        "keputusan": rows,
        "butir": items,
        "total": total,
        "nomor": number,
        "terakhir": max(1, -(-total // PAGE_SIZE)),
        "berdiri": {entry.decision_id for entry in standing(state.decisions)},
        "terlihat": last_of,
        "alasan": REASONS,
        "masalah": trouble,
    }
    return render("keputusan.html", request, session, values, status=status)
