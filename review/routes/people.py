"""Accounts and events, for admins."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from review.errors import AccountError
from review.ledger.accounts import ROLES
from review.pages import render
from review.room import InRoom, Room
from review.routes.queue import page_number
from review.security.access import AdminForm, AdminSession

router = APIRouter()
PAGE_SIZE = 100


@router.get("/akun")
def accounts(request: Request, room: InRoom, session: AdminSession) -> Response:
    """Every account; made by a command, changed here."""
    return _page(request, room, session)


@router.post("/akun/{name}")
def change(
    name: str, request: Request, room: InRoom, session: AdminSession, form: AdminForm
) -> Response:
    """Give an account another role, shut it or open it. Nobody shuts their own."""
    by = session.account.name
    role = next((role for role in ROLES if role == form.get("peran")), None)
    try:
        if name == by:
            raise AccountError("Akun sendiri tidak dapat diubah di sini")
        if form.get("tindakan") == "peran" and role:
            room.ledger.accounts.set_role(name, role, by=by)
        elif form.get("tindakan") in ("matikan", "hidupkan"):
            room.ledger.accounts.set_disabled(name, form["tindakan"] == "matikan", by=by)
        else:
            raise AccountError("Perubahan belum dipilih")
    except AccountError as error:
        return _page(request, room, session, trouble=str(error), status=422)
    return RedirectResponse("/akun", 303)


@router.get("/catatan")
def events(request: Request, room: InRoom, session: AdminSession) -> Response:
    """What happened: who came in or tried to, what was changed, when decisions were applied."""
    number = page_number(request)
    rows, total = room.ledger.events.recent(PAGE_SIZE, (number - 1) * PAGE_SIZE)
    values = {
        "keadaan": room.state(),
        "catatan": rows,
        "total": total,
        "nomor": number,
        "terakhir": max(1, -(-total // PAGE_SIZE)),
    }
    return render("catatan.html", request, session, values)


def _page(
    request: Request, room: Room, session: AdminSession, *, trouble: str = "", status: int = 200
) -> Response:
    values = {
        "keadaan": room.state(),
        "daftar": room.ledger.accounts.all(),
        "peran": ROLES,
        "masalah": trouble,
        "gudang": room.settings.warehouse,
    }
    return render("akun.html", request, session, values, status=status)
