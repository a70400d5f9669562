"""The training loop: compiled once, advanced by any number of items.

``advance`` runs items (batches, then chunks of watched windows) and closes epochs inside the
graph: losses, best weights, early stopping with the semantics of ``keras.callbacks.EarlyStopping``
(strict improvement, min_delta 0), and a snapshot of the last epoch whose losses and weights were
all finite. Each kind of item is a loop of its own with a computed number of turns, nought or more:
on a CPU, XLA's conditionals cost more than its loops.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import tensorflow as tf

from rnntui.worker.engine.cells import Tensor
from rnntui.worker.engine.forward import Network
from rnntui.worker.engine.gradient import gradient_of
from rnntui.worker.engine.plan import Data, Items, Plan, gather
from rnntui.worker.engine.update import Update

RUNNING, EARLY, DIVERGED = 0, 1, 2
Loss = Callable[[Tensor, Tensor], Tensor]


class Fit(NamedTuple):
    """What a batch changes: weights, the optimizer's vectors, other state, batches done, the loss so far."""

    weights: Tensor
    slots: tuple[Tensor, ...]
    other: tuple[Tensor, ...]
    iteration: Tensor
    loss: Tensor


class Kept(NamedTuple):
    """Weights and other state set aside, and the epoch (from 1, 0 for none) they are of."""

    weights: Tensor
    other: tuple[Tensor, ...]
    epoch: Tensor


class State(NamedTuple):
    """Everything that a call hands to the next."""

    fit: Fit
    watched: Tensor  # sum of the watched windows' losses so far
    item: Tensor  # items done of this epoch
    epoch: Tensor  # epochs closed
    ended: Tensor
    best: Kept
    best_loss: Tensor
    wait: Tensor
    snapshot: Kept


def start(weights: Tensor, other: tuple[Tensor, ...], update: Update) -> State:
    """The state before the first batch, from these weights and this other state."""
    zero, none = tf.constant(0.0), tf.constant(0)
    fit = Fit(weights, tuple(tf.zeros_like(weights) for _ in range(update.slots)), other, none, zero)
    kept = Kept(weights, other, none)
    infinite = tf.constant(float("inf"))
    return State(fit, zero, none, none, tf.constant(RUNNING), kept, infinite, none, kept)


class Loop:
    """Traces ``advance`` for one network, loss, update and plan."""

    def __init__(
        self, network: Network, loss: Loss, update: Update, plan: Plan, output_shape: tuple[int, ...]
    ):
        self.network = network
        self.loss = loss
        self.update = update
        self.plan = plan
        self.output_shape = output_shape

    def advance(self, state: State, data: Data, order: Tensor, n_items: Tensor) -> tuple[State, Tensor]:
        """Run ``n_items`` items, less if training ends.

        ``order`` (rows, n_train) holds the order of the windows, from the epoch in progress on.
        Returns the state and the losses of the epochs closed, (rows, 2), NaN where none.
        """
        first = state.epoch
        losses = tf.fill((self.plan.rows, 2), float("nan"))

        def more(state: State, losses: Tensor, left: Tensor) -> Tensor:
            return (left > 0) & (state.ended == RUNNING)

        def pass_through(state: State, losses: Tensor, left: Tensor) -> tuple[State, Tensor, Tensor]:
            state, left = self._train(state, data, tf.gather(order, state.epoch - first), left)
            state, left = self._watch(state, data, left)
            complete = tf.cast(state.item == self.plan.items, tf.int32)

            def close(turn: Tensor, state: State, losses: Tensor) -> tuple[Tensor, State, Tensor]:
                row = self._row(state)
                losses = tf.tensor_scatter_nd_update(losses, [[state.epoch - first]], row[None])
                return turn + 1, self._close(state, row, data.patience), losses

            _, state, losses = tf.while_loop(lambda turn, *_: turn < complete, close, (0, state, losses))
            return state, losses, left

        state, losses, _ = tf.while_loop(more, pass_through, (state, losses, n_items))
        return state, losses

    # ------------------------------------------------------------------ batches
    def _train(self, state: State, data: Data, order: Tensor, left: Tensor) -> tuple[State, Tensor]:
        for items in self.plan.training:
            state, left = self._batches(state, data, order, left, items)
        return state, left

    def _batches(
        self, state: State, data: Data, order: Tensor, left: Tensor, items: Items
    ) -> tuple[State, Tensor]:
        """As many of these batches as are left to do."""
        turns = tf.minimum(left, tf.maximum(0, items.first + items.count - state.item))
        end = state.item + turns

        def body(item: Tensor, fit: Fit) -> tuple[Tensor, Fit]:
            return item + 1, self._batch(fit, data, tf.gather(data.train, items.of(item, order)))

        item, fit = tf.while_loop(lambda item, fit: item < end, body, (state.item, state.fit))
        return state._replace(item=item, fit=fit), left - turns

    def _batch(self, fit: Fit, data: Data, starts: Tensor) -> Fit:
        x, y = gather(self.plan, data, starts, self.output_shape)
        with tf.GradientTape() as tape:
            tape.watch(fit.weights)
            outcome = self.network(fit.weights, fit.other, x, training=True, watch=tape.watch)
            loss = self.loss(y, outcome.output) + outcome.penalty
        gradient = gradient_of(tape, loss, fit.weights, outcome.looked_up, self.network.table)
        weights, slots = self.update(gradient, fit.weights, fit.slots, fit.iteration, data.rate)
        return Fit(weights, slots, outcome.other, fit.iteration + 1, fit.loss + loss * _count(starts))

    # ------------------------------------------------------------------ watched windows
    def _watch(self, state: State, data: Data, left: Tensor) -> tuple[State, Tensor]:
        for items in self.plan.watching:
            state, left = self._chunks(state, data, left, items)
        return state, left

    def _chunks(self, state: State, data: Data, left: Tensor, items: Items) -> tuple[State, Tensor]:
        ready = tf.cast(state.item >= items.first, tf.int32)
        turns = ready * tf.minimum(left, tf.maximum(0, items.first + items.count - state.item))
        end = state.item + turns

        def body(item: Tensor, watched: Tensor) -> tuple[Tensor, Tensor]:
            starts = items.of(item, data.watch)
            x, y = gather(self.plan, data, starts, self.output_shape)
            outcome = self.network(state.fit.weights, state.fit.other, x, training=False)
            return item + 1, watched + (self.loss(y, outcome.output) + outcome.penalty) * _count(starts)

        item, watched = tf.while_loop(lambda item, _: item < end, body, (state.item, state.watched))
        return state._replace(item=item, watched=watched), left - turns

    # ------------------------------------------------------------------ the end of an epoch
    def _row(self, state: State) -> Tensor:
        """This epoch's loss and watched loss (NaN where nothing is watched)."""
        loss = state.fit.loss / float(self.plan.n_train)
        watched = state.watched / float(self.plan.n_watch) if self.plan.n_watch else float("nan")
        return tf.stack([loss, watched])

    def _close(self, state: State, row: Tensor, patience: Tensor) -> State:
        epoch = state.epoch + 1
        finite = tf.math.is_finite(row[0]) & tf.reduce_all(tf.math.is_finite(state.fit.weights))
        if self.plan.n_watch:
            finite = finite & tf.math.is_finite(row[1])
        now = Kept(state.fit.weights, state.fit.other, epoch)
        snapshot = _where(finite, now, state.snapshot)
        state = state._replace(
            fit=state.fit._replace(loss=tf.constant(0.0)),
            watched=tf.constant(0.0),
            item=tf.constant(0),
            epoch=epoch,
            snapshot=snapshot,
        )
        if self.plan.stops_early:
            state = self._judge(state, row, now, finite, patience)
        return state._replace(ended=tf.where(finite, state.ended, DIVERGED))

    def _judge(self, state: State, row: Tensor, now: Kept, finite: Tensor, patience: Tensor) -> State:
        """Early stopping; an epoch whose losses or weights are not finite is never the best."""
        loss = row[1] if self.plan.n_watch else row[0]
        better = finite & (loss < state.best_loss)
        wait = tf.where(better, 0, state.wait + 1)
        # Keras never stops at the end of its epoch 0, nor after an epoch that was the best so far.
        over = ~better & (wait >= patience) & (state.epoch > 1)
        return state._replace(
            best=_where(better, now, state.best),
            best_loss=tf.where(better, loss, state.best_loss),
            wait=wait,
            ended=tf.where(over, EARLY, state.ended),
        )


def _count(starts: Tensor) -> Tensor:
    return tf.cast(tf.size(starts), tf.float32)


def _where(condition: Tensor, yes: Kept, no: Kept) -> Kept:
    return tf.nest.map_structure(lambda a, b: tf.where(condition, a, b), yes, no)
