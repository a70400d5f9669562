"""What a trained LSTM's gates show: computed again from its weights and windows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from rnntui.charts.palette import Palette
from rnntui.figures.lstm_run import explained, gates
from rnntui.figures.registry import make_figure
from rnntui.figures.runfacts import LayerWeights, RunFacts
from tests.figures.trained import airline_lstm

PLAIN = Palette(0, "braille")


def plain(figure, size=(90, 20)):
    return figure.draw(size, PLAIN).plain


def of_run(name, facts=None, **options):
    return make_figure(name, options).with_run(facts or airline_lstm())


def sigmoid(total):
    return 1 / (1 + np.exp(-total))


def last_gates(facts):
    """i, f, g, o (windows, U) at the last step, written out by Keras's layout."""
    kernel, recurrent, bias = facts.layers[0].arrays
    units = len(bias) // 4
    h = c = np.zeros((len(facts.windows), units))
    for step in range(facts.windows.shape[1]):
        total = facts.windows[:, step] @ kernel + h @ recurrent + bias
        i, f, o = (sigmoid(total[:, at * units : (at + 1) * units]) for at in (0, 1, 3))
        g = np.tanh(total[:, 2 * units : 3 * units])
        c = f * c + i * g
        h = o * np.tanh(c)
    return {"i": i, "f": f, "g": g, "o": o}


# ------------------------------------------------------------------ the map
@pytest.mark.parametrize("gate", ["f", "i", "g", "o"])
def test_the_brightest_month_is_where_the_units_gate_is_most_open(gate):
    facts = airline_lstm()
    values = last_gates(facts)[gate]
    months = np.array([int(label[5:7]) for label in facts.window_labels])
    means = np.stack([values[months == month].mean(axis=0) for month in range(1, 13)])
    assert of_run("gate_map", gate=gate).values()["peaks"] == tuple(means.argmax(axis=0) + 1)


def test_all_of_a_value_that_depends_on_its_group_is_explained_and_nothing_of_one_that_does_not():
    groups = np.tile(np.arange(12), 10)
    same, apart = np.sin(groups), np.repeat(np.arange(10.0), 12)
    share = explained(np.stack([same, apart, same + 0.0, np.ones(120)], axis=1), groups)
    np.testing.assert_allclose(share, [1, 0, 1, 0], atol=1e-12)


def test_the_share_is_that_of_an_analysis_of_variance():
    rng = np.random.default_rng(3)
    values, groups = rng.normal(size=(60, 1)), np.tile(np.arange(12), 5)
    within = sum(((values[groups == at] - values[groups == at].mean()) ** 2).sum() for at in range(12))
    total = ((values - values.mean()) ** 2).sum()
    assert explained(values, groups)[0] == pytest.approx(1 - within / total)


def test_the_map_says_for_every_gate_what_the_month_explains():
    found = of_run("gate_map").values()
    for gate in "figo":
        assert 0 <= found[f"share_{gate}"] <= 1
    assert found["share"] == found["share_f"]
    assert f"{found['share']:.2f}" in of_run("gate_map").caption()


def test_every_unit_can_be_brought_into_sight():
    figure = of_run("gate_map", airline_lstm(20))
    for unit in (1, 10, 20):
        assert f"▸{unit:>3}" in plain(figure.with_control("unit", unit), (60, 10))


def test_a_row_says_between_which_openings_it_is_shaded():
    figure = of_run("gate_map")
    found = gates(figure.run)["f"][:, 0]
    months = figure.run.months()
    means = [found[months == at].mean() for at in range(12)]
    row = plain(figure, (78, 12)).splitlines()[1]
    assert f" {min(means):.2f}  {max(means):.2f} ".replace("0.", ".") in row
    assert len(row.rstrip()) <= 78
    assert plain(figure, (78, 12)).splitlines()[0].rstrip().endswith("low high  peak  share")


def test_a_row_is_shaded_from_blank_to_full_in_characters_that_the_terminal_has():
    drawn = of_run("gate_map").draw((60, 10), Palette(0, "ascii")).plain
    assert drawn.isascii()
    assert "##" in drawn
    assert "██" in plain(of_run("gate_map"), (60, 10))


# ------------------------------------------------------------------ gates held
def test_with_no_gate_held_the_forecasts_are_the_runs_own():
    facts = airline_lstm()
    test = [row for row, part in enumerate(facts.forecast.parts) if part == "test"]
    errors = (facts.forecast.one_step - facts.forecast.actual)[test]
    found = of_run("pinned").values()
    assert found["rmse"] == found["rmse_free"] == pytest.approx(math.sqrt((errors**2).mean()))


def test_a_shut_output_gate_gives_every_window_the_bias_of_the_dense_layer():
    found = of_run("pinned", gate="o").values()
    assert found["spread"] == 0
    assert found["output"] == found["bias"] == airline_lstm().layers[1].arrays[1].item()
    assert "every scaled output" in of_run("pinned", gate="o").caption()


def test_without_its_memory_the_forecast_is_worse():
    found = of_run("pinned", gate="f").values()
    assert found["rmse"] == found["rmse_f0"] > found["rmse_free"]


def test_holding_the_input_gate_or_the_candidate_at_0_leaves_nothing_on_the_belt():
    found = of_run("pinned").values()
    assert found["rmse_i0"] == found["rmse_g0"] == found["rmse_o0"]


# ------------------------------------------------------------------ runs that do not fit
def test_before_a_run_a_sentence_asks_for_one():
    for name in ("gate_map", "pinned"):
        assert "r trains it now" in " ".join(plain(make_figure(name, {})).split())
        assert make_figure(name, {}).waiting
        assert make_figure(name, {}).caption() == "No LSTM trained yet"


def unfit():
    facts = airline_lstm()
    kernel, recurrent, bias = facts.layers[0].arrays
    lstm_layer, dense = facts.layers
    numbered = tuple(str(at) for at in range(len(facts.window_labels)))
    return [
        ("gate_map", replace(facts, layers=(dense,)), "first layer is an LSTM"),
        ("pinned", replace(facts, layers=(dense,)), "first layer is an LSTM"),
        ("gate_map", replace(facts, windows=None), "no windows"),
        (
            "gate_map",
            replace(facts, layers=(LayerWeights("LSTM", (kernel * np.nan, recurrent, bias)),)),
            "it diverged",
        ),
        (
            "gate_map",
            replace(facts, layers=(LayerWeights("LSTM", (kernel, recurrent.T, bias)),)),
            "cannot be read",
        ),
        ("gate_map", replace(facts, window_labels=numbered), "are no months"),
        ("pinned", replace(facts, layers=(lstm_layer,)), "followed by a Dense(1)"),
        ("pinned", replace(facts, to_units=None), "with a test part"),
        ("pinned", replace(facts, forecast=None), "with a test part"),
        (
            "gate_map",
            replace(facts, layers=(LayerWeights("LSTM", (kernel, recurrent, bias + 1.0)), dense)),
            "this model is another",
        ),
    ]


@pytest.mark.parametrize(("name", "facts", "said"), unfit())
def test_a_run_that_does_not_fit_is_refused_with_a_sentence(name, facts: RunFacts, said):
    figure = of_run(name).with_run(facts)
    assert figure.run is None
    assert said in " ".join(plain(figure).split())
    assert figure.caption().startswith("No ")
    assert said.split()[0] in plain(figure)
    assert set(figure.values()) == set(of_run(name).values())


@pytest.mark.parametrize("name", ["gate_map", "pinned"])
@pytest.mark.parametrize("size", [(40, 8), (60, 10), (90, 16), (200, 60)])
@pytest.mark.parametrize("marker", ["braille", "ascii"])
def test_a_run_is_drawn_at_any_size(name, size, marker):
    figure = of_run(name)
    for control in figure.controls:
        for wanted in control.choices or (control.low, control.high):
            lines = figure.with_control(control.name, wanted).draw(size, Palette(0, marker)).split("\n")
            assert len(lines) == size[1]
            assert {line.cell_len for line in lines} == {size[0]}


def test_c_and_h_are_seen_while_a_gate_is_held():
    free = of_run("pinned").values()
    assert free["c"] == free["c_free"]
    shut = of_run("pinned", gate="o", pin=0.0)
    assert shut.values()["h"] == 0
    assert shut.values()["c"] > 0
    assert "mean |c|" in plain(shut)
    assert "mean |h|  0.000  0.000  0.000" in plain(shut)
    forgets = of_run("pinned", gate="f", pin=0.0).values()["c"]
    assert 0 < forgets < 1  # only what the last step has written
    assert of_run("pinned", gate="f", pin=1.0).values()["c"] > forgets
