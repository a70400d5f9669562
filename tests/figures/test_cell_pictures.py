"""The figures round the recurrent cells that draw one idea each."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rnntui.charts.palette import Palette
from rnntui.figures.base import FigureError
from rnntui.figures.registry import make_figure
from rnntui.series.catalogue import load

PLAIN = Palette(0, "braille")


def values(name, **options):
    return make_figure(name, options).values()


def plain(figure, size=(90, 16)):
    return figure.draw(size, PLAIN).plain


def test_from_the_same_value_one_cursor_rises_and_the_other_falls():
    found = values("wave_cursors")
    assert found["next_rising"] > 0.5 > found["next_falling"]
    assert found["before_rising"] == pytest.approx(found["next_falling"])


def test_the_wave_is_that_of_the_coarse_sine():
    found = values("wave_cursors", value=0.0)
    assert found["next_rising"] == pytest.approx(load("sine-coarse").values[1, 0])


def test_what_comes_next_is_told_only_when_asked_for():
    figure = make_figure("wave_cursors", {})
    shown = figure.press("space")
    assert "0.73" not in plain(figure)
    assert "0.73" in plain(shown)
    assert "?" in plain(figure)
    assert "?" not in plain(shown)


def test_tanh_at_minus_5_is_nearly_minus_1_and_sigmoid_nearly_0():
    found = values("squash", x=-5.0)
    assert found["tanh"] == pytest.approx(-1, abs=1e-3)
    assert found["sigmoid"] == pytest.approx(0, abs=0.01)
    assert found["tanh_slope"] == pytest.approx(1 - math.tanh(5) ** 2)


def test_the_slopes_are_steepest_at_0():
    assert values("squash")["tanh_slope"] == 1.0
    assert values("squash")["sigmoid_slope"] == 0.25


def test_editing_one_of_the_unrolled_cells_changes_all_of_them():
    figure = make_figure("unroll", {"unrolled": True, "cell": 2})
    assert plain(figure).count("w_h  0.620") == 4
    edited = figure.with_control("w_h", 0.95)
    assert plain(edited).count("w_h  0.950") == 4
    assert edited.values()["h"][0] == figure.values()["h"][0]
    assert edited.values()["h"][1] != figure.values()["h"][1]


def test_rolled_up_there_is_one_cell():
    figure = make_figure("unroll", {})
    assert plain(figure).count("w_h") == 2  # in the cell and in the formula
    assert plain(figure.press("space")).count("w_h") == 5


def test_the_edited_cell_is_in_sight_at_any_width():
    for cell in (1, 2, 3, 4):
        assert f"▸x{cell}" in plain(make_figure("unroll", {"unrolled": True, "cell": cell}), (40, 8))


@pytest.mark.parametrize(("look_back", "recurrent", "perceptron"), [(20, 41, 21), (60, 41, 61)])
def test_a_recurrent_layer_has_as_many_parameters_at_any_look_back(look_back, recurrent, perceptron):
    found = values("parameter_count", look_back=look_back)
    assert (found["rnn"], found["perceptron"]) == (recurrent, perceptron)
    assert (found["rnn_layer"], found["head"]) == (35, 6)


def test_the_formula_that_is_shown_gives_the_count():
    assert "SimpleRNN: 5 × (1 input + 5 states + 1) = 35" in plain(make_figure("parameter_count", {}))


def test_the_coarse_sine_has_200_points_21_a_turn():
    found = values("simplify")
    assert (found["points"], found["points_per_turn"], found["window"]) == (200, 21, 20)
    assert found["lowest"] == pytest.approx(-1, abs=1e-3)


def test_the_fine_sine_has_105_points_a_turn():
    assert values("simplify", series="sine")["points_per_turn"] == 105


def test_a_shorter_series_moves_the_window_into_it():
    figure = make_figure("simplify", {"series": "sine", "start": 900}).with_control("series", "airline")
    assert figure.values()["next"] == 432
    assert figure.press("left").values()["next"] == 390


@pytest.mark.parametrize(("f", "kept"), [(0.9, 0.12), (0.5, 1e-6), (0.99, 0.82), (0.73, 0.002)])
def test_twenty_steps_leave_f_to_the_twentieth(f, kept):
    assert values("forgetting", f=f)["kept"] == pytest.approx(kept, rel=0.08)


def test_a_gate_lets_a_share_of_each_element_through():
    found = values("dial")
    np.testing.assert_allclose(found["result"], (4, -1), atol=1e-3)
    np.testing.assert_allclose(found["gate"], (1, 0.5), atol=1e-4)
    assert "[4, −2] ⊙ [1, 0.5] = [4, −1]" in plain(make_figure("dial", {}))


def test_dials_and_states_come_in_pairs():
    with pytest.raises(FigureError, match="as many sums as states"):
        make_figure("dial", {"state": [1.0, 2.0, 3.0]})
