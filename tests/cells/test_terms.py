"""The terms that a stepper draws say what was computed, in words and numbers."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnntui.cells import lstm, simple_rnn
from rnntui.cells.terms import gru as gru_terms
from rnntui.cells.terms import lstm as lstm_terms
from rnntui.cells.terms import simple_rnn as simple_terms
from rnntui.cells.terms.term import Term
from tests.cells.conftest import KINDS, make, random_arrays

ACTIVATIONS = ("tanh", "sigmoid", "relu", "linear")
DIGITS = 17  # enough to compute with what is written


def terms_module(kind: str) -> ModuleType:
    return {"simple_rnn": simple_terms, "lstm": lstm_terms, "peephole": lstm_terms}.get(kind, gru_terms)


def computed(numbers: str) -> float:
    """What the numbers of a term come to, by Python's arithmetic."""
    text = numbers.replace("−", "-").replace("×", "*").replace("²", "**2")
    text = re.sub(r"(\S+) if (\S+) > 0, else 0", r"(\1 if \2 > 0 else 0)", text)
    functions = {
        "tanh": np.tanh,
        "σ": lambda total: 1 / (1 + np.exp(-total)),
        "relu": lambda total: max(total, 0.0),
    }
    return float(eval(text, {"__builtins__": {}}, functions))


def listed(kind: str, activation: str, **run: Any) -> tuple[Any, Any, tuple[Term, ...], tuple[Term, ...]]:
    """The second of three steps: the record, its gradient, its terms forward and back."""
    module, make_weights = make(kind)
    weights = make_weights(random_arrays(kind, 20, features=1, units=1), activation=activation)
    steps = module.run(weights, [[1.0], [-0.5], [2.0]], **run)
    gradient = module.backward(weights, steps, [[0.2], [-0.4], [1.0]]).steps[1]
    terms = terms_module(kind)
    back = terms.backward(weights, steps[1], gradient, DIGITS)
    return steps[1], gradient, terms.forward(weights, steps[1], DIGITS), back


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_of_every_term_come_to_its_value(kind: str, activation: str):
    _, _, forward, back = listed(kind, activation)
    for term in (*forward, *back):
        assert computed(term.numbers) == pytest.approx(term.value, rel=1e-9, abs=1e-12), term


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_term_forward_is_the_state_and_the_last_back_is_what_is_passed_on(kind: str):
    step, gradient, forward, back = listed(kind, "tanh")
    assert forward[-1].value == step.h.item()
    passed_on = gradient.c_prev if kind in ("lstm", "peephole") else gradient.h_prev
    assert back[-1].value == pytest.approx(passed_on.item())


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_back_lists_its_share_of_the_gradient_of_every_weight(kind: str):
    module, make_weights = make(kind)
    weights = make_weights(random_arrays(kind, 21, features=1, units=1))
    steps = module.run(weights, [[1.5]], None)
    gradients = module.backward(weights, steps, [[1.0]])
    back = terms_module(kind).backward(weights, steps[0], gradients.steps[0])
    shares = [term.value for term in back if term.name.startswith("gradient at ") and "sum" not in term.name]
    expected = np.concatenate([array.ravel() for array in gradients.weights.to_keras()])
    assert sorted(shares) == pytest.approx(sorted(expected))


def test_a_step_reads_as_in_lesson_5():
    weights = simple_rnn.Weights.from_keras([[[0.40]], [[0.62]], [0.024]])
    terms = simple_terms.forward(weights, simple_rnn.step(weights, [3.0], [0.4]))
    assert [(term.formula, term.numbers, f"{term.value:.3f}") for term in terms] == [
        ("x·w_x", "3 × 0.4", "1.200"),
        ("h_prev·w_h", "0.4 × 0.62", "0.248"),
        ("b", "0.024", "0.024"),
        ("x·w_x + h_prev·w_h + b", "1.2 + 0.248 + 0.024", "1.472"),
        ("tanh(sum)", "tanh(1.472)", "0.900"),
    ]


def test_negative_numbers_stand_in_brackets_in_products_and_are_taken_away_in_sums():
    weights = simple_rnn.Weights.from_keras([[[-0.5]], [[2.0]], [-0.25]])
    terms = simple_terms.forward(weights, simple_rnn.step(weights, [3.0], [-1.0]))
    assert terms[0].numbers == "3 × (−0.5)"
    assert terms[1].numbers == "(−1) × 2"
    assert terms[3].numbers == "−1.5 − 2 − 0.25"


def test_a_pinned_gate_is_listed_as_held_and_not_as_a_sum():
    weights = lstm.Weights.from_keras(random_arrays("lstm", 22, features=1, units=1))
    step = lstm.step(weights, [1.0], lstm.State(np.zeros(1), np.ones(1)), {"f": 1.0})
    forget = [term for term in lstm_terms.forward(weights, step) if term.part == "f"]
    assert [(term.name, term.value) for term in forget] == [("held at", 1.0)]


def test_only_the_peephole_lstm_lists_peepholes():
    for kind, count in (("lstm", 0), ("peephole", 3)):
        _, _, forward, _ = listed(kind, "tanh")
        assert sum("peephole" in term.name for term in forward) == count


def test_the_two_forms_of_the_gru_differ_in_what_the_reset_gate_multiplies():
    formulas = {
        kind: [term.formula for term in listed(kind, "tanh")[2]] for kind in ("gru", "gru_reset_before")
    }
    assert "r·(h_prev·u_ĥ + b_hĥ)" in formulas["gru"]
    assert "r·h_prev" in formulas["gru_reset_before"]
    assert not any("b_h" in formula for formula in formulas["gru_reset_before"])


@pytest.mark.parametrize("kind", KINDS)
def test_several_units_are_refused_with_a_sentence(kind: str):
    module, make_weights = make(kind)
    weights = make_weights(random_arrays(kind, 23, features=2, units=5))
    step = module.run(weights, np.zeros((1, 2)))[0]
    with pytest.raises(
        ValueError, match=r"one unit, one input and one window: this cell has 5 units and 2 inputs"
    ):
        terms_module(kind).forward(weights, step)
