"""What a network trains on: the windows, the scale, and that no test value reaches a fit."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rnntui.series.catalogue import load
from rnntui.series.labels import RowLabels
from rnntui.series.prepare import Prepared, prepare
from rnntui.series.records import DataProblem, Series
from rnntui.series.windows import split_rows, starts_between


def series_of(values: np.ndarray, columns: tuple[str, ...] = ("a",), season: int | None = None) -> Series:
    table = values.reshape(len(values), -1).astype(float)
    return Series("made", "Made", table, columns, RowLabels(len(table)), columns[:1], season=season)


def noise(rows: int, columns: int = 1, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(1, 9, (rows, columns))


sizes = {
    "rows": st.integers(10, 120),
    "look_back": st.integers(1, 30),
    "horizon": st.integers(1, 12),
    "split": st.floats(0.3, 0.95),
    "validation": st.sampled_from([0.0, 0.15, 0.3]),
    "stride": st.integers(1, 4),
    "transform": st.sampled_from([(), ("diff",), ("log", "diff", "diff:4")]),
}


def attempt(values: np.ndarray, **asked: object) -> Prepared:
    try:
        return prepare(series_of(values), **asked)  # type: ignore[arg-type]
    except DataProblem:
        assume(False)
        raise


@given(**sizes)
def test_each_window_lies_in_its_own_part(rows: int, **asked: object) -> None:
    ready = attempt(noise(rows), **asked)
    first = lambda starts: starts + ready.look_back + ready.lost  # noqa: E731
    last = lambda starts: first(starts) + ready.horizon - 1  # noqa: E731
    assert ready.train_starts.min() >= 0
    assert last(ready.train_starts).max() < ready.n_fit
    if len(ready.validation_starts):
        assert first(ready.validation_starts).min() == ready.n_fit
        assert last(ready.validation_starts).max() == ready.n_train - 1
    assert first(ready.test_starts).min() == ready.n_train
    assert last(ready.test_starts).max() == rows - 1


@given(**sizes)
def test_the_counts_are_what_the_formulas_say(rows: int, **asked: object) -> None:
    ready = attempt(noise(rows), **asked)
    fitted = ready.n_fit - ready.lost
    thinned = (fitted - ready.look_back - ready.horizon) // ready.stride + 1
    assert len(ready.train_starts) == thinned
    assert len(ready.test_starts) == rows - ready.n_train - ready.horizon + 1
    assert len(ready.inputs) == rows - ready.lost


@given(st.integers(1, 200), st.integers(1, 40), st.integers(1, 40))
def test_all_windows_of_a_series_are_rows_less_look_back_less_horizon_plus_one(
    rows: int, look_back: int, horizon: int
) -> None:
    count = len(starts_between(0, rows, look_back, horizon))
    assert count == max(0, rows - look_back - horizon + 1)


@given(seed=st.integers(0, 1000), scale=st.sampled_from(["minmax", "standard", "none"]), **sizes)
def test_no_test_or_validation_value_reaches_a_fit(seed: int, scale: str, rows: int, **asked: object) -> None:
    values = noise(rows)
    before = attempt(values, scale=scale, **asked)
    other = values.copy()
    other[before.n_fit :] = np.random.default_rng(seed).uniform(0.01, 1e6, other[before.n_fit :].shape)
    after = attempt(other, scale=scale, **asked)
    fitted = before.n_fit - before.lost
    for one, two in (
        (before.scaler_inputs.offset, after.scaler_inputs.offset),
        (before.scaler_inputs.factor, after.scaler_inputs.factor),
        (before.scaler_targets.factor, after.scaler_targets.factor),
        (before.inputs[:fitted], after.inputs[:fitted]),
        (before.targets[:fitted], after.targets[:fitted]),
        (before.train_starts, after.train_starts),
    ):
        np.testing.assert_array_equal(one, two)


@given(scale=st.sampled_from(["minmax", "standard", "none"]), **sizes)
def test_what_was_scaled_comes_back_in_its_own_units(scale: str, rows: int, **asked: object) -> None:
    ready = attempt(noise(rows), scale=scale, **asked)
    ahead = ready.test_starts[:, None] + ready.look_back + np.arange(ready.horizon)
    back = ready.to_units(ready.targets[ahead], ready.test_starts)
    np.testing.assert_allclose(back, ready.actuals(ready.test_starts), rtol=1e-3, atol=1e-4)
    start = int(ready.test_starts[0])
    path = ready.path_to_units(ready.targets[start + ready.look_back :], start)
    np.testing.assert_allclose(path, ready.history[ready.n_train :], rtol=1e-2, atol=1e-2)


def test_airline_as_most_tutorials_prepare_it() -> None:
    ready = prepare(load("airline"), look_back=20)
    assert (ready.n_train, ready.n_fit, ready.lost, ready.season) == (100, 100, 0, 12)
    assert (len(ready.train_starts), len(ready.validation_starts), len(ready.test_starts)) == (80, 0, 44)
    assert (ready.input_shape, ready.target_shape, ready.recursive) == ((20, 1), (1,), True)
    assert (ready.scaler_inputs.offset[0], ready.scaler_inputs.factor[0]) == (104, 413 - 104)
    assert ready.scaled_target_range()[0] == 0
    assert ready.scaled_target_range()[1] == pytest.approx(1.676, abs=0.001)
    assert ready.inputs is ready.targets


@pytest.mark.parametrize(
    ("rows", "split", "n_train"), [(100, 0.29, 29), (144, 0.7, 100), (10, 0.7, 7), (144, 0.67, 96)]
)
def test_the_training_part_is_the_rounded_down_share(rows: int, split: float, n_train: int) -> None:
    assert split_rows(rows, split, 0).n_train == n_train


def test_validation_is_the_end_of_the_training_part() -> None:
    ready = prepare(load("airline"), look_back=12, validation=0.15)
    assert (ready.n_train, ready.n_fit) == (100, 85)
    assert ready.actuals(ready.validation_starts)[0, 0, 0] == ready.history[85, 0]
    assert (len(ready.train_starts), len(ready.validation_starts)) == (73, 15)


def test_differences_take_windows_off_the_start_and_none_off_the_test() -> None:
    ready = prepare(load("airline"), look_back=12, transform=("log", "diff", "diff:12"))
    assert (ready.lost, len(ready.inputs)) == (13, 131)
    assert (len(ready.train_starts), len(ready.test_starts)) == (75, 44)


def test_weather_reads_four_columns_and_forecasts_one() -> None:
    weather = load("weather")
    ready = prepare(weather, look_back=20, columns=weather.columns)
    assert (ready.columns, ready.target) == (weather.columns, ("temp_min",))
    assert (ready.input_shape, ready.target_shape) == ((20, 4), (1,))
    assert not ready.recursive
    assert "reads precipitation, temp_max, wind but does not forecast it" in ready.recursive_reason
    assert ready.series.units == "°C"


def test_several_targets_shape_the_output() -> None:
    weather = load("weather")
    both = ("temp_max", "temp_min")
    one = prepare(weather, look_back=5, columns=both, target=both)
    assert (one.target_shape, one.recursive) == ((2,), True)
    assert prepare(weather, look_back=5, horizon=3, columns=both, target=both).target_shape == (3, 2)
    turned = prepare(weather, look_back=5, columns=both, target=both[::-1])
    assert not turned.recursive
    assert "same order" in turned.recursive_reason


def test_columns_alone_choose_the_target_and_a_target_alone_the_columns() -> None:
    weather = load("weather")
    assert prepare(weather, look_back=5, columns=("wind", "temp_max")).target == ("wind",)
    chosen = prepare(weather, look_back=5, target=("wind",))
    assert (chosen.columns, chosen.series.units) == (("wind",), "m/s")


def test_a_final_fit_trains_on_every_window_and_scales_by_every_row() -> None:
    ready = prepare(load("airline"), look_back=20, validation=0.15)
    everything = ready.with_everything()
    assert (len(everything.train_starts), len(everything.test_starts), len(everything.validation_starts)) == (
        124,
        0,
        0,
    )
    assert everything.scaler_inputs.factor[0] == 622 - 104
    assert everything.inputs.max() == 1
    assert (everything.season, everything.look_back) == (12, 20)


def test_a_path_beyond_the_end_goes_on_from_the_last_row() -> None:
    ready = prepare(load("airline"), look_back=12, transform=("log", "diff"), scale="none")
    path = ready.path_to_units(np.zeros((3, 1)), len(ready.inputs) - 12)
    np.testing.assert_allclose(path[:, 0], 432)


def test_a_season_of_nought_is_none() -> None:
    assert prepare(load("airline"), look_back=3, season=0).season is None
    assert prepare(load("airline"), look_back=3, season=4).season == 4


@pytest.mark.parametrize(
    ("asked", "code", "sentence"),
    [
        (
            {"look_back": 200},
            "look-back-too-long",
            "'made' has 60 rows, but a window needs 201 rows (look_back 200 + horizon 1).",
        ),
        (
            {"look_back": 40, "horizon": 6},
            "window-too-long",
            "The training part has 42 of 60 rows (split 0.7), "
            "but a window needs 46 rows (look_back 40 + horizon 6).",
        ),
        (
            {"look_back": 25, "transform": ("log", "diff:12"), "validation": 0.2},
            "window-too-long",
            "The training part has 34 of 60 rows (split 0.7 less 8 for validation) less 12 for log, diff:12, "
            "but a window needs 26 rows (look_back 25 + horizon 1).",
        ),
        (
            {"look_back": 5, "split": 0.98, "horizon": 3},
            "test-too-short",
            "The test part has 2 of 60 rows (split 0.98), but the horizon is 3.",
        ),
        (
            {"look_back": 5, "validation": 0.01},
            "validation-too-short",
            "The validation part has 0 of 42 rows (validation 0.01), but the horizon is 1.",
        ),
        ({"look_back": 0}, "out-of-range", "look_back is 0."),
        ({"look_back": 5, "horizon": -1}, "out-of-range", "horizon is -1."),
        ({"look_back": 5, "stride": 0}, "out-of-range", "stride is 0."),
        ({"look_back": 5, "split": 1.0}, "out-of-range", "split is 1."),
        ({"look_back": 5, "split": float("nan")}, "out-of-range", "split is nan."),
        ({"look_back": 5, "validation": 1.0}, "out-of-range", "validation is 1."),
        ({"look_back": 5, "season": -3}, "out-of-range", "season is -3."),
        ({"look_back": 5, "scale": "robust"}, "scale-unknown", "'robust' is no scale."),
        ({"look_back": 5, "columns": ("b",)}, "unknown-column", "'made' has no column 'b'."),
        ({"look_back": 5, "columns": ("a", "a")}, "column-twice", "Column 'a' is named twice."),
        (
            {"look_back": 5, "transform": ("diff:60",)},
            "transform-too-long",
            "The transform diff:60 takes 60 rows off the start, and the series has 60.",
        ),
    ],
)
def test_what_can_not_be_windowed_is_refused_with_its_numbers(
    asked: dict[str, object], code: str, sentence: str
) -> None:
    with pytest.raises(DataProblem) as caught:
        prepare(series_of(noise(60)), **asked)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.message) == (code, sentence)
    assert caught.value.hint


def test_the_longest_look_back_that_is_advised_works() -> None:
    with pytest.raises(DataProblem, match="but a window needs 201 rows") as caught:
        prepare(series_of(noise(60)), look_back=200)
    assert caught.value.hint == "Use a look_back of at most 41."
    assert len(prepare(series_of(noise(60)), look_back=41).train_starts) == 1


def test_a_column_that_stands_still_while_training_is_refused() -> None:
    values = np.r_[np.full(40, 5.0), np.arange(20.0)]
    with pytest.raises(DataProblem, match="'a' is 5 in every row that is trained on") as caught:
        prepare(series_of(values), look_back=5, split=0.6)
    assert caught.value.code == "constant-column"
    assert len(prepare(series_of(values), look_back=5, split=0.6, scale="none").train_starts)


def test_a_column_that_a_transform_makes_constant_is_refused_despite_rounding() -> None:
    with pytest.raises(DataProblem, match="'a' after diff:12 is"):
        prepare(series_of(np.tile(noise(12)[:, 0] + 0.1, 9) * 1.1), look_back=5, transform=("diff:12",))


def test_small_differences_of_large_values_are_no_constants() -> None:
    values = 1e6 + np.cumsum(noise(60)[:, 0]) * 1e-3
    assert prepare(series_of(values), look_back=5, transform=("log", "diff")).inputs.max() >= 1
    assert prepare(series_of(values), look_back=5).inputs[:42].max() == 1


def test_values_beyond_32_bits_are_refused_unless_scaled() -> None:
    values = noise(60) * 1e300
    with pytest.raises(DataProblem, match=r"beyond 3\.4e38"):
        prepare(series_of(values), look_back=5, scale="none")
    assert np.isfinite(prepare(series_of(values), look_back=5).inputs).all()
    values[-1] = 1e300
    values[:-1] /= 1e300
    with pytest.raises(DataProblem, match=r"beyond 3\.4e38 times the spread") as caught:
        prepare(series_of(values), look_back=5)
    assert "minmax" not in caught.value.hint


def test_a_million_points_are_prepared_without_making_windows() -> None:
    million = series_of(np.cumsum(noise(1_000_000) - 5))
    tracemalloc.start()
    ready = prepare(million, look_back=100, horizon=10)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(ready.train_starts) == 700_000 - 100 - 10 + 1
    assert peak < 60e6  # one training window each would be 280 MB


def test_preparing_leaves_the_series_as_it_was() -> None:
    airline = load("airline")
    before = airline.values.copy()
    ready = prepare(replace(airline, season=None), look_back=20, transform=("log", "diff"))
    np.testing.assert_array_equal(airline.values, before)
    assert ready.season is None
