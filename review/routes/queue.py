"""The list of items."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from review.mart import Filters, queue
from review.pages import render
from review.room import InRoom
from review.security.access import ViewerSession

router = APIRouter()
_MAX_PAGE = 100_000


def page_number(request: Request) -> int:
    """The page asked for; the first where that is no number."""
    text = request.query_params.get("hal", "")
    return min(max(int(text), 1), _MAX_PAGE) if text.isdecimal() and text.isascii() else 1


@router.get("/butir")
def items(request: Request, room: InRoom, session: ViewerSession) -> Response:
    """The items under the filters of the address, a page of them."""
    state = room.state()
    filters = Filters.of(request.query_params)
    waiting = state.waiting
    values = {
        "keadaan": state,
        "saring": filters,
        "lembar": queue.page(room.mart, filters, waiting, page_number(request)),
        "pilihan": queue.facets(room.mart, filters, waiting),
        "tersimpan": _saved(room, request),
    }
    return render("daftar.html", request, session, values)


def _saved(room: InRoom, request: Request) -> object:
    text = request.query_params.get("tersimpan", "")
    return room.ledger.entries.get(int(text)) if text.isdecimal() and len(text) < 10 else None
