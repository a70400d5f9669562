"""The figures of lesson 8 that need no training, and the fed-back number of lesson 6."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnntui.charts.ability import NO_COLOUR
from rnntui.charts.palette import Palette
from rnntui.figures.base import FigureError
from rnntui.figures.feedback import ending, path
from rnntui.figures.registry import make_figure

PLAIN = Palette(NO_COLOUR, "braille")


def plain(figure, size=(90, 16)):
    return figure.draw(size, PLAIN).plain


# ------------------------------------------------------------------ one number fed back
tenths = st.integers(-40, 40).map(lambda value: value / 10)


@settings(max_examples=150)
@given(tenths, st.integers(-20, 20).map(lambda value: value / 10), st.integers(-10, 10))
def test_one_number_fed_back_only_settles_or_flips(w, b, start):
    found = ending(w, b, start / 10)
    late = np.array(path(w, b, start / 10, 6000)[-8:])
    near = 0.02  # where the slope is −1 or 1, numbers come closer ever more slowly
    if found.flips:
        assert found.high > found.low
        one, other = late[::2], late[1::2]
        ends = sorted([one.mean(), other.mean()])
        np.testing.assert_allclose(ends, [found.low, found.high], atol=near)
        assert max(np.ptp(one), np.ptp(other)) < near
    else:
        np.testing.assert_allclose(late, found.fixed, atol=near)


@pytest.mark.parametrize(
    ("w", "outcome"), [(2.0, "settles"), (-0.9, "settles"), (-1.1, "flips"), (-2.0, "flips")]
)
def test_a_weight_below_minus_1_flips_without_a_bias(w, outcome):
    figure = make_figure("cobweb", {"w": w, "b": 0.0})
    assert figure.values()["outcome"] == outcome
    assert outcome.rstrip("s") in figure.caption()
    assert outcome in plain(figure)


def test_a_bias_can_stop_the_flipping():
    assert make_figure("cobweb", {"w": -1.2, "b": 0.0}).values()["settles"] is False
    assert make_figure("cobweb", {"w": -1.2, "b": 2.0}).values()["settles"] is True


def test_playing_draws_the_path_step_by_step():
    figure = make_figure("cobweb", {"steps": 0}).press("space")
    while figure.playing:
        figure = figure.tick()
    assert figure.steps == 20


# ------------------------------------------------------------------ the diagram
@pytest.mark.parametrize(("cell", "layers", "parameters"), [("SimpleRNN", 1, 35), ("LSTM", 4, 140)])
def test_there_is_one_learned_layer_in_a_simple_rnn_and_four_in_an_lstm(cell, layers, parameters):
    found = make_figure("notation", {"cell": cell}).values()
    assert (found["layers"], found["parameters"]) == (layers, parameters)


def test_each_kind_of_sign_is_lit_one_after_the_other_even_without_colours():
    figure, lit = make_figure("notation", {}), []
    for _ in range(5):
        drawn = figure.draw((60, 10), PLAIN)
        spans = [drawn.plain[span.start : span.end] for span in drawn.spans if "reverse" in str(span.style)]
        lit.append(sorted(set(spans)))
        figure = figure.press("right")
    boxes = ["[f: σ]", "[g: tanh]", "[i: σ]", "[o: σ]"]
    assert lit == [[], boxes, ["(+)", "(tanh)", "(×)"], ["◆"], ["•"]]


# ------------------------------------------------------------------ one step
def test_forget_add_and_show():
    found = make_figure("lstm_cell", {}).values()
    assert found["kept"] == pytest.approx(1.8)
    assert found["c"] == pytest.approx(1.3)
    assert found["h"] == pytest.approx(0.431, abs=5e-4)


@pytest.mark.parametrize("size", [(80, 16), (73, 28)])
def test_the_numbers_over_time_stand_beside_or_below_the_map(size):
    assert "the number, step by step" in make_figure("cobweb", {}).draw(size, Palette()).plain


def test_a_result_is_shown_only_when_it_is_reached():
    figure = make_figure("lstm_cell", {})
    for hidden_until, value in ((4, "1.8"), (6, "1.3"), (9, "0.4309")):
        assert value not in plain(figure.with_control("term", hidden_until - 1))
        assert value in plain(figure.with_control("term", hidden_until))


def test_f_1_and_i_0_leave_the_cell_state_as_it_is():
    figure = make_figure("lstm_cell", {"f": 1.0, "i": 0.0, "o": 0.0})
    assert figure.values()["c"] == 2.0
    assert figure.values()["h"] == 0.0
    assert figure.press("space").values()["c"] == 0.0


# ------------------------------------------------------------------ ten steps
def meets(values):
    """The goal of lesson 8's exercise."""
    kept = values["changed"] <= 0.05 * abs(values["c1"])
    return kept and values["shown_before"] <= 0.05 and values["shown_last"] >= 0.3


def test_lesson_8s_exercise_starts_short_of_its_goal_and_its_solution_meets_it():
    figure = make_figure("gate_programme", {})
    assert not meets(figure.values())
    for step in range(1, 11):
        figure = figure.with_control(f"i{step}", 1.0 if step == 1 else 0.0)
        figure = figure.with_control(f"f{step}", 1.0)
        figure = figure.with_control(f"o{step}", 1.0 if step == 10 else 0.0)
    found = figure.values()
    assert meets(found)
    assert found["c1"] == found["c10"] == pytest.approx(np.tanh(1))


def test_the_solution_can_be_set_with_the_keys_alone():
    figure = make_figure("gate_programme", {})
    for gate, wanted in (("i", [1] + [0] * 9), ("f", [1] * 10), ("o", [0] * 9 + [1])):
        while figure.gate != gate:
            figure = figure.press("pagedown")
        for _ in range(10):
            figure = figure.press("left")
        for value in wanted:
            while getattr(figure, gate)[figure.step - 1] != value:
                figure = figure.press("space")
            figure = figure.press("right")
    assert meets(figure.values())


@pytest.mark.parametrize("broken", ["keep nothing", "re-add", "show early"])
def test_each_part_of_the_goal_counts(broken):
    figure = make_figure("gate_programme", {"i": [1] + [0] * 9, "f": [1] * 10, "o": [0] * 9 + [1]})
    assert meets(figure.values())
    name, value = {"keep nothing": ("f5", 0.0), "re-add": ("i5", 1.0), "show early": ("o5", 1.0)}[broken]
    assert not meets(figure.with_control(name, value).values())


def test_all_ten_steps_fit_into_60_columns():
    assert plain(make_figure("gate_programme", {}), (60, 10)).splitlines()[0].split() == [
        str(step) for step in range(1, 11)
    ]


def test_a_programme_has_ten_steps():
    with pytest.raises(FigureError, match="needs 10 numbers"):
        make_figure("gate_programme", {"f": [1.0]})


def test_every_line_of_a_step_says_what_it_is_beside_a_lesson():
    text = plain(make_figure("lstm_cell", {"term": 9}), (73, 20))
    for name in ("forget gate ", "input gate ", "candidate ", "kept: ", "added: ", "output gate × "):
        assert f"  {name}" in text or f"▸ {name}" in text
    assert "held at" not in text


def test_space_takes_a_half_open_gate_to_the_nearer_end_and_turns_an_end_over():
    figure = make_figure("gate_programme", {}).with_control("gate", "f").press("space")
    assert figure.f[0] == 1.0
    assert figure.press("space").f[0] == 0.0
    assert make_figure("gate_programme", {}).press("space").i[0] == 0.0
