"""Optical character recognition without knowledge of tables: a page's words, joined into rows.

Both engines read the page's image as their documentation shows, with their defaults; neither knows
of cells. A run of words that stands apart is taken for one.
"""

from __future__ import annotations

import csv
import io
import statistics
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image

from tests.bench.score import Rows

APART = 0.8
"""Words with more room between them than this share of their height are two cells'."""

BESIDE = 0.5
"""Boxes whose middles differ by less than this share of their height stand in one row."""

RULES = "|[]_—"
"""What an engine makes of ruling lines; taken off the ends of its words."""


class Piece(NamedTuple):
    """A box in pixels, and its text."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


class Copy(NamedTuple):
    """A scanned letter, its annex pages (from 1), and its resolution."""

    path: Path
    pages: list[int]
    dpi: float


def _images(copy: Copy) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(copy.path)
    try:
        for number in copy.pages:
            yield document[number - 1].render(scale=copy.dpi / 72).to_pil()
    finally:
        document.close()


@cache
def _rapidocr() -> Callable[[Image.Image], Any]:
    from rapidocr import RapidOCR  # where Tesseract is measured it must not weigh

    return RapidOCR(params={"Global.log_level": "error"})


def rapidocr(copies: list[Copy]) -> list[Rows]:
    """rapidocr's own pipeline (detection, half turns, recognition); each of its boxes is a cell."""
    return [[row for image in _images(copy) for row in _rows(_boxes(image))] for copy in copies]


def _boxes(image: Image.Image) -> list[Piece]:
    found = _rapidocr()(image)
    if found.boxes is None:
        return []
    return [
        Piece(*box.min(axis=0).tolist(), *box.max(axis=0).tolist(), text)
        for box, text in zip(found.boxes, found.txts, strict=True)
    ]


def _rows(pieces: list[Piece]) -> Rows:
    """Boxes from left to right, each beside the box that it is most level with."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces):
        level = {abs(_middle(row[-1]) - _middle(piece)): row for row in rows}
        nearest = min(level, default=float("inf"))
        if nearest < BESIDE * (piece.bottom - piece.top):
            level[nearest].append(piece)
        else:
            rows.append([piece])
    return [[piece.text for piece in row] for row in rows]


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def tesseract_column(copies: list[Copy]) -> list[Rows]:
    """Tesseract for Indonesian, a page as one column of text of any size (``--psm 4``)."""
    return _tesseract(copies, "4")


def tesseract_block(copies: list[Copy]) -> list[Rows]:
    """Tesseract for Indonesian, a page as one even block of text (``--psm 6``)."""
    return _tesseract(copies, "6")


def _tesseract(copies: list[Copy], segmentation: str) -> list[Rows]:
    return [
        [row for image in _images(copy) for row in _rows(_runs(image, copy.dpi, segmentation))]
        for copy in copies
    ]


def _runs(image: Image.Image, dpi: float, segmentation: str) -> list[Piece]:
    """Tesseract's words, those of a line that stand close together as one piece."""
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    command = ["tesseract", "stdin", "stdout", "-l", "ind", "--psm", segmentation]
    done = subprocess.run(
        [*command, "--dpi", str(int(dpi)), "tsv"],
        input=picture.getvalue(),
        capture_output=True,
        check=True,
    )
    found: list[Piece] = []
    lines: dict[tuple[str, ...], list[Piece]] = {}
    table = io.StringIO(done.stdout.decode())
    for word in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        text = word["text"].strip().strip(RULES) if word["level"] == "5" else ""
        if text:
            x0, top, wide, tall = (int(word[name]) for name in ("left", "top", "width", "height"))
            key = word["block_num"], word["par_num"], word["line_num"]
            lines.setdefault(key, []).append(Piece(x0, top, x0 + wide, top + tall, text))
    for line in lines.values():
        apart = APART * statistics.median(piece.bottom - piece.top for piece in line)
        found.append(line[0])
        for word in line[1:]:
            last = found[-1]
            if word.x0 - last.x1 > apart:
                found.append(word)
            else:
                found[-1] = Piece(
                    last.x0,
                    min(last.top, word.top),
                    word.x1,
                    max(last.bottom, word.bottom),
                    f"{last.text} {word.text}",
                )
    return found
