"""A cell of one unit over one window, forward and backward, every number of every step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rnntui.cells import lstm, peephole, simple_rnn
from rnntui.cells.activations import Array
from rnntui.cells.terms import lstm as lstm_terms
from rnntui.cells.terms import simple_rnn as simple_terms
from rnntui.cells.terms.term import Term

Numbers = tuple[float, ...]

SIMPLE_WEIGHTS = ("w_x", "w_h", "b")
LSTM_WEIGHTS = tuple(f"{kind}_{gate}" for gate in lstm.GATES for kind in ("w", "u", "b"))
"""Of each gate the weights of the input and of the state, and the bias."""

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Walk:
    """All steps of one window; each tuple has an item for each of T steps.

    ``sums`` are what the state's tanh is taken of: the sum of the simple cell, c of an LSTM; ``slopes`` are
    the slopes of tanh there. ``back`` is ∂h_last/∂h_t along all paths. ``gates`` are empty without gates.
    """

    h: Numbers
    sums: Numbers
    slopes: Numbers
    back: Numbers
    gates: dict[str, Numbers]
    forward: tuple[tuple[Term, ...], ...]
    backward: tuple[tuple[Term, ...], ...]

    @property
    def c(self) -> Numbers:
        """The cell states of an LSTM."""
        return self.sums if self.gates else ()


@lru_cache(maxsize=64)
def walk(cell: str, weights: Numbers, inputs: Numbers, h0: float = 0.0, seen: float = 0.0) -> Walk:
    """The steps of ``rnn`` (3 weights) over the inputs from the state ``h0``, or of ``lstm`` (12) from zero.

    ``seen`` is the weight of the peephole that the gates of the LSTM have; without one it is 0. The gradients
    are those of the last state: as if it were the loss.
    """
    return _simple(weights, inputs, h0) if cell == "rnn" else _lstm(weights, inputs, seen)


def states(weights: Numbers, inputs: Numbers) -> Numbers:
    """The state of the simple cell after every step, without the terms."""
    return _floats([one.h for one in simple_rnn.run(_simple_weights(weights), _column(inputs))])


def lstm_weights(weights: Numbers, seen: float = 0.0) -> lstm.Weights:
    """A one-unit LSTM of 12 numbers in the order of ``LSTM_WEIGHTS``, with peepholes for ``seen``."""
    w, u, b = (np.array(weights[at::3]) for at in range(3))
    if seen:
        return peephole.Weights.from_keras([w[None], u[None], b, *[[seen]] * 3])
    return lstm.Weights.from_keras([w[None], u[None], b])


def _simple_weights(weights: Numbers) -> simple_rnn.Weights:
    w_x, w_h, b = weights
    return simple_rnn.Weights.from_keras([[[w_x]], [[w_h]], [b]])


def _simple(weights: Numbers, inputs: Numbers, h0: float) -> Walk:
    own = _simple_weights(weights)
    steps = simple_rnn.run(own, _column(inputs), [h0])
    gradients = simple_rnn.backward(own, steps, _last(len(inputs)))
    pairs = list(zip(steps, gradients.steps, strict=True))
    return Walk(
        h=_floats([one.h for one in steps]),
        sums=_floats([one.sum.total for one in steps]),
        slopes=_floats([one.sum.slope for one in steps]),
        back=_floats([one.h for one in gradients.steps]),
        gates={},
        forward=tuple(simple_terms.forward(own, one, _DIGITS) for one in steps),
        backward=tuple(simple_terms.backward(own, one, back, _DIGITS) for one, back in pairs),
    )


def _lstm(weights: Numbers, inputs: Numbers, seen: float) -> Walk:
    own = lstm_weights(weights, seen)
    steps = lstm.run(own, _column(inputs))
    gradients = lstm.backward(own, steps, _last(len(inputs)))
    pairs = list(zip(steps, gradients.steps, strict=True))
    gates = {
        "i": [one.i.value for one in steps],
        "f": [one.f.value for one in steps],
        "g": [one.g.value for one in steps],
        "o": [one.o.value for one in steps],
    }
    return Walk(
        h=_floats([one.h for one in steps]),
        sums=_floats([one.c for one in steps]),
        slopes=_floats([one.c_slope for one in steps]),
        back=_floats([one.h for one in gradients.steps]),
        gates={name: _floats(values) for name, values in gates.items()},
        forward=tuple(lstm_terms.forward(own, one, _DIGITS) for one in steps),
        backward=tuple(lstm_terms.backward(own, one, back, _DIGITS) for one, back in pairs),
    )


def _column(inputs: Numbers) -> Array:
    return np.asarray(inputs, dtype=np.float64)[:, None]


def _last(steps: int) -> Array:
    """The gradient that comes from outside: only the last state is read."""
    outside = np.zeros((steps, 1))
    outside[-1] = 1.0
    return outside


def _floats(arrays: Sequence[Array]) -> Numbers:
    return tuple(float(one.item()) for one in arrays)
