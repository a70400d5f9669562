"""The peephole LSTM: an LSTM whose gates also look at the belt.

    i, f = sigmoid(… + c_prev ⊙ p)   o = sigmoid(… + c ⊙ p): the output gate sees the new c

Source: Gers and Schmidhuber, "Recurrent nets that time and count" (2000), where each unit's gates see that
unit's own c. Keras has no such layer today; the weights stand in the order of the ``PeepholeLSTMCell`` that
TensorFlow 2 had. The steps, forward and backward, are those of ``lstm.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from rnntui.cells import lstm
from rnntui.cells.activations import Array
from rnntui.cells.lstm import Gradients, State, Step, backward, run, step

__all__ = ["Gradients", "State", "Step", "Weights", "backward", "run", "step"]


class Weights(lstm.Weights):
    """An LSTM's weights whose i, f and o have peepholes (``p``, (U,)); g has none."""

    __slots__ = ()

    @classmethod
    def from_keras(
        cls, arrays: Sequence[ArrayLike], activation: str = "tanh", recurrent_activation: str = "sigmoid"
    ) -> Weights:
        """From an LSTM's three arrays and the peepholes of i, f and o, (U,) each.

        Raises:
            ValueError: for other numbers of arrays or shapes, and for activations that the cells do not know.
        """
        if len(arrays) != 6:
            raise ValueError(
                f"Expected an LSTM's three arrays and three peepholes, got {len(arrays)} arrays."
            )
        plain = lstm.Weights.from_keras(arrays[:3], activation, recurrent_activation)
        peepholes = [np.array(one, dtype=np.float64) for one in arrays[3:]]
        for name, one in zip("ifo", peepholes, strict=True):
            if one.shape != plain.i.b.shape:
                raise ValueError(f"The peephole of {name} must be {plain.i.b.shape}, not {one.shape}.")
        i, f, o = peepholes
        return cls(
            i=replace(plain.i, p=i),
            f=replace(plain.f, p=f),
            g=plain.g,
            o=replace(plain.o, p=o),
            activation=activation,
            recurrent_activation=recurrent_activation,
        )

    def to_keras(self) -> list[Array]:
        """The six arrays that ``from_keras`` takes."""
        return lstm.Weights.to_keras(self) + [one.p for one in (self.i, self.f, self.o) if one.p is not None]
