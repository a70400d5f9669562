"""How an epoch is cut into items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.worker.engine.plan import WATCH_CHUNK, Plan, even_chunk


def plan_of(watched: int) -> Plan:
    """A plan that watches so many windows."""
    size = even_chunk(watched)
    return Plan(look_back=3, horizon=1, n_train=10, n_watch=watched, batch_size=5, watch_chunk=size)


@given(st.integers(0, 10**6))
def test_watched_windows_are_cut_into_few_chunks_of_bounded_size(watched: int) -> None:
    plan = plan_of(watched)
    assert 0 < plan.watch_chunk <= WATCH_CHUNK
    assert sum((part.count - 1) * part.size + part.last for part in plan.watching) == watched
    assert sum(part.count for part in plan.watching) == plan.chunks <= -(-watched // (WATCH_CHUNK // 2))


@pytest.mark.parametrize("watched", [1, 44, 128, 129, 256, 300, 1500])
def test_chunks_are_of_one_size_where_one_divides(watched: int) -> None:
    plan = plan_of(watched)
    assert len(plan.watching) == 1
