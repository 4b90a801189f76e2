"""A page's picture with margins to write on, and the strokes that marks are made of."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw, ImageFont

from extractors.drawing.marks import BLACK, Colour, Style, drawable
from extractors.page import Box

LEFT, TOP, RIGHT, BOTTOM = 126.0, 52.0, 190.0, 46.0
"""Points of margin around the page: row names, the letter, reasons, the legend."""

NARROW = 12.0
"""Points of the right margin of a page without reasons."""

TEXT_POINTS = 7.0
"""Size of what is written beside the print."""

HATCH_GAP = 4.0
"""Points between the lines of a hatched area."""


MIN_PIXELS = 7
"""Smaller letters cannot be read; only on very large paper would they be."""


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(max(pixels, MIN_PIXELS))


class Canvas:
    """Draws in page points; ``image`` is the result (RGB). ``right``: points beside the page."""

    def __init__(self, picture: Image.Image, scale: float, right: float = RIGHT) -> None:
        self.scale = scale
        width = picture.width + round((LEFT + right) * scale)
        height = picture.height + round((TOP + BOTTOM) * scale)
        self._base = Image.new("RGB", (width, height), "white")
        self._base.paste(picture, self.pixel(0, 0))
        self._marks = Image.new("RGBA", self._base.size, (255, 255, 255, 0))
        self._draw = ImageDraw.Draw(self._marks)
        self.page_width, self.page_height = picture.width / scale, picture.height / scale
        corner = self.pixel(self.page_width, self.page_height)
        self._draw.rectangle((*self.pixel(0, 0), *corner), outline=(*BLACK, 90))

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """Where a point of the page is in the image."""
        return round((LEFT + x) * self.scale), round((TOP + y) * self.scale)

    @property
    def image(self) -> Image.Image:
        """The page with its marks."""
        return Image.alpha_composite(self._base.convert("RGBA"), self._marks).convert("RGB")

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        x0, y0 = self.pixel(box[0], box[1])
        x1, y1 = self.pixel(box[2], box[3])
        return x0, y0, max(x1, x0), max(y1, y0)

    def mark(self, box: Box, style: Style) -> None:
        """A box in a style."""
        x0, y0, x1, y1 = self._pixels(box)
        ink = (*style.colour, 255)
        if style.pattern == "isi":
            self._draw.rectangle((x0, y0, x1, y1), fill=(*style.colour, 34))
        elif style.pattern == "titik":
            self._dotted(x0, y0, x1, y1, (*style.colour, 120))
        elif style.pattern == "bawah":
            self._draw.line((x0, y1, x1, y1), fill=ink, width=3)
        elif style.pattern == "garis":
            self._draw.rectangle((x0, y0, x1, y1), outline=ink, width=2)
        elif style.pattern == "ganda":
            self._draw.rectangle((x0, y0, x1, y1), fill=(*style.colour, 40), outline=ink, width=3)
            if x1 - x0 > 14 and y1 - y0 > 14:
                self._draw.rectangle((x0 + 5, y0 + 5, x1 - 5, y1 - 5), outline=ink, width=1)
        elif style.pattern == "tebal":
            self.rule(box[0], box[1], box[2], box[1], style)
            self.rule(box[0], box[3], box[2], box[3], style)
        else:
            self._hatch(x0, y0, x1, y1, style)

    def _dotted(self, x0: int, y0: int, x1: int, y1: int, ink: tuple[int, ...]) -> None:
        for x in range(x0, x1, 6):
            self._draw.line((x, y0, min(x + 2, x1), y0), fill=ink)
            self._draw.line((x, y1, min(x + 2, x1), y1), fill=ink)

    def _hatch(self, x0: int, y0: int, x1: int, y1: int, style: Style) -> None:
        """Slanted lines within a frame, one way or both ways."""
        gap = max(round(HATCH_GAP * self.scale), 4)
        tall = y1 - y0
        ink = (*style.colour, 110)
        for x in range(x0 - tall, x1, gap):
            start, end = max(x, x0), min(x + tall, x1)
            if start < end:
                self._draw.line((start, y1 - (start - x), end, y1 - (end - x)), fill=ink)
                if style.pattern == "silang":
                    self._draw.line((start, y0 + (start - x), end, y0 + (end - x)), fill=ink)
        self._draw.rectangle((x0, y0, x1, y1), outline=(*style.colour, 255), width=2)

    def rule(self, x0: float, y0: float, x1: float, y1: float, style: Style) -> None:
        """A ruling line."""
        line = (*self.pixel(x0, y0), *self.pixel(x1, y1))
        self._draw.line(line, fill=(*style.colour, 150), width=max(round(2 * self.scale), 1))

    def lead(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """A thin line from what is written to what it speaks of."""
        self._draw.line((*self.pixel(x0, y0), *self.pixel(x1, y1)), fill=(*colour, 140))

    def width_of(self, text: str, points: float = TEXT_POINTS) -> float:
        """Points that a text takes."""
        return float(_font(round(points * self.scale)).getlength(drawable(text))) / self.scale

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        points: float = TEXT_POINTS,
        frame: Colour | None = None,
    ) -> None:
        """A line of text from its top left corner; over print, with a ground and a frame."""
        font = _font(round(points * self.scale))
        at = self.pixel(x, y)
        shown = drawable(text)
        if frame is not None:
            left, top, right, bottom = self._draw.textbbox(at, shown, font=font)
            ground = (left - 3, top - 2, right + 3, bottom + 2)
            self._draw.rectangle(ground, fill=(255, 255, 255, 225), outline=(*frame, 255))
        self._draw.text(at, shown, fill=(*BLACK, 255), font=font)

    def wrapped(self, text: str, width: float, points: float = TEXT_POINTS) -> list[str]:
        """A text as lines of at most ``width`` points; a longer word is cut."""
        lines = [""]
        for word in text.split():
            rest = word
            if lines[-1] and self.width_of(f"{lines[-1]} {word}", points) > width:
                lines.append("")
            while self.width_of(rest, points) > width and len(rest) > 1:
                fits = next(
                    n
                    for n in range(len(rest) - 1, 0, -1)
                    if n == 1 or self.width_of(rest[:n], points) <= width
                )
                lines[-1], rest = rest[:fits], rest[fits:]
                lines.append("")
            lines[-1] = f"{lines[-1]} {rest}".strip()
        return lines
