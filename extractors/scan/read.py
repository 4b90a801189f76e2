"""A scanned page's image as a page of words and ruling lines, like any other page."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.page import Box, Edge, Page, Word
from extractors.scan.confirm import confirm, pictures_of
from extractors.scan.ink import find_blots, find_ink, lit_evenly, sharpness, without_dust
from extractors.scan.pieces import find_pieces
from extractors.scan.raster import POINTS_PER_INCH, Image
from extractors.scan.recognise import FULL, GLANCE, picture, recogniser
from extractors.scan.reverse import on_paper, through
from extractors.scan.rules import Rule, find_rules, without_rules
from extractors.scan.stamps import printed
from extractors.scan.straighten import Matrix, find_matrix, straighten
from extractors.scan.text import Piece, Text, find_text
from extractors.scan.upright import quarter_turns
from extractors.scan.words import line_box, split_words

WORK_DPI = 200.0
"""Coarser pages are drawn larger before they are looked at."""

POOR_PIXELS = 11.0
"""Height of most letters in the scan itself below which every number is read twice."""

FINE_PIXELS, FINE_DPI = 13.0, 165.0
"""Height of most letters and resolution of the scan itself from which on tables are read quickly.

Of black-and-white scans at 150 dpi and photographs at 140 the model in whole numbers read about as
many values right as in its own, but one of six draws' wrong with every sign of being sure; and what
is left of white rules on dark ground it read as figures (``1 NO``).
"""

RULED, COLUMNED = 3, 4
"""Rules each way of a ruled table, pieces of a line in columns; and how many such lines."""

LARGE = 0.6
"""Share of a line's height that its letters have at least."""

STAIN_POINTS, STAIN_SHARE = 4.0, 0.1
"""Side of the squares in which stains are kept, and the share of one that is stained."""

COARSE_PIXELS = 7.5
"""Height of most letters below which figures are read wrong with confidence."""

COARSE_CONFIDENCE = 0.2
"""The most that anything on such a page is trusted."""

STRICT = 0.25
"""Border of ink by which print under a stamp is told from it."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The image of a page as displayed, and its resolution."""

    number: int
    image: Image
    dpi: float


def read_scan(scan: Scan) -> Page:
    """The page's words and rules in points of the straightened page."""
    shown, ground = on_paper(scan.image, scan.dpi)
    lit = lit_evenly(shown, scan.dpi)
    dpi = max(scan.dpi, WORK_DPI)
    growth = dpi / scan.dpi
    turns = quarter_turns(_enlarged(lit.text, growth), dpi)
    even = without_dust(np.ascontiguousarray(np.rot90(lit.text, turns)), scan.dpi)
    fineness = growth * sharpness(even, find_ink(even))
    even = _enlarged(even, growth)
    matrix = find_matrix(find_ink(even), dpi)
    straight = straighten(even, matrix)
    ink = find_ink(straight)

    def beside(image: Image, paper: int) -> Image:
        """Another image of the page, upright, enlarged and straight as ``straight`` is."""
        turned = np.ascontiguousarray(np.rot90(image, turns))
        return straighten(_enlarged(turned, growth), matrix, paper)

    darker = straight if lit.rules is None else beside(lit.rules, 255)
    level, upright = find_rules(ink if lit.rules is None else find_ink(darker), dpi)
    if ground is not None:
        upright = through(upright, beside(ground, 0), ink, dpi)
    free = without_rules(ink, level, upright)
    tint = None if lit.tint is None else beside(lit.tint, 0)
    text = find_text(free, find_ink(straight, STRICT), dpi, tint)
    clean, dark = (np.where(ink != free, np.uint8(255), one) for one in (straight, darker))
    blots = find_blots(shown, scan.dpi)
    if blots.any():
        text.stain[beside(blots, 0) > 0] = 1
    pieces = printed(find_pieces(text, upright), text, darker)
    points = POINTS_PER_INCH / dpi
    height = text.height / fineness
    rows, columns = straight.shape
    return Page(
        scan.number,
        columns * points,
        rows * points,
        _words(
            clean,
            dark,
            text,
            pieces,
            points,
            height=height,
            is_fine=ground is None and height >= FINE_PIXELS and dpi / fineness >= FINE_DPI,
            is_annex=_may_be_annex(pieces, level, upright),
        ),
        [_edge(rule, points) for rule in level],
        [_edge(rule, points) for rule in upright],
        method="ocr",
        is_coarse=height < COARSE_PIXELS,
        stains=_stains(text.stain, points),
        to_displayed=_to_displayed(matrix, turns, (columns, rows), points),
    )


def _enlarged(image: Image, growth: float) -> Image:
    if growth <= 1:
        return image
    larger = cv2.resize(image, None, fx=growth, fy=growth, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, np.uint8)


def _words(
    clean: Image,
    dark: Image,
    text: Text,
    pieces: list[Piece],
    points: float,
    *,
    height: float,
    is_fine: bool,
    is_annex: bool,
) -> list[Word]:
    """The words of the pieces; ``height``: pixels of most letters in the scan itself."""
    look = FULL if is_annex else GLANCE
    pictures = [picture(clean, piece, text.height, look) for piece in pieces]
    first = recogniser().read(pictures, is_quick=is_fine or not is_annex)
    pages = pictures_of(clean, dark, text.ink)
    found = confirm(first, pieces, text, pages, again=height < POOR_PIXELS, is_annex=is_annex)
    most = 1.0 if height >= COARSE_PIXELS else COARSE_CONFIDENCE
    words = []
    for piece, characters in zip(pieces, found, strict=True):
        top, bottom = line_box(characters, piece)
        for run in split_words(characters, text.ink, piece, _letters_of(piece, text)):
            confidence = min(run.confidence, most)
            box = (run.x0 * points, top * points, run.x1 * points, bottom * points)
            words.append(Word(*box, run.text, confidence))
    return words


def _may_be_annex(pieces: list[Piece], level: list[Rule], upright: list[Rule]) -> bool:
    """Whether a page shows a table: ruled, or lines in several pieces."""
    is_ruled = len(level) >= RULED and len(upright) >= RULED
    middles = sorted((piece.top + piece.bottom) // 2 for piece in pieces)
    tall = np.median([piece.bottom - piece.top for piece in pieces]) if pieces else 1
    lines = np.split(middles, np.flatnonzero(np.diff(middles) > tall / 2) + 1)
    return is_ruled or sum(len(line) >= RULED for line in lines) >= COLUMNED


def _letters_of(piece: Piece, text: Text) -> float:
    """Height of a piece's letters: that of most on the page, unless its own is another."""
    tall = piece.bottom - piece.top
    return max(min(text.height, tall), LARGE * tall)


def _stains(stain: Image, points: float) -> list[Box]:
    """The squares of a page with ink that is no letter's."""
    side = max(round(STAIN_POINTS / points), 1)
    rows, columns = (-(-length // side) * side for length in stain.shape)
    padded = np.zeros((rows, columns), np.uint8)
    padded[: stain.shape[0], : stain.shape[1]] = stain
    squares = padded.reshape(rows // side, side, columns // side, side).sum(axis=(1, 3))
    size = side * points
    return [
        (j * size, i * size, (j + 1) * size, (i + 1) * size)
        for i, j in np.argwhere(squares > STAIN_SHARE * side * side).tolist()
    ]


def _edge(rule: Rule, scale: float) -> Edge:
    return Edge(rule.at * scale, rule.start * scale, rule.end * scale)


def _to_displayed(
    matrix: Matrix, turns: int, size: tuple[int, int], points: float
) -> tuple[float, ...]:
    """From points of the straight page to points of the page as displayed, row by row.

    ``size``: the upright page's width and height in pixels.
    """
    width, height = size
    back = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
    }[turns]
    pixels = np.diag([1 / points, 1 / points, 1.0])
    return tuple(
        float(value)
        for value in (
            np.diag([points, points, 1.0]) @ np.array(back) @ np.linalg.inv(matrix) @ pixels
        ).ravel()
    )
