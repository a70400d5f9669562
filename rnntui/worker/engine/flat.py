"""All trainable weights of a model as one flat vector, and back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from rnntui.worker.engine.cells import Tensor


@dataclass(frozen=True)
class Packing:
    """Where each variable lies in the vector: in the order given, each one flattened by rows."""

    variables: tuple[keras.Variable, ...]

    @property
    def sizes(self) -> list[int]:
        """Elements of each variable; they sum to the vector's length."""
        return [math.prod(variable.shape) for variable in self.variables]

    def unpack(self, vector: Tensor) -> list[Tensor]:
        """The variables' values, in their own shapes, out of the vector."""
        parts = tf.split(vector, self.sizes)
        pairs = zip(parts, self.variables, strict=True)
        return [tf.reshape(part, variable.shape) for part, variable in pairs]

    def pack(self, values: Sequence[Tensor]) -> Tensor:
        """The vector of these values."""
        return tf.concat([tf.reshape(value, (-1,)) for value in values], axis=0)

    def current(self) -> NDArray[np.float32]:
        """The variables' present values as a vector."""
        parts = [np.asarray(variable, dtype=np.float32).ravel() for variable in self.variables]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def assign(self, vector: NDArray[np.float32]) -> None:
        """Set the variables to what the vector holds."""
        ends = np.cumsum(self.sizes)[:-1]
        for variable, part in zip(self.variables, np.split(np.asarray(vector), ends), strict=True):
            variable.assign(part.reshape(variable.shape))
