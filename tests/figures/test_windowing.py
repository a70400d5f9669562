"""Lesson 2's figures: rows, shapes, updates, splits, and the bugs that are copied."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.charts.palette import Palette
from rnntui.figures.base import FigureError
from rnntui.figures.registry import make_figure


def window(**options):
    return make_figure("window", options)


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ({"count": 10, "look_back": 4}, 6),
        ({"count": 10, "look_back": 9}, 1),
        ({"count": 10, "look_back": 5, "horizon": 5}, 1),
        ({"count": 10, "look_back": 5, "horizon": 2}, 4),
        ({"look_back": 12}, 132),
    ],
)
def test_the_rows_of_the_lesson(options, rows):
    assert window(**options).values()["rows"] == rows


@given(st.integers(4, 60), st.integers(1, 40), st.integers(1, 10), st.integers(1, 12))
def test_the_rows_are_the_formulas(n, look_back, horizon, stride):
    if look_back + horizon > n:
        with pytest.raises(FigureError, match="don't fit"):
            window(count=n, look_back=look_back, horizon=horizon, stride=stride)
        return
    figure = window(count=n, look_back=look_back, horizon=horizon, stride=stride)
    assert figure.values()["rows"] == (n - look_back - horizon) // stride + 1


def test_eighty_rows_and_44_to_test_in_batches_of_ten_are_eight_updates():
    found = window(split=True).values()
    assert (found["train_rows"], found["test_rows"], found["updates"]) == (80, 44, 8)
    assert found["x_shape"] == (80, 20, 1)
    assert found["training_months_in_first_test_window"] == 20


def test_swapped_axes_are_one_step_of_twenty_features():
    found = window(split=True).with_control("swapped", True).values()
    assert found["x_shape"] == (80, 1, 20)
    assert (found["steps"], found["features"]) == (1, 20)


def test_the_scaler_is_fitted_on_the_training_part():
    found = window(scaled=True).values()
    assert (found["lowest_training"], found["highest_training"]) == (104, 413)
    assert found["largest_test_scaled"] == pytest.approx(1.68, abs=5e-3)


@pytest.mark.parametrize("batch", [9, 10])
def test_the_exercise_of_lesson_2_is_missed_at_the_start_and_met_by_its_solution(batch):
    wanted = {"x_shape": (43, 12, 1), "y_shape": (43, 3), "updates": 5}
    start = window(only_training=True)
    assert start.values()["x_shape"] == (80, 20, 1)
    figure = start
    for name, value in {"look_back": 12, "horizon": 3, "stride": 2, "batch": batch}.items():
        figure = figure.with_control(name, value)
    assert {key: figure.values()[key] for key in wanted} == wanted


def test_the_row_at_the_cursor_is_the_window_and_its_target():
    figure = window(count=10, look_back=4).press("right")
    assert figure.caption() == "row 2 of 6: values[1:5] → values[5]"
    drawn = figure.draw((60, 10), Palette()).plain
    assert "[1  2  3  4]<5>" in drawn
    assert "X [1 2 3 4]  y [5]" in drawn


def test_fewer_rows_take_the_cursor_with_them():
    figure = window(cursor=124).with_control("stride", 12)
    assert figure.cursor == figure.values()["rows"] == 11


def test_splitting_shrinks_a_window_that_no_longer_fits():
    figure = window(look_back=140).with_control("split", True)
    assert figure.look_back + figure.horizon <= 100


def test_what_can_not_be_is_said():
    with pytest.raises(FigureError, match="don't fit"):
        window(look_back=144)
    with pytest.raises(FigureError, match="one of the two"):
        window(only_training=True, split=True)


@pytest.mark.parametrize(
    ("mended", "targets"),
    [
        ((), 23),
        (("off_by_one",), 24),
        (("split_first",), 43),
        (("off_by_one", "split_first"), 44),
    ],
)
def test_the_copied_bugs_cost_test_months(mended, targets):
    options = dict.fromkeys(mended, False)
    assert make_figure("window_bugs", options).values()["test_targets"] == targets


@pytest.mark.parametrize("off_by_one", [True, False])
@pytest.mark.parametrize("split_first", [True, False])
@pytest.mark.parametrize("reshape", [True, False])
def test_the_listing_that_is_shown_does_what_is_counted(off_by_one, split_first, reshape):
    options = {"off_by_one": off_by_one, "split_first": split_first, "reshape": reshape}
    figure = make_figure("window_bugs", options)
    shown = figure.draw((100, 20), Palette()).plain.split("\n")
    names = {"array": np.array, "values": np.arange(144.0)[:, None]}
    listing = "\n".join(line[4:].rstrip() for line in shown[:8])
    exec(listing, names)
    assert names["X"].shape == figure.values()["x_shape"]
    assert len(names["y"]) == figure.values()["test_targets"]


def test_the_wrong_reshape_makes_one_step_of_twenty_features():
    assert make_figure("window_bugs", {}).values()["x_shape"] == (23, 1, 20)


def test_a_season_in_the_window_is_a_rule_and_not_a_law():
    airline = make_figure("window_length", {"look_back": 13}).values()
    assert airline["season"] == 12
    assert airline["rmse"] < 0.5 * airline["rmse_of_one"]
    sine = make_figure("window_length", {"series": "sine", "look_back": 20}).values()
    assert sine["season"] == 105
    assert sine["rmse"] < 1e-9


def test_rows_have_room_of_their_own_before_they_arrive():
    figure = window(count=10, look_back=4)
    rows = [
        len(one.draw((60, 30), Palette()).plain.rstrip().split("\n"))
        for one in (figure, figure.press("right"))
    ]
    assert rows[0] == rows[1]


def test_a_row_shows_its_axes_as_python_writes_them():
    figure = window(count=10, look_back=3, axes=True)
    assert "X [[0] [1] [2]]  y [3]" in figure.draw((60, 12), Palette()).plain
    swapped = figure.with_control("swapped", True).draw((60, 12), Palette()).plain
    assert "X [[0 1 2]]  y [3]" in swapped
    assert "1 time step, 3 features" in swapped


def test_what_a_lesson_has_not_told_yet_is_not_shown():
    told = window(shapes=False, updates=False, formula=False, table=False).draw((78, 20), Palette()).plain
    assert "124 rows" in told
    assert "X (" not in told
    assert "update" not in told


def test_a_bug_is_marked_until_it_is_mended():
    figure = make_figure("window_bugs", {})
    assert figure.draw((78, 20), Palette()).plain.count("✗") == 3
    mended = figure.with_control("off_by_one", False).draw((78, 20), Palette()).plain
    assert (mended.count("✗"), mended.count("✓")) == (2, 1)
