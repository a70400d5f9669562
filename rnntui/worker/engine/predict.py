"""Forecasts of a network: many windows one step each, or one path fed with its own values.

``model.predict`` costs 35 ms a call and leaks in loops. One-step forecasts run as a plain graph where
that is quicker than compiling; recursive ones are a compiled loop, always XLA's (44 steps: 0.6 ms
against 22 in the graph).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from rnntui.series.mistakes import WindowOrder
from rnntui.worker.engine.cells import Tensor
from rnntui.worker.engine.compiled import Compiled
from rnntui.worker.engine.forward import Network
from rnntui.worker.engine.plan import as_one_step, windows

CHUNK = 256  # windows at a time: of 1024, XLA takes 100 MB where look_back is 100
PATH_BLOCKS = 512
# XLA compiles a quarter of a second longer than the graph, and saves 0.08 ms in every step of a cell.
GRAPH_STEPS = 3000

Floats = NDArray[np.float32]
Weights = tuple[Tensor, tuple[Tensor, ...]]


def never() -> bool:
    """No stop."""
    return False


class Predictor:
    """Forecasts with any weights of one network.

    Args:
        network: the model as a function.
        inputs: (n′, F) scaled values, float32.
        look_back, horizon, targets: L, H and T; the model's output holds H·T values in that order.
        one_step: whether a window is shown as one step of L·F features.
        order: how the rows inside a window are scrambled; a path's windows are by their own starts.
    """

    def __init__(
        self,
        network: Network,
        inputs: Floats,
        look_back: int,
        horizon: int,
        targets: int,
        *,
        one_step: bool = False,
        order: WindowOrder | None = None,
    ) -> None:
        self._network = network
        self._inputs = tf.constant(inputs)
        self._look_back = look_back
        self._horizon = horizon
        self._targets = targets
        self._reshape = one_step
        self._order = order
        self._path = Compiled(self._path_blocks, "xla")
        self._chunk = {engine: Compiled(self._one_chunk, engine) for engine in ("graph", "xla")}

    def one_step(self, weights: Weights, starts: NDArray[np.integer[Any]]) -> Iterator[Floats]:
        """Forecasts (k, H, T) of the windows at ``starts``, chunk by chunk, in order.

        A generator, so that a caller with a million windows can look up between chunks.
        """
        size = min(CHUNK, max(1, len(starts)))
        chunks = math.ceil(len(starts) / size)
        run = self._chunk["graph" if chunks * self._look_back <= GRAPH_STEPS else "xla"]
        for first in range(0, len(starts), size):
            here = np.asarray(starts[first : first + size], np.int32)
            # A padded window changes nothing here: nothing is averaged over a chunk.
            padded = np.pad(here, (0, size - len(here)), mode="edge")
            offsets = self._offsets(padded)
            forecast = run(weights, self._inputs, tf.constant(padded), offsets).numpy()
            yield forecast[: len(here)].reshape(-1, self._horizon, self._targets)

    def path(
        self, weights: Weights, start: int, steps: int, stop: Callable[[], bool] = never
    ) -> Floats | None:
        """A recursive forecast (steps, T) from the window at ``start``, in blocks of H, trimmed.

        Needs a model whose targets are its inputs. None where ``stop`` came between two calls.
        """
        window = self._inputs[start : start + self._look_back]
        found: list[Floats] = [np.zeros((0, self._targets), np.float32)]
        left = math.ceil(steps / self._horizon)
        while left > 0:
            blocks = min(left, PATH_BLOCKS)
            offsets = self._offsets(start + self._horizon * np.arange(blocks), PATH_BLOCKS)
            window, forecast = self._path(weights, window, tf.constant(blocks), offsets)
            start += blocks * self._horizon
            found.append(forecast.numpy()[:blocks].reshape(-1, self._targets))
            left -= blocks
            if left > 0 and stop():
                return None
        return np.concatenate(found)[:steps]

    def _offsets(self, starts: NDArray[np.integer[Any]], size: int = 0) -> Tensor | None:
        """The order inside the windows at ``starts``, padded to ``size`` of them; None for that of time."""
        if self._order is None:
            return None
        offsets = self._order.offsets(starts)
        return tf.constant(np.pad(offsets, ((0, max(0, size - len(offsets))), (0, 0))))

    # ------------------------------------------------------------------ traced
    def _one_chunk(self, weights: Weights, inputs: Tensor, starts: Tensor, offsets: Tensor | None) -> Tensor:
        x = windows(inputs, starts, self._look_back, offsets, self._reshape)
        return self._network(*weights, x, training=False).output

    def _path_blocks(
        self, weights: Weights, window: Tensor, blocks: Tensor, offsets: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """The window after ``blocks`` blocks of H steps, and all blocks, (PATH_BLOCKS, H, T)."""
        found = tf.TensorArray(tf.float32, PATH_BLOCKS, element_shape=(self._horizon, self._targets))

        def body(block: Tensor, window: Tensor, found: Any) -> tuple[Any, ...]:
            shown = window if offsets is None else tf.gather(window, offsets[block])
            x = as_one_step(shown[None]) if self._reshape else shown[None]
            output = self._network(*weights, x, training=False).output
            ahead = tf.reshape(output, (self._horizon, self._targets))
            longer = tf.concat([window, ahead], axis=0)
            return block + 1, longer[-self._look_back :], found.write(block, ahead)

        _, window, found = tf.while_loop(lambda block, *_: block < blocks, body, (0, window, found))
        return window, found.stack()
