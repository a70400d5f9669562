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


class Forecasting:
    """A network's forecasts, traced at their first use.

    Args:
        network: the model as a function.
        look_back, horizon, targets: L, H and T; the model's output holds H·T values in that order.
        one_step: whether a window is shown as one step of L·F features.
    """

    def __init__(
        self, network: Network, look_back: int, horizon: int, targets: int, *, one_step: bool = False
    ) -> None:
        self.look_back = look_back
        self.horizon = horizon
        self.targets = targets
        self.path = Compiled(self._path_blocks, "xla")
        self.chunk = {engine: Compiled(self._one_chunk, engine) for engine in ("graph", "xla")}
        self._network = network
        self._reshape = one_step

    def _one_chunk(self, weights: Weights, inputs: Tensor, starts: Tensor, offsets: Tensor | None) -> Tensor:
        x = windows(inputs, starts, self.look_back, offsets, self._reshape)
        return self._network(*weights, x, training=False).output

    def _path_blocks(
        self, weights: Weights, window: Tensor, blocks: Tensor, offsets: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """The window after ``blocks`` blocks of H steps, and all blocks, (PATH_BLOCKS, H, T)."""
        found = tf.TensorArray(tf.float32, PATH_BLOCKS, element_shape=(self.horizon, self.targets))

        def body(block: Tensor, window: Tensor, found: Any) -> tuple[Any, ...]:
            shown = window if offsets is None else tf.gather(window, offsets[block])
            x = as_one_step(shown[None]) if self._reshape else shown[None]
            output = self._network(*weights, x, training=False).output
            ahead = tf.reshape(output, (self.horizon, self.targets))
            longer = tf.concat([window, ahead], axis=0)
            return block + 1, longer[-self.look_back :], found.write(block, ahead)

        _, window, found = tf.while_loop(lambda block, *_: block < blocks, body, (0, window, found))
        return window, found.stack()


class Predictor:
    """Forecasts with any weights of one network.

    Args:
        forecasting: the network's forecasts as traced functions, which serve any data.
        inputs: (n′, F) scaled values, float32.
        order: how the rows inside a window are scrambled; a path's windows are by their own starts.
    """

    def __init__(self, forecasting: Forecasting, inputs: Floats, order: WindowOrder | None = None) -> None:
        self._traced = forecasting
        self._inputs = tf.constant(inputs)
        self._order = order

    def one_step(self, weights: Weights, starts: NDArray[np.integer[Any]]) -> Iterator[Floats]:
        """Forecasts (k, H, T) of the windows at ``starts``, chunk by chunk, in order.

        A generator, so that a caller with a million windows can look up between chunks.
        """
        size = min(CHUNK, max(1, len(starts)))
        chunks = math.ceil(len(starts) / size)
        run = self._traced.chunk["graph" if chunks * self._traced.look_back <= GRAPH_STEPS else "xla"]
        for first in range(0, len(starts), size):
            here = np.asarray(starts[first : first + size], np.int32)
            # A padded window changes nothing here: nothing is averaged over a chunk.
            padded = np.pad(here, (0, size - len(here)), mode="edge")
            offsets = self._offsets(padded)
            forecast = run(weights, self._inputs, tf.constant(padded), offsets).numpy()
            yield forecast[: len(here)].reshape(-1, self._traced.horizon, self._traced.targets)

    def path(
        self, weights: Weights, start: int, steps: int, stop: Callable[[], bool] = never
    ) -> Floats | None:
        """A recursive forecast (steps, T) from the window at ``start``, in blocks of H, trimmed.

        Needs a model whose targets are its inputs. None where ``stop`` came between two calls.
        """
        look_back, horizon, targets = self._traced.look_back, self._traced.horizon, self._traced.targets
        window = self._inputs[start : start + look_back]
        found: list[Floats] = [np.zeros((0, targets), np.float32)]
        left = math.ceil(steps / horizon)
        while left > 0:
            blocks = min(left, PATH_BLOCKS)
            offsets = self._offsets(start + horizon * np.arange(blocks), PATH_BLOCKS)
            window, forecast = self._traced.path(weights, window, tf.constant(blocks), offsets)
            start += blocks * horizon
            found.append(forecast.numpy()[:blocks].reshape(-1, targets))
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
