"""Deciding all items of the same cause at once."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from review.deciding import BATCH_VERBS, Seen, decide_all, keys
from review.errors import LedgerError
from review.mart import Filters, detail
from review.pages import render
from review.room import InRoom, Room
from review.routes.items import REASONS, item_or_404
from review.security.access import Form, StewardForm, StewardSession
from review.verbs import Filled, printed_row, verbs
from warehouse.mart import Row

router = APIRouter()


@router.get("/butir/{item_id}/sebab-sama")
def same_cause(item_id: str, request: Request, room: InRoom, session: StewardSession) -> Response:
    """The open items of the same rule in the same letter, to choose from."""
    return _page(request, room, session, item_or_404(room, item_id), {})


@router.post("/butir/{item_id}/sebab-sama")
def decide_same_cause(
    item_id: str, request: Request, room: InRoom, session: StewardSession, form: StewardForm
) -> Response:
    """Enter the same decision on those that were chosen, and say what became of each."""
    found = item_or_404(room, item_id)
    try:
        filled = Filled.of(form)
        batch = decide_all(room, _chosen(room, form), filled, by=session.account.name)
    except LedgerError as error:
        values = {"masalah": str(error), "isian": form, "status": 422}
        return _page(request, room, session, found, values)
    return _page(request, room, session, found, {"hasil": batch, "status": 200})


def _chosen(room: Room, form: Form) -> list[tuple[Row, Seen]]:
    ids = list(dict.fromkeys(form.getlist("butir")))
    if not ids:
        raise LedgerError("Belum ada butir yang dipilih", next_step="Centang sedikitnya satu.")
    rows = [(item_id, detail.item(room.mart, item_id)) for item_id in ids]
    return [(row, Seen.of(form.get(f"terlihat-{item_id}", ""))) for item_id, row in rows if row]


def _page(
    request: Request,
    room: Room,
    session: StewardSession,
    found: Row,
    given: dict[str, object],
) -> Response:
    state = room.state()
    rows = detail.same_cause(room.mart, found, state.waiting)
    history = room.ledger.entries.history([key for row in rows for key in keys(row)])
    shared = set(BATCH_VERBS).intersection(*(verbs(row) for row in rows)) if rows else set()
    values = {
        "keadaan": state,
        "saring": Filters.of(request.query_params),
        "butir": found,
        "sama": [(row, printed_row(row, []), str(Seen.now(row, history))) for row in rows],
        "pilihan": [verb for verb in BATCH_VERBS if verb in shared],
        "alasan": REASONS,
        "isian": {},
        "masalah": "",
        "hasil": None,
        **given,
    }
    status = given.get("status", 200)
    return render(
        "sebab_sama.html",
        request,
        session,
        values,
        status=status if isinstance(status, int) else 200,
    )
