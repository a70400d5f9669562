"""What all cells are made of: one gate forward and backward, the walk through time, and checks.

Shapes: F features a step, U units. A leading ``...`` stands for no axis, or for one of windows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rnntui.cells.activations import Array, activate, slope


@dataclass(frozen=True, slots=True, eq=False)
class GateWeights:
    """The weights of one gate, or their gradients."""

    w: Array
    """(F, U): from the inputs."""
    u: Array
    """(U, U): from the state h."""
    b: Array
    """(U,): the bias."""
    b_h: Array | None = None
    """(U,): the second bias, beside h·u, of a GRU with ``reset_after``."""
    p: Array | None = None
    """(U,): from the cell state c, element by element, where a gate has a peephole."""


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """One gate at one step; every array is (..., U)."""

    x_w: Array
    """x·w."""
    h_u: Array
    """h·u, with the state before the step."""
    b: Array
    b_h: Array | None
    c_p: Array | None
    """c ⊙ p, where the gate has a peephole."""
    total: Array
    """The sum of the above, before the activation."""
    value: Array
    """The activation of the sum, or what the gate is pinned to."""
    slope: Array
    """d value / d total; 0 in a pinned gate."""
    pinned: bool


@dataclass(frozen=True, slots=True, eq=False)
class GateGradient:
    """The gradient of the loss at one gate of one step, and what the gate sends on; all (..., units or F)."""

    value: Array
    total: Array
    x: Array
    h: Array
    c: Array


def gate(
    weights: GateWeights,
    activation: str,
    x: Array,
    h: Array,
    c: Array | None = None,
    pin: ArrayLike | None = None,
) -> Gate:
    """activation(x·w + h·u + b [+ b_h] [+ c ⊙ p]); ``pin`` puts another value in its place.

    Args:
        x: (..., F). h: (..., U), before the step. c: (..., U), for a gate with a peephole.
        pin: a number, or (U,).
    """
    x_w, h_u = x @ weights.w, h @ weights.u
    c_p = None if weights.p is None or c is None else c * weights.p
    total = x_w + h_u + weights.b
    for more in (weights.b_h, c_p):
        total = total if more is None else total + more
    if pin is None:
        value = activate(activation, total)
        steepness = slope(activation, value)
    else:
        value = np.broadcast_to(np.asarray(pin, dtype=np.float64), total.shape).copy()
        steepness = np.zeros_like(total)
    return Gate(x_w, h_u, weights.b, weights.b_h, c_p, total, value, steepness, pin is not None)


def gate_gradient(weights: GateWeights, record: Gate, d_value: Array) -> GateGradient:
    """From the gradient at a gate's value (..., U) to that at its sum, its inputs, h and c."""
    d_total = d_value * record.slope
    d_c = np.zeros_like(d_total) if weights.p is None else d_total * weights.p
    return GateGradient(d_value, d_total, d_total @ weights.w.T, d_total @ weights.u.T, d_c)


def weight_gradient(weights: GateWeights, totals: Array, xs: Array, hs: Array, cs: Array) -> GateWeights:
    """The gradient of one gate's weights, added up over T steps: one set of weights serves them all.

    Args:
        totals: (T, U), the gradient at the gate's sums. xs: (T, F). hs: (T, U), what u multiplied.
        cs: (T, U), what p multiplied, if the gate has it.
    """
    bias = totals.sum(axis=0)
    return GateWeights(
        w=xs.T @ totals,
        u=hs.T @ totals,
        b=bias,
        b_h=None if weights.b_h is None else bias,
        p=None if weights.p is None else (cs * totals).sum(axis=0),
    )


def split_gates(arrays: Sequence[ArrayLike], gates: int, two_biases: bool = False) -> list[GateWeights]:
    """The gates of Keras's ``[kernel, recurrent_kernel, bias]``, in their order there.

    The kernel is (F, gates·U), the recurrent kernel (U, gates·U), the bias (gates·U,), or (2, gates·U)
    with ``two_biases``. Without a bias (``use_bias=False``) it is zero. Everything is copied to float64.

    Raises:
        ValueError: for other numbers of arrays, and other shapes.
    """
    if len(arrays) not in (2, 3):
        raise ValueError(f"Expected the arrays kernel, recurrent kernel and bias, got {len(arrays)} of them.")
    kernel, recurrent = (np.array(one, dtype=np.float64) for one in arrays[:2])
    if kernel.ndim != 2 or kernel.shape[1] == 0 or kernel.shape[1] % gates:
        raise ValueError(f"The kernel must be (features, {gates}·units), not {kernel.shape}.")
    units = kernel.shape[1] // gates
    if recurrent.shape != (units, gates * units):
        raise ValueError(f"The recurrent kernel must be {(units, gates * units)}, not {recurrent.shape}.")
    bias_shape = (2, gates * units) if two_biases else (gates * units,)
    bias = np.array(arrays[2], dtype=np.float64) if len(arrays) == 3 else np.zeros(bias_shape)
    if bias.shape != bias_shape:
        raise ValueError(f"The bias must be {bias_shape}, not {bias.shape}.")
    b, b_h = (bias[0], bias[1]) if two_biases else (bias, np.zeros(0))
    ends = [slice(start * units, (start + 1) * units) for start in range(gates)]
    return [
        GateWeights(kernel[:, at], recurrent[:, at], b[at], b_h[at] if two_biases else None) for at in ends
    ]


def join_gates(gates: Sequence[GateWeights]) -> list[Array]:
    """``[kernel, recurrent_kernel, bias]`` in Keras's layout: what ``split_gates`` took apart."""
    bias = np.concatenate([one.b for one in gates])
    second = [one.b_h for one in gates if one.b_h is not None]
    if second:
        bias = np.stack([bias, np.concatenate(second)])
    return [
        np.concatenate([one.w for one in gates], axis=1),
        np.concatenate([one.u for one in gates], axis=1),
        bias,
    ]


def checked(name: str, values: ArrayLike, width: int) -> Array:
    """``values`` in float64, if their last axis is ``width`` long.

    Raises:
        ValueError: if it is not.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] != width:
        raise ValueError(
            f"{name} must have {width} as the length of its last axis; its shape is {array.shape}."
        )
    return array


def checked_series(xs: ArrayLike, features: int) -> list[Array]:
    """The inputs of each step, (..., F) each, from (..., T, F).

    Raises:
        ValueError: if ``xs`` has no axis of steps, or another number of features.
    """
    array = checked("xs", xs, features)
    if array.ndim < 2:
        raise ValueError(f"xs must be (steps, features), not {array.shape}: one row for each step.")
    return list(np.moveaxis(array, -2, 0))


class _Stepped(Protocol):
    @property
    def state(self) -> Array: ...


_Step = TypeVar("_Step", bound=_Stepped)


def walk(
    step: Callable[[Array, ArrayLike], _Step],
    xs: ArrayLike,
    shape: tuple[int, ...],
    state0: ArrayLike | None,
) -> tuple[_Step, ...]:
    """All steps of a cell with one state over ``xs`` (..., T, F), from ``state0`` (..., U) or from zero.

    Args:
        step: one step, from an input (..., F) and the state before it.
        shape: (F, U).

    Raises:
        ValueError: for another number of features.
    """
    features, units = shape
    steps: list[_Step] = []
    for x in checked_series(xs, features):
        zero = np.zeros((*x.shape[:-1], units))
        steps.append(step(x, steps[-1].state if steps else zero if state0 is None else state0))
    return tuple(steps)


def checked_gradient(d_h: ArrayLike, steps: int, state: Array) -> Array:
    """The gradient (T, U) that reaches the state of each step from outside.

    Raises:
        ValueError: if there are no steps, if they hold several windows, or for another shape.
    """
    if steps == 0:
        raise ValueError("There is no step to walk back through: run the cell on at least one input.")
    if state.ndim != 1:
        raise ValueError("Walking back takes the steps of one window: run the cell on (steps, features).")
    array = np.asarray(d_h, dtype=np.float64)
    if array.shape != (steps, len(state)):
        raise ValueError(f"d_h must be (steps, units) = {(steps, len(state))}, not {array.shape}.")
    return array
