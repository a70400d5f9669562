"""A step of the GRU, in either form, with one unit and one input, in words and numbers."""

from __future__ import annotations

from rnntui.cells.activations import Array
from rnntui.cells.gru import Step, StepGradient, Weights
from rnntui.cells.terms.term import (
    Listing,
    Names,
    Term,
    list_gate,
    list_gate_gradient,
    need_one,
    scalar,
)

CANDIDATE = Names.of("ĥ")


def forward(weights: Weights, step: Step, digits: int = 4) -> tuple[Term, ...]:
    """The terms of a step in reading order: r, the candidate ĥ, z, and the mixture of old and new.

    Raises:
        ValueError: unless there is one unit, one input and one window.
    """
    need_one(weights.z, step.x)
    to, kind = Listing(digits), weights.recurrent_activation
    list_gate(to, Names.of("r"), weights.r, kind, step.r, step.x, step.h_prev)
    _candidate(to, weights, step)
    list_gate(to, Names.of("z"), weights.z, kind, step.z, step.x, step.h_prev)
    z, new, kept, added = (scalar(one) for one in (step.z.value, step.candidate.value, step.kept, step.added))
    to.product("h", "kept: update gate × state before", "z·h_prev", (z, scalar(step.h_prev)), kept)
    to.sum("h", "share of the new", "1 − z", (1.0, -z), 1.0 - z)
    to.product("h", "added: share of the new × candidate", "(1 − z)·ĥ", (1.0 - z, new), added)
    to.sum("h", "state", "z·h_prev + (1 − z)·ĥ", (kept, added), scalar(step.h))
    return tuple(to.terms)


def backward(weights: Weights, step: Step, gradient: StepGradient, digits: int = 4) -> tuple[Term, ...]:
    """The same step walked backwards: state, z, the candidate, r, then x and h_prev.

    Raises:
        ValueError: unless there is one unit, one input and one window.
    """
    need_one(weights.z, step.x)
    to, kind = Listing(digits), weights.recurrent_activation
    x, h_prev, d_h = step.x, step.h_prev, scalar(gradient.h)
    z, new, difference = (
        scalar(step.z.value),
        step.candidate.value,
        scalar(step.h_prev - step.candidate.value),
    )
    to.given("h", "reaches h", "∂h", d_h)
    to.sum("z", "old − new", "h_prev − ĥ", (scalar(h_prev), -scalar(new)), difference)
    to.product("z", "reaches z", "∂h·(h_prev − ĥ)", (d_h, difference), scalar(gradient.z.value))
    list_gate_gradient(to, Names.of("z"), weights.z, kind, step.z, gradient.z, x, h_prev)
    to.sum("ĥ", "share of the new", "1 − z", (1.0, -z), 1.0 - z)
    to.product("ĥ", "reaches ĥ", "∂h·(1 − z)", (d_h, 1.0 - z), scalar(gradient.candidate.value))
    _back_candidate(to, weights, step, gradient)
    list_gate_gradient(to, Names.of("r"), weights.r, kind, step.r, gradient.r, x, h_prev)
    sent = (gradient.z.x, gradient.r.x, gradient.candidate.x)
    to.sum("x", "reaches x", "x from z + x from r + x from ĥ", _scalars(sent), scalar(gradient.x))
    to.product("h_prev", "along the old", "∂h·z", (d_h, z), d_h * z)
    parts = (d_h * z, *_scalars((gradient.z.h, gradient.r.h, gradient.candidate.h)))
    formula = "∂h·z + h_prev from z + h_prev from r + h_prev from ĥ"
    to.sum("h_prev", "reaches h_prev", formula, parts, scalar(gradient.h_prev))
    return tuple(to.terms)


def _candidate(to: Listing, weights: Weights, step: Step) -> None:
    """Products, sum and activation of the candidate; what r multiplies depends on the form."""
    one, part = step.candidate, CANDIDATE.part
    u, r, h = scalar(weights.h.u), scalar(step.r.value), scalar(step.h_prev)
    x_w, b, h_u, gated, total = (scalar(each) for each in (one.x_w, one.b, one.h_u, one.gated, one.total))
    to.product(part, "input × weight", "x·w_ĥ", (scalar(step.x), scalar(weights.h.w)), x_w)
    to.given(part, "bias", "b_ĥ", b)
    if one.h_reset is not None:
        to.product(part, "reset gate × state before", "r·h_prev", (r, h), scalar(one.h_reset))
        to.product(part, "what is left of it × weight", "(r·h_prev)·u_ĥ", (scalar(one.h_reset), u), gated)
        formula = "x·w_ĥ + b_ĥ + (r·h_prev)·u_ĥ"
    elif one.recalled is not None and one.b_h is not None:
        recalled, b_h = scalar(one.recalled), scalar(one.b_h)
        to.product(part, "state before × weight", "h_prev·u_ĥ", (h, u), h_u)
        to.given(part, "second bias", "b_hĥ", b_h)
        to.sum(part, "what the state recalls", "h_prev·u_ĥ + b_hĥ", (h_u, b_h), recalled)
        to.product(part, "reset gate × what it recalls", "r·(h_prev·u_ĥ + b_hĥ)", (r, recalled), gated)
        formula = "x·w_ĥ + b_ĥ + r·(h_prev·u_ĥ + b_hĥ)"
    to.sum(part, "sum", formula, (x_w, b, gated), total)
    to.activation(part, weights.activation, "s_ĥ", total, scalar(one.value))


def _back_candidate(to: Listing, weights: Weights, step: Step, gradient: StepGradient) -> None:
    """From ∂ĥ to its sum, its weights, x, h_prev and r."""
    one, back, part = step.candidate, gradient.candidate, CANDIDATE.part
    x, h, r, u = (scalar(each) for each in (step.x, step.h_prev, step.r.value, weights.h.u))
    total, product, w = scalar(back.total), scalar(back.product), scalar(weights.h.w)
    to.slope(part, weights.activation, part, scalar(one.value), scalar(one.slope))
    to.product(part, "gradient at the sum", "∂ĥ·slope", (scalar(back.value), scalar(one.slope)), total)
    to.product(part, "gradient at w_ĥ", "∂s_ĥ·x", (total, x), total * x)
    to.given(part, "gradient at b_ĥ", "∂s_ĥ", total)
    to.product(part, "sent back to x", "∂s_ĥ·w_ĥ", (total, w), scalar(back.x))
    if one.recalled is not None:
        recalled = scalar(one.recalled)
        to.product("r", "reaches r", "∂s_ĥ·(h_prev·u_ĥ + b_hĥ)", (total, recalled), scalar(back.r))
        to.product(part, "past the reset gate", "∂s_ĥ·r", (total, r), product)
        to.product(part, "gradient at u_ĥ", "(∂s_ĥ·r)·h_prev", (product, h), product * h)
        to.given(part, "gradient at b_hĥ", "∂s_ĥ·r", product)
        to.product(part, "sent back to h_prev", "(∂s_ĥ·r)·u_ĥ", (product, u), scalar(back.h))
    elif one.h_reset is not None:
        reset, sent = scalar(one.h_reset), total * u
        to.product(part, "gradient at u_ĥ", "∂s_ĥ·(r·h_prev)", (total, reset), total * reset)
        to.product(part, "sent back to r·h_prev", "∂s_ĥ·u_ĥ", (total, u), sent)
        to.product("r", "reaches r", "(∂s_ĥ·u_ĥ)·h_prev", (sent, h), scalar(back.r))
        to.product(part, "sent back to h_prev", "(∂s_ĥ·u_ĥ)·r", (sent, r), scalar(back.h))


def _scalars(arrays: tuple[Array, ...]) -> tuple[float, ...]:
    return tuple(scalar(one) for one in arrays)
