"""The recognition model's body in whole numbers: ``python -m tests.quick_model`` makes it anew.

Weights of convolutions become 7-bit numbers, one scale for each channel, and what goes through them
8-bit ones, in ranges measured on lines of the sample letters' scanned copies. Seven bits, because
processors without VNNI add two products in 16 bits, where those of eight-bit weights overflow: so
every processor gets the same sums. Needed again when the wheel brings another model.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import onnx
import onnxruntime
from onnx import version_converter
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from extractors.reader import read_document
from extractors.scan.model import Floats, Model, body_of
from extractors.scan.recognise import QUICK_MODEL, WHEELS_MODEL
from tests.bench.scans import copy_of, originals
from tests.typeset.scan import BLACK_AND_WHITE_150, GREY_200, PHOTOGRAPH_140

PER_CHANNEL = 17
"""The version of onnx's operators; below 13 weights have one scale for all channels."""

SEED = 4096
"""Of the copies' noise: not one that anything is measured on."""

BATCHES = 300
"""Of lines, drawn from all: a range is the mean of each batch's, so that no line sets it alone."""

SOURCE = "source_sha256"
"""What the made model says of the one that it was made from."""


def batches() -> list[Floats]:
    """What the model is given when scanned copies of the sample letters are read."""
    given: list[Floats] = []
    call = Model.__call__

    def noted(model: Model, pixels: Floats, **how: Any) -> Any:
        given.append(pixels)
        return call(model, pixels, **{**how, "is_quick": False})

    letters, _ = originals()
    Model.__call__ = noted  # type: ignore[method-assign]
    try:
        with TemporaryDirectory() as folder:
            for how in (GREY_200, BLACK_AND_WHITE_150, PHOTOGRAPH_140):
                for letter in letters:
                    copy = copy_of(letter, replace(how, seed=SEED), Path(folder))
                    read_document(copy.path)
    finally:
        Model.__call__ = call  # type: ignore[method-assign]
    return given


class Batches(CalibrationDataReader):  # type: ignore[misc]
    """Batches by the name of the model's input, one after the other."""

    def __init__(self, name: str, given: list[Floats]) -> None:
        self._name, self._left = name, iter(given)

    def get_next(self) -> dict[str, Floats] | None:
        """The next batch; nothing after the last."""
        return next(({self._name: batch} for batch in self._left), None)


def quickened(whole: Any, given: list[Floats]) -> Any:
    """The body of a model in whole numbers, whose ranges are those of these batches."""
    body = version_converter.convert_version(body_of(whole), PER_CHANNEL)
    with TemporaryDirectory() as folder:
        plain, fused, made = (Path(folder) / f"{name}.onnx" for name in ("plain", "fused", "made"))
        onnx.save(body, plain)
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(fused)
        onnxruntime.InferenceSession(plain, options, providers=["CPUExecutionProvider"])
        quantize_static(
            fused,
            made,
            Batches(body.graph.input[0].name, given),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv"],
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            extra_options={"CalibMovingAverage": True},
        )
        return onnx.load(made)


def main() -> None:
    """Write the model."""
    data = WHEELS_MODEL.read_bytes()
    drawn = Random(SEED).sample(batches(), BATCHES)
    made = quickened(onnx.load_from_string(data), drawn)
    made.metadata_props.add(key=SOURCE, value=sha256(data).hexdigest())
    Path(str(QUICK_MODEL)).write_bytes(made.SerializeToString())
    print(f"{QUICK_MODEL} ditulis; ukur dengan 'make bench PARTS=draws' sebelum disimpan.")


if __name__ == "__main__":
    main()
