"""Drives the compiled loop: batch orders in, losses out, in calls short enough to be interrupted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from rnntui.worker.engine.compiled import Compiled
from rnntui.worker.engine.loop import DIVERGED, EARLY, RUNNING, Kept, State
from rnntui.worker.engine.pace import Pace
from rnntui.worker.engine.plan import Data, Plan
from rnntui.worker.engine.shuffling import Shuffling

BEAT_SECONDS = 0.15  # a call's length: between 100 and 250 ms on a machine that is not alone


@dataclass(frozen=True)
class Beat:
    """What one call did: the losses of the epochs it closed, NaN in ``watched`` where none is."""

    epoch: int
    loss: NDArray[np.float32]
    watched: NDArray[np.float32]
    seconds: float


@dataclass(frozen=True)
class Result:
    """How training ended. ``kept`` is what to forecast with; its epoch is 0 where nothing was kept."""

    epochs: int
    early: bool
    diverged: bool
    kept: Kept
    best_epoch: int


class Trainer:
    """One training from its first batch to its result.

    Args:
        advance: `Loop.advance`, traced; it serves any number of trainings.
        plan: what it was traced for.
        data: what it reads.
        state: where training begins.
        seed: of the batch order, see `Shuffling`.
        epochs: at most so many.
    """

    def __init__(
        self, advance: Compiled, plan: Plan, data: Data, state: State, *, seed: int, epochs: int
    ) -> None:
        self._advance = advance
        self._plan = plan
        self._data = data
        self._shuffling = Shuffling(seed, plan.n_train)
        self._last_order: tuple[int, NDArray[np.int32]] = (-1, np.zeros(0, np.int32))
        self._pace = Pace(plan)
        self.state = state
        self.epochs = epochs
        self.epoch = 0
        self.item = 0

    @property
    def items_per_epoch(self) -> int:
        """What an epoch consists of; ``item`` counts them."""
        return self._plan.items

    @property
    def watches(self) -> bool:
        """Whether there is a watched loss."""
        return self._plan.n_watch > 0

    @property
    def unfinished(self) -> bool:
        """Whether epochs are left that neither early stopping nor divergence has called off."""
        return self.epoch < self.epochs and int(self.state.ended) == RUNNING

    def compile(self) -> None:
        """Trace and compile by a call of no items; takes seconds where neither we nor a cache have it."""
        self._call(0)

    def run(
        self, stop: Callable[[], bool], beat_seconds: float = BEAT_SECONDS, until: int | None = None
    ) -> Iterator[Beat]:
        """Train to the end of the last epoch, early stopping, divergence, or ``stop()``; a beat per call.

        ``until`` ends it after that epoch; another call goes on from there.
        """
        last = self.epochs if until is None else min(until, self.epochs)
        while self.epoch < last and int(self.state.ended) == RUNNING and not stop():
            first, n_items = self.item, self._next_items(beat_seconds, last)
            began = time.perf_counter()
            closed = self._call(n_items)
            seconds = time.perf_counter() - began
            self._pace.learn(first, n_items, max(seconds, 1e-6))
            yield Beat(self.epoch, closed[:, 0], closed[:, 1], seconds)

    def result(self) -> Result:
        """What to keep of the training so far.

        With patience that is the best epoch, even where all epochs ran; else the last epoch whose
        losses and weights were finite (the last one, unless training diverged).
        """
        ended = int(self.state.ended)
        watched = self._plan.stops_early and np.isfinite(float(self.state.best_loss))
        chosen = self.state.best if watched else self.state.snapshot
        return Result(self.epoch, ended == EARLY, ended == DIVERGED, chosen, int(chosen.epoch))

    # ------------------------------------------------------------------ one call
    def _next_items(self, seconds: float, last: int) -> int:
        plan = self._plan
        left = (last - self.epoch) * plan.items - self.item
        return min(self._pace.items(self.item, seconds), left, (plan.rows - 1) * plan.items, 1 << 30)

    def _call(self, n_items: int) -> NDArray[np.float32]:
        before = self.epoch
        order = tf.constant(self._order(n_items))
        self.state, losses = self._advance(self.state, self._data, order, tf.constant(n_items))
        self.epoch, self.item = int(self.state.epoch), int(self.state.item)
        closed: NDArray[np.float32] = losses.numpy()[: self.epoch - before]
        return closed

    def _order(self, n_items: int) -> NDArray[np.int32]:
        """The order of the epochs this call may touch; rows it can't reach stay zero."""
        plan = self._plan
        order = np.zeros((plan.rows, plan.n_train), np.int32)
        reach = min(plan.rows, -(-(self.item + n_items) // plan.items))
        for row in range(reach):
            order[row] = self._permutation(self.epoch + row)
        return order

    def _permutation(self, epoch: int) -> NDArray[Any]:
        if not self._plan.shuffle:
            return np.arange(self._plan.n_train, dtype=np.int32)
        # A call often ends within an epoch, whose order the next call asks for again.
        if self._last_order[0] != epoch:
            self._last_order = epoch, self._shuffling.order(epoch).astype(np.int32)
        return self._last_order[1]
