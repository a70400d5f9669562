"""The stepper and what is left of the first input: the numbers of lesson 5 and of a trained model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnntui.charts.forecast import ForecastLines
from rnntui.charts.palette import Palette
from rnntui.figures import walk
from rnntui.figures.base import FigureError, RunFigure
from rnntui.figures.registry import make_figure
from rnntui.figures.runfacts import LayerWeights, RunFacts

PLAIN = Palette(0, "braille")


def plain(figure, size=(90, 16)):
    return figure.draw(size, PLAIN).plain


def facts(kind="SimpleRNN", units=1, features=1, head=True, windows=3):
    """A run of made-up weights."""
    rng = np.random.default_rng(5)
    gates = 4 if kind == "LSTM" else 1
    arrays = (
        rng.normal(size=(features, gates * units)),
        rng.normal(size=(units, gates * units)),
        rng.normal(size=gates * units),
    )
    layers = [LayerWeights(kind, arrays)]
    if head:
        layers.append(LayerWeights("Dense", (np.full((units, 1), 2.0), np.array([0.5]))))
    return RunFacts(
        tuple(layers),
        {},
        windows=rng.uniform(size=(windows, 6, features)),
        window_labels=tuple(f"1950-{month:02d}" for month in range(1, windows + 1)),
    )


def diverged():
    layers = (LayerWeights("SimpleRNN", (np.full((1, 1), np.nan), np.ones((1, 1)), np.zeros(1))),)
    return replace(facts(), layers=layers)


def of_series(kind="SimpleRNN"):
    """The same run with the rows of its series: six of a window, then its target; units are hundreds."""
    actual = np.arange(1.0, 10.0) * 10
    lines = ForecastLines(
        labels=tuple(f"1950-{month:02d}" for month in range(1, 10)),
        parts=("train",) * 9,
        actual=actual,
        one_step=actual,
        recursive=actual,
    )
    names = ("1950-07", "1950-08", "1950-09")
    return replace(facts(kind), forecast=lines, window_labels=names, to_units=lambda out: 100 * out)


# ------------------------------------------------------------------ forward
def test_the_stepper_starts_with_lesson_5s_cell():
    found = make_figure("stepper", {}).values()
    np.testing.assert_allclose(found["h"], (0.400, 0.900, 0.975, 0.998), atol=1e-3)
    assert found["slopes"][0] == pytest.approx(0.84, abs=5e-3)
    assert found["slopes"][-1] == pytest.approx(0.004, abs=5e-4)


def test_input_1_with_state_0_sums_to_0_424():
    assert make_figure("stepper", {}).values()["sum_now"] == pytest.approx(0.424)


def test_input_3_sums_to_1_472_and_gives_0_900():
    found = make_figure("stepper", {"step": 2}).values()
    assert found["sum_now"] == pytest.approx(1.472, abs=1e-3)
    assert found["h_now"] == pytest.approx(0.900, abs=1e-3)


def test_a_term_is_shown_when_it_is_reached_and_not_before():
    figure = make_figure("stepper", {"step": 2, "term": 3})
    assert "1.472" not in plain(figure)
    figure = figure.press("right")
    assert "1.2 + 0.2482 + 0.024 = 1.472" in plain(figure)
    assert "= tanh(1.472)" not in plain(figure)
    assert "tanh(1.472) = 0.9" in plain(figure.press("right"))


def test_the_state_of_a_step_is_shown_once_its_last_term_is():
    figure = make_figure("stepper", {"step": 2, "term": 4})
    assert "0.900" not in plain(figure).splitlines()[-8:][0]
    assert "[?]" in plain(figure)
    assert "[0.900]" in plain(figure.press("right"))


def test_stepping_walks_from_the_first_term_to_the_last_and_back():
    figure = start = make_figure("stepper", {})
    seen = [start]
    while (after := figure.press("right")) != figure:
        figure = after
        seen.append(figure)
    assert len(seen) == 4 * 5
    assert (figure.step, figure.term) == (4, 5)
    for _ in seen:
        figure = figure.press("left")
    assert (figure.step, figure.term) == (1, 1)


def test_playing_stops_at_the_end():
    figure = make_figure("stepper", {}).press("space")
    ticks = 0
    while figure.playing:
        figure, ticks = figure.tick(), ticks + 1
    assert ticks == 20
    assert (figure.step, figure.term) == (4, 5)


def test_an_edited_number_changes_what_follows():
    figure = make_figure("stepper", {}).with_control("x1", 0.0)
    assert figure.values()["h"][0] == pytest.approx(np.tanh(0.024))
    figure = make_figure("stepper", {}).with_control("w_h", 0.0)
    assert figure.values()["h"][1] == pytest.approx(np.tanh(1.224))


def test_70_instead_of_7_makes_no_visible_change():
    figure = make_figure("stepper", {})
    before, after = figure.values()["h"][-1], figure.with_control("x4", 70.0).values()["h"][-1]
    assert abs(after - before) < 0.0025


# ------------------------------------------------------------------ backward
def test_backward_begins_at_the_last_step():
    figure = make_figure("stepper", {}).with_control("direction", "backward")
    assert (figure.step, figure.term) == (4, 1)
    while (after := figure.press("right")) != figure:
        figure = after
    assert figure.step == 1


def test_what_reaches_a_state_is_how_far_the_last_one_moves():
    figure = make_figure("stepper", {"inputs": [0.2, 0.5, 0.1]})
    nudge = 1e-6
    moved = figure.values()["back"][0] * figure.values()["slopes"][0] * figure.w_x
    longer = make_figure("stepper", {"inputs": [0.2 + nudge, 0.5, 0.1]})
    change = (longer.values()["h"][-1] - figure.values()["h"][-1]) / nudge
    assert moved == pytest.approx(change, rel=1e-4)


# ------------------------------------------------------------------ LSTM
def test_an_lstm_has_its_gates_and_its_cell_state():
    found = make_figure("stepper", {"cell": "lstm"}).values()
    kept = found["f"][1] * found["c"][0]
    assert found["c"][1] == pytest.approx(kept + found["i"][1] * found["g"][1])
    assert found["h"][1] == pytest.approx(found["o"][1] * np.tanh(found["c"][1]))


def test_the_forget_gate_of_an_lstm_starts_with_kerass_bias():
    figure = make_figure("stepper", {"cell": "lstm", "inputs": [0.0]})
    assert figure.values()["f"][0] == pytest.approx(0.73, abs=5e-3)


def test_with_peepholes_the_gates_but_not_the_candidate_see_the_cell_state():
    plain_lstm = make_figure("stepper", {"cell": "lstm", "step": 2})
    seeing = plain_lstm.with_control("peephole", 1)
    before, after = plain_lstm.values(), seeing.values()
    c = after["c"]
    for gate, seen in (("f", c[0]), ("i", c[0])):
        odds = [value / (1 - value) for value in (before[gate][1], after[gate][1])]
        moved_h = after["h"][0] - before["h"][0]
        weight = seeing.gates[walk.LSTM_WEIGHTS.index(f"u_{gate}")]
        assert np.log(odds[1] / odds[0]) == pytest.approx(seen + weight * moved_h)
    steps = [walk.walk("lstm", one.gates, one.inputs, 0.0, one.peephole) for one in (plain_lstm, seeing)]
    looks = [[term.formula for term in one.forward[1] if "peephole" in term.name] for one in steps]
    assert looks == [[], ["c_prev·p_f", "c_prev·p_i", "c·p_o"]]
    assert "c_prev·p_f" in plain(seeing)


def test_taking_peepholes_away_leaves_the_figure_at_a_term_that_there_is():
    seeing = make_figure("stepper", {"cell": "lstm", "peephole": 1.0}).with_control("term", 99)
    figure = seeing.with_control("peephole", 0)
    (term,) = (one for one in figure.controls if one.name == "term")
    assert term.value == term.high


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_every_term_of_an_lstm_can_be_brought_into_sight(direction):
    figure = make_figure("stepper", {"cell": "lstm", "direction": direction})
    (term,) = (one for one in figure.controls if one.name == "term")
    for at in range(1, int(term.high) + 1):
        assert "▸" in plain(figure.with_control("term", at), (60, 10))


# ------------------------------------------------------------------ a trained model
@pytest.mark.parametrize("kind", ["SimpleRNN", "LSTM"])
def test_a_trained_cell_is_walked_on_its_own_windows(kind):
    run = facts(kind)
    figure = make_figure("stepper", {})
    assert isinstance(figure, RunFigure)
    figure = figure.with_run(run)
    assert figure.inputs == tuple(run.windows[0, :, 0])
    figure = figure.with_control("window", 3)
    assert figure.inputs == tuple(run.windows[2, :, 0])
    assert "1950-03" in plain(figure)


def test_the_trained_state_is_that_of_the_trained_weights():
    run = facts()
    w_x, w_h, b = (one.item() for one in run.layers[0].arrays)
    state = 0.0
    for x in run.windows[0, :, 0]:
        state = np.tanh(w_x * x + w_h * state + b)
    figure = make_figure("stepper", {}).with_run(run)
    assert figure.values()["h"][-1] == pytest.approx(state)
    last = figure.with_control("step", 6).with_control("term", 5)
    assert f"{2 * state + 0.5:.4g}".replace("-", "−") in plain(last)


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (diverged(), "it diverged"),
        (facts(units=5), "5 units"),
        (facts(features=2), "2 features"),
        (facts(kind="Dense"), "one recurrent layer"),
        (facts(windows=0), "no windows"),
    ],
)
def test_a_run_that_cannot_be_walked_leaves_the_stepper_as_it_is_and_says_why(run, said):
    figure = make_figure("stepper", {})
    after = figure.with_run(run)
    assert after.values() == figure.values()
    assert said in " ".join(plain(after).split())
    assert said not in plain(after.with_run(facts()))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"cell": "gru"}, "no cell 'gru'"),
        ({"inputs": []}, "at least one input"),
        ({"inputs": [float("inf")]}, "not finite"),
    ],
)
def test_a_stepper_that_cannot_be_made_is_refused(options, said):
    with pytest.raises(FigureError, match=said):
        make_figure("stepper", options)


# ------------------------------------------------------------------ reach
def test_the_states_move_less_and_less_when_the_first_input_changes():
    moved = make_figure("reach", {}).values()["moved"]
    np.testing.assert_allclose(moved, (0.376, 0.055, 0.0017, 0.0000046), rtol=0.03)


def test_the_stepper_says_the_same():
    assert make_figure("stepper", {}).values()["moved"] == make_figure("reach", {}).values()["moved"]


def test_lesson_5s_exercise_starts_short_of_its_goal_and_its_solution_meets_it():
    figure = make_figure("reach", {"divided": True})
    assert figure.values()["moved_last"] == pytest.approx(0.043, abs=5e-4)
    assert figure.values()["moved_last"] < 0.08
    found = figure.with_control("w_h", 0.95).values()
    assert found["moved_last"] == pytest.approx(0.092, abs=1e-3)
    assert found["moved_last"] >= 0.08
    assert found["highest"] < 0.9


def test_a_bar_is_as_long_as_the_move():
    bars = [line.count("▆") for line in plain(make_figure("reach", {})).splitlines()[1:5]]
    assert bars[0] > bars[1] > bars[2] == bars[3] == 0


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("width", [60, 110, 160])
def test_no_number_of_an_lstms_step_is_cut_off(direction, width):
    figure = make_figure("stepper", {"cell": "lstm", "direction": direction, "step": 3})
    (term,) = (one for one in figure.controls if one.name == "term")
    for at in range(1, int(term.high) + 1):
        figure = figure.with_control("term", at)
        value = figure.caption().rpartition("= ")[2]
        (line,) = (line for line in plain(figure, (width, 12)).splitlines() if line.startswith("▸"))
        assert line.rstrip().endswith(f"= {value}") or line.rstrip().endswith(value), line


def test_the_first_state_and_the_input_of_every_step_can_be_edited():
    figure = make_figure("stepper", {"step": 1})
    begun = figure.with_control("h0", 1.0)
    assert begun.values()["sum_now"] == pytest.approx(0.4 + 0.62 + 0.024)
    assert "h_prev = 1" in begun.draw((80, 20), Palette()).plain
    for step in (1, 3):
        edited = figure.with_control("step", step).with_control("x", 0.5)
        assert edited.control(f"x{step}").value == 0.5
        assert edited.control("x").value == 0.5


@pytest.mark.parametrize("kind", ["SimpleRNN", "LSTM"])
def test_a_trained_step_is_called_after_the_row_it_reads_and_its_window_after_the_forecast(kind):
    figure = make_figure("stepper", {}).with_run(of_series(kind))
    assert plain(figure).startswith("step 1/6 forward, 1950-01: x")
    assert figure.control("window").label == "window before 1950-07"
    later = figure.with_control("window", 3).with_control("step", 6)
    assert plain(later).startswith("step 6/6 forward, 1950-08: x")
    assert plain(later.with_control("direction", "backward")).startswith("step 6/6 backward, 1950-08: ")


def test_the_forecast_of_a_trained_cell_stands_beside_what_happened():
    figure = make_figure("stepper", {}).with_run(of_series())
    figure = figure.with_control("step", 6).with_control("term", 5)
    h = figure.values()["h_now"]
    assert f"+ 0.5 = {2 * h + 0.5:.4g}: {100 * (2 * h + 0.5):.4g} for 1950-07, actual 70" in plain(figure)
    assert "1950-07, actual 70" in " ".join(plain(figure, (50, 16)).split())


def test_of_a_run_that_does_not_tell_its_rows_the_forecast_stays_scaled():
    figure = make_figure("stepper", {}).with_run(facts())
    assert "for 1950" not in plain(figure.with_control("step", 6).with_control("term", 5))
    assert "the scaled forecast" in plain(figure.with_control("step", 6).with_control("term", 5))
