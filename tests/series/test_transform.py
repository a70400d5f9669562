"""Transforms are undone exactly, one step ahead and fed with their own values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnntui.series.records import DataProblem
from rnntui.series.transform import Transform

steps = st.lists(st.sampled_from(["diff", "diff:2", "diff:5", "diff:12"]), max_size=3)
values = hnp.arrays(
    np.float64,
    st.tuples(st.integers(40, 70), st.integers(1, 3)),
    elements=st.floats(0.5, 1000, allow_subnormal=False),
)


def log_or_not(lags: list[str], logs: bool) -> Transform:
    return Transform(("log", *lags) if logs else tuple(lags))


@given(values, steps, st.booleans(), st.integers(1, 14))
def test_every_window_comes_back_as_it_was(history, lags, logs, horizon) -> None:  # type: ignore[no-untyped-def]
    transform = log_or_not(lags, logs)
    transformed = transform.apply(history)
    lost = transform.lost
    assert len(transformed) == len(history) - lost
    if len(history) - lost <= horizon:
        return
    origins = np.arange(lost, len(history) - horizon)
    ahead = origins[:, None] + np.arange(1, horizon + 1)
    back = transform.invert(history, origins, transformed[ahead - lost])
    np.testing.assert_allclose(back, history[ahead], rtol=1e-9, atol=1e-9)


@given(values, steps, st.booleans(), st.integers(0, 30))
def test_a_path_comes_back_as_it_was_without_reading_what_it_forecasts(history, lags, logs, past) -> None:  # type: ignore[no-untyped-def]
    transform = log_or_not(lags, logs)
    origin = transform.lost + past
    if origin >= len(history) - 1:
        return
    path = transform.apply(history)[origin + 1 - transform.lost :]
    spoiled = history.copy()
    spoiled[origin + 1 :] = 1e6
    back = transform.invert(spoiled, np.array([origin]), path[None])
    np.testing.assert_allclose(back[0], history[origin + 1 :], rtol=1e-9, atol=1e-9)


def test_a_difference_by_hand() -> None:
    squares = np.array([[0.0], [1.0], [4.0], [9.0], [16.0], [25.0]])
    assert Transform(("diff",)).apply(squares)[:, 0].tolist() == [1, 3, 5, 7, 9]
    assert Transform(("diff", "diff")).apply(squares)[:, 0].tolist() == [2, 2, 2, 2]
    assert Transform(("diff:2",)).apply(squares)[:, 0].tolist() == [4, 8, 12, 16]
    assert Transform(("diff", "diff:2")).lost == 3


def test_a_direct_forecast_uses_actuals_at_its_origin_and_its_own_values_after_it() -> None:
    history = np.array([[10.0], [11.0], [13.0], [99.0], [99.0]])
    forecast = Transform(("diff:2",)).invert(history, np.array([2]), np.array([[[1.0], [2.0], [3.0]]]))
    assert forecast[0, :, 0].tolist() == [11 + 1, 13 + 2, 12 + 3]


def test_an_overflow_is_infinite_not_an_error() -> None:
    forecast = Transform(("log",)).invert(np.array([[1.0]]), np.array([0]), np.array([[[1e9]]]))
    assert np.isinf(forecast).all()


def test_no_windows_come_back_as_none() -> None:
    empty = Transform(("log", "diff")).invert(np.ones((9, 1)), np.empty(0, int), np.empty((0, 3, 1)))
    assert empty.shape == (0, 3, 1)


@pytest.mark.parametrize(
    ("steps", "code", "sentence"),
    [
        (("diff", "log"), "transform-order", "'log' stands after 'diff'"),
        (("log", "log"), "transform-order", "'log' stands after 'log'"),
        (("sqrt",), "transform-unknown", "'sqrt' is no transform."),
        (("diff:0",), "transform-unknown", "'diff:0' is no transform."),
        (("diff:-1",), "transform-unknown", "'diff:-1' is no transform."),
        (("diff:",), "transform-unknown", "'diff:' is no transform."),
    ],
)
def test_steps_that_make_no_sense_are_refused(steps: tuple[str, ...], code: str, sentence: str) -> None:
    with pytest.raises(DataProblem, match=sentence) as caught:
        Transform(steps)
    assert caught.value.code == code


def test_a_logarithm_of_nothing_names_the_first_such_row() -> None:
    with pytest.raises(
        DataProblem, match=r"'log' needs values above 0, but 'b' is -2 at 1950-02\."
    ) as caught:
        Transform(("log",)).check(np.array([[1.0, 1.0], [1.0, -2.0]]), ("a", "b"), ("1950-01", "1950-02"))
    assert caught.value.code == "log-of-nonpositive"


def test_a_transform_longer_than_the_series_is_refused() -> None:
    with pytest.raises(
        DataProblem, match="diff:12 takes 12 rows off the start, and the series has 12"
    ) as caught:
        Transform(("diff:12",)).check(np.ones((12, 1)), ("a",), ("",) * 12)
    assert caught.value.code == "transform-too-long"
