"""How an epoch is cut into items."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rnntui.worker.engine.plan import WATCH_CHUNK, Plan, even_chunk


@given(st.integers(0, 10**6))
def test_watched_windows_are_cut_into_few_chunks_of_bounded_size(watched: int) -> None:
    plan = Plan(
        look_back=3,
        horizon=1,
        n_train=10,
        n_watch=watched,
        batch_size=5,
        epochs=1,
        watch_chunk=even_chunk(watched),
    )
    assert 0 < plan.watch_chunk <= WATCH_CHUNK
    assert plan.chunks * plan.watch_chunk + plan.last_chunk == watched
    assert plan.chunks + bool(plan.last_chunk) <= -(-watched // (WATCH_CHUNK // 2))


def test_chunks_are_of_one_size_where_one_divides() -> None:
    assert [even_chunk(watched) for watched in (44, 256, 1500, 1499)] == [44, 256, 250, WATCH_CHUNK]
