"""The GRU cell, forward and backward, in both of Keras's forms.

    z, r = sigmoid(x·w + h_prev·u + b)      update and reset gate
    reset_after:   ĥ = tanh(x·w + b + r ⊙ (h_prev·u + b_h))     z and r have a b_h of their own
    reset_before:  ĥ = tanh(x·w + b + (r ⊙ h_prev)·u)
    h = z ⊙ h_prev + (1 − z) ⊙ ĥ

Source: Cho et al. (2014), arXiv 1406.1078, which is ``reset_before``; ``keras.layers.GRU``, whose default is
``reset_after``, and whose layout and gate order (z, r, h) this is.
Shapes: F features a step, U units. A leading ``...`` stands for no axis, or for one of windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

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
    gate,
    gate_gradient,
    join_gates,
    split_gates,
    walk,
    weight_gradient,
)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weights of z, r and of the candidate ĥ; as a gradient, the same names hold ∂loss/∂weight.

    Each has a second bias ``b_h`` if and only if the cell resets after the product.
    """

    z: GateWeights
    r: GateWeights
    h: GateWeights
    activation: str = "tanh"
    recurrent_activation: str = "sigmoid"

    @property
    def reset_after(self) -> bool:
        """Whether r multiplies h·u + b_h (Keras's default), or h itself."""
        return self.h.b_h is not None

    @classmethod
    def from_keras(
        cls,
        arrays: Sequence[ArrayLike],
        reset_after: bool = True,
        activation: str = "tanh",
        recurrent_activation: str = "sigmoid",
    ) -> Weights:
        """From ``layer.get_weights()``: kernel (F, 3U), recurrent kernel (U, 3U), bias.

        The bias is (2, 3U) with ``reset_after``, of the inputs and of the state, and (3U,) without.

        Raises:
            ValueError: for other shapes, and for activations that the cells do not know.
        """
        z, r, h = split_gates(arrays, 3, two_biases=reset_after)
        return cls(z, r, h, known(activation), known(recurrent_activation))

    def to_keras(self) -> list[Array]:
        """What ``layer.set_weights`` takes (with ``use_bias=True``)."""
        return join_gates([self.z, self.r, self.h])


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """The candidate ĥ at one step; every array is (..., U)."""

    x_w: Array
    b: Array
    h_reset: Array | None
    """r ⊙ h_prev, where the reset comes before the product."""
    h_u: Array
    """h_prev·u, or h_reset·u where the reset comes before."""
    b_h: Array | None
    recalled: Array | None
    """h_u + b_h, where the reset comes after the product."""
    gated: Array
    """What of the old state enters the sum: r ⊙ recalled, or h_u where the reset comes before."""
    total: Array
    """x_w + b + gated."""
    value: Array
    slope: Array
    """d value / d total."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step: every gate, product and sum on the way from ``h_prev`` to ``h``; (..., U) each."""

    x: Array
    """(..., F)."""
    h_prev: Array
    z: Gate
    r: Gate
    candidate: Candidate
    kept: Array
    """z ⊙ h_prev."""
    added: Array
    """(1 − z) ⊙ ĥ."""
    h: Array
    """kept + added."""

    @property
    def state(self) -> Array:
        """What the next step starts from: ``h``."""
        return self.h


@dataclass(frozen=True, slots=True, eq=False)
class CandidateGradient:
    """The gradient of the loss at the candidate's numbers; (U,) each, x is (F,)."""

    value: Array
    total: Array
    product: Array
    """At h_u: what the recurrent weights see."""
    r: Array
    x: Array
    h: Array


@dataclass(frozen=True, slots=True, eq=False)
class StepGradient:
    """The gradient of the loss at each number of one step; (U,) each."""

    h: Array
    """All that reaches this state, from outside and from the next step."""
    z: GateGradient
    r: GateGradient
    candidate: CandidateGradient
    x: Array
    """(F,)."""
    h_prev: Array
    """What the step passes on to the one before it."""


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
    features, units = weights.z.w.shape
    x, h_prev = checked("x", x, features), checked("state", state, units)
    z = gate(weights.z, weights.recurrent_activation, x, h_prev)
    r = gate(weights.r, weights.recurrent_activation, x, h_prev)
    candidate = _candidate(weights, x, h_prev, r.value)
    kept, added = z.value * h_prev, (1.0 - z.value) * candidate.value
    return Step(x, h_prev, z, r, candidate, kept, added, kept + added)


def run(weights: Weights, xs: ArrayLike, state0: ArrayLike | None = None) -> tuple[Step, ...]:
    """All steps over ``xs`` (..., T, F), from ``state0`` (..., U) or from zero.

    Raises:
        ValueError: for another number of features or units.
    """
    return walk(partial(step, weights), xs, weights.z.w.shape, state0)


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
    jacobians = [_back(weights, one, np.eye(len(one.h))).h_prev for one in steps]
    return Gradients(
        weights=_weights_gradient(weights, steps, back),
        xs=np.stack([one.x for one in back]),
        state0=back[0].h_prev,
        steps=tuple(back),
        h_norms=step_norms(jacobians),
        reach=reach_norms(jacobians, len(later)),
    )


def _candidate(weights: Weights, x: Array, h_prev: Array, r: Array) -> Candidate:
    own = weights.h
    x_w = x @ own.w
    if own.b_h is not None:
        h_reset, h_u = None, h_prev @ own.u
        recalled = h_u + own.b_h
        gated = r * recalled
    else:
        h_reset, recalled = r * h_prev, None
        h_u = gated = h_reset @ own.u
    total = x_w + own.b + gated
    value = activate(weights.activation, total)
    steepness = slope(weights.activation, value)
    return Candidate(x_w, own.b, h_reset, h_u, own.b_h, recalled, gated, total, value, steepness)


def _back(weights: Weights, one: Step, d_h: Array) -> StepGradient:
    """One step backwards; with the rows of an identity for ``d_h``, ``h_prev`` is the step's Jacobian."""
    candidate = _back_candidate(weights, one, d_h * (1.0 - one.z.value))
    z = gate_gradient(weights.z, one.z, d_h * (one.h_prev - one.candidate.value))
    r = gate_gradient(weights.r, one.r, candidate.r)
    h_prev = d_h * one.z.value + z.h + r.h + candidate.h
    return StepGradient(d_h, z, r, candidate, z.x + r.x + candidate.x, h_prev)


def _back_candidate(weights: Weights, one: Step, d_value: Array) -> CandidateGradient:
    recurrent, r = weights.h.u, one.r.value
    d_total = d_value * one.candidate.slope
    if one.candidate.recalled is not None:
        product = d_total * r
        d_r, d_h = d_total * one.candidate.recalled, product @ recurrent.T
    else:
        product = d_total
        d_reset = product @ recurrent.T
        d_r, d_h = d_reset * one.h_prev, d_reset * r
    return CandidateGradient(d_value, d_total, product, d_r, d_total @ weights.h.w.T, d_h)


def _weights_gradient(weights: Weights, steps: Sequence[Step], back: Sequence[StepGradient]) -> Weights:
    """The gradient of every gate's weights, added up over the steps."""
    xs, hs = np.stack([one.x for one in steps]), np.stack([one.h_prev for one in steps])
    totals = np.stack([one.candidate.total for one in back])
    products = np.stack([one.candidate.product for one in back])
    multiplied = [one.h_prev if one.candidate.h_reset is None else one.candidate.h_reset for one in steps]
    candidate = GateWeights(
        w=xs.T @ totals,
        u=np.stack(multiplied).T @ products,
        b=totals.sum(axis=0),
        b_h=products.sum(axis=0) if weights.reset_after else None,
    )
    return replace(
        weights,
        z=weight_gradient(weights.z, np.stack([one.z.total for one in back]), xs, hs, hs),
        r=weight_gradient(weights.r, np.stack([one.r.total for one in back]), xs, hs, hs),
        h=candidate,
    )
