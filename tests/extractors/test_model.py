"""The recognition model cut before its last layer and in whole numbers, beside the wheel's own."""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby
from random import Random

import numpy as np
import onnx
import onnxruntime
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors.scan.confirm import CERTAIN
from extractors.scan.model import Model, Steps, characters
from extractors.scan.recognise import PRINTED, QUICK_MODEL, WHEELS_MODEL
from tests.quick_model import SOURCE

MODEL = WHEELS_MODEL.read_bytes()
QUICK = onnx.load_from_string(QUICK_MODEL.read_bytes())
LOADED = onnx.load_from_string(MODEL)
PLACES = {character: place for place, character in enumerate(characters(LOADED), start=1)}
COLUMNS = [0, *(PLACES[character] for character in PRINTED if character in PLACES)]
CUT = Model(LOADED, QUICK, COLUMNS)
WHOLE = onnxruntime.InferenceSession(MODEL, providers=["CPUExecutionProvider"])


def test_the_model_knows_every_character_that_letters_print() -> None:
    assert [character for character in PRINTED if character not in PLACES] == []


def _drawn(text: str, size: int) -> NDArray[np.float32]:
    image = Image.new("L", (320, 48), 255)
    ImageDraw.Draw(image).text((6, 4), text, font=ImageFont.load_default(size))
    return (np.asarray(image, np.float32) / 127.5 - 1.0)[None, None].repeat(3, axis=1)


def _read(steps: Steps) -> list[int]:
    """The characters of one line, by their indexes."""
    (line,) = steps.best.tolist()
    return [place for place, _ in groupby(line) if place]


def test_the_model_in_whole_numbers_was_made_of_the_wheels() -> None:
    (source,) = (entry.value for entry in QUICK.metadata_props if entry.key == SOURCE)
    assert source == sha256(MODEL).hexdigest(), "make model"


def test_the_model_in_whole_numbers_reads_what_the_exact_one_is_sure_of() -> None:
    random = Random(7)
    lines = [f"{random.uniform(0, 100):.{random.choice((1, 2, 4))}f}" for _ in range(150)]
    lines += [f"Kabupaten {random.randrange(1000, 9999)}" for _ in range(50)]
    sure = 0
    for line in lines:
        exact, quick = (CUT(_drawn(line, 28), is_quick=is_quick) for is_quick in (False, True))
        told = exact.best > 0
        if exact.sure[told].min() >= CERTAIN:
            sure += 1
            assert _read(quick) == _read(exact), line
    assert sure > len(lines) / 2


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from(PRINTED), min_size=1, max_size=12), st.integers(8, 40))
def test_the_cut_model_gives_what_the_whole_one_gives(text: str, size: int) -> None:
    pixels = _drawn(text, size)
    odds = WHOLE.run(None, {"x": pixels})[0][:, :, COLUMNS]
    found = CUT(pixels, is_quick=False)
    assert (found.best == odds.argmax(axis=2)).all()
    told = found.best > 0
    assert np.allclose(found.sure[told], odds.max(axis=2)[told], atol=1e-5)
