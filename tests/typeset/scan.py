"""A printed letter as an office sends it on: scanned, photographed, stamped, turned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image

PAPER_DPI = 300.0
"""How finely a page is printed before it is scanned."""

STAMP_BLUE, STAMP_RED, PEN = (60, 40, 150), (150, 50, 60), (40, 40, 110)


@dataclass(frozen=True, slots=True)
class Scanning:
    """What happens to a page on its way.

    ``skew`` in degrees and ``slant`` as a share of the page's sides are the most there is of each,
    ``noise`` in grey levels, ``shade`` how much of the light is lost in the far corner. ``turns``:
    quarter turns, drawn for each page where there are any. ``one_bit``: black and white alone, with
    specks.
    """

    dpi: float
    skew: float = 1.5
    slant: float = 0.0
    noise: float = 4.0
    shade: float = 0.0
    turns: bool = False
    is_stamped: bool = False
    one_bit: bool = False
    seed: int = 0


GREY_200 = Scanning(200)
GREY_170 = Scanning(170, skew=2.5)
BLACK_AND_WHITE_150 = Scanning(150, noise=12, one_bit=True)
PHOTOGRAPH_140 = Scanning(
    140, skew=2.5, slant=0.02, noise=5, shade=0.45, turns=True, is_stamped=True
)
STAMPED_200 = Scanning(200, skew=2.5, is_stamped=True)
GREY_100 = Scanning(100)
GREY_80 = Scanning(80)
GREY_60 = Scanning(60)


def scan(source: Path, target: Path, how: Scanning, pages: range | None = None) -> Path:
    """An image-only copy of a PDF's pages (all of them, or those counted from 0)."""
    random = Random(f"{source.stem} {how}")
    images = [_page(np.asarray(picture), how, random) for picture in _printed(source, pages)]
    target.parent.mkdir(parents=True, exist_ok=True)
    first, *others = (image if how.one_bit else _as_jpeg(image) for image in images)
    first.save(target, "PDF", save_all=True, append_images=others, resolution=how.dpi)
    return target


def _printed(source: Path, pages: range | None) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(source)
    try:
        for index in pages or range(len(document)):
            yield document[index].render(scale=PAPER_DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()


def _page(paper: Any, how: Scanning, random: Random) -> Image.Image:
    noise = np.random.default_rng(random.getrandbits(32))
    if how.is_stamped:
        paper = _stamped(paper, random, noise)
    seen = _seen(paper, how, random).astype(np.float32)
    height, width = seen.shape[:2]
    if how.shade:
        down, across = np.mgrid[0:height, 0:width]
        x, y = random.uniform(0, width), random.uniform(0, height)
        dark = how.shade * np.hypot((across - x) / width, (down - y) / height)
        seen *= (1 - dark)[..., None] * np.array([1.0, 0.97, 0.9])
    seen += noise.normal(0, how.noise, (height, width, 1))
    pixels = np.clip(seen, 0, 255).astype(np.uint8)
    if how.one_bit:
        image = _black_and_white(pixels, noise)
    elif how.shade or how.is_stamped:
        image = Image.fromarray(pixels)
    else:
        image = Image.fromarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    return image.rotate(90 * random.randrange(4), expand=True) if how.turns else image


def _seen(paper: Any, how: Scanning, random: Random) -> Any:
    """The paper as the lens sees it: askew, at a slight angle, a little out of focus."""
    height, width = paper.shape[:2]
    angle = random.uniform(-how.skew, how.skew)
    tilt = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1), [0, 0, 1]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = [
        (
            x + random.uniform(-how.slant, how.slant) * width,
            y + random.uniform(-how.slant, how.slant) * height,
        )
        for x, y in corners
    ]
    view = cv2.getPerspectiveTransform(corners, np.array(moved, np.float32))
    share = how.dpi / PAPER_DPI
    soft = cv2.GaussianBlur(paper, (0, 0), 0.45 / share)
    matrix = np.diag([share, share, 1.0]) @ view @ tilt
    size = round(width * share), round(height * share)
    return cv2.warpPerspective(soft, matrix, size, borderValue=(255, 255, 255))


def _stamped(paper: Any, random: Random, noise: np.random.Generator) -> Any:
    """A round stamp and a signature, in ink that the print shows through."""
    height, width = paper.shape[:2]
    inked = paper.copy()
    middle = int(random.uniform(0.4, 0.8) * width), int(random.uniform(0.4, 0.8) * height)
    radius = int(0.65 * PAPER_DPI)
    colour = random.choice((STAMP_BLUE, STAMP_RED))
    for share in (1.0, 0.93, 0.6):
        cv2.circle(inked, middle, int(radius * share), colour, 5)
    start = middle[0] - int(0.8 * radius), middle[1]
    cv2.putText(inked, "BADAN NARKOTIKA", start, cv2.FONT_HERSHEY_SIMPLEX, 1.2, colour, 3)
    steps = np.cumsum(noise.normal(0, PAPER_DPI / 8, (14, 2)), axis=0) + np.array(middle)
    cv2.polylines(inked, [steps.astype(np.int32).reshape(-1, 1, 2)], False, PEN, 4, cv2.LINE_AA)
    return np.minimum(inked, paper)


def _black_and_white(pixels: Any, noise: np.random.Generator) -> Image.Image:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    bits = np.where(grey > 140, 255, 0).astype(np.uint8)
    bits[noise.random(bits.shape) < 0.0006] = 0
    bits[noise.random(bits.shape) < 0.0006] = 255
    return Image.fromarray(bits).convert("1")


def _as_jpeg(image: Image.Image) -> Image.Image:
    data = io.BytesIO()
    image.save(data, "JPEG", quality=80)
    return Image.open(data)
