"""Calls last about as long as they should, whatever batches and watched chunks cost."""

from __future__ import annotations

import pytest

from rnntui.worker.engine.pace import Pace
from rnntui.worker.engine.plan import Plan

SECONDS = 0.15


def plan(n_train: int, n_watch: int, batch_size: int) -> Plan:
    return Plan(20, 1, n_train=n_train, n_watch=n_watch, batch_size=batch_size)


def longest_call(plan: Plan, batch: float, chunk: float, calls: int = 200) -> float:
    """The longest of a training's calls in seconds, on a machine where items cost exactly this."""
    pace, item, longest = Pace(plan), 0, 0.0
    for _ in range(calls):
        n_items = pace.items(item, SECONDS)
        epochs, item_after = divmod(item + n_items, plan.items)
        trained = epochs * plan.batches + min(item_after, plan.batches) - min(item, plan.batches)
        seconds = trained * batch + (n_items - trained) * chunk
        pace.learn(item, n_items, seconds)
        item, longest = item_after, max(longest, seconds)
    return longest


@pytest.mark.parametrize(
    ("n_train", "n_watch", "batch_size", "batch", "chunk"),
    [
        (80, 44, 10, 5e-5, 5e-5),
        (80, 0, 10, 5e-5, 0.0),
        (75, 44, 10, 1e-3, 5e-3),
        (700_000, 300_000, 4, 5e-4, 0.1),
        (700_000, 300_000, 1000, 0.2, 0.1),
        (7000, 3000, 4, 1e-5, 0.02),
    ],
)
def test_no_call_is_much_longer_than_asked_for(
    n_train: int, n_watch: int, batch_size: int, batch: float, chunk: float
) -> None:
    most = longest_call(plan(n_train, n_watch, batch_size), batch, chunk)
    assert most <= max(1.7 * SECONDS, batch, chunk)


def test_calls_of_a_small_model_cover_many_epochs() -> None:
    small = plan(80, 44, 10)
    assert longest_call(small, 5e-5, 5e-5) > 0.8 * SECONDS
