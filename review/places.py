"""Where on which page an item is, as something to look at: picture, boxes, a window to zoom to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from review.errors import PictureError
from review.mart import detail
from review.pictures import Picture
from review.room import Room
from warehouse.mart import Row

Box = tuple[float, float, float, float]

_MARGIN = 14.0
_MIN_WIDTH, _MIN_HEIGHT = 250.0, 70.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A box on a page, in points from the page's upper left."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, box: Box) -> Spot:
        """From left, top, right, bottom."""
        x0, top, x1, bottom = box
        return cls(x0, top, max(x1 - x0, 0.5), max(bottom - top, 0.5))

    def __str__(self) -> str:
        """As an SVG ``viewBox``."""
        return f"{self.x:.2f} {self.y:.2f} {self.width:.2f} {self.height:.2f}"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an item. ``trouble`` says why there is no picture, or what to know of it."""

    title: str
    document: str
    page: int
    path: str
    picture: Picture | None
    spot: Spot | None
    window: Spot | None
    cells: Sequence[tuple[str, Spot]] = field(default_factory=list)
    trouble: str | None = None


def places(room: Room, found: Row, cells: Sequence[Row]) -> list[Place]:
    """The item's place, and the other place that it is set beside, if it names one."""
    made = []
    if found["document"] and found["page"]:
        first = (found["document"], found["page"], _box(found, ""))
        own = [
            (cell["column_name"], Spot.of(box))
            for cell in cells
            if cell["page"] == found["page"] and (box := _box(cell, ""))
        ]
        made.append(_place(room, "Tercetak", first, own))
    if found["document_2"] and found["page_2"]:
        second = (found["document_2"], found["page_2"], _box(found, "_2"))
        made.append(_place(room, "Pembanding", second, []))
    return made


def warm(room: Room, item_id: str) -> None:
    """Draw the pages of the item that will be looked at next."""
    found = detail.item(room.mart, item_id)
    if found:
        with suppress(PictureError):
            for suffix in ("", "_2"):
                document, page = found[f"document{suffix}"], found[f"page{suffix}"]
                if document and page:
                    room.pictures.get(document, detail.paths(room.mart, document), page)


def _box(row: Row, suffix: str) -> Box | None:
    values = [row[f"{name}{suffix}"] for name in ("x0", "top", "x1", "bottom")]
    if any(value is None for value in values):
        return None
    x0, top, x1, bottom = map(float, values)
    return x0, top, x1, bottom


def _place(
    room: Room,
    title: str,
    where: tuple[str, int, Box | None],
    cells: Sequence[tuple[str, Spot]],
) -> Place:
    document, page, box = where
    paths = detail.paths(room.mart, document)
    picture, trouble = None, room.pictures.trouble(document, paths)
    try:
        picture = room.pictures.get(document, paths, page)
    except PictureError as error:
        trouble = str(error)
    spot = Spot.of(box) if box else None
    return Place(
        title,
        document,
        page,
        paths[0] if paths else "",
        picture,
        spot,
        _window(spot, picture) if picture else None,
        cells,
        trouble,
    )


def _window(spot: Spot | None, picture: Picture) -> Spot:
    """What of the page to show at first: the box with its surroundings, else the page."""
    if spot is None:
        return Spot(0, 0, picture.width, picture.height)
    width = min(max(spot.width + 2 * _MARGIN, _MIN_WIDTH), picture.width)
    height = min(max(spot.height + 6 * _MARGIN, _MIN_HEIGHT, width * 0.42), picture.height)
    x = min(max(spot.x + spot.width / 2 - width / 2, 0), picture.width - width)
    y = min(max(spot.y + spot.height / 2 - height / 2, 0), picture.height - height)
    return Spot(x, y, width, height)
