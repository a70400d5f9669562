"""The LSTM cell, forward and backward, every gate by name.

    i, f, o = sigmoid(x·w + h_prev·u + b)   g = tanh(x·w + h_prev·u + b), each with weights of its own
    c = f ⊙ c_prev + i ⊙ g                  h = o ⊙ tanh(c)

Source: Hochreiter and Schmidhuber (1997) with the forget gate of Gers, Schmidhuber and Cummins (2000);
layout, gate order (i, f, g, o) and defaults of ``keras.layers.LSTM``, which calls g "c". Where the weights
have peepholes (``peephole.py``), i and f also see c_prev, and o sees c.
Shapes: F features a step, U units. A leading ``...`` stands for no axis, or for one of windows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from rnntui.cells.activations import Array, activate, known, slope
from rnntui.cells.norms import reach_norms, step_norms
from rnntui.cells.parts import (
    Gate,
    GateGradient,
    GateWeights,
    checked,
    checked_gradient,
    checked_series,
    gate,
    gate_gradient,
    join_gates,
    split_gates,
    weight_gradient,
)

GATES = ("i", "f", "g", "o")
"""Input, forget, candidate, output: the order of Keras."""

Pins = Mapping[str, ArrayLike]
"""Gates by name, each held at a number or at (U,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weights of the four gates; as a gradient, the same names hold ∂loss/∂weight."""

    i: GateWeights
    f: GateWeights
    g: GateWeights
    o: GateWeights
    activation: str = "tanh"
    recurrent_activation: str = "sigmoid"

    @classmethod
    def from_keras(
        cls, arrays: Sequence[ArrayLike], activation: str = "tanh", recurrent_activation: str = "sigmoid"
    ) -> Weights:
        """From ``layer.get_weights()``: kernel (F, 4U), recurrent kernel (U, 4U), bias (4U,).

        Raises:
            ValueError: for other shapes, and for activations that the cells do not know.
        """
        i, f, g, o = split_gates(arrays, 4)
        return cls(i, f, g, o, known(activation), known(recurrent_activation))

    def to_keras(self) -> list[Array]:
        """What ``layer.set_weights`` takes (with ``use_bias=True``)."""
        return join_gates([self.i, self.f, self.g, self.o])


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What one step hands to the next; both (..., U)."""

    h: Array
    c: Array


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step: every gate, product and sum on the way from (h_prev, c_prev) to (h, c); (..., U) each."""

    x: Array
    """(..., F)."""
    h_prev: Array
    c_prev: Array
    i: Gate
    f: Gate
    g: Gate
    o: Gate
    kept: Array
    """f ⊙ c_prev."""
    added: Array
    """i ⊙ g."""
    c: Array
    """kept + added."""
    c_active: Array
    """tanh(c), or what the layer has for tanh."""
    c_slope: Array
    """d c_active / d c."""
    h: Array
    """o ⊙ c_active."""

    @property
    def state(self) -> State:
        """What the next step starts from."""
        return State(self.h, self.c)


@dataclass(frozen=True, slots=True, eq=False)
class StepGradient:
    """The gradient of the loss at each number of one step; (U,) each."""

    h: Array
    """All that reaches h, from outside and from the next step."""
    c_active: Array
    c_later: Array
    """What reaches c along the belt, from the next step."""
    c: Array
    """All that reaches c: from the next step, through h, and through a peephole of o."""
    i: GateGradient
    f: GateGradient
    g: GateGradient
    o: GateGradient
    x: Array
    """(F,)."""
    h_prev: Array
    c_prev: Array


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """The gradient of the loss, walked back through T steps of one window."""

    weights: Weights
    xs: Array
    """(T, F)."""
    state0: State
    """(U,) each: at the state before the first step."""
    steps: tuple[StepGradient, ...]
    """In the order of time."""
    h_norms: Array
    """(T,): the spectral norm of ∂h_t/∂h_{t−1} of each step, with c_{t−1} held."""
    c_norms: Array
    """(T,): the same of ∂c_t/∂c_{t−1} with h_{t−1} held: the largest f, where there are no peepholes."""
    reach: Array
    """(T,): the spectral norm of ∂h_last/∂h_t, from each step to the last, through h and c."""


def step(weights: Weights, x: ArrayLike, state: State, pins: Pins | None = None) -> Step:
    """One step from ``state`` with the input ``x`` (..., F); ``pins`` holds gates at values.

    Raises:
        ValueError: for another number of features or units, or a pin on a gate that is not there.
    """
    features, units = weights.i.w.shape
    x, pins = checked("x", x, features), _checked_pins(pins, units)
    h_prev, c_prev = checked("h", state.h, units), checked("c", state.c, units)
    inner, outer = weights.recurrent_activation, weights.activation
    i = gate(weights.i, inner, x, h_prev, c_prev, pins.get("i"))
    f = gate(weights.f, inner, x, h_prev, c_prev, pins.get("f"))
    g = gate(weights.g, outer, x, h_prev, pin=pins.get("g"))
    kept, added = f.value * c_prev, i.value * g.value
    c = kept + added
    o = gate(weights.o, inner, x, h_prev, c, pins.get("o"))
    c_active = activate(outer, c)
    h = o.value * c_active
    return Step(x, h_prev, c_prev, i, f, g, o, kept, added, c, c_active, slope(outer, c_active), h)


def run(
    weights: Weights,
    xs: ArrayLike,
    state0: State | None = None,
    pins: Pins | Sequence[Pins] | None = None,
) -> tuple[Step, ...]:
    """All steps over ``xs`` (..., T, F), from ``state0`` or from zero; ``pins`` for all, or one for each.

    Raises:
        ValueError: for another number of features, units or pins.
    """
    features, units = weights.i.w.shape
    series = checked_series(xs, features)
    each = [pins] * len(series) if pins is None or isinstance(pins, Mapping) else list(pins)
    if len(each) != len(series):
        raise ValueError(f"There are pins for {len(each)} steps, and {len(series)} steps.")
    steps: list[Step] = []
    for x, held in zip(series, each, strict=True):
        zero = np.zeros((*x.shape[:-1], units))
        before = steps[-1].state if steps else State(zero, zero) if state0 is None else state0
        steps.append(step(weights, x, before, held))
    return tuple(steps)


def backward(weights: Weights, steps: Sequence[Step], d_h: ArrayLike) -> Gradients:
    """Backpropagation through time over the steps of one window; a pinned gate passes nothing on.

    Args:
        weights: what the steps were run with.
        d_h: (T, U), ∂loss/∂h_t as it arrives from outside the cell: zero but for the last row where only
            the last state is read.

    Raises:
        ValueError: if there are no steps, if they hold several windows, or for another shape of ``d_h``.
    """
    outside = checked_gradient(d_h, len(steps), steps[0].h if steps else np.zeros(0))
    back: list[StepGradient] = []
    later_h, later_c = np.zeros_like(outside[0]), np.zeros_like(outside[0])
    for one, given in zip(reversed(steps), outside[::-1], strict=True):
        back.append(_back(weights, one, given + later_h, later_c))
        later_h, later_c = back[-1].h_prev, back[-1].c_prev
    back.reverse()
    units, jacobians = len(later_h), [_jacobian(weights, one) for one in steps]
    return Gradients(
        weights=_weights_gradient(weights, steps, back),
        xs=np.stack([one.x for one in back]),
        state0=State(back[0].h_prev, back[0].c_prev),
        steps=tuple(back),
        h_norms=step_norms([one[:units, :units] for one in jacobians]),
        c_norms=step_norms([one[units:, units:] for one in jacobians]),
        reach=reach_norms(jacobians, units),
    )


def _back(weights: Weights, one: Step, d_h: Array, later_c: Array) -> StepGradient:
    """One step backwards, in the reverse of the order in which ``step`` goes forward."""
    o = gate_gradient(weights.o, one.o, d_h * one.c_active)
    c_active = d_h * one.o.value
    d_c = later_c + c_active * one.c_slope + o.c
    i = gate_gradient(weights.i, one.i, d_c * one.g.value)
    f = gate_gradient(weights.f, one.f, d_c * one.c_prev)
    g = gate_gradient(weights.g, one.g, d_c * one.i.value)
    return StepGradient(
        h=d_h,
        c_active=c_active,
        c_later=later_c,
        c=d_c,
        i=i,
        f=f,
        g=g,
        o=o,
        x=i.x + f.x + g.x + o.x,
        h_prev=i.h + f.h + g.h + o.h,
        c_prev=d_c * one.f.value + i.c + f.c,
    )


def _jacobian(weights: Weights, one: Step) -> Array:
    """(2U, 2U): ∂(h, c)/∂(h_prev, c_prev). Its rows are what a step sends back for each of its outputs."""
    units = len(one.h)
    rows = _back(weights, one, np.eye(2 * units, units), np.eye(2 * units, units, -units))
    return np.concatenate([rows.h_prev, rows.c_prev], axis=1)


def _weights_gradient(weights: Weights, steps: Sequence[Step], back: Sequence[StepGradient]) -> Weights:
    """The gradient of every gate's weights, added up over the steps."""
    xs, hs = np.stack([one.x for one in steps]), np.stack([one.h_prev for one in steps])
    before, after = np.stack([one.c_prev for one in steps]), np.stack([one.c for one in steps])
    return replace(
        weights,
        i=weight_gradient(weights.i, np.stack([one.i.total for one in back]), xs, hs, before),
        f=weight_gradient(weights.f, np.stack([one.f.total for one in back]), xs, hs, before),
        g=weight_gradient(weights.g, np.stack([one.g.total for one in back]), xs, hs, before),
        o=weight_gradient(weights.o, np.stack([one.o.total for one in back]), xs, hs, after),
    )


def _checked_pins(pins: Pins | None, units: int) -> Pins:
    for name, value in (pins or {}).items():
        if name not in GATES:
            raise ValueError(f"There is no gate {name!r} to pin: the gates are {', '.join(GATES)}.")
        held = np.asarray(value, dtype=np.float64)
        if held.shape not in ((), (1,), (units,)):
            raise ValueError(f"The pin of {name} must be a number or one for each of {units} units.")
    return pins or {}
