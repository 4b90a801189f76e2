"""The stewards' application, put together."""

from __future__ import annotations

from urllib.parse import quote

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from extractors.errors import CapaianError
from review.applying import Applier, Apply, Run
from review.ledger import Ledger
from review.ledger.clock import Clock, now
from review.mart import prepare
from review.pages import render
from review.pictures import Pictures
from review.room import Room
from review.routes import (
    applying,
    batch,
    decisions,
    entrance,
    files,
    items,
    overview,
    people,
    queue,
)
from review.security.access import NotSignedInError, RefusedError
from review.security.borders import Borders
from review.settings import Settings
from warehouse.mart import Mart

PARTS = (entrance, queue, batch, items, decisions, applying, overview, files, people)
"""Every module with addresses."""


def create_app(settings: Settings, apply: Apply, clock: Clock = now) -> FastAPI:
    """The application over a warehouse and a ledger.

    ``apply`` builds and publishes the warehouse with the ledger's decisions; it is called in a
    thread, one call at a time.
    """
    ledger = Ledger(settings.ledger, clock)

    def note(run: Run) -> None:
        detail = run.trouble or f"{run.seconds:.1f} detik"
        ledger.events.add(run.started_by, f"terapkan_{run.state}", detail)

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.room = Room(
        settings,
        ledger,
        Mart(settings.warehouse, prepare),
        Pictures(settings.raw, settings.pictures),
        Applier(apply, note),
    )
    for part in PARTS:
        app.include_router(part.router)
    _add_handlers(app)
    app.add_middleware(
        Borders,
        hosts=settings.hosts,
        origins=settings.origins,
        is_secure=settings.is_secure,
    )
    return app


def serve(settings: Settings, apply: Apply) -> None:
    """Serve the application until it is stopped. A proxy is believed only where ``url`` is set."""
    app = create_app(settings, apply)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=settings.url is not None,
    )


def _add_handlers(app: FastAPI) -> None:
    def not_signed_in(request: Request, _: Exception) -> Response:
        """To the login, and back to the page afterwards; a form that was sent is told as lost."""
        target = "/masuk?habis=1"
        if request.method == "GET" and "hx-request" not in request.headers:
            path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            target = f"/masuk?ke={quote(path, safe='/')}"
        if "hx-request" in request.headers:
            return Response(status_code=401, headers={"HX-Redirect": target})
        return RedirectResponse(target, 303)

    def told(request: Request, message: str, status: int) -> Response:
        return render("galat.html", request, None, {"pesan": message}, status=status)

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        return told(request, error.message, error.status)

    def failed(request: Request, error: Exception) -> Response:
        return told(request, str(error), 503)

    def not_found(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return told(request, "Halaman itu tidak ada.", status)

    app.add_exception_handler(NotSignedInError, not_signed_in)
    app.add_exception_handler(RefusedError, refused)
    app.add_exception_handler(CapaianError, failed)
    app.add_exception_handler(HTTPException, not_found)
    app.add_exception_handler(RequestValidationError, not_found)
