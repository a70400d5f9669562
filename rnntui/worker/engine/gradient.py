"""The gradient of a batch as Keras hands it to its optimizers: a vector, and slices of a looked up table.

To Keras the gradient of an Embedding is a list of slices, one for every time that a row was looked up
(``tf.IndexedSlices``). Sums of slices are what any other gradient is, but norms, squares and clipped
values are taken of each slice by itself, before the slices of a row are added up: two slices of 1 make
Adam's velocity grow by 2, where their sum would make it grow by 4. (With RMSprop's ``centered`` that
makes roots of negative numbers, on which Keras raises; here the training is one that diverged.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import tensorflow as tf

from rnntui.worker.engine.cells import Tensor
from rnntui.worker.engine.flat import Packing


class LookedUp(NamedTuple):
    """What an Embedding gave in a forward pass: whole numbers (…) and their rows of the table (…, width)."""

    numbers: Tensor
    found: Tensor


class Slices(NamedTuple):
    """Slices (m, width) of a table's gradient, and the row of each, (m,): a row may come several times."""

    table: int  # its place among the variables
    rows: Tensor
    values: Tensor


class Gradient(NamedTuple):
    """The gradient of all weights, (n,), less what came through a table, which ``slices`` holds."""

    vector: Tensor
    slices: Slices | None = None

    def each(self, change: Callable[[Tensor], Tensor]) -> Gradient:
        """The same change of every value, slice by slice."""
        slices = self.slices
        if slices is not None:
            slices = slices._replace(values=change(slices.values))
        return Gradient(change(self.vector), slices)

    def summed(self, packing: Packing) -> Tensor:
        """The vector with the slices of each row added up."""
        if self.slices is None:
            return self.vector
        before = sum(packing.sizes[: self.slices.table])
        size = packing.sizes[self.slices.table]
        count = packing.variables[self.slices.table].shape[0]
        table = tf.math.unsorted_segment_sum(self.slices.values, self.slices.rows, count)
        after = sum(packing.sizes) - before - size
        return self.vector + tf.pad(tf.reshape(table, (size,)), [[before, after]])

    def squared_norms(self, packing: Packing) -> list[Tensor]:
        """The squared norm of each variable's gradient, every slice of the table counted by itself."""
        norms = [tf.reduce_sum(tf.square(part)) for part in tf.split(self.vector, packing.sizes)]
        if self.slices is not None:
            norms[self.slices.table] += tf.reduce_sum(tf.square(self.slices.values))
        return norms


def gradient_of(
    tape: tf.GradientTape, loss: Tensor, weights: Tensor, looked_up: LookedUp | None, table: int | None
) -> Gradient:
    """The gradient of ``loss``; ``tape`` watched the weights and what was looked up on the way to it."""
    zero = tf.UnconnectedGradients.ZERO
    if looked_up is None or table is None:
        return Gradient(tape.gradient(loss, weights, unconnected_gradients=zero))
    vector, found = tape.gradient(loss, (weights, looked_up.found), unconnected_gradients=zero)
    rows = tf.reshape(looked_up.numbers, (-1,))
    return Gradient(vector, Slices(table, rows, tf.reshape(found, (-1, found.shape[-1]))))
