"""Lesson 3's figures: one weight, the equation, a run's weights, recursion by hand, scrambling."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.charts.ability import MARKERS, NO_COLOUR
from rnntui.charts.palette import Palette
from rnntui.figures.base import RunFigure
from rnntui.figures.registry import make_figure
from rnntui.figures.runfacts import LayerWeights, RunFacts
from rnntui.figures.scramble import Switches, score


def perceptron(kernel, bias=0.5):
    arrays = (np.asarray(kernel, dtype=float)[:, None], np.array([bias]))
    return (LayerWeights("Flatten", ()), LayerWeights("Dense", arrays))


def rising(look_back=20, lag=12):
    """A run whose weight of one lag grows from epoch to epoch."""
    kernel = np.zeros(look_back)
    kernel[look_back - lag] = 1.0
    history = {epoch: perceptron(kernel * epoch / 1000) for epoch in (0, 10, 100)}
    return RunFacts(perceptron(kernel), history, losses=(0.1,) * 1000)


# ------------------------------------------------------------------ one weight
def test_the_best_weight_is_above_one_because_the_series_grows():
    found = make_figure("one_weight", {}).values()
    assert found["best_w"] == pytest.approx(1.14, abs=5e-3)
    assert found["rmse_test"] == found["rmse_test_at_one"] == pytest.approx(42.59, abs=5e-3)
    assert found["rmse_test_at_best"] == pytest.approx(25.51, abs=5e-3)


def test_steps_go_down_to_the_best_weight():
    figure = make_figure("one_weight", {"w": 0.5})
    losses = []
    for _ in range(60):
        losses.append(figure.values()["loss"])
        figure = figure.press("space")
    assert losses == sorted(losses, reverse=True)
    assert figure.w == pytest.approx(figure.values()["best_w"], abs=1e-3)
    assert figure.values()["steps"] == 60


def test_a_rate_ten_times_larger_overshoots():
    figure = make_figure("one_weight", {"w": 0.5, "rate": 4.0})
    best, sides = figure.values()["best_w"], []
    for _ in range(6):
        figure = figure.press("space")
        sides.append(figure.w > best)
    assert sides == [True, False] * 3


def test_a_ball_that_runs_away_stops_at_the_limit_and_can_be_drawn():
    figure = make_figure("one_weight", {"rate": 10.0})
    for _ in range(50):
        figure = figure.press("space")
    assert abs(figure.w) == 10
    assert "as far as it goes" in figure.caption()
    assert len(figure.draw((60, 10), Palette()).split("\n")) == 10


def test_the_slope_is_the_loss_difference():
    figure, step = make_figure("one_weight", {"w": 0.7}), 0.01
    above = figure.with_control("w", 0.7 + step).values()["loss"]
    below = figure.with_control("w", 0.7 - step).values()["loss"]
    assert figure.values()["slope"] == pytest.approx((above - below) / (2 * step), rel=1e-6)


def test_dragging_forgets_the_steps():
    figure = make_figure("one_weight", {}).press("space").press("right")
    assert figure.values()["steps"] == 0
    assert figure.trail == ()


# ------------------------------------------------------------------ equation and weights
@pytest.mark.parametrize(("look_back", "units", "params"), [(20, 1, 21), (60, 1, 61), (12, 3, 39)])
def test_the_parameters_are_a_weight_for_each_input_and_a_constant(look_back, units, params):
    figure = make_figure("perceptron_equation", {"look_back": look_back, "units": units})
    assert figure.values()["params"] == params
    assert f"= {params} parameters" in figure.draw((60, 10), Palette()).plain


def test_where_there_is_room_the_equation_says_which_weights_make_a_forecast_of_lesson_1():
    drawn = make_figure("perceptron_equation", {}).draw((70, 33), Palette()).plain.split("\n")
    said = [" ".join(line.split()) for line in drawn[-4:]]
    assert said == [
        "Forecasts that you know, all other numbers 0:",
        "last month w20 = 1",
        "12 months before w9 = 1",
        "lesson 1's sum w20 = 1, w9 = 1, w8 = −1",
    ]


def test_a_run_puts_its_weights_into_the_equation():
    figure = make_figure("perceptron_equation", {})
    assert isinstance(figure, RunFigure)
    trained = figure.with_run(rising()).with_control("cursor", 9)
    assert trained.caption().startswith(
        "x9 is the value of 12 months before the forecast and has weight 1.000"
    )
    assert "+1.00·x9" in trained.draw((300, 20), Palette()).plain


def test_the_largest_weight_is_found_by_its_lag():
    figure = make_figure("weights", {}).with_run(rising(lag=12))
    assert figure.values()["largest_lag"] == 12
    assert figure.with_control("lag", 12).values()["weight"] == 1.0
    assert figure.values()["epoch"] == 1000


@given(st.integers(40, 200), st.integers(8, 60), st.integers(1, 40), st.sampled_from(MARKERS))
def test_a_run_is_drawn_at_any_size(columns, rows, look_back, marker):
    for name in ("weights", "perceptron_equation"):
        figure = make_figure(name, {}).with_run(rising(look_back, lag=1))
        lines = figure.draw((columns, rows), Palette(NO_COLOUR, marker)).split("\n", allow_blank=True)
        assert len(lines) == rows
        assert {line.cell_len for line in lines} == {columns}


def test_the_epoch_slider_shows_the_last_known_epoch():
    figure = make_figure("weights", {}).with_run(rising()).with_control("lag", 12)
    assert figure.with_control("epoch", 50).values()["weight"] == pytest.approx(0.01)
    assert figure.with_control("epoch", 100).values()["weight"] == pytest.approx(0.1)


def test_the_slider_goes_from_one_known_epoch_to_the_next():
    figure = make_figure("weights", {}).with_run(rising())
    seen = []
    for by in (-1, -1, -1, -1, 1, 1, 1, 1):
        figure = figure.with_control("epoch", figure.epoch + by)
        seen.append(figure.epoch)
    assert seen == [100, 10, 0, 0, 10, 100, 1000, 1000]


def test_a_run_says_which_epoch_its_weights_are_of():
    figure = make_figure("weights", {}).with_run(replace(rising(), epoch=400))
    assert [epoch for epoch, _ in figure.epochs] == [0, 10, 100, 400]


def test_playing_goes_through_the_epochs_and_stops():
    figure = make_figure("weights", {}).with_run(rising()).press("space")
    seen = [figure.epoch]
    while figure.playing:
        figure = figure.tick()
        seen.append(figure.epoch)
    assert seen == [0, 10, 100, 1000]


def test_before_a_run_and_after_another_model_a_sentence_says_so():
    figure = make_figure("weights", {})
    assert "r trains them now" in figure.draw((60, 10), Palette()).plain
    cell = LayerWeights("SimpleRNN", (np.zeros((1, 5)), np.zeros((5, 5)), np.zeros(5)))
    head = LayerWeights("Dense", (np.zeros((5, 1)), np.zeros(1)))
    other = figure.with_run(RunFacts((cell, head), {}))
    assert "weights of a perceptron" in other.draw((60, 10), Palette()).plain
    assert other.values().keys() == figure.values().keys()
    assert make_figure("perceptron_equation", {}).with_run(RunFacts((cell, head), {})).weights == ()


def test_a_run_without_history_has_bars_and_no_epoch_slider():
    facts = RunFacts(rising().layers, {}, losses=(0.1,) * 5)
    figure = make_figure("weights", {}).with_run(facts)
    assert [control.name for control in figure.controls] == ["lag"]
    assert figure.values()["epoch"] == 5


# ------------------------------------------------------------------ recursion by hand
def test_the_flawed_model_fed_with_its_own_values():
    found = make_figure("recursive_by_hand", {}).values()
    assert found["recursive"] == (10.0, 11.2, 12.4, 14.0)
    assert found["one_step"] == (10.0, 11.2, 12.4, 13.6)
    assert found["hurts_at"] == 4
    assert (found["recursive_errors"][3], found["one_step_errors"][3]) == (1.0, 0.6)


def test_the_drawn_steps_show_what_was_fed_back():
    drawn = make_figure("recursive_by_hand", {"step": 4}).draw((90, 16), Palette()).plain
    assert "9 (10) (11.2) (12.4) → 14" in drawn
    assert "2·11.2 − 0.8·10 − 0.4 = 14" in drawn


# ------------------------------------------------------------------ scramble
def test_both_forecasts_are_charted_as_far_as_they_were_made_where_there_is_room():
    figure = make_figure("recursive_by_hand", {"step": 3})
    drawn = figure.draw((73, 30), Palette()).plain.split("\n")
    assert "recursive" in next(line for line in drawn if line.startswith("───"))
    assert "step 1" in drawn[-1]
    assert "───" not in figure.draw((73, 12), Palette()).plain


def test_one_order_for_all_changes_nothing():
    found = make_figure("scramble", {"same_order": True}).values()
    assert found["rmse_in_order"] == pytest.approx(13.87, abs=5e-3)
    assert found["lowest"] == pytest.approx(found["highest"], rel=1e-9)
    assert found["rmse"] == pytest.approx(found["rmse_in_order"], rel=1e-9)


def test_another_order_in_the_test_alone_at_least_doubles_the_error():
    plain = make_figure("scramble", {}).values()["rmse"]
    found = [score("airline", 20, Switches(False, True, False), seed) for seed in range(1000)]
    assert min(found) >= 2 * plain
    assert (round(min(found)), round(max(found))) == (33, 231)


def test_a_new_order_in_every_row_leaves_about_the_mean():
    found = make_figure("scramble", {"row_orders": True}).values()
    assert (round(found["lowest"]), round(found["highest"])) == (67, 112)
    assert found["lowest"] <= found["rmse_mean_of_window"] <= found["highest"]
