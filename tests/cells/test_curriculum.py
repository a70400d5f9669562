"""The figures that the lessons on cells stand on."""

from __future__ import annotations

import numpy as np
import pytest

from rnntui.cells import lstm, simple_rnn

INPUTS = np.array([[1.0], [3.0], [4.0], [7.0]])


def cell(w_h: float = 0.62) -> simple_rnn.Weights:
    return simple_rnn.Weights.from_keras([[[0.40]], [[w_h]], [0.024]])


def states(xs: np.ndarray, weights: simple_rnn.Weights | None = None) -> np.ndarray:
    return np.array([step.h.item() for step in simple_rnn.run(weights or cell(), xs)])


def belt(units: int = 1) -> lstm.Weights:
    """An LSTM whose candidate is tanh(x); its gates are for the pins."""
    kernel = np.zeros((1, 4 * units))
    kernel[:, 2 * units : 3 * units] = 1.0
    return lstm.Weights.from_keras([kernel, np.zeros((units, 4 * units)), np.zeros(4 * units)])


def test_inputs_1_3_4_7_give_the_states_of_lesson_5():
    assert states(INPUTS) == pytest.approx([0.400, 0.900, 0.975, 0.998], abs=5e-4)


def test_input_1_sums_to_0_424():
    assert simple_rnn.step(cell(), [1.0], [0.0]).sum.total.item() == pytest.approx(0.424)


def test_input_3_with_state_0_4_sums_to_1_472_and_gives_0_900():
    step = simple_rnn.step(cell(), [3.0], [0.4])
    assert step.sum.total.item() == pytest.approx(1.472)
    assert step.h.item() == pytest.approx(0.900, abs=5e-4)


def test_the_slope_falls_from_0_84_to_0_004_as_the_cell_saturates():
    slopes = [step.sum.slope.item() for step in simple_rnn.run(cell(), INPUTS)]
    assert slopes[0] == pytest.approx(0.84, abs=5e-3)
    assert slopes[-1] == pytest.approx(0.004, abs=5e-4)
    assert slopes == sorted(slopes, reverse=True)


def test_a_first_input_of_0_moves_the_states_less_and_less():
    moved = np.abs(states(INPUTS) - states(np.array([[0.0], [3.0], [4.0], [7.0]])))
    assert moved == pytest.approx([0.376, 0.055, 0.0017, 0.0000046], rel=0.03)


def test_70_instead_of_7_makes_no_visible_change():
    assert abs(states(INPUTS)[-1] - states(np.array([[1.0], [3.0], [4.0], [70.0]]))[-1]) < 0.0025


@pytest.mark.parametrize(("w_h", "moved"), [(0.62, 0.043), (0.95, 0.092)])
def test_with_inputs_divided_by_7_the_first_one_still_counts(w_h: float, moved: float):
    scaled, without = INPUTS / 7, INPUTS / 7
    scaled[0], without[0] = 1.0, 0.0
    change = states(scaled, cell(w_h))[-1] - states(without, cell(w_h))[-1]
    assert change == pytest.approx(moved, abs=5e-4)


def test_tanh_at_minus_5_is_nearly_minus_1_and_sigmoid_nearly_0():
    for activation, value in (("tanh", -0.9999), ("sigmoid", 0.0067)):
        weights = simple_rnn.Weights.from_keras([[[1.0]], [[0.0]], [0.0]], activation)
        assert simple_rnn.step(weights, [-5.0], [0.0]).h.item() == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(("f", "left"), [(0.9, 0.12), (0.5, 1e-6), (0.99, 0.82)])
def test_twenty_steps_keep_f_to_the_20th_of_the_belt(f: float, left: float):
    start = lstm.State(np.zeros(1), np.ones(1))
    steps = lstm.run(belt(), np.zeros((20, 1)), start, pins={"f": f, "i": 0.0})
    assert steps[-1].c.item() == pytest.approx(left, rel=0.05)


def test_a_forget_bias_of_1_keeps_0_002_after_twenty_steps():
    bias = np.array([0.0, 1.0, 0.0, 0.0])
    weights = lstm.Weights.from_keras([np.zeros((1, 4)), np.zeros((1, 4)), bias])
    steps = lstm.run(weights, np.zeros((20, 1)), lstm.State(np.zeros(1), np.ones(1)))
    assert steps[0].f.value.item() == pytest.approx(0.73, abs=5e-3)
    assert steps[-1].c.item() == pytest.approx(0.002, abs=5e-4)


def test_a_gate_is_a_dial_for_each_element():
    step = lstm.step(belt(2), [0.0], lstm.State(np.zeros(2), np.array([4.0, -2.0])), {"f": [1.0, 0.5]})
    np.testing.assert_allclose(step.kept, [4.0, -1.0])


def test_forget_add_and_show_on_one_belt():
    start = lstm.State(np.zeros(1), np.array([2.0]))
    step = lstm.step(belt(), [0.0], start, {"f": 0.9, "i": 0.5, "g": -1.0, "o": 0.5})
    assert step.kept.item() == pytest.approx(1.8)
    assert step.c.item() == pytest.approx(1.3)
    assert step.h.item() == pytest.approx(0.431, abs=5e-4)


def test_f_1_and_i_0_keep_the_belt_unchanged_whatever_comes():
    start = lstm.State(np.array([0.3]), np.array([2.0]))
    steps = lstm.run(belt(), INPUTS, start, pins={"f": 1.0, "i": 0.0})
    assert [step.c.item() for step in steps] == [2.0] * 4


def kept_over_noise(pins: list[dict[str, float]]) -> tuple[float, float, float]:
    """|c₁₀ − c₁| / |c₁|, the largest |h| of steps 1–9, |h₁₀|: what lesson 8's exercise grades."""
    xs = np.random.default_rng(0).normal(size=(10, 1))
    xs[0] = 1.0
    steps = lstm.run(belt(), xs, pins=pins)
    c, h = (
        [abs(value.item()) for value in values] for values in zip(*((s.c, s.h) for s in steps), strict=True)
    )
    return abs(steps[-1].c - steps[0].c).item() / c[0], max(h[:-1]), h[-1]


def test_the_solution_of_lesson_8_meets_its_goal_and_its_start_does_not():
    solution = [{"i": float(at == 0), "f": 0.0 if at == 0 else 1.0, "o": float(at == 9)} for at in range(10)]
    moved, shown, last = kept_over_noise(solution)
    assert moved <= 0.05
    assert shown <= 0.05
    assert last >= 0.3
    moved, shown, _ = kept_over_noise([{"f": 0.73, "i": 0.5, "o": 0.5}] * 10)
    assert moved > 0.05
    assert shown > 0.05
