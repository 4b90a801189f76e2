"""A letter as its parts, for any engine: paragraphs, page breaks and ruled tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tests.typeset.frame import Record

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``beside`` stands on its line at the right margin."""

    text: str
    align: Align = "left"
    bold: bool = False
    beside: str = ""
    shift: float = 0.0
    """Points from the left margin."""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page, on paper of its own."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell and the columns and rows that it spans."""

    text: str
    columns: int = 1
    rows: int = 1
    align: Align = "left"


Line = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table: header lines, body lines, its columns' shares of the width.

    ``repeat``: the header stands on every page. ``width``: the share of the page that it takes.
    """

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    shares: tuple[float, ...]
    repeat: bool = True
    width: float = 1.0


Block = Para | Break | Ruled


NIGHT = "#1f3864"
"""The dark ground of a reversed header."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a letter is printed; lengths in points."""

    face: str = "sans"
    size: float = 9.0
    rule: str = "normal"
    padding: float = 2.0
    valign: str = "middle"
    spread: float = 0.0
    """Room added between characters, in em."""
    by_char: bool = False
    """Each character drawn for itself."""
    small_caps: bool = False
    shaded: bool = False
    reversed: bool = False
    """The header in white on a dark ground, its rules white too."""
    whole_rows: bool = False
    """Rows are never broken over pages."""
    landscape: bool = False


@dataclass(slots=True)
class Sheet:
    """A letter to be printed: what it is, its parts, its look, and what it prints.

    ``printed``: per table its rows' cells as printed. ``lacks``: columns of the contract that are
    not printed.
    """

    kind: str
    tahun: int
    blocks: list[Block]
    look: Look
    printed: dict[str, list[Record]]
    nomor: str | None = None
    tanggal: str | None = None
    satker: str | None = None
    lacks: frozenset[str] = frozenset()


def squares(lines: Sequence[Line], width: int) -> list[list[Slot | None]]:
    """Lines as a full matrix; a square that a spanning slot covers is empty."""
    matrix: list[list[Slot | None]] = []
    covered: set[tuple[int, int]] = set()
    for i, line in enumerate(lines):
        row: list[Slot | None] = []
        waiting = list(line)
        while len(row) < width:
            j = len(row)
            if (i, j) in covered:
                row.append(None)
                continue
            slot = waiting.pop(0)
            row.append(slot)
            covered |= {
                (i + down, j + right) for down in range(slot.rows) for right in range(slot.columns)
            }
        assert not waiting, "a line has more slots than the table has columns"
        matrix.append(row)
    return matrix


def letters(text: str) -> list[str]:
    """The characters of a text, a place where a word may be broken with the one before it."""
    return re.findall(r".[\u00ad\u200b]?", text)
