"""Static shapes: what stands after every layer, and how many parameters it has, without TensorFlow.

Held against Keras for every layer and for generated stacks in ``tests/spec/test_shapes_are_keras.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rnntui.spec.catalogue import with_argument
from rnntui.spec.layer_parts import RECURRENT
from rnntui.spec.printing import print_call
from rnntui.spec.reader import replace
from rnntui.spec.records import Call, Problem, Value
from rnntui.spec.shape_parts import Mismatch, Shape
from rnntui.spec.shape_rules import step

MAX_PARAMS = 50_000_000
MAX_VALUES = 10_000_000
"""What one layer may make of one window: more would not fit the memory for a batch of them."""


@dataclass(frozen=True, slots=True)
class LayerShape:
    """A layer, its output shape without the batch axis, its parameters, and how many are trained."""

    call: Call
    output_shape: Shape
    params: int
    trainable: int


@dataclass(frozen=True, slots=True)
class Shapes:
    """The rows of the layers that fit; ``problem`` is what is wrong with the one after them.

    ``window`` is the input shape they were inferred for.
    """

    rows: tuple[LayerShape, ...]
    problem: Problem | None = None
    window: Shape = ()

    @property
    def total_params(self) -> int:
        return sum(row.params for row in self.rows)

    @property
    def trainable_params(self) -> int:
        return sum(row.trainable for row in self.rows)


def infer(layers: Sequence[Call], input_shape: Shape) -> Shapes:
    """The shape after every layer, for windows of ``input_shape``; stops at the first that can't be."""
    rows: list[LayerShape] = []
    shape = input_shape
    for layer in layers:
        try:
            result = step(layer, shape)
        except Mismatch as mismatch:
            return Shapes(tuple(rows), _problem(mismatch, layer, rows, shape), input_shape)
        rows.append(LayerShape(layer, result.output, result.trained + result.frozen, result.trained))
        shape = result.output
        if math.prod(shape) > MAX_VALUES or sum(row.params for row in rows) > MAX_PARAMS:
            return Shapes(tuple(rows), _too_big(rows), input_shape)
    return Shapes(tuple(rows), None, input_shape)


def _too_big(rows: list[LayerShape]) -> Problem:
    last = rows[-1]
    params = sum(row.params for row in rows)
    what = (
        f"makes {math.prod(last.output_shape):,} values of every window"
        if math.prod(last.output_shape) > MAX_VALUES
        else f"brings the model to {params:,} parameters"
    )
    return Problem("too-big", f"{last.call.name} {what}: make it smaller.", last.call.where)


def _problem(mismatch: Mismatch, layer: Call, rows: list[LayerShape], shape: Shape) -> Problem:
    """The sentence, with the mend where the axis of steps was lost on the way."""
    if mismatch.mended is not None:
        where = mismatch.mended.where
        mend = replace(where, print_call(mismatch.mended))
        return Problem(mismatch.code, f"{mismatch.message}.", where, edit=mend)
    culprit = _axis_lost_by(rows) if mismatch.missing_axis else None
    if culprit is None:
        last_only = with_sequences(rows[-1].call, on=False) if rows and layer.name == "RepeatVector" else None
        edit = None
        if last_only is not None:
            label = "delete return_sequences=True"
            edit = replace(last_only.where, print_call(last_only), label)
        return Problem(mismatch.code, f"{mismatch.message}.", layer.where, edit=edit)
    mended = with_sequences(culprit)
    if mended is not None:
        message = (
            f"{mismatch.message}: {culprit.name} on line {culprit.where.line} gives its last output only; "
            "write return_sequences=True there."
        )
        edit = replace(culprit.where, print_call(mended), "add return_sequences=True")
        return Problem(mismatch.code, message, layer.where, edit=edit)
    message = (
        f"{mismatch.message}: {culprit.name} on line {culprit.where.line} has taken the steps away; "
        "delete it, or put a RepeatVector between."
    )
    return Problem(mismatch.code, message, layer.where)


def _axis_lost_by(rows: list[LayerShape]) -> Call | None:
    """The last layer after which there were no steps any more."""
    for before, row in zip(reversed(rows[:-1]), reversed(rows[1:]), strict=True):
        if len(before.output_shape) == 2 and len(row.output_shape) == 1:
            return row.call
    return rows[0].call if rows and len(rows[0].output_shape) == 1 else None


def with_sequences(layer: Call, on: bool = True) -> Call | None:
    """The recurrent layer, wrapped or not, with ``return_sequences`` on or off; None for others."""
    if layer.name in RECURRENT:
        if on:
            return with_argument(layer, "return_sequences", True)
        rest = tuple((name, value) for name, value in layer.args if name != "return_sequences")
        return Call(layer.name, rest, layer.where)
    if layer.name != "Bidirectional":
        return None
    args: list[tuple[str, Value]] = []
    for name, value in layer.args:
        changed = with_sequences(value, on) if isinstance(value, Call) else None
        args.append((name, value if changed is None else changed))
    return Call(layer.name, tuple(args), layer.where)
