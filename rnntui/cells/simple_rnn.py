"""The simple recurrent cell, forward and backward: h = tanh(x·w + h_prev·u + b).

Source: Elman, "Finding structure in time" (1990); layout and defaults of ``keras.layers.SimpleRNN``.
Shapes: F features a step, U units. A leading ``...`` stands for no axis, or for one of windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from rnntui.cells.activations import Array, known
from rnntui.cells.norms import reach_norms, step_norms
from rnntui.cells.parts import (
    Gate,
    GateGradient,
    GateWeights,
    checked,
    checked_gradient,
    gate,
    gate_gradient,
    join_gates,
    split_gates,
    walk,
    weight_gradient,
)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The cell's one set of weights; as a gradient, the same names hold ∂loss/∂weight."""

    h: GateWeights
    activation: str = "tanh"

    @classmethod
    def from_keras(cls, arrays: Sequence[ArrayLike], activation: str = "tanh") -> Weights:
        """From ``layer.get_weights()``: kernel (F, U), recurrent kernel (U, U), bias (U,).

        Raises:
            ValueError: for other shapes, and for an activation that the cells do not know.
        """
        return cls(split_gates(arrays, 1)[0], known(activation))

    def to_keras(self) -> list[Array]:
        """What ``layer.set_weights`` takes (with ``use_bias=True``)."""
        return join_gates([self.h])


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step: every product and sum on the way from ``h_prev`` to ``h``."""

    x: Array
    """(..., F)."""
    h_prev: Array
    """(..., U)."""
    sum: Gate
    """x·w, h_prev·u, b, their total, its activation, and the slope there."""

    @property
    def h(self) -> Array:
        """The state after the step and the cell's output, (..., U)."""
        return self.sum.value

    @property
    def state(self) -> Array:
        """What the next step starts from: ``h``."""
        return self.sum.value


@dataclass(frozen=True, slots=True, eq=False)
class StepGradient:
    """The gradient of the loss at each number of one step."""

    h: Array
    """(U,): all that reaches this state, from outside and from the next step."""
    sum: GateGradient
    x: Array
    """(F,)."""
    h_prev: Array
    """(U,): what the step passes on to the one before it."""


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """The gradient of the loss, walked back through T steps of one window."""

    weights: Weights
    xs: Array
    """(T, F)."""
    state0: Array
    """(U,): at the state before the first step."""
    steps: tuple[StepGradient, ...]
    """In the order of time."""
    h_norms: Array
    """(T,): the spectral norm of ∂h_t/∂h_{t−1} of each step."""
    reach: Array
    """(T,): the spectral norm of ∂h_last/∂h_t, from each step to the last."""


def step(weights: Weights, x: ArrayLike, state: ArrayLike) -> Step:
    """One step from ``state`` (..., U) with the input ``x`` (..., F).

    Raises:
        ValueError: for another number of features or units.
    """
    features, units = weights.h.w.shape
    x, h_prev = checked("x", x, features), checked("state", state, units)
    return Step(x, h_prev, gate(weights.h, weights.activation, x, h_prev))


def run(weights: Weights, xs: ArrayLike, state0: ArrayLike | None = None) -> tuple[Step, ...]:
    """All steps over ``xs`` (..., T, F), from ``state0`` (..., U) or from zero.

    Raises:
        ValueError: for another number of features or units.
    """
    return walk(partial(step, weights), xs, weights.h.w.shape, state0)


def backward(weights: Weights, steps: Sequence[Step], d_h: ArrayLike) -> Gradients:
    """Backpropagation through time over the steps of one window.

    Args:
        weights: what the steps were run with.
        d_h: (T, U), ∂loss/∂h_t as it arrives from outside the cell: zero but for the last row where only
            the last state is read.

    Raises:
        ValueError: if there are no steps, if they hold several windows, or for another shape of ``d_h``.
    """
    outside = checked_gradient(d_h, len(steps), steps[0].h if steps else np.zeros(0))
    back: list[StepGradient] = []
    later = np.zeros_like(outside[0])
    for one, given in zip(reversed(steps), outside[::-1], strict=True):
        back.append(_back(weights, one, given + later))
        later = back[-1].h_prev
    back.reverse()
    xs, hs = np.stack([one.x for one in steps]), np.stack([one.h_prev for one in steps])
    gradient = weight_gradient(weights.h, np.stack([one.sum.total for one in back]), xs, hs, hs)
    jacobians = [_back(weights, one, np.eye(len(one.h))).h_prev for one in steps]
    return Gradients(
        weights=replace(weights, h=gradient),
        xs=np.stack([one.x for one in back]),
        state0=back[0].h_prev,
        steps=tuple(back),
        h_norms=step_norms(jacobians),
        reach=reach_norms(jacobians, len(later)),
    )


def _back(weights: Weights, one: Step, d_h: Array) -> StepGradient:
    """One step backwards; with the rows of an identity for ``d_h``, ``h_prev`` is the step's Jacobian."""
    total = gate_gradient(weights.h, one.sum, d_h)
    return StepGradient(d_h, total, total.x, total.h)
