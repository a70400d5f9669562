"""What the compiled loop needs to know before it is traced: counts and shapes, all static."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import tensorflow as tf

from rnntui.worker.engine.cells import Tensor

WATCH_CHUNK = 256  # windows validated in one item: bounds memory and the time until a stop is seen
# What one call is handed of the batch order, whatever the number of epochs.
ORDER_VALUES = 1 << 18
ORDER_EPOCHS = 2048


class Data(NamedTuple):
    """The tensors a run reads: arguments, never constants, so that a compiled loop serves other data.

    ``inputs`` (n′, F) and ``targets`` (n′, T) are scaled; ``train`` and ``watch`` are window starts;
    ``patience`` counts epochs, and is not read where the plan stops by none. ``offsets`` is how rows are
    scrambled inside windows: None, one order (look_back,), or one for every start (starts, look_back).
    """

    inputs: Tensor
    targets: Tensor
    train: Tensor
    watch: Tensor
    rate: Tensor
    patience: Tensor
    offsets: Tensor | None = None


class Items(NamedTuple):
    """Items of one trace: ``count`` from item ``first`` on, of windows from ``offset`` on.

    Each has ``size`` windows, the last one ``last``: the same number, or a size that is known only as it
    runs.
    """

    first: int
    count: int
    offset: int
    size: int
    last: int

    def of(self, item: Tensor, windows: Tensor) -> Tensor:
        """Those of ``windows`` (n,) that ``item`` is about."""
        begin = self.offset + (item - self.first) * self.size
        if self.size == self.last:
            return tf.slice(windows, begin[None], (self.size,))
        end = self.offset + (self.count - 1) * self.size + self.last
        return windows[begin : tf.minimum(begin + self.size, end)]


@dataclass(frozen=True)
class Plan:
    """An epoch as items: full batches, the last smaller batch, full watch chunks, the last smaller one.

    The unit of work is one item; calls may end between any two. How many epochs there are is no part of
    it: a change of that compiles nothing anew. With ``one_step`` the network is shown
    one step of look_back·F features. With ``any_size`` one trace serves items of every size, which the
    graph can and XLA can't.
    """

    look_back: int
    horizon: int
    n_train: int
    n_watch: int
    batch_size: int
    stops_early: bool = False
    watch_chunk: int = WATCH_CHUNK
    shuffle: bool = True
    one_step: bool = False
    any_size: bool = False

    @property
    def batches(self) -> int:
        """Batches in an epoch, the last smaller one among them."""
        return -(-self.n_train // self.batch_size)

    @property
    def chunks(self) -> int:
        """Chunks of watched windows, the last smaller one among them."""
        return -(-self.n_watch // self.watch_chunk)

    @property
    def items(self) -> int:
        """Items in an epoch."""
        return self.batches + self.chunks

    @property
    def training(self) -> tuple[Items, ...]:
        """The batches, by how they are traced."""
        return self._items(0, self.n_train, self.batch_size)

    @property
    def watching(self) -> tuple[Items, ...]:
        """The chunks of watched windows, by how they are traced."""
        return self._items(self.batches, self.n_watch, self.watch_chunk)

    def _items(self, first: int, windows: int, size: int) -> tuple[Items, ...]:
        full, rest = divmod(windows, size)
        whole = Items(first, full, 0, size, size)
        if self.any_size and full and rest:
            return (Items(first, full + 1, 0, size, rest),)
        last = Items(first + full, min(rest, 1), full * size, rest, rest)
        return tuple(items for items in (whole, last) if items.count)

    @property
    def rows(self) -> int:
        """Epochs whose batch order one call is given: its most, the one it may begin within included."""
        return max(2, min(ORDER_EPOCHS, ORDER_VALUES // max(1, self.n_train)))


def even_chunk(windows: int) -> int:
    """Watched windows in an item: WATCH_CHUNK at most, and a size that divides their number if one is near.

    A smaller last chunk is a size of its own, which takes a second trace of the network.
    """
    fewest = min(windows, WATCH_CHUNK // 2)
    sizes = range(min(windows, WATCH_CHUNK), fewest, -1)
    return next((size for size in sizes if windows % size == 0), WATCH_CHUNK)


def gather(plan: Plan, data: Data, starts: Tensor, output_shape: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """Windows as the network is shown them and their targets, in its output shape, gathered by index."""
    offsets = data.offsets
    if offsets is not None and len(offsets.shape) == 2:
        offsets = tf.gather(offsets, starts)
    x = windows(data.inputs, starts, plan.look_back, offsets, plan.one_step)
    after = starts[:, None] + (plan.look_back + tf.range(plan.horizon))
    y = tf.gather(data.targets, after)  # (B, H, T)
    return x, tf.reshape(y, (-1, *output_shape))


def windows(inputs: Tensor, starts: Tensor, look_back: int, offsets: Tensor | None, one_step: bool) -> Tensor:
    """The windows (B, look_back, F) at ``starts`` (B,), their rows in the order of ``offsets``.

    ``offsets`` is (look_back,) for all of them, (B, look_back) for each, None for the order of time.
    """
    within = tf.range(look_back) if offsets is None else offsets
    x = tf.gather(inputs, starts[:, None] + within)
    return as_one_step(x) if one_step else x


def as_one_step(x: Tensor) -> Tensor:
    """Windows (B, look_back, F) as one step of features, (B, 1, look_back·F)."""
    return tf.reshape(x, (-1, 1, x.shape[1] * x.shape[2]))
