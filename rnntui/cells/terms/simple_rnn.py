"""A step of the simple cell with one unit and one input, in words and numbers."""

from __future__ import annotations

from rnntui.cells.simple_rnn import Step, StepGradient, Weights
from rnntui.cells.terms.term import Listing, Names, Term, list_gate, list_gate_gradient, need_one, scalar

NAMES = Names("h", "w_x", "w_h", "b", "sum")


def forward(weights: Weights, step: Step, digits: int = 4) -> tuple[Term, ...]:
    """The terms of a step in reading order: two products, the bias, the sum, the activation.

    Raises:
        ValueError: unless there is one unit, one input and one window.
    """
    need_one(weights.h, step.x)
    to = Listing(digits)
    list_gate(to, NAMES, weights.h, weights.activation, step.sum, step.x, step.h_prev)
    return tuple(to.terms)


def backward(weights: Weights, step: Step, gradient: StepGradient, digits: int = 4) -> tuple[Term, ...]:
    """The same step walked backwards, from what reaches h to what it sends to x and h_prev.

    Raises:
        ValueError: unless there is one unit, one input and one window.
    """
    need_one(weights.h, step.x)
    to = Listing(digits)
    to.given("h", "reaches h", "∂h", scalar(gradient.h))
    list_gate_gradient(to, NAMES, weights.h, weights.activation, step.sum, gradient.sum, step.x, step.h_prev)
    return tuple(to.terms)
