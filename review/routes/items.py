"""One item: its page, what stands around it, and deciding it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request
from fastapi.responses import RedirectResponse, Response

from review import places
from review.deciding import Seen, decide, in_force, keys
from review.errors import ConflictError, LedgerError
from review.ledger.sessions import Session
from review.mart import Filters, detail, queue
from review.names import candidates
from review.pages import render
from review.room import InRoom, Room, State
from review.security.access import (
    RefusedError,
    StewardForm,
    StewardSession,
    ViewerSession,
)
from review.verbs import Filled, columns, name_column, printed_row, verbs
from warehouse.mart import Row

router = APIRouter()
REASONS: Mapping[str, tuple[str, ...]] = {
    "terima": (
        "Benar seperti tercetak",
        "Sudah ditanyakan kepada penerbit",
        "Perbedaannya sudah diketahui",
        "Berkas ini memang cuplikan",
    ),
    "koreksi": (
        "Salah ketik di surat; angka dari salinan resmi",
        "Salah baca; angka seperti tercetak",
        "Angka dari penerbit",
    ),
    "petakan": ("Nama lama satker ini", "Salah ketik nama satker", "Singkatan nama satker"),
    "tolak": ("Baris ganda", "Bukan baris lampiran", "Sudah diganti revisi"),
    "batal": ("Salah memutuskan", "Ada keterangan baru dari penerbit"),
}


def item_or_404(room: Room, item_id: str) -> Row:
    """An item of the published warehouse. Raises ``RefusedError`` where it is not there."""
    found = detail.item(room.mart, item_id)
    if found is None:
        raise RefusedError(
            "Butir ini tidak ada di gudang data yang terbit; mungkin sudah selesai.", 404
        )
    return found


@router.get("/butir/{item_id}")
def item_page(
    item_id: str,
    request: Request,
    room: InRoom,
    session: ViewerSession,
    background: BackgroundTasks,
) -> Response:
    """The item with its page, and a form for those who may decide."""
    found = item_or_404(room, item_id)
    values = _values(request, room, room.state(), found)
    after = values["letak"].after
    if after:
        background.add_task(places.warm, room, after)
    return render("butir.html", request, session, values)


@router.post("/butir/{item_id}")
def decide_item(
    item_id: str,
    request: Request,
    room: InRoom,
    session: StewardSession,
    form: StewardForm,
) -> Response:
    """Enter a decision and go on to the next item; a decision of others meanwhile is told."""
    found = item_or_404(room, item_id)
    try:
        filled = Filled.of(form)
        seen = Seen.of(form.get("terlihat", ""))
        entry = decide(room, found, filled, seen, by=session.account.name)
    except ConflictError as error:
        told = {"butir": found, "isian": form, "bentrok": error.other}
        return _again(request, room, session, told, 409)
    except LedgerError as error:
        told = {"butir": found, "isian": form, "masalah": str(error)}
        return _again(request, room, session, told, 422)
    return RedirectResponse(_onward(request, room, item_id, entry.decision_id), 303)


def _again(
    request: Request, room: Room, session: Session, given: dict[str, Any], status: int
) -> Response:
    """The item's page once more, with what was typed and why it was not entered."""
    values = _values(request, room, room.state(), given["butir"])
    return render("butir.html", request, session, {**values, **given}, status=status)


def _onward(request: Request, room: Room, item_id: str, decision_id: int) -> str:
    """Where to go after a decision: the next open item, else the list."""
    filters = Filters.of(request.query_params)
    state = room.state()
    around = queue.neighbours(room.mart, item_id, filters, state.waiting)
    target = around.after or queue.first_open(room.mart, filters, state.waiting)
    query = f"{filters.query}&tersimpan={decision_id}".lstrip("&")
    return f"/butir/{target}?{query}" if target else f"/butir?{query}"


def _values(request: Request, room: Room, state: State, found: Row) -> dict[str, Any]:
    filters = Filters.of(request.query_params)
    history = room.ledger.entries.history(keys(found))
    cells = detail.cells(room.mart, found)
    saved = request.query_params.get("tersimpan", "")
    choices = verbs(found)
    return {
        "keadaan": state,
        "saring": filters,
        "butir": found,
        "menunggu": bool(state.waiting.intersection(keys(found))),
        "letak": queue.neighbours(room.mart, found["id"], filters, state.waiting),
        "tempat": places.places(room, found, cells),
        "baris": printed_row(found, cells),
        "sel": cells,
        "pernyataan": detail.statements(room.mart, found) if found["ikk_code"] else [],
        "terkait": detail.fellows(room.mart, found),
        "capaian": detail.achievements(room.mart, found),
        "sebab_sama": len(detail.same_cause(room.mart, found, state.waiting)),
        "riwayat": history[::-1],
        "berdiri": in_force(history),
        "terlihat": str(Seen.now(found, history)),
        "pilihan": choices,
        "kolom": columns(found),
        "usulan": _proposals(room, found, cells) if "petakan" in choices else [],
        "satker": detail.satkers(room.mart) if "petakan" in choices else [],
        "alasan": REASONS,
        "isian": {},
        "masalah": "",
        "bentrok": None,
        "tersimpan": room.ledger.entries.get(int(saved))
        if saved.isdecimal() and len(saved) < 10
        else None,
    }


def _proposals(room: Room, found: Row, cells: list[Row]) -> list[Row]:
    printed = printed_row(found, cells).get(name_column(found) or "", "")
    return candidates(detail.satkers(room.mart), printed, found["candidate_code"])
