"""What holds for every cell, and what cells refuse."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rnntui.cells import gru, lstm, peephole, simple_rnn
from rnntui.cells.activations import activate, slope
from tests.cells.conftest import FEATURES, KINDS, STEPS, UNITS, make, random_arrays, state_arrays


@pytest.mark.parametrize("kind", KINDS)
def test_weights_go_to_keras_as_they_came(kind: str):
    arrays = random_arrays(kind, 30)
    for ours, theirs in zip(make(kind)[1](arrays).to_keras(), arrays, strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("kind", KINDS)
def test_weights_are_copies_in_float64(kind: str):
    arrays = [one.astype("float32") for one in random_arrays(kind, 30)]
    weights = make(kind)[1](arrays)
    before = [one.copy() for one in weights.to_keras()]
    for one in arrays:
        one += 1
    for ours, theirs in zip(weights.to_keras(), before, strict=True):
        assert ours.dtype == np.float64
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("kind", KINDS)
def test_each_step_starts_where_the_one_before_it_ended(kind: str):
    module, weights = make(kind)
    steps = module.run(weights(random_arrays(kind, 31)), np.ones((STEPS, FEATURES)))
    assert not steps[0].h_prev.any()
    for one, following in pairwise(steps):
        np.testing.assert_array_equal(following.h_prev, state_arrays(one.state)[0])


@pytest.mark.parametrize("kind", KINDS)
def test_many_windows_at_once_give_what_each_gives_alone(kind: str):
    module, make_weights = make(kind)
    weights = make_weights(random_arrays(kind, 32))
    xs = np.random.default_rng(33).normal(size=(3, STEPS, FEATURES))
    together = module.run(weights, xs)
    for at in range(3):
        np.testing.assert_allclose(together[-1].h[at], module.run(weights, xs[at])[-1].h)


@pytest.mark.parametrize("kind", ["lstm", "peephole"])
def test_peepholes_of_zero_and_pins_at_what_a_gate_says_change_nothing(kind: str):
    arrays = random_arrays("peephole", 34)
    arrays[3:] = [np.zeros(UNITS)] * 3
    plain = lstm.run(lstm.Weights.from_keras(arrays[:3]), np.ones((STEPS, FEATURES)))
    if kind == "peephole":
        other = peephole.run(peephole.Weights.from_keras(arrays), np.ones((STEPS, FEATURES)))
    else:
        pins = [{name: getattr(step, name).value for name in lstm.GATES} for step in plain]
        other = lstm.run(lstm.Weights.from_keras(arrays[:3]), np.ones((STEPS, FEATURES)), pins=pins)
    np.testing.assert_allclose(other[-1].h, plain[-1].h)


def test_sigmoid_is_exact_and_silent_far_out():
    with np.errstate(all="raise", under="ignore"):
        far = activate("sigmoid", np.array([-1000.0, -40.0, 0.0, 1000.0]))
    assert far == pytest.approx([0.0, np.exp(-40.0), 0.5, 1.0], rel=1e-12)


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "relu", "linear"])
def test_a_slope_is_what_a_small_change_shows(name: str):
    at = np.array([-2.0, -0.3, 0.4, 1.7])
    measured = (activate(name, at + 1e-6) - activate(name, at - 1e-6)) / 2e-6
    np.testing.assert_allclose(slope(name, activate(name, at)), measured, atol=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_an_activation_that_the_cells_do_not_know_is_refused_by_name(kind: str):
    with pytest.raises(ValueError, match="'swish': use one of tanh, sigmoid, relu, linear"):
        make(kind)[1](random_arrays(kind, 35), activation="swish")


@pytest.mark.parametrize("kind", KINDS)
def test_inputs_of_another_width_are_refused(kind: str):
    module, make_weights = make(kind)
    weights = make_weights(random_arrays(kind, 36))
    with pytest.raises(ValueError, match=r"xs must have 3 as the length of its last axis"):
        module.run(weights, np.zeros((STEPS, 2)))
    with pytest.raises(ValueError, match=r"xs must be \(steps, features\)"):
        module.run(weights, np.zeros(FEATURES))


@pytest.mark.parametrize("kind", KINDS)
def test_walking_back_refuses_what_it_cannot_walk(kind: str):
    module, make_weights = make(kind)
    weights = make_weights(random_arrays(kind, 37))
    steps = module.run(weights, np.zeros((STEPS, FEATURES)))
    with pytest.raises(ValueError, match="no step to walk back through"):
        module.backward(weights, (), np.zeros((0, UNITS)))
    with pytest.raises(ValueError, match=r"d_h must be \(steps, units\) = \(6, 4\), not \(4,\)"):
        module.backward(weights, steps, np.zeros(UNITS))
    with pytest.raises(ValueError, match="takes the steps of one window"):
        module.backward(
            weights, module.run(weights, np.zeros((2, STEPS, FEATURES))), np.zeros((STEPS, UNITS))
        )


def test_arrays_of_other_shapes_are_refused_with_the_shape_that_is_wanted():
    kernel, recurrent, bias = random_arrays("lstm", 38)
    with pytest.raises(ValueError, match=r"kernel must be \(features, 4·units\)"):
        lstm.Weights.from_keras([kernel[:, :-1], recurrent, bias])
    with pytest.raises(ValueError, match=r"recurrent kernel must be \(4, 16\)"):
        lstm.Weights.from_keras([kernel, recurrent[:-1], bias])
    with pytest.raises(ValueError, match=r"bias must be \(16,\)"):
        lstm.Weights.from_keras([kernel, recurrent, bias[:-1]])
    with pytest.raises(ValueError, match="got 1 of them"):
        simple_rnn.Weights.from_keras([kernel])
    with pytest.raises(ValueError, match=r"bias must be \(2, 12\)"):
        gru.Weights.from_keras(random_arrays("gru_reset_before", 38), reset_after=True)
    with pytest.raises(ValueError, match="three peepholes, got 3 arrays"):
        peephole.Weights.from_keras([kernel, recurrent, bias])
    with pytest.raises(ValueError, match=r"peephole of f must be \(4,\)"):
        peephole.Weights.from_keras([kernel, recurrent, bias, np.zeros(4), np.zeros(3), np.zeros(4)])


def test_pins_of_unknown_gates_shapes_and_counts_are_refused():
    weights = lstm.Weights.from_keras(random_arrays("lstm", 39))
    xs = np.zeros((STEPS, FEATURES))
    with pytest.raises(ValueError, match="no gate 'z' to pin: the gates are i, f, g, o"):
        lstm.run(weights, xs, pins={"z": 1.0})
    with pytest.raises(ValueError, match="pin of f must be a number or one for each of 4 units"):
        lstm.run(weights, xs, pins={"f": [1.0, 0.0]})
    with pytest.raises(ValueError, match="pins for 2 steps, and 6 steps"):
        lstm.run(weights, xs, pins=[{"f": 1.0}] * 2)
