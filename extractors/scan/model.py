"""The recognition model, cut before its last layer, in its own numbers and in whole ones.

The last layer weighs 18,710 characters for every eight pixels of a line and takes a seventh of the
model's time. More than half of the steps are blank, and for that the few characters that letters
print tell as much: so only steps that may hold a character get the whole layer. What comes out is
what the uncut model gives.

The layers before it stand in ``quick.onnx`` once more, their convolutions weighed in whole numbers
(``tests/quick_model.py`` made it from the wheel's model). They take three fifths of the time, and
of fine scans they read as much right; what they leave in doubt the model's own read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import onnx.utils
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BLANK_LEAD = 0.01
"""By so much (logits) a blank leads at a step that is surely blank; sums differ by 0.0001."""

_COLUMNS, _ODDS, _LIKELY = "printed_columns", "printed_odds", "printed_logits"


@dataclass(frozen=True, slots=True)
class Steps:
    """The likeliest character of each step of each line, 0 for a blank, and its probability.

    Both are of shape lines x steps; a blank's probability is not looked at and is 0 where the
    step surely is one.
    """

    best: NDArray[np.int64]
    sure: Floats


class Model:
    """A CTC model (of onnx's); of its characters those with the indexes ``columns``.

    ``columns``: column 0 of the model, the blank, comes first. ``quick``: what ``body_of`` the
    model gives, in whole numbers.
    """

    def __init__(self, whole: Any, quick: Any, columns: Sequence[int]) -> None:
        seam, product = _last_layer(whole.graph)
        weights, bias = (_constant(whole.graph, name) for name in product)
        few = weights[:, columns], bias[columns]
        self._exact, self._quick = (_session(_weighed(b, *few)) for b in (body_of(whole), quick))
        head = onnx.utils.Extractor(whole).extract_model([seam], [whole.graph.output[0].name])
        self._head = _session(_only(head, columns))

    def __call__(self, pixels: Floats, *, is_quick: bool) -> Steps:
        """Read pictures of lines: lines x 3 x 48 x width, from -1 (black) to 1."""
        features, likely = _run(self._quick if is_quick else self._exact, pixels)
        is_open = likely[..., 0] - likely[..., 1:].max(axis=-1) < BLANK_LEAD
        best = np.zeros(is_open.shape, np.int64)
        sure = np.zeros(is_open.shape, np.float32)
        if is_open.any():
            odds = _run(self._head, features[is_open][None])[0][0]
            best[is_open] = odds.argmax(axis=1)
            sure[is_open] = odds.max(axis=1)
        return Steps(best, sure)


def characters(whole: Any) -> list[str]:
    """The characters that a model of rapidocr's knows, from column 1 on."""
    (known,) = (entry.value for entry in whole.metadata_props if entry.key == "character")
    listed = known.split("\n")
    return listed if " " in listed else [*listed, " "]


def body_of(whole: Any) -> Any:
    """The model up to its last layer: lines x 3 x 48 x width to lines x steps x features."""
    seam, _ = _last_layer(whole.graph)
    return onnx.utils.Extractor(whole).extract_model([whole.graph.input[0].name], [seam])


def _last_layer(graph: Any) -> tuple[str, tuple[str, str]]:
    """What goes into the last matrix product, and the names of its weights and of its bias."""
    makers = {name: node for node in graph.node for name in node.output}
    constants = {entry.name for entry in graph.initializer}
    name, bias = graph.output[0].name, ""
    while True:
        node = makers[name]
        if node.op_type == "MatMul":
            return node.input[0], (node.input[1], bias)
        bias = next((given for given in node.input if given in constants), bias)
        name = next(given for given in node.input if given not in constants)


def _constant(graph: Any, name: str) -> Floats:
    (found,) = (entry for entry in graph.initializer if entry.name == name)
    return np.asarray(onnx.numpy_helper.to_array(found), np.float32)


def _weighed(body: Any, weights: Floats, bias: Floats) -> Any:
    """The model up to its last layer, giving what that makes of a few characters besides.

    Within the model, as another library's product would spread over all cores.
    """
    seam = body.graph.output[0].name
    constants = {"few_weights": weights, "few_bias": bias}
    body.graph.initializer.extend(
        onnx.numpy_helper.from_array(np.ascontiguousarray(value), name)
        for name, value in constants.items()
    )
    product = onnx.helper.make_node("MatMul", [seam, "few_weights"], ["few_products"])
    body.graph.node.extend(
        [product, onnx.helper.make_node("Add", ["few_products", "few_bias"], [_LIKELY])]
    )
    shape = [None, None, len(bias)]
    body.graph.output.append(
        onnx.helper.make_tensor_value_info(_LIKELY, onnx.TensorProto.FLOAT, shape)
    )
    return body


def _only(head: Any, columns: Sequence[int]) -> Any:
    """The last layer, giving the probabilities of some columns alone."""
    output = head.graph.output[0]
    places = onnx.numpy_helper.from_array(np.asarray(columns, np.int64), _COLUMNS)
    head.graph.initializer.append(places)
    head.graph.node.append(
        onnx.helper.make_node("Gather", [output.name, _COLUMNS], [_ODDS], axis=2)
    )
    kept = onnx.helper.make_tensor_value_info(_ODDS, onnx.TensorProto.FLOAT, [1, None, None])
    output.CopyFrom(kept)
    return head


def _session(model: Any) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def _run(session: onnxruntime.InferenceSession, values: Floats) -> list[Floats]:
    """The outputs of a session with one input."""
    found: list[Floats] = session.run(None, {session.get_inputs()[0].name: values})
    return found
