"""Coming in, going out, and changing one's own password."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from review.errors import AccountError
from review.ledger.accounts import fold_name
from review.pages import render
from review.room import InRoom, Room
from review.security.access import (
    ViewerForm,
    ViewerSession,
    address_of,
    cookie_name,
    read_form,
)

router = APIRouter()
HOME = "/butir"
_WRONG = "Nama akun atau sandi salah."
_TOO_OFTEN = "Terlalu sering salah. Tunggu 15 menit, lalu coba lagi."
_MAX_LENGTH = 300


def local_path(text: str) -> str:
    """A path of this application to go on to; anything that leads elsewhere is the first page."""
    is_local = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_local and "\\" not in text else HOME


def _page(
    request: Request, room: Room, *, name: str = "", trouble: str = "", status: int = 200
) -> Response:
    values: dict[str, Any] = {
        "nama": name,
        "masalah": trouble,
        "ke": local_path(request.query_params.get("ke", HOME)),
        "habis": "habis" in request.query_params,
        "tanpa_akun": not room.ledger.accounts.all(),
        "gudang": room.settings.warehouse,
    }
    return render("masuk.html", request, None, values, status=status)


@router.get("/")
def first() -> Response:
    """The list is the first page."""
    return RedirectResponse(HOME, 303)


@router.get("/masuk")
def login_page(request: Request, room: InRoom) -> Response:
    """The page to log in; where nobody has an account it says how to make one."""
    return _page(request, room)


@router.post("/masuk")
async def login(request: Request, room: InRoom) -> Response:
    """Let somebody in, unless the password is wrong or there were too many tries."""
    form = await read_form(request)
    name, password = fold_name(form.get("nama", ""))[:40], form.get("sandi", "")[:_MAX_LENGTH]
    return await run_in_threadpool(_login, request, room, name, password, form.get("ke", HOME))


def _login(request: Request, room: Room, name: str, password: str, target: str) -> Response:
    address = address_of(request)
    if not room.ledger.events.try_login(name, address):
        return _page(request, room, name=name, trouble=_TOO_OFTEN, status=429)
    account = room.ledger.accounts.verified(name, password)
    if account is None:
        return _page(request, room, name=name, trouble=_WRONG, status=401)
    token = room.ledger.sessions.start(account, address)
    answer = RedirectResponse(local_path(target), 303)
    answer.set_cookie(
        cookie_name(room.settings.is_secure),
        token,
        httponly=True,
        samesite="strict",
        secure=room.settings.is_secure,
        path="/",
    )
    return answer


@router.post("/keluar")
def logout(room: InRoom, session: ViewerSession, form: ViewerForm) -> Response:
    """End the session."""
    room.ledger.sessions.end(session)
    answer = RedirectResponse("/masuk", 303)
    answer.delete_cookie(
        cookie_name(room.settings.is_secure),
        path="/",
        secure=room.settings.is_secure,
        httponly=True,
        samesite="strict",
    )
    return answer


@router.get("/sandi")
def password_page(request: Request, room: InRoom, session: ViewerSession) -> Response:
    """The page to change one's own password."""
    return render("sandi.html", request, session, {"keadaan": room.state(), "masalah": ""})


@router.post("/sandi")
def change_password(
    request: Request, room: InRoom, session: ViewerSession, form: ViewerForm
) -> Response:
    """Change one's own password; every session of the account ends, this one too."""
    name, trouble, status = session.account.name, "", 422
    if not room.ledger.events.try_login(name, address_of(request)):
        trouble, status = _TOO_OFTEN, 429
    elif room.ledger.accounts.verified(name, form.get("sandi", "")) is None:
        trouble = "Sandi lama salah."
    elif form.get("baru", "") != form.get("ulang", ""):
        trouble = "Kedua sandi baru tidak sama."
    else:
        try:
            room.ledger.accounts.set_password(name, form.get("baru", ""), by=name)
        except AccountError as error:
            trouble = str(error)
        else:
            return RedirectResponse("/masuk?ke=/butir", 303)
    values = {"keadaan": room.state(), "masalah": trouble}
    return render("sandi.html", request, session, values, status=status)
