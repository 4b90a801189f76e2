"""What every request passes and every answer carries, whatever the page."""

from __future__ import annotations

import logging
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 256 * 1024
"""The longest form, in bytes."""

_SAFE_METHODS = frozenset({"GET", "HEAD"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_FAILED = "Terjadi kesalahan yang tidak terduga. Laporkan kepada pengelola program."
_LOG = logging.getLogger(__name__)
_HTTPS_ONLY = "max-age=31536000"


class Borders:
    """Refuses what comes under a foreign name or from a foreign page; sets the headers.

    A request must name one of ``hosts``; one that changes something must come from one of
    ``origins``, which browsers say truthfully whatever page sends it. Bodies are bounded.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        origins: Collection[str],
        is_secure: bool,
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(origins)
        self._is_secure = is_secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)

        is_answered = False

        async def guarded_send(message: Message) -> None:
            nonlocal is_answered
            if message["type"] == "http.response.start":
                is_answered = True
                self._set_headers(MutableHeaders(scope=message))
            await send(message)

        try:
            await (refusal or self._app)(scope, receive, guarded_send)
        except Exception:
            _LOG.exception("%s %s", scope["method"], scope["path"])
            if is_answered:
                raise
            await PlainTextResponse(_FAILED, 500)(scope, receive, guarded_send)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("Nama server ini tidak dikenal.", 421)
        if scope["method"] in _SAFE_METHODS:
            return None
        if headers.get("origin", "").lower() not in self._origins:
            return PlainTextResponse("Permintaan ini datang dari halaman lain.", 403)
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return PlainTextResponse("Isian terlalu panjang.", 413)
        return None

    def _set_headers(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value
        if self._is_secure:
            headers["Strict-Transport-Security"] = _HTTPS_ONLY
        headers.setdefault("Cache-Control", "no-store")
