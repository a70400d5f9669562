"""Lesson 1's split and its exercise."""

from __future__ import annotations

import numpy as np
import pytest

from rnntui.figures.data import column
from rnntui.figures.registry import make_figure


def test_a_random_split_flatters_and_time_order_does_not():
    found = make_figure("split", {}).values()
    assert round(found["lowest_random"]) == 28
    assert round(found["highest_random"]) == 48
    assert found["rmse_time"] == pytest.approx(104.6, abs=0.05)
    assert found["lowest_random"] <= found["rmse_random"] <= found["highest_random"]


def test_the_most_similar_window_is_found_by_looking_at_each():
    figure = make_figure("split", {"seed": 3})
    values, asked = column("airline").values, []
    order = np.random.default_rng(3).permutation(124)
    for window in sorted(order[80:]):
        apart = {
            known: np.abs(values[known : known + 20] - values[window : window + 20]) for known in order[:80]
        }
        nearest = min(apart, key=lambda known: (apart[known] ** 2).sum())
        asked.append(values[window + 20] - values[nearest + 20])
    assert figure.values()["rmse"] == pytest.approx(float(np.sqrt(np.mean(np.square(asked)))))


def test_with_every_earlier_month_to_look_in_it_fares_far_better_than_with_the_training_part_alone():
    values, errors = column("airline").values, []
    for target in range(100, 144):
        apart = {
            at: np.square(values[at - 20 : at] - values[target - 20 : target]) for at in range(20, target)
        }
        errors.append(values[target] - values[min(apart, key=lambda at: apart[at].sum())])
    found = make_figure("split", {}).values()
    assert found["rmse_growing"] == pytest.approx(float(np.sqrt(np.mean(np.square(errors)))))
    assert found["rmse_growing"] < found["rmse_time"] / 2


def test_the_draw_is_another_for_another_seed_and_space_changes_the_split():
    figure = make_figure("split", {})
    assert figure.with_control("seed", 1).values()["rmse"] != figure.values()["rmse"]
    in_time = figure.press("space")
    assert in_time.values()["rmse"] == in_time.values()["rmse_time"]
    assert in_time.with_control("seed", 1).values()["rmse"] == in_time.values()["rmse_time"]


def test_the_exercise_of_lesson_1_is_missed_at_the_start_and_met_by_its_solution():
    start = make_figure("lag_sliders", {}).values()
    assert start["rmse_train"] >= 15
    assert start["rmse_test"] == pytest.approx(49.41, abs=5e-3)
    solved = make_figure("lag_sliders", {"lag1": 1.0, "lag12": 1.0, "lag13": -1.0}).values()
    assert solved["rmse_train"] == pytest.approx(10.07, abs=5e-3)
    assert solved["rmse_test"] == pytest.approx(15.83, abs=5e-3)


def test_no_other_setting_of_the_sliders_meets_both_goals():
    steps = np.arange(-1, 1.5, 0.5).tolist()
    met = []
    for lag1 in steps:
        for lag12 in steps:
            for lag13 in steps:
                found = make_figure("lag_sliders", {"lag1": lag1, "lag12": lag12, "lag13": lag13}).values()
                if found["rmse_train"] < 15 and found["rmse_test"] < 20:
                    met.append((lag1, lag12, lag13))
    assert met == [(1.0, 1.0, -1.0)]


def test_the_sum_of_a_month_is_the_one_that_is_told():
    figure = make_figure("lag_sliders", {"lag12": 1.0, "lag13": -1.0, "month": 26})
    values = column("airline").values
    assert figure.values()["forecast"] == values[24] + values[13] - values[12]
