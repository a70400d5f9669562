"""What is done wrong on purpose: how many windows it leaves, what they hold, and what it does to a score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.series.baselines import baselines
from rnntui.series.catalogue import load
from rnntui.series.metrics import mase_denominator
from rnntui.series.mistakes import MOST_PLACES, Mistakes, WindowOrder, check_places
from rnntui.series.prepare import Prepared, prepare
from rnntui.series.records import DataProblem
from tests.series.test_prepare import noise, series_of


def airline(look_back: int = 20, order: str | None = None, split: float = 0.7, **mistakes: bool) -> Prepared:
    asked = Mistakes(**mistakes)
    return prepare(load("airline"), look_back=look_back, split=split, order=order, mistakes=asked)


def counts(ready: Prepared) -> tuple[int, int]:
    return len(ready.train_starts), len(ready.test_starts)


# ---------------------------------------------------------------- counts
def test_each_mistake_leaves_fewer_windows() -> None:
    assert counts(airline()) == (80, 44)
    assert counts(airline(split_first=True)) == (80, 24)
    assert counts(airline(off_by_one=True)) == (79, 43)
    assert counts(airline(split_first=True, off_by_one=True)) == (79, 23)
    assert counts(airline(scale_on_everything=True, one_step_reshape=True)) == (80, 44)


@given(
    rows=st.integers(60, 120),
    look_back=st.integers(1, 8),
    horizon=st.integers(1, 4),
    stride=st.integers(1, 4),
    validation=st.sampled_from([0.0, 0.4]),
    transform=st.sampled_from([(), ("diff",)]),
    early=st.booleans(),
)
def test_after_splitting_first_no_held_out_window_reads_another_part(
    rows: int, early: bool, **asked: Any
) -> None:
    mistakes = Mistakes(split_first=True, off_by_one=early)
    ready = prepare(series_of(noise(rows)), split=0.6, mistakes=mistakes, **asked)
    for starts, first, end in (
        (ready.validation_starts, ready.n_fit, ready.n_train),
        (ready.test_starts, ready.n_train, rows),
    ):
        if len(starts):
            assert starts[0] + ready.lost == first
            assert starts[-1] + ready.lost + ready.look_back + ready.horizon == end - early
    origins = ready.origins(ready.test_starts)
    assert (origins[0] + 1, origins[-1] + ready.horizon) == (ready.test_rows[0], ready.test_rows[-1])


def test_the_copied_airline_example_is_reproduced() -> None:
    ready = airline(1, split=0.67, split_first=True, off_by_one=True)
    assert len(ready.test_starts) == len(ready.test_rows) == 46
    values = ready.history[: ready.test_rows.stop, 0]
    (denominator,) = mase_denominator(ready.history[: ready.n_fit])
    found = baselines(values, ready.test_rows.start, 12, float(denominator))
    errors = {name: kinds.one_step.rmse for name, kinds in found.items() if kinds and kinds.one_step}
    assert errors["naive"] == pytest.approx(48.66, abs=0.005)
    assert errors["seasonal_naive"] == pytest.approx(42.32, abs=0.005)
    assert errors["last_years_step"] == pytest.approx(15.69, abs=0.005)


# ---------------------------------------------------------------- what windows hold
def test_only_the_scaler_sees_the_test_part() -> None:
    honest, ready = airline(), airline(scale_on_everything=True)
    assert honest.inputs.max() == pytest.approx(1.68, abs=0.005)
    assert (ready.inputs.min(), ready.inputs.max()) == (0.0, 1.0)
    assert (ready.n_fit, ready.n_train) == (honest.n_fit, honest.n_train)
    np.testing.assert_allclose(ready.to_units(ready.targets[None], np.array([0]))[0], ready.history)


def test_the_wrong_reshape_makes_one_step_of_all_values() -> None:
    ready, usual = airline(one_step_reshape=True), airline()
    assert (ready.input_shape, usual.input_shape) == ((1, 20), (20, 1))
    starts = usual.test_starts
    np.testing.assert_array_equal(ready.windows(starts)[:, 0, :], usual.windows(starts)[:, :, 0])
    both = prepare(
        series_of(noise(60, 2), ("a", "b")),
        look_back=5,
        columns=("a", "b"),
        mistakes=Mistakes(one_step_reshape=True),
    )
    assert both.windows(both.train_starts).shape == (len(both.train_starts), *both.input_shape)
    np.testing.assert_array_equal(both.windows(np.array([3]))[0, 0], both.inputs[3:8].ravel())


def test_no_order_is_the_order_of_time() -> None:
    ready = airline()
    assert ready.order is None
    np.testing.assert_array_equal(ready.windows(np.array([7]))[0], ready.inputs[7:27])


def test_one_fixed_order_is_in_every_window() -> None:
    ready = airline(order="fixed")
    order = np.random.default_rng(0).permutation(20)
    for start in (0, 79, 123):
        np.testing.assert_array_equal(ready.windows(np.array([start]))[0], ready.inputs[start + order])


def test_the_test_alone_is_scrambled() -> None:
    ready, usual = airline(order="test-only"), airline()
    train, test = usual.train_starts, usual.test_starts
    np.testing.assert_array_equal(ready.windows(train), usual.windows(train))
    np.testing.assert_array_equal(ready.windows(test), airline(order="fixed").windows(test))
    held = prepare(load("airline"), look_back=12, validation=0.2, order="test-only")
    start = held.validation_starts[-1]
    np.testing.assert_array_equal(held.windows(np.array([start]))[0], held.inputs[start : start + 12])


def test_each_window_has_an_order_of_its_own_and_always_the_same() -> None:
    ready = airline(order="each-row")
    starts = np.arange(124)
    assert ready.order is not None
    offsets = ready.order.offsets(starts)
    assert (np.sort(offsets, axis=1) == np.arange(20)).all()
    assert len(np.unique(offsets, axis=0)) == len(offsets)
    np.testing.assert_array_equal(ready.order.offsets(starts[50:60]), offsets[50:60])


def test_a_model_of_everything_sees_time_in_order_and_its_forecast_does_not() -> None:
    ready = airline(order="test-only", split_first=True).with_everything()
    assert ready.order is not None
    future = len(ready.inputs) - 20
    offsets = ready.order.offsets(np.array([*ready.train_starts, future]))
    assert (offsets[:-1] == np.arange(20)).all()
    assert (offsets[-1] != np.arange(20)).any()


# ---------------------------------------------------------------- scores
def least_squares(ready: Prepared) -> float:
    """The test RMSE of a linear model of the windows, fitted exactly."""

    def rows(starts: np.ndarray) -> np.ndarray:
        return np.column_stack([ready.windows(starts).reshape(len(starts), -1), np.ones(len(starts))])

    weights, *_ = np.linalg.lstsq(
        rows(ready.train_starts).astype(float),
        ready.targets[ready.train_starts + ready.look_back],
        rcond=None,
    )
    said = ready.to_units((rows(ready.test_starts) @ weights)[:, None], ready.test_starts)
    return float(np.sqrt(np.mean((said - ready.actuals(ready.test_starts)) ** 2)))


def test_what_an_order_is_worth_to_a_linear_model() -> None:
    assert least_squares(airline()) == pytest.approx(13.87, abs=0.01)
    assert least_squares(airline(order="fixed")) == pytest.approx(13.87, abs=0.01)
    assert least_squares(airline(order="test-only")) > 2 * 13.87
    assert 60 < least_squares(airline(order="each-row")) < 120


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"split": 0.9, "mistakes": Mistakes(split_first=True)}, "test-too-short"),
        ({"validation": 0.1, "mistakes": Mistakes(split_first=True)}, "validation-too-short"),
        ({"split": 0.15, "look_back": 20, "mistakes": Mistakes(off_by_one=True)}, "window-too-long"),
        ({"order": "sideways"}, "order-unknown"),
    ],
)
def test_what_leaves_no_window_is_refused(asked: dict[str, Any], code: str) -> None:
    with pytest.raises(DataProblem) as raised:
        prepare(load("airline"), **{"look_back": 20, **asked})
    assert raised.value.code == code
    assert raised.value.hint


def test_an_order_for_too_many_windows_is_refused() -> None:
    check_places("fixed", MOST_PLACES, 10)
    with pytest.raises(DataProblem, match="order of its own"):
        check_places("each-row", MOST_PLACES, 10)


def test_an_origin_shifts_where_windows_begin() -> None:
    whole, tail = WindowOrder("each-row", 6), WindowOrder("each-row", 6, origin=30)
    np.testing.assert_array_equal(tail.offsets(np.array([0, 4])), whole.offsets(np.array([30, 34])))
