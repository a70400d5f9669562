"""The end of the model against the target: its shape, and the numbers that it can give at all."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rnntui.spec import catalogue
from rnntui.spec.layer_parts import RECURRENT
from rnntui.spec.printing import print_call
from rnntui.spec.reader import before, replace
from rnntui.spec.records import Call, DataFacts, Edit, ModelSpec, Problem
from rnntui.spec.shape_parts import Shape, shape_text
from rnntui.spec.shapes import Shapes, infer, with_sequences

_INFINITE = math.inf
RANGES: dict[str, tuple[float, float]] = {
    "sigmoid": (0, 1),
    "hard_sigmoid": (0, 1),
    "sparse_sigmoid": (0, 1),
    "softmax": (0, 1),
    "sparsemax": (0, 1),
    "tanh": (-1, 1),
    "hard_tanh": (-1, 1),
    "softsign": (-1, 1),
    "relu": (0, _INFINITE),
    "relu6": (0, 6),
    "softplus": (0, _INFINITE),
    "exponential": (0, _INFINITE),
    "squareplus": (0, _INFINITE),
    "sparse_plus": (0, _INFINITE),
    "log_sigmoid": (-_INFINITE, 0),
    "log_softmax": (-_INFINITE, 0),
}
"""The numbers that an activation can give, for those that can't give all."""

_SILENT = "Keras would broadcast that silently and train nonsense"
_ROUNDING = 1e-6


def head(spec: ModelSpec, facts: DataFacts, shapes: Shapes, target: Shape) -> list[Problem]:
    """Problems of the last layer; only a trailing axis of 1 may differ from the target."""
    output = shapes.rows[-1].output_shape
    if output not in (target, (*target, 1)):
        return [_mismatch(spec, shapes, target)]
    return _range(spec, facts)


# ---------------------------------------------------------------- shape
def _mismatch(spec: ModelSpec, shapes: Shapes, target: Shape) -> Problem:
    output = shapes.rows[-1].output_shape
    last = spec.layers[-1]
    gives = f"The model gives {shape_text(output)}, but the target is {shape_text(target)}"
    found = _mend(spec, shapes, target)
    if found is None:
        message = f"{gives}: {_SILENT}."
        return Problem("output-shape", message, last.where)
    advice, edit = found
    return Problem("output-shape", f"{gives}: {_SILENT}; {advice}.", last.where, edit=edit)


def _mend(spec: ModelSpec, shapes: Shapes, target: Shape) -> tuple[str, Edit] | None:
    """What to do about it, tried out: no sequences from a recurrent layer, or a head of the right size."""
    window = shapes.window
    for i in reversed(range(len(spec.layers))):
        layer = spec.layers[i]
        last_only = with_sequences(layer, on=False)
        if last_only is None or last_only == layer:
            continue
        layers = (*spec.layers[:i], last_only, *spec.layers[i + 1 :])
        if _gives(layers, window, target):
            label = "delete return_sequences=True"
            edit = replace(layer.where, print_call(last_only), label)
            return f"{layer.name} on line {layer.where.line} must give its last output only: {label}", edit
    return _sized_head(spec, window, target)


def _sized_head(spec: ModelSpec, window: Shape, target: Shape) -> tuple[str, Edit] | None:
    """A last Dense with as many units as the target has along its last axis."""
    last = spec.layers[-1]
    if last.name == "Dense" and catalogue.argument(last, "activation") in (None, "linear"):
        sized = catalogue.with_argument(last, "units", target[-1])
        if _gives((*spec.layers[:-1], sized), window, target):
            return f"write {print_call(sized)}", replace(last.where, print_call(sized))
    flat = Call("Flatten")
    if not any(map(catalogue.is_recurrent, spec.layers)) and _gives((flat, *spec.layers), window, target):
        return "begin with Flatten()", _first(spec, flat)
    head = Call("Dense", (("units", target[-1]),))
    for inserted in ((), (flat,)):
        if _gives((*spec.layers, *inserted, head), window, target):
            added = [print_call(layer) for layer in (*inserted, head)]
            text = "".join(f"{spec.written.before}{one}{spec.written.after}" for one in added)
            what = " and ".join(added)
            return f"add {what} at the end", replace(spec.written.end, text, f"add {what}")
    return None


def _first(spec: ModelSpec, layer: Call) -> Edit:
    """The edit that puts a layer in front of all others, in a list or by ``model.add``."""
    start = before(spec.layers[0].where)
    in_list = ",\n" + " " * (start.column - 1)
    between = f")\n{spec.written.before.strip()}" if spec.written.after else in_list
    text = print_call(layer)
    return replace(start, text + between, f"begin with {text}")


def _gives(layers: tuple[Call, ...], window: Shape, target: Shape) -> bool:
    shapes = infer(layers, window)
    return shapes.problem is None and shapes.rows[-1].output_shape == target


# ---------------------------------------------------------------- range
@dataclass(frozen=True, slots=True)
class _Output:
    """The layer that makes the output, and its activation."""

    layer: Call
    activation: str


def _range(spec: ModelSpec, facts: DataFacts) -> list[Problem]:
    """An activation at the end that can't give what the targets are."""
    output = _output(spec.layers[-1])
    if output is None or output.activation not in RANGES:
        return []
    low, high = RANGES[output.activation]
    if output.activation in ("softmax", "sparsemax") and output.layer.get("units") == 1:
        message = f"{output.activation} of a single output is always 1, whatever it learns: leave it out."
        return [Problem("softmax-of-one", message, output.layer.where, "warning", _plain(spec, output))]
    targets = _targets(spec, facts)
    if targets is None or (targets[0] >= low - _ROUNDING and targets[1] <= high + _ROUNDING):
        return []
    scaled = "" if spec.data.scale == "none" and not spec.data.transform else "scaled "
    message = (
        f"{output.activation} gives {_interval(low, high)}, but the {scaled}targets run from "
        f"{targets[0]:.3g} to {targets[1]:.3g}: what lies outside can never be forecast; {_advice(output)}."
    )
    return [Problem("output-range", message, output.layer.where, "warning", _plain(spec, output))]


def _output(layer: Call) -> _Output | None:
    if layer.name == "TimeDistributed":
        inner = layer.get("layer")
        return _output(inner) if isinstance(inner, Call) else None
    if layer.name in ("Dense", "Activation", "Conv1D", *RECURRENT):
        activation = catalogue.argument(layer, "activation")
        return _Output(layer, activation) if isinstance(activation, str) else None
    return None


def _targets(spec: ModelSpec, facts: DataFacts) -> tuple[float, float] | None:
    """The range of the targets as the network sees them, where it is known."""
    if facts.scaled_targets is not None:
        return facts.scaled_targets
    if spec.data.scale == "none" and not spec.data.transform and None not in (facts.minimum, facts.maximum):
        return facts.minimum or 0.0, facts.maximum or 0.0
    return None


def _interval(low: float, high: float) -> str:
    if high == _INFINITE:
        return f"nothing below {low:g}"
    return f"nothing above {high:g}" if low == -_INFINITE else f"only {low:g} to {high:g}"


def _advice(output: _Output) -> str:
    if output.layer.name in RECURRENT:
        return f"add Dense({output.layer.get('units')}) after it"
    return "delete it" if output.layer.name == "Activation" else "leave the activation out"


def _plain(spec: ModelSpec, output: _Output) -> Edit | None:
    """The layer without its activation; a head behind a recurrent layer."""
    if output.layer is spec.layers[-1] and output.layer.name in RECURRENT:
        text = f"{spec.written.before}Dense({output.layer.get('units')}){spec.written.after}"
        return replace(spec.written.end, text, "add Dense after it")
    if output.layer.name not in ("Dense", "Conv1D"):
        return None
    rest = tuple((name, value) for name, value in output.layer.args if name != "activation")
    plain = Call(output.layer.name, rest, output.layer.where)
    return replace(output.layer.where, print_call(plain), "leave the activation out")
