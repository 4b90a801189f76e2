"""The recognition model cut before its last layer, beside the whole one."""

from __future__ import annotations

from importlib import resources

import numpy as np
import onnx
import onnxruntime
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from extractors.scan.model import Model, characters
from extractors.scan.recognise import PRINTED

MODEL = (resources.files("rapidocr") / "models" / "PP-OCRv6_rec_small.onnx").read_bytes()
LOADED = onnx.load_from_string(MODEL)
PLACES = {character: place for place, character in enumerate(characters(LOADED), start=1)}
COLUMNS = [0, *(PLACES[character] for character in PRINTED if character in PLACES)]
CUT = Model(LOADED, COLUMNS)
WHOLE = onnxruntime.InferenceSession(MODEL, providers=["CPUExecutionProvider"])


def test_the_model_knows_every_character_that_letters_print() -> None:
    assert [character for character in PRINTED if character not in PLACES] == []


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from(PRINTED), min_size=1, max_size=12), st.integers(8, 40))
def test_the_cut_model_gives_what_the_whole_one_gives(text: str, size: int) -> None:
    image = Image.new("L", (320, 48), 255)
    ImageDraw.Draw(image).text((6, 4), text, font=ImageFont.load_default(size))
    pixels = (np.asarray(image, np.float32) / 127.5 - 1.0)[None, None].repeat(3, axis=1)
    odds = WHOLE.run(None, {"x": pixels})[0][:, :, COLUMNS]
    found = CUT(pixels)
    assert (found.best == odds.argmax(axis=2)).all()
    told = found.best > 0
    assert np.allclose(found.sure[told], odds.max(axis=2)[told], atol=1e-5)
