"""Walking back gives the slopes that small changes show."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnntui.cells import lstm
from tests.cells.conftest import (
    FEATURES,
    KINDS,
    STEPS,
    UNITS,
    make,
    random_arrays,
    start,
    state_arrays,
    states_in,
)

NUDGE = 1e-6


def numeric(function: Any, at: np.ndarray) -> np.ndarray:
    """The gradient of a number, or the Jacobian of a vector, by central differences; first axes: output."""
    slopes = []
    for index in np.ndindex(at.shape):
        above, below = at.copy(), at.copy()
        above[index] += NUDGE
        below[index] -= NUDGE
        slopes.append((function(above) - function(below)) / (2 * NUDGE))
    stacked = np.stack(slopes, axis=-1)
    return stacked.reshape(*stacked.shape[:-1], *at.shape)


class Case:
    """A cell with random weights, inputs, start and loss."""

    def __init__(self, kind: str, seed: int = 10, **run: Any):
        rng = np.random.default_rng(seed)
        self.kind, self.run_args = kind, run
        self.module, self.make = make(kind)
        self.arrays = random_arrays(kind, seed)
        self.xs, self.d_h = rng.normal(size=(STEPS, FEATURES)), rng.normal(size=(STEPS, UNITS))
        self.states = [rng.normal(size=UNITS) for _ in range(states_in(kind))]

    def steps(self, arrays: Any = None, xs: Any = None, states: Any = None) -> Any:
        weights = self.make(self.arrays if arrays is None else arrays)
        state = start(self.kind, *(self.states if states is None else states))
        return self.module.run(weights, self.xs if xs is None else xs, state, **self.run_args)

    def loss(self, **changed: Any) -> float:
        return float(sum(given @ step.h for given, step in zip(self.d_h, self.steps(**changed), strict=True)))

    def gradients(self, d_h: Any = None) -> Any:
        return self.module.backward(self.make(self.arrays), self.steps(), self.d_h if d_h is None else d_h)


def replaced(values: list[np.ndarray], at: int, value: np.ndarray) -> list[np.ndarray]:
    return [*values[:at], value, *values[at + 1 :]]


def assert_all_slopes(case: Case) -> None:
    found = case.gradients()
    near = {"rtol": 1e-6, "atol": 1e-8}
    np.testing.assert_allclose(found.xs, numeric(lambda xs: case.loss(xs=xs), case.xs), **near)
    for at, mine in enumerate(found.weights.to_keras()):
        changed = numeric(
            lambda one, at=at: case.loss(arrays=replaced(case.arrays, at, one)), case.arrays[at]
        )
        np.testing.assert_allclose(mine, changed, **near)
    for at, mine in enumerate(state_arrays(found.state0)):
        changed = numeric(
            lambda one, at=at: case.loss(states=replaced(case.states, at, one)), case.states[at]
        )
        np.testing.assert_allclose(mine, changed, **near)


@pytest.mark.parametrize("seed", [10, 11])
@pytest.mark.parametrize("kind", KINDS)
def test_every_gradient_is_what_a_small_change_shows(kind: str, seed: int):
    assert_all_slopes(Case(kind, seed))


@pytest.mark.parametrize("kind", ["lstm", "peephole"])
@pytest.mark.parametrize("name", lstm.GATES)
def test_a_pinned_gate_learns_nothing_and_the_rest_stays_right(kind: str, name: str):
    case = Case(kind, pins={name: 0.6})
    assert_all_slopes(case)
    gradient = getattr(case.gradients().weights, name)
    assert not gradient.w.any()
    assert not gradient.u.any()
    assert not gradient.b.any()


@pytest.mark.parametrize("kind", KINDS)
def test_the_norm_of_a_step_is_that_of_its_measured_jacobian(kind: str):
    case = Case(kind)
    weights, steps, found = case.make(case.arrays), case.steps(), case.gradients()
    for at in (0, STEPS - 1):
        before = state_arrays(steps[at - 1].state) if at else case.states

        def h_after(h: np.ndarray, at: int = at, before: list[np.ndarray] = before) -> np.ndarray:
            return case.module.step(weights, case.xs[at], start(kind, h, *before[1:])).h

        assert found.h_norms[at] == pytest.approx(np.linalg.norm(numeric(h_after, before[0]), 2), rel=1e-6)


@pytest.mark.parametrize("kind", ["lstm", "peephole"])
def test_the_norm_along_the_belt_is_that_of_its_measured_jacobian(kind: str):
    case = Case(kind)
    h, c = case.states
    weights = case.make(case.arrays)

    def c_after(c: np.ndarray) -> np.ndarray:
        return case.module.step(weights, case.xs[0], lstm.State(h, c)).c

    assert case.gradients().c_norms[0] == pytest.approx(np.linalg.norm(numeric(c_after, c), 2), rel=1e-6)


def test_without_peepholes_the_belt_passes_on_its_largest_forget_gate():
    case = Case("lstm")
    assert case.gradients().c_norms == pytest.approx([step.f.value.max() for step in case.steps()])


@pytest.mark.parametrize("kind", KINDS)
def test_reach_is_how_far_the_last_state_follows_an_earlier_one(kind: str):
    case = Case(kind)
    weights, steps, found = case.make(case.arrays), case.steps(), case.gradients()
    assert found.reach[-1] == 1.0
    h, *rest = state_arrays(steps[1].state)

    def last(h: np.ndarray) -> np.ndarray:
        return case.module.run(weights, case.xs[2:], start(kind, h, *rest))[-1].h

    assert found.reach[1] == pytest.approx(np.linalg.norm(numeric(last, h), 2), rel=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_the_gradient_at_a_state_is_what_it_hears_from_outside_and_from_the_next_step(kind: str):
    case = Case(kind)
    steps = case.gradients().steps
    for at in range(STEPS - 1):
        np.testing.assert_allclose(steps[at].h, case.d_h[at] + steps[at + 1].h_prev)
    np.testing.assert_array_equal(steps[-1].h, case.d_h[-1])
