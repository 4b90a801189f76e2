"""How each kind of mark looks. No two differ by colour alone.

The colours are Okabe and Ito's, which people with any colour vision tell apart.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Colour = tuple[int, int, int]
Pattern = Literal["garis", "ganda", "tebal", "arsir", "silang", "titik", "bawah", "isi"]

BLACK: Colour = (0, 0, 0)
GREY: Colour = (110, 110, 110)
ORANGE: Colour = (230, 159, 0)
SKY: Colour = (86, 180, 233)
GREEN: Colour = (0, 158, 115)
BLUE: Colour = (0, 114, 178)
VERMILION: Colour = (213, 94, 0)
PURPLE: Colour = (204, 121, 167)


@dataclass(frozen=True, slots=True)
class Style:
    """A mark's colour, its frame, and what the legend says of it (Indonesian).

    ``pattern``: one line, a double line, thick pale lines above and below, hatching one way or both
    ways, dots, a line below, or a plain tint.
    """

    colour: Colour
    pattern: Pattern
    meaning: str


WORD = Style(GREY, "isi", "kata")
LINE = Style(GREY, "titik", "baris teks")
RULE = Style(SKY, "tebal", "garis tabel")
CELL = Style(BLUE, "garis", "sel terbaca, di atasnya nama kolom")
PROBLEM = Style(VERMILION, "ganda", "sel bermasalah, alasannya di kanan (!)")
UNPLACED = Style(PURPLE, "arsir", "baris yang tidak ditempatkan")
SKIPPED = Style(ORANGE, "silang", "tidak dibaca sebagai baris")
CLAIM = Style(GREEN, "bawah", "pernyataan surat (P), rinciannya di index.html")

LEGEND = (CELL, PROBLEM, UNPLACED, SKIPPED, CLAIM, RULE, LINE, WORD)

_ASCII = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "≥": ">=", "≤": "<="})


def drawable(text: str) -> str:
    """A text in the characters that the drawing font has; others are shown as ``?``."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    kept = (char for char in plain if not unicodedata.combining(char))
    return "".join(char if " " <= char <= "~" or char in "·°" else "?" for char in kept)
