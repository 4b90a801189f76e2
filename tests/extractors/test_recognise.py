"""The recognition model: what it is run on, and by how many threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.scan.recognise import AGAIN, EXACT, Character, Recogniser, picture, recogniser
from extractors.scan.text import Piece
from tests.typeset.engines.lab import FILES, FOLDER

LINES = (
    *("BNN KABUPATEN HULU SUNGAI SELATAN", "52,10", "49.73", "Sangat Tanggap", "Rp175.000.000"),
    *("Nilai keterpulihan kawasan rawan yang diintervensi", "96", "7"),
)
HIGH = 60


@pytest.fixture(scope="module")
def pictures() -> list[np.ndarray]:
    """Each line on a strip of paper of its own."""
    font = ImageFont.truetype(FOLDER / FILES["sans"], 32)
    strips = []
    for line in LINES:
        strip = Image.new("L", (round(font.getlength(line)) + 40, HIGH), 255)
        ImageDraw.Draw(strip).text((20, 12), line, font=font, fill=0)
        strips.append(np.asarray(strip))
    return strips


def read(one: Recogniser, strips: list[np.ndarray]) -> list[list[Character]]:
    pieces = [Piece(16, 10, strip.shape[1] - 16, 50) for strip in strips]
    drawn = (picture(*pair, look=AGAIN) for pair in zip(strips, pieces, strict=True))
    return one.read(list(drawn))


def texts(lines: list[list[Character]]) -> list[str]:
    return ["".join(character.text for character in line) for line in lines]


def test_numbers_of_16_bits_read_what_those_of_32_do(pictures: list[np.ndarray]) -> None:
    model = resources.files("rapidocr") / "models" / "PP-OCRv6_rec_small.onnx"
    fast, exact = (
        read(one, pictures) for one in (recogniser(), Recogniser(model.read_bytes(), EXACT))
    )
    assert texts(fast) == texts(exact) == list(LINES)
    for line, other in zip(fast, exact, strict=True):
        sure, wanted = ([c.confidence for c in one] for one in (line, other))
        assert sure == pytest.approx(wanted, abs=0.05)


def test_threads_do_not_disturb_each_other(pictures: list[np.ndarray]) -> None:
    alone = read(recogniser(), pictures)
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _: read(recogniser(), pictures), range(24)))
    assert all(found == alone for found in together)
