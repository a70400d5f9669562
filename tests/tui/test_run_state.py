"""The state of a run, moved on by what the worker says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rnntui.runs.protocol import Failed, Progress, Ready
from rnntui.spec.parse import parse
from rnntui.tui.lab_charts import source_of
from rnntui.tui.run_state import RunState, advance
from tests.tui.happened import finished, progress, started

FAILED = Failed("a", "worker", "died", "The worker died.")


def after(*events) -> RunState:
    state = RunState("a", "spec", 0)
    for event in events:
        state = advance(state, event)
    return state


def test_a_run_goes_through_its_phases():
    events = [started("a"), progress("a", 50), progress("a", 200, stage="final"), finished("a")]
    phases = [after(*events[:count]).phase for count in range(5)]
    assert phases == ["starting", "compiling", "training", "ending", "ended"]
    assert [after(*events[:count]).running for count in range(5)] == [True] * 4 + [False]


def test_losses_grow_by_one_for_each_epoch():
    state = after(started("a"), progress("a", 50), progress("a", 100))
    assert len(state.loss) == len(state.val_loss) == state.epoch == 100
    assert np.all(np.diff(state.loss) < 0)


def test_a_loss_that_is_no_number_is_a_gap():
    changed = progress("a", 50)
    state = after(type(changed)("a", 2, 50, (0.5, None), (), 10.0))
    assert state.loss[0] == 0.5
    assert math.isnan(state.loss[1])
    assert len(state.val_loss) == 0


def test_the_live_forecast_stays_until_there_is_a_newer_one():
    state = after(progress("a", 50, recursive=(1.0, None)), progress("a", 100))
    assert state.recursive[0] == 1.0
    assert math.isnan(state.recursive[1])


def test_of_the_live_forecasts_those_are_kept_that_lie_half_as_many_epochs_apart_again():
    said = [Progress("a", epoch, 100, (), (), 1.0, (float(epoch),)) for epoch in (1, 2, 3, 4, 10, 12, 30)]
    assert [(epoch, values[0]) for epoch, values in after(*said).course] == [
        (1, 1.0), (2, 2.0), (3, 3.0), (10, 10.0), (30, 30.0)
    ]  # fmt: skip


@pytest.mark.parametrize("event", [started("b"), progress("b", 50), finished("b"), Ready("a", 1.0)])
def test_events_of_others_change_nothing(event):
    state = after(started("a"))
    assert advance(state, event) is state


def test_a_run_that_failed_before_it_forecast_anything_leaves_the_chart_to_the_editor():
    text = parse('data = Series("sine", look_back=5)\n').source
    early = RunState("a", 'data = Series("airline", look_back=5)\n', 0)
    late = advance(early, progress("a", 50, recursive=(1.0, 2.0)))
    assert source_of(late, text).name == "airline"
    assert source_of(advance(early, Failed("a", "data", "no-file", "It is gone.")), text) == text
    assert source_of(advance(late, Failed("a", "worker", "died", "It died.")), text).name == "airline"


@pytest.mark.parametrize("end", [finished("a"), FAILED])
def test_nothing_follows_the_end(end):
    state = after(started("a"), end)
    assert advance(state, progress("a", 50)) is state
    assert not state.running


@pytest.mark.parametrize(
    ("end", "kept"), [(finished("a"), True), (finished("a", files={}), False), (FAILED, False)]
)
def test_a_run_is_kept_where_it_left_files(end, kept):
    assert after(started("a"), end).kept is kept
