"""Recurrent cells: one step forward, and the slopes that lead a gradient one step back.

Each cell is what `recurrence.py` needs to run it over time with a gradient of our own. The
formulas are Keras's (`keras/src/layers/rnn`), the gates in Keras's order; the slopes are
their derivatives by hand. Shapes: B windows in a batch, T steps, H units.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import tensorflow as tf

Tensor: TypeAlias = Any
State: TypeAlias = tuple[Tensor, ...]
Arrays: TypeAlias = tuple[Tensor, ...]


class Cell(Protocol):
    """One recurrent cell of H units: gates computed from G blocks of H columns.

    A step back is linear in the gradient that arrives, and what it multiplies it by is known from the
    forward pass: ``slopes`` computes that for all steps in one go, and ``back`` has little left to do.
    ``kept`` lists what a forward step hands over, in blocks of H columns each; ``deltas`` is how many
    blocks the backward step hands back.
    """

    units: int
    states: int
    kept: tuple[int, ...]
    deltas: int

    def step(self, from_input: Tensor, from_state: Tensor, state: State) -> tuple[State, Arrays]:
        """The next state from x·W + b (B, G·H), h·U (+ b) (B, G·H) and the state; what to keep."""
        ...

    def slopes(self, hidden: Tensor, kept: Arrays) -> Arrays:
        """What ``back`` needs, (T, B, …) each, from all h (T + 1, B, H), zero first, and what was kept."""
        ...

    def back(self, slopes: Arrays, d_state: State) -> tuple[Tensor, Tensor | None, State]:
        """Deltas (B, deltas·H), the gradient that reaches h past the gates, and that of the other states."""
        ...

    def input_deltas(self, deltas: Tensor) -> Tensor:
        """The gradient of x·W + b, (…, G·H), out of the deltas."""
        ...

    def state_deltas(self, deltas: Tensor) -> Tensor:
        """The gradient of h·U (+ b), (…, G·H), out of the deltas."""
        ...


# Slopes of the activations as functions of their own output: the step need not keep z.
_SLOPES: dict[str, Callable[[Tensor], Tensor]] = {
    "tanh": lambda h: 1.0 - h * h,
    "sigmoid": lambda h: h * (1.0 - h),
    "relu": lambda h: tf.cast(h > 0.0, h.dtype),
    "linear": tf.ones_like,
}
_ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "tanh": tf.tanh,
    "sigmoid": tf.sigmoid,
    "relu": tf.nn.relu,
    "linear": tf.identity,
}


def _sigmoid(z: Tensor) -> Tensor:
    """σ(z) through tanh, which XLA computes without exp: 15 % of an LSTM(32) epoch."""
    return 0.5 * tf.tanh(0.5 * z) + 0.5


@dataclass(frozen=True)
class SimpleRNNCell:
    """h' = act(x·W + b + h·U)."""

    units: int
    activation: str = "tanh"
    states: int = 1
    kept: tuple[int, ...] = ()
    deltas: int = 1

    @staticmethod
    def knows(activation: str) -> bool:
        """Whether the slope of this activation is known from its output."""
        return activation in _SLOPES

    def step(self, from_input: Tensor, from_state: Tensor, state: State) -> tuple[State, Arrays]:
        h = _ACTIVATIONS[self.activation](from_input + from_state)
        return (h,), ()

    def slopes(self, hidden: Tensor, kept: Arrays) -> Arrays:
        return (_SLOPES[self.activation](hidden[1:]),)

    def back(self, slopes: Arrays, d_state: State) -> tuple[Tensor, Tensor | None, State]:
        return d_state[0] * slopes[0], None, ()

    def input_deltas(self, deltas: Tensor) -> Tensor:
        return deltas

    def state_deltas(self, deltas: Tensor) -> Tensor:
        return deltas


@dataclass(frozen=True)
class LSTMCell:
    """c' = f⊙c + i⊙g, h' = o⊙tanh(c'); gates in Keras's order i, f, g, o (Keras calls g "c").

    Kept are one tanh for all four gates, which σ is made from, and c'.
    """

    units: int
    states: int = 2
    kept: tuple[int, ...] = (4, 1)
    deltas: int = 4

    def step(self, from_input: Tensor, from_state: Tensor, state: State) -> tuple[State, Arrays]:
        # One tanh over all four blocks is one kernel; three become σ by scaling before and after.
        squashed = tf.tanh((from_input + from_state) * self._half())
        i, f, g, o = self._gates(squashed)
        c = f * state[1] + i * g
        return (o * tf.tanh(c), c), (squashed, c)

    def _half(self) -> Tensor:
        ones = tf.ones([self.units])
        return tf.concat([ones / 2, ones / 2, ones, ones / 2], 0)

    def _gates(self, squashed: Tensor) -> list[Tensor]:
        half = self._half()
        return tf.split(squashed * half + (1.0 - half), 4, axis=-1)

    def slopes(self, hidden: Tensor, kept: Arrays) -> Arrays:
        i, f, g, o = self._gates(kept[0])
        after = kept[1]
        before = tf.concat([tf.zeros_like(after[:1]), after[:-1]], axis=0)
        squashed = tf.tanh(after)
        gates = [
            g * i * (1.0 - i),
            before * f * (1.0 - f),
            i * (1.0 - g * g),
            squashed * o * (1.0 - o),
        ]
        return tf.concat(gates, axis=-1), o * (1.0 - squashed * squashed), f

    def back(self, slopes: Arrays, d_state: State) -> tuple[Tensor, Tensor | None, State]:
        gates, c_of_h, f = slopes
        d_h, d_c = d_state
        d_c = d_c + d_h * c_of_h
        return tf.concat([d_c, d_c, d_c, d_h], axis=1) * gates, None, (d_c * f,)

    def input_deltas(self, deltas: Tensor) -> Tensor:
        return deltas

    def state_deltas(self, deltas: Tensor) -> Tensor:
        return deltas


@dataclass(frozen=True)
class GRUCell:
    """Keras's GRU with ``reset_after``: h' = z⊙h + (1−z)⊙tanh(x·W_h + r⊙(h·U_h + b)); order z, r, h.

    The deltas are those of z, r, h·U_h (+ b) and of the candidate's sum.
    """

    units: int
    states: int = 1
    kept: tuple[int, ...] = (2, 1, 1)
    deltas: int = 4

    def step(self, from_input: Tensor, from_state: Tensor, state: State) -> tuple[State, Arrays]:
        units = self.units
        gates = _sigmoid(from_input[:, : 2 * units] + from_state[:, : 2 * units])
        z, r = gates[:, :units], gates[:, units:]
        recalled = from_state[:, 2 * units :]
        candidate = tf.tanh(from_input[:, 2 * units :] + r * recalled)
        return (z * state[0] + (1.0 - z) * candidate,), (gates, candidate, recalled)

    def slopes(self, hidden: Tensor, kept: Arrays) -> Arrays:
        gates, candidate, recalled = kept
        z, r = tf.split(gates, 2, axis=-1)
        of_candidate = (1.0 - z) * (1.0 - candidate * candidate)
        blocks = [
            (hidden[:-1] - candidate) * z * (1.0 - z),
            of_candidate * recalled * r * (1.0 - r),
            of_candidate * r,
            of_candidate,
        ]
        return tf.concat(blocks, axis=-1), z

    def back(self, slopes: Arrays, d_state: State) -> tuple[Tensor, Tensor | None, State]:
        gates, z = slopes
        d_h = d_state[0]
        return tf.concat([d_h] * 4, axis=1) * gates, d_h * z, ()

    def input_deltas(self, deltas: Tensor) -> Tensor:
        return tf.concat([deltas[..., : 2 * self.units], deltas[..., 3 * self.units :]], axis=-1)

    def state_deltas(self, deltas: Tensor) -> Tensor:
        return deltas[..., : 3 * self.units]
