"""Renders the pages. Whatever comes from letters or people is escaped; nothing is marked safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from review import labels
from review.explain import explain
from review.ledger.sessions import Session
from review.security.access import FORM_TOKEN
from warehouse.mart import Row

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "kata": labels.word,
        "angka": labels.number,
        "waktu": labels.moment,
        "waktu_berkas": labels.file_moment,
        "potong": labels.shortened,
        "cetakan": labels.printed,
        "groupby_berurutan": grouped,
    }
    environment.globals |= {
        "jenis_surat": labels.kind,
        "nama_kolom": labels.column,
        "aturan": explain,
        "aset": asset,
        "nama_token": FORM_TOKEN,
    }
    return environment


def grouped(rows: Iterable[Row], *names: str) -> list[list[Row]]:
    """Runs of rows that are alike in these columns, in the order given."""
    key = itemgetter(*names)
    return [list(run) for _, run in groupby(rows, key=key)]


@cache
def asset(name: str) -> str:
    """The address of a shipped file, another one when its content changes."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{digest}/{name}"


def render(
    template: str,
    request: Request,
    session: Session | None,
    values: Mapping[str, Any],
    *,
    status: int = 200,
) -> HTMLResponse:
    """A page, or a part of one. ``session`` is who looks at it."""
    given = {
        **values,
        "sesi": session,
        "akun": session.account if session else None,
        "jalur": request.url.path,
        "nama_satker": request.app.state.room.satker_name,
    }
    return HTMLResponse(_environment().get_template(template).render(given), status)
