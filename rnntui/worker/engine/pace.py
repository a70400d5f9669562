"""How many items a call takes on: enough to be worth it, few enough to be interrupted."""

from __future__ import annotations

from rnntui.worker.engine.plan import Plan

# Values that the very first call reads: of a small model an epoch, of a long window a batch or two.
FIRST_VALUES = 20_000


class Pace:
    """What a batch and a watched chunk have cost so far, in seconds.

    A chunk of 1024 watched windows can cost a hundred times what a batch of four does, so each kind is
    measured by itself, and a call crosses from one to the other only where whole epochs are short.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._batch = 0.0
        self._chunk = 0.0

    def items(self, item: int, seconds: float) -> int:
        """Items for a call of about so many ``seconds`` from item ``item`` of an epoch on; at least 1."""
        batching = item < self._plan.batches
        cost = self._batch if batching else self._chunk
        to_boundary = (self._plan.batches if batching else self._plan.items) - item
        if not cost:
            values = self._plan.batch_size * self._plan.look_back
            return max(1, min(to_boundary, FIRST_VALUES // max(1, values))) if batching else 1
        epoch = self._epoch_seconds()
        if epoch and epoch < seconds / 2:
            return int(seconds / epoch * self._plan.items)
        return max(1, min(to_boundary, int(seconds / cost)))

    def learn(self, item: int, n_items: int, seconds: float) -> None:
        """Take in what a call of ``n_items`` items from ``item`` on has cost."""
        if item + n_items <= self._plan.batches:
            self._batch = seconds / n_items
        elif self._plan.batches <= item and item + n_items <= self._plan.items:
            self._chunk = seconds / n_items
        else:
            expected = self._epoch_seconds() * n_items / self._plan.items
            self._batch *= seconds / expected
            self._chunk *= seconds / expected

    def _epoch_seconds(self) -> float:
        """Seconds of an epoch, 0 as long as they aren't known."""
        chunks = self._plan.items - self._plan.batches
        if not self._batch or (chunks and not self._chunk):
            return 0.0
        return self._plan.batches * self._batch + chunks * self._chunk
