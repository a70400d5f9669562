"""The one-line texts of the lab."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rnntui.spec.parse import parse
from rnntui.tui.bar import bar
from rnntui.tui.changes import change_line, changed, told_apart
from rnntui.tui.earlier import PastRun
from rnntui.tui.run_state import RunState, advance
from rnntui.tui.words import running_line
from tests.tui.happened import finished, progress, table
from tests.tui.test_reading import SPEC

STARTING = RunState("a", SPEC, 0, warm=False)
TRAINING = advance(STARTING, progress("a", 50))


@pytest.mark.parametrize(
    ("state", "waited", "text"),
    [
        (STARTING, 0.2, "starting TensorFlow, once per session…"),
        (STARTING, 4.2, "starting TensorFlow, once per session… 4 s"),
        (replace(STARTING, warm=True), 0.0, "starting the run…"),
        (replace(STARTING, phase="compiling"), 2.0, "compiling… 2 s"),
        (replace(STARTING, phase="ending"), 2.0, "scoring…"),
        (replace(TRAINING, stopping="stop"), 2.0, "Stopping, and keeping what was trained…"),
        (
            replace(TRAINING, stopping="stop"),
            6.0,
            "Stopping, and keeping what was trained… 6 s (x keeps nothing)",
        ),
        (replace(TRAINING, stopping="cancel"), 2.0, "Cancelling…"),
        (
            replace(TRAINING, stopping="cancel"),
            6.0,
            "Cancelling… No answer yet: x once more ends the worker.",
        ),
    ],
)
def test_every_phase_has_its_sentence(state, waited, text):
    assert running_line(state, waited, 80) == text


def test_training_shows_how_far_how_fast_and_both_losses():
    state = replace(TRAINING, epochs=10_000, epochs_per_second=100.0)
    line = running_line(state, 0, 200)
    assert line.endswith("  50/10,000  100 epochs/s  100 s left  loss 0.06435  val_loss 0.06435")
    assert running_line(replace(state, epochs_per_second=1.5), 0, 200).count("1.5 epochs/s  111 min left")


def test_a_silence_of_the_worker_is_said_in_the_place_of_how_fast_it_was():
    line = running_line(replace(TRAINING, epochs=100), 0, 80, silent=9.0)
    assert line.endswith("50/100  nothing heard for 9 s")


@given(st.integers(20, 200), st.integers(0, 10**9), st.floats(0, 1e9), st.booleans())
def test_the_line_is_never_wider_than_the_pane(width, epoch, speed, unicode):
    state = replace(TRAINING, epoch=epoch, epochs=10**9, epochs_per_second=speed)
    assert cell_len(running_line(state, 0, width, unicode=unicode)) <= width


@given(st.floats(-1, 2), st.integers(0, 40))
def test_a_bar_is_as_wide_as_asked(share, width):
    assert len(bar(share, width)) == len(bar(share, width, unicode=False)) == width
    assert bar(share, width, unicode=False).isascii()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("SimpleRNN(5)", "SimpleRNN(8)", ["SimpleRNN units 5 → 8"]),
        ("epochs=1000", "epochs=10", ["epochs 1000 → 10"]),
        ("look_back=20", "look_back=12", ["look_back 20 → 12"]),
        ('"mse"', '"mae"', ['loss "mse" → "mae"']),
        ("SimpleRNN(5)", "LSTM(5)", ["SimpleRNN(5), Dense(1) → LSTM(5), Dense(1)"]),
        ("", "", []),
    ],
)
def test_what_was_changed_is_said_in_the_specs_words(old, new, said):
    before, after = parse(SPEC).spec, parse(SPEC.replace(old, new) if old else SPEC).spec
    assert before is not None
    assert after is not None
    assert changed(before, after) == said


def test_of_many_changes_three_are_named():
    after = SPEC.replace("1000", "9").replace("=10)", "=9)").replace("20", "9").replace("mse", "mae")
    before_spec, after_spec = parse(SPEC).spec, parse(after).spec
    assert before_spec is not None
    assert after_spec is not None
    found = changed(before_spec, after_spec)
    assert len(found) == 4
    assert found[-1] == "…"


def past(run: str, one_step: float, spec: str = SPEC, seed: int = 0, **changes: Any) -> PastRun:
    end = finished(run, one_step, **changes)
    return PastRun(run, spec, seed, end, table(), np.zeros(0), np.zeros(0))


def test_a_change_is_held_against_the_one_step_score():
    after = SPEC.replace("SimpleRNN(5)", "SimpleRNN(8)")
    said = "SimpleRNN units 5 → 8: one-step RMSE 16.20 → 14.90"
    assert change_line(past("a", 16.2), past("b", 14.9, after)) == said
    assert change_line(past("a", 16.2, metrics={}), past("b", 14.9, after)) == ""


def test_another_seed_is_a_change_and_nothing_changed_is_said():
    assert change_line(past("a", 16.2), past("b", 14.9, seed=1)).startswith("seed 0 → 1: ")
    assert change_line(past("a", 16.2), past("b", 16.2)).startswith("the same spec and seed again: ")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("SimpleRNN(5)", "SimpleRNN(8)")], ["SimpleRNN(5)", "SimpleRNN(8)"]),
        ([("SimpleRNN(5)", "LSTM(5)")], ["SimpleRNN(5)", "LSTM(5)"]),
        (
            [("epochs=1000", "epochs=10"), ("=20", "=12")],
            ["epochs 1000, look_back 20", "epochs 10, look_back 12"],
        ),
        ([("SimpleRNN(5)", 'SimpleRNN(5, activation="relu")')], ["activation default", 'activation "relu"']),
        ([], ["", ""]),
    ],
)
def test_runs_are_told_apart_by_what_differs_and_nothing_else(changes, said):
    after = SPEC
    for old, new in changes:
        after = after.replace(old, new)
    assert told_apart([(SPEC, 0), (after, 0)]) == said
    with_seeds = [f"{name}, seed {seed}".removeprefix(", ") for seed, name in enumerate(said)]
    assert told_apart([(SPEC, 0), (after, 1)]) == with_seeds
