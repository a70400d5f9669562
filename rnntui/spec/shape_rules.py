"""What each layer makes of a shape, and how many parameters it has. Shapes are without the batch axis."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from rnntui.spec.catalogue import argument
from rnntui.spec.constraint_rules import check_constraint
from rnntui.spec.records import Call, Value
from rnntui.spec.shape_parts import Mismatch, Shape, Step, flag, shape_text, whole, without

Rule: TypeAlias = Callable[[Call, Shape], Step]


def step(call: Call, shape: Shape) -> Step:
    """Apply a layer to a shape. Raises Mismatch where it does not fit."""
    result = RULES[call.name](call, shape)
    if argument(call, "trainable") is False:
        return Step(result.output, 0, result.trained + result.frozen)
    for name, value in call.args:
        if isinstance(value, Call) and name.endswith("_constraint"):
            check_constraint(call, name.removesuffix("_constraint"), value)
    return result


# ---------------------------------------------------------------- arguments
def _inner(call: Call) -> Call:
    value = argument(call, "layer")
    assert isinstance(value, Call)
    return value


def _steps(call: Call, shape: Shape) -> tuple[int, int]:
    """(steps, features), which a layer that walks along time needs."""
    if len(shape) == 2:
        return shape[0], shape[1]
    if len(shape) < 2:
        raise Mismatch(
            "needs-steps",
            f"{call.name} reads a sequence, (steps, features), but gets {shape_text(shape)}",
            missing_axis=True,
        )
    raise Mismatch(
        "too-many-axes",
        f"{call.name} reads a sequence, (steps, features), but gets {shape_text(shape)}, an axis too many",
    )


# ---------------------------------------------------------------- recurrent layers
def _weights(call: Call, features: int) -> int:
    """Kernel, recurrent kernel and biases; the gates are 1, 4 or 3 such sets."""
    units, bias = whole(call, "units"), flag(call, "use_bias")
    gates = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[call.name]
    biases = 2 if call.name == "GRU" and flag(call, "reset_after") else 1
    return gates * units * (features + units + (biases if bias else 0))


def _recurrent(call: Call, shape: Shape) -> Step:
    steps, features = _steps(call, shape)
    units = whole(call, "units")
    output = (steps, units) if flag(call, "return_sequences") else (units,)
    return Step(output, _weights(call, features))


def _bidirectional(call: Call, shape: Shape) -> Step:
    forward = _inner(call)
    backward = argument(call, "backward_layer")
    if not isinstance(backward, Call) and flag(forward, "go_backwards"):
        raise Mismatch(
            "bidirectional",
            f"Bidirectional makes the layer that goes backwards itself, from this {forward.name}, which has "
            "to go forwards: delete go_backwards=True",
            mended=without(forward, "go_backwards"),
        )
    steps = [step(forward, shape), step(backward if isinstance(backward, Call) else forward, shape)]
    if isinstance(backward, Call):
        if flag(backward, "return_sequences") != flag(forward, "return_sequences"):
            raise Mismatch("bidirectional", "both layers of a Bidirectional need the same return_sequences")
        if flag(backward, "go_backwards") == flag(forward, "go_backwards"):
            raise Mismatch("bidirectional", "the backward_layer of a Bidirectional needs go_backwards=True")
        if whole(backward, "units") != whole(forward, "units"):
            raise Mismatch("bidirectional", "both layers of a Bidirectional need the same units")
    width = steps[0].output[-1] * (2 if argument(call, "merge_mode") == "concat" else 1)
    return Step(
        (*steps[0].output[:-1], width), sum(one.trained for one in steps), sum(one.frozen for one in steps)
    )


def _time_distributed(call: Call, shape: Shape) -> Step:
    inner = _inner(call)
    if len(shape) < 2:
        _steps(call, shape)
    result = step(inner, shape[1:])
    return Step((shape[0], *result.output), result.trained, result.frozen)


# ---------------------------------------------------------------- layers that change the shape
def _dense(call: Call, shape: Shape) -> Step:
    units = whole(call, "units")
    return Step((*shape[:-1], units), units * (shape[-1] + flag(call, "use_bias")))


def _flatten(call: Call, shape: Shape) -> Step:
    return Step((math.prod(shape),))


def _repeat(call: Call, shape: Shape) -> Step:
    if len(shape) != 1:
        raise Mismatch(
            "too-many-axes",
            f"RepeatVector repeats one vector, but gets the sequence {shape_text(shape)}: the layer before "
            "must give its last output only (no return_sequences=True), or be a Flatten",
        )
    return Step((whole(call, "n"), shape[0]))


def _embedding(call: Call, shape: Shape) -> Step:
    rows, width = whole(call, "input_dim"), whole(call, "output_dim")
    return Step((*shape, width), rows * width)


def _conv(call: Call, shape: Shape) -> Step:
    steps, features = _steps(call, shape)
    filters, size, groups = (whole(call, name) for name in ("filters", "kernel_size", "groups"))
    stride, dilation = whole(call, "strides"), whole(call, "dilation_rate")
    if stride > 1 and dilation > 1:
        raise Mismatch("conv", "Conv1D takes strides or dilation_rate above 1, not both")
    if features % groups or filters % groups:
        raise Mismatch(
            "conv", f"groups={groups} must divide both the {features} features and the {filters} filters"
        )
    span = dilation * (size - 1) + 1
    output = _walked(call, steps, span, stride, str(argument(call, "padding")))
    weights = size * (features // groups) * filters + (filters if flag(call, "use_bias") else 0)
    return Step((output, filters), weights)


def _pooling(call: Call, shape: Shape) -> Step:
    steps, features = _steps(call, shape)
    size = whole(call, "pool_size")
    stride = argument(call, "strides")
    stride = stride if isinstance(stride, int) else size
    return Step((_walked(call, steps, size, stride, str(argument(call, "padding"))), features))


def _walked(call: Call, steps: int, span: int, stride: int, padding: str) -> int:
    """How many places a window of ``span`` steps has."""
    if padding != "valid":
        return -(-steps // stride)
    if span > steps:
        raise Mismatch(
            "too-short",
            f"{call.name} looks at {span} steps at once, but gets only {steps}: write a smaller "
            f'{"pool_size" if call.name == "MaxPooling1D" else "kernel_size"}, or padding="same"',
        )
    return (steps - span) // stride + 1


def _average(call: Call, shape: Shape) -> Step:
    _, features = _steps(call, shape)
    return Step((1, features) if flag(call, "keepdims") else (features,))


# ---------------------------------------------------------------- layers that keep the shape
def _same(call: Call, shape: Shape) -> Step:
    return Step(shape)


def _dropout(call: Call, shape: Shape) -> Step:
    noise = argument(call, "noise_shape")
    if isinstance(noise, tuple):
        fits = len(noise) == len(shape) + 1 and noise[0] in (None, 1)
        if not fits or any(n not in (None, 1, size) for n, size in zip(noise[1:], shape, strict=True)):
            raise Mismatch(
                "noise-shape",
                "the noise_shape of this Dropout must have None or 1 for the batch and then, for each of "
                f"{shape_text(shape)}, the size, None or 1",
            )
    return Step(shape)


def _axes(call: Call, shape: Shape) -> Shape:
    """The sizes along ``axis``, which counts the batch as axis 0."""
    axis: Value = argument(call, "axis")
    several = axis if isinstance(axis, tuple) else (axis,)
    places = [one + len(shape) + 1 if isinstance(one, int) and one < 0 else one for one in several]
    if len(set(places)) < len(places) or any(
        not isinstance(one, int) or not 1 <= one <= len(shape) for one in places
    ):
        raise Mismatch(
            "axis",
            f"{call.name}: axis must be -1 or from 1 to {len(shape)} for the shape {shape_text(shape)}",
        )
    return tuple(shape[one - 1] for one in places if isinstance(one, int))


def _normalization(call: Call, shape: Shape) -> Step:
    size = math.prod(_axes(call, shape))
    trained = size * (flag(call, "center") + flag(call, "scale"))
    return Step(shape, trained, 2 * size if call.name == "BatchNormalization" else 0)


RULES: dict[str, Rule] = {
    "SimpleRNN": _recurrent,
    "LSTM": _recurrent,
    "GRU": _recurrent,
    "Bidirectional": _bidirectional,
    "TimeDistributed": _time_distributed,
    "Dense": _dense,
    "Flatten": _flatten,
    "RepeatVector": _repeat,
    "Embedding": _embedding,
    "Conv1D": _conv,
    "MaxPooling1D": _pooling,
    "GlobalAveragePooling1D": _average,
    "Dropout": _dropout,
    "BatchNormalization": _normalization,
    "LayerNormalization": _normalization,
    "Activation": _same,
    "LeakyReLU": _same,
    "ELU": _same,
}
