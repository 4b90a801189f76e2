"""Pictures of pages, and the files that the pages are made with."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import FileResponse, Response

from review.errors import PictureError
from review.mart import detail
from review.pages import STATIC
from review.room import InRoom
from review.security.access import RefusedError, ViewerSession

router = APIRouter()
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}
_A_DAY = {"Cache-Control": "private, max-age=86400"}
_DOCUMENT = re.compile(r"[0-9a-f]{64}")


@router.get("/halaman/{document}/{page}.webp")
def picture(
    document: str, page: Annotated[int, Path(ge=1, le=100_000)], room: InRoom, _: ViewerSession
) -> Response:
    """The picture of a page of a letter in the warehouse."""
    if not _DOCUMENT.fullmatch(document) or not detail.has_page(room.mart, document, page):
        raise RefusedError("Halaman itu tidak ada.", 404)
    try:
        found = room.pictures.get(document, detail.paths(room.mart, document), page)
    except PictureError as error:
        raise RefusedError(str(error), 404) from error
    return FileResponse(found.path, media_type="image/webp", headers=_A_DAY)


@router.get("/static/{digest}/{name}")
def shipped(digest: str, name: str) -> Response:
    """A file that comes with the program; only those that are there have an address."""
    known = {path.name: path for path in STATIC.iterdir() if path.suffix in _TYPES}
    if name not in known:
        raise RefusedError("Berkas itu tidak ada.", 404)
    return FileResponse(known[name], media_type=_TYPES[known[name].suffix], headers=_A_YEAR)
