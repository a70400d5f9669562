"""A step of the LSTM, with or without peepholes, with one unit and one input, in words and numbers."""

from __future__ import annotations

from rnntui.cells.activations import Array
from rnntui.cells.lstm import GATES, Step, StepGradient, Weights
from rnntui.cells.parts import Gate, GateGradient, GateWeights
from rnntui.cells.terms.term import (
    SYMBOLS,
    Listing,
    Names,
    Term,
    list_gate,
    list_gate_gradient,
    need_one,
    scalar,
)

ORDER = ("f", "i", "g", "o")
"""Reading order: what is kept, what is added, what is shown."""


def forward(weights: Weights, step: Step, digits: int = 4) -> tuple[Term, ...]:
    """The terms of a step in reading order: f, i, g, then the cell state, then o and the output.

    Raises:
        ValueError: unless there is one unit, one input and one window.
    """
    need_one(weights.i, step.x)
    to = Listing(digits)
    for name in ("f", "i", "g"):
        _gate(to, name, weights, step)
    f, i, g, o = (scalar(_record(step, name).value) for name in ORDER)
    kept, added, c, active = (scalar(one) for one in (step.kept, step.added, step.c, step.c_active))
    to.product("c", "kept: forget gate × c before", "f·c_prev", (f, scalar(step.c_prev)), kept)
    to.product("c", "added: input gate × candidate", "i·g", (i, g), added)
    to.sum("c", "cell state", "f·c_prev + i·g", (kept, added), c)
    _gate(to, "o", weights, step)
    to.activation("h", weights.activation, "c", c, active)
    to.product("h", "output gate × what c shows", f"o·{_shown(weights)}", (o, active), scalar(step.h))
    return tuple(to.terms)


def backward(weights: Weights, step: Step, gradient: StepGradient, digits: int = 4) -> tuple[Term, ...]:
    """The same step walked backwards: output, cell state, gates, then x, h_prev and c_prev.

    Raises:
        ValueError: unless there is one unit, one input and one window.
    """
    need_one(weights.i, step.x)
    to = Listing(digits)
    _back_output(to, weights, step, gradient)
    d_c = scalar(gradient.c)
    sources = {"i": ("g", step.g.value), "f": ("c_prev", step.c_prev), "g": ("i", step.i.value)}
    for name, (symbol, other) in sources.items():
        back = _gradient(gradient, name)
        to.product(name, f"reaches {name}", f"∂c·{symbol}", (d_c, scalar(other)), scalar(back.value))
        _back_gate(to, name, weights, step, gradient)
    for part, symbol, sent, total in (
        ("x", "x", [_gradient(gradient, name).x for name in GATES], gradient.x),
        ("h_prev", "h_prev", [_gradient(gradient, name).h for name in GATES], gradient.h_prev),
    ):
        formula = " + ".join(f"{symbol} from {name}" for name in GATES)
        to.sum(part, f"reaches {part}", formula, tuple(scalar(one) for one in sent), scalar(total))
    along = d_c * scalar(step.f.value)
    to.product("c_prev", "along the belt", "∂c·f", (d_c, scalar(step.f.value)), along)
    if weights.i.p is not None or weights.f.p is not None:
        parts = (along, scalar(gradient.i.c), scalar(gradient.f.c))
        formula = "∂c·f + c_prev from i + c_prev from f"
        to.sum("c_prev", "reaches c_prev", formula, parts, scalar(gradient.c_prev))
    return tuple(to.terms)


def _back_output(to: Listing, weights: Weights, step: Step, gradient: StepGradient) -> None:
    """From h to o, and to the cell state."""
    d_h, active, o = scalar(gradient.h), scalar(step.c_active), scalar(step.o.value)
    shown = _shown(weights)
    to.given("h", "reaches h", "∂h", d_h)
    to.product("o", "reaches o", f"∂h·{shown}", (d_h, active), scalar(gradient.o.value))
    _back_gate(to, "o", weights, step, gradient)
    to.product("c", f"reaches {shown}", "∂h·o", (d_h, o), scalar(gradient.c_active))
    to.slope("c", weights.activation, shown, active, scalar(step.c_slope))
    through = scalar(gradient.c_active) * scalar(step.c_slope)
    to.product(
        "c", "through h", f"∂{shown}·slope", (scalar(gradient.c_active), scalar(step.c_slope)), through
    )
    to.given("c", "from the next step, along the belt", "∂c_later", scalar(gradient.c_later))
    symbols, parts = [f"∂{shown}·slope", "∂c_later"], [through, scalar(gradient.c_later)]
    if weights.o.p is not None:
        symbols.append("c from o")
        parts.append(scalar(gradient.o.c))
    to.sum("c", "reaches c", " + ".join(symbols), tuple(parts), scalar(gradient.c))


def _shown(weights: Weights) -> str:
    """What of c the output gate sees, as a formula writes it."""
    return f"{SYMBOLS[weights.activation] or 'linear'}(c)"


def _gate(to: Listing, name: str, weights: Weights, step: Step) -> None:
    names, kind, seen = _names(name), _kind(name, weights), _seen(name, step)
    list_gate(to, names, _weights(weights, name), kind, _record(step, name), step.x, step.h_prev, seen)


def _back_gate(to: Listing, name: str, weights: Weights, step: Step, gradient: StepGradient) -> None:
    own, record, back = _weights(weights, name), _record(step, name), _gradient(gradient, name)
    kind, seen = _kind(name, weights), _seen(name, step)
    list_gate_gradient(to, _names(name), own, kind, record, back, step.x, step.h_prev, seen)


def _names(name: str) -> Names:
    return Names.of(name, "c" if name == "o" else "c_prev")


def _kind(name: str, weights: Weights) -> str:
    return weights.activation if name == "g" else weights.recurrent_activation


def _seen(name: str, step: Step) -> Array:
    return step.c if name == "o" else step.c_prev


def _weights(weights: Weights, name: str) -> GateWeights:
    return {"i": weights.i, "f": weights.f, "g": weights.g, "o": weights.o}[name]


def _record(step: Step, name: str) -> Gate:
    return {"i": step.i, "f": step.f, "g": step.g, "o": step.o}[name]


def _gradient(gradient: StepGradient, name: str) -> GateGradient:
    return {"i": gradient.i, "f": gradient.f, "g": gradient.g, "o": gradient.o}[name]
