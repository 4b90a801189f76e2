"""Pictures of text lines to characters, each with its place and how sure the model is.

PP-OCRv6 as shipped in the wheel of ``rapidocr`` (Apache-2.0), run by onnxruntime. rapidocr's own
driver widens every picture to at least 320 pixels and takes six at a time; most pieces of a table
are a third as wide, so that pieces of like width are batched here instead.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
import onnx
from numpy.typing import NDArray

from extractors.scan.model import Model, characters
from extractors.scan.raster import Image
from extractors.scan.text import Piece

WHEELS_MODEL = resources.files("rapidocr") / "models" / "PP-OCRv6_rec_small.onnx"

QUICK_MODEL = resources.files("extractors.scan") / "quick.onnx"
"""Its body in whole numbers (``make model``)."""

LINE_HEIGHT = 48
"""Pixels; the height of picture that the model takes."""

BATCH_PIXELS = 1200
"""Total width of the pictures recognised at once: more outgrows a core's cache."""

MOST_PIXELS = 44
"""No line is drawn higher than this in its picture."""

SHORT = 1.6
"""A piece no wider than so many times its height is drawn unsqueezed."""

SIDE = 6
"""Pixels of paper left of and right of a line."""

STEP = 8
"""Pixels of width for which the model gives one character or none."""

MOST_THREADS = 4
"""Pages read at once: each takes memory, and a file is read within bounds."""

THREADS = min(os.cpu_count() or 1, MOST_THREADS)

PRINTED = (
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz"
    "{|}~°²³é×–—‘’“”•≤≥±"
)
"""Characters that Indonesian letters print; the model knows 18,708, and none other is taken."""


@dataclass(frozen=True, slots=True)
class Character:
    """A recognised character, the middle of its place in pixels, and the model's probability."""

    text: str
    x: float
    confidence: float


class Look(NamedTuple):
    """How finely pieces are drawn: pixels of most letters' height, and of their width for each."""

    letters: int
    squeeze: float


FULL = Look(30, 0.7)
"""For tables: narrower letters cost less and are read as well, down to here."""

GLANCE = Look(24, 0.6)
"""For prose: as many letters wrong, in three quarters of the time."""

AGAIN = Look(30, 1.0)
"""For a second reading: another picture of the same ink."""


LARGE = Look(40, 1.0)
"""For a third."""


class Picture(NamedTuple):
    """A piece's pixels, the page pixel it begins at, and page pixels for each of its own."""

    pixels: Image
    x0: float
    step: float

    def upside_down(self) -> Picture:
        """The same turned by half."""
        return self._replace(pixels=np.ascontiguousarray(np.rot90(self.pixels, 2)))


class Recogniser:
    """One model; each call runs on the thread that makes it, and pages are read on several."""

    def __init__(self, model: bytes, quick: bytes) -> None:
        whole = onnx.load_from_string(model)
        places = {character: index for index, character in enumerate(characters(whole), start=1)}
        self._characters = [c for c in PRINTED if c in places]
        self._model = Model(
            whole, onnx.load_from_string(quick), [0, *(places[c] for c in self._characters)]
        )

    def read(self, pictures: Sequence[Picture], *, is_quick: bool = False) -> list[list[Character]]:
        """The characters of each picture, left to right, at the page's pixels.

        ``is_quick``: by the model in whole numbers, which thin print misleads more often.
        """
        found = self._read([one.pixels for one in pictures], is_quick)
        return [
            [replace(c, x=one.x0 + c.x * one.step) for c in line]
            for one, line in zip(pictures, found, strict=True)
        ]

    def _read(self, pictures: Sequence[Image], is_quick: bool) -> list[list[Character]]:
        results: list[list[Character]] = [[] for _ in pictures]
        order = sorted(range(len(pictures)), key=lambda index: pictures[index].shape[1])
        for batch in _batches(order, pictures):
            widest = max(pictures[index].shape[1] for index in batch)
            widest = -(-widest // STEP) * STEP
            pixels = np.full((len(batch), LINE_HEIGHT, widest), 255, np.uint8)
            for place, index in enumerate(batch):
                pixels[place, :, : pictures[index].shape[1]] = pictures[index]
            scaled = (pixels.astype(np.float32) / 127.5 - 1.0)[:, None].repeat(3, axis=1)
            found = self._model(scaled, is_quick=is_quick)
            for place, index in enumerate(batch):
                results[index] = self._decode(found.best[place], found.sure[place], widest)
        return results

    def _decode(
        self, best: NDArray[np.int64], sure: NDArray[np.float32], width: int
    ) -> list[Character]:
        """The likeliest character of each step; the same one in neighbouring steps is one."""
        step = width / len(best)
        found: list[Character] = []
        starts = [0, *(np.flatnonzero(np.diff(best)) + 1), len(best)]
        for start, end in pairwise(starts):
            if start < end and best[start]:
                text = self._characters[best[start] - 1]
                middle = (start + end) / 2 * step
                found.append(Character(text, middle, float(sure[start:end].max())))
        return found


def _batches(order: list[int], pictures: Sequence[Image]) -> list[list[int]]:
    """Pictures of like width together, as many as one call takes."""
    batches: list[list[int]] = []
    for index in order:
        wide = pictures[index].shape[1]
        if batches and wide * (len(batches[-1]) + 1) <= BATCH_PIXELS:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches


@cache
def recogniser() -> Recogniser:
    """The model, loaded once in a process (0.2 s, 160 MB)."""
    return Recogniser(WHEELS_MODEL.read_bytes(), QUICK_MODEL.read_bytes())


def picture(grey: Image, piece: Piece, height: float | None = None, look: Look = FULL) -> Picture:
    """A piece of a page as the model takes it: 48 pixels high, its line in the middle.

    ``height``: that of the page's letters in pixels, so that all pieces are drawn at one scale;
    without it the piece's own. A letter or two, which have no word around them, are not squeezed.
    """
    tall = max(piece.bottom - piece.top, 1)
    squeeze = look.squeeze if piece.x1 - piece.x0 > SHORT * tall else 1.0
    scale = min(look.letters / (height or tall), MOST_PIXELS / tall)
    middle, half = (piece.top + piece.bottom) / 2, LINE_HEIGHT / scale / 2
    side = round(SIDE / scale)
    left, top = piece.x0 - side, round(middle - half)
    right, bottom = piece.x1 + side, round(middle + half)
    rows, columns = grey.shape
    part = grey[max(top, 0) : min(bottom, rows), max(left, 0) : min(right, columns)]
    part = cv2.copyMakeBorder(
        part,
        max(-top, 0),
        max(bottom - rows, 0),
        max(-left, 0),
        max(right - columns, 0),
        cv2.BORDER_CONSTANT,
        value=255,
    )
    width = max(round((right - left) * scale * squeeze), STEP)
    smooth = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    pixels = cv2.resize(part, (width, LINE_HEIGHT), interpolation=smooth)
    return Picture(np.asarray(pixels), left, (right - left) / width)
