"""Sessions and forms of requests: who asks, and whether the form is their own."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.datastructures import ImmutableMultiDict

from review.ledger.accounts import Role
from review.ledger.sessions import Session
from review.security.borders import MAX_BODY

FORM_TOKEN = "formulir"  # noqa: S105 - the name of a field
_MAX_FIELDS = 2000

Form = ImmutableMultiDict[str, str]


class NotSignedInError(Exception):
    """Nobody is in: the page asks to log in."""


class RefusedError(Exception):
    """Somebody may not do this. ``message`` is what they are told, ``status`` the HTTP code."""

    def __init__(self, message: str, status: int = 403) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def cookie_name(is_secure: bool) -> str:
    """The session's cookie; under https with the prefix that binds it to this host."""
    return "__Host-capaian" if is_secure else "capaian"


def address_of(request: Request) -> str:
    """The address a request comes from."""
    return request.client.host if request.client else ""


def current_session(request: Request) -> Session:
    """The session of a request. Raises ``NotSignedInError``."""
    room = request.app.state.room
    token = request.cookies.get(cookie_name(room.settings.is_secure), "")
    session: Session | None = room.ledger.sessions.find(token) if token else None
    if session is None:
        raise NotSignedInError
    return session


@cache  # one dependency a role, so that a request looks its session up once
def session_with(role: Role) -> Callable[..., Session]:
    """A dependency: the session of somebody with at least this role."""

    def dependency(session: Annotated[Session, Depends(current_session)]) -> Session:
        if not session.account.may(role):
            raise RefusedError("Peran akun Anda tidak boleh melakukan ini.")
        return session

    return dependency


async def read_form(request: Request) -> Form:
    """The fields of a posted form. Raises ``RefusedError`` for anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedError("Isian tidak dapat dibaca.", 415)
    body = await request.body()
    if len(body) > MAX_BODY:
        raise RefusedError("Isian terlalu panjang.", 413)
    try:
        fields = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError as error:
        raise RefusedError("Isian tidak dapat dibaca.", 400) from error
    return ImmutableMultiDict(fields)


@cache
def form_with(role: Role) -> Callable[..., Awaitable[Form]]:
    """A dependency: the form that somebody with this role sent from a page of ours."""

    async def dependency(
        request: Request,
        session: Session = Depends(session_with(role)),  # noqa: B008 - as FastAPI reads it
    ) -> Form:
        form = await read_form(request)
        given = form.get(FORM_TOKEN, "").encode()
        if not hmac.compare_digest(given, session.form_token.encode()):
            raise RefusedError("Formulir ini bukan dari halaman Anda; muat ulang halamannya.")
        return form

    return dependency


ViewerSession = Annotated[Session, Depends(session_with("viewer"))]
StewardSession = Annotated[Session, Depends(session_with("steward"))]
AdminSession = Annotated[Session, Depends(session_with("admin"))]
ViewerForm = Annotated[Form, Depends(form_with("viewer"))]
StewardForm = Annotated[Form, Depends(form_with("steward"))]
AdminForm = Annotated[Form, Depends(form_with("admin"))]
