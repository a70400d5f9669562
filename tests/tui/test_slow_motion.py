"""A run that is over at once is seen as it learnt: slowly, before its end."""

from __future__ import annotations

import numpy as np
import pytest

from rnntui.charts.tables import table_lines
from rnntui.tui.lab_charts import Runs
from rnntui.tui.pictures import early_lines
from rnntui.tui.run_state import RunState, advance
from rnntui.tui.slow_motion import slow_motion
from tests.tui.conftest import Open
from tests.tui.happened import finished, progress, started, table, values

QUICK, WATCHED = {"train": 0.2}, {"train": 4.0}


def learnt(run: str = "a", epochs: tuple[int, ...] = (1, 3, 10, 50)):
    """What the worker says of a run that learns, and its forecasts on the way: 44 months each."""
    return [started(run), *(progress(run, epoch, recursive=(100.0 + epoch,) * 44) for epoch in epochs)]


def ended(seconds: dict[str, float], *events, with_table: bool = True) -> Runs:
    state = RunState("a", "spec", 0)
    for event in (*events, finished("a", seconds=seconds)):
        state = advance(state, event)
    return Runs(state, table() if with_table else None)


def test_what_a_quick_run_forecast_comes_in_order():
    frames = slow_motion(ended(QUICK, *learnt()))
    assert [frame.early[0] for frame in frames if frame.early] == [1, 3, 10, 50]


@pytest.mark.parametrize(
    "runs",
    [
        Runs(),
        Runs(RunState("a", "spec", 0)),
        ended(WATCHED, *learnt()),
        ended(QUICK, *learnt(epochs=(1, 3))),
        ended(QUICK, *learnt(), with_table=False),
    ],
    ids=["no run", "not ended", "watched", "too few", "no forecast in the end"],
)
def test_there_is_none_of_other_runs(runs):
    assert slow_motion(runs) == ()


def test_an_early_forecast_stands_on_the_test_part_and_the_axis_stays():
    lines = table_lines(table())
    early = early_lines(lines, np.arange(50.0))
    assert np.isnan(early.recursive[:100]).all()
    assert early.recursive[100:].tolist() == list(range(44))
    assert np.isnan(early.one_step).all()
    assert early.room is lines.recursive


@pytest.fixture
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves by itself."""
    monkeypatch.setattr("rnntui.tui.widgets.lab.TICKS", 3600.0)


async def train(tui) -> None:
    """A quick run of the second step's lab, seen in the lab."""
    await tui.press("enter", "n", "2")
    await tui.read()
    await tui.train("r")
    for event in learnt(tui.link.run):
        await tui.said(event)
    await tui.said(finished(tui.link.run, seconds=QUICK), table=table(), values=values())


@pytest.mark.usefixtures("no_clock")
async def test_the_lab_shows_them_one_after_the_other_under_the_scores_of_the_end(opened: Open):
    async with opened() as tui:
        await train(tui)
        for epoch in (1, 3, 10, 50):
            await tui.shows(f"after {epoch} of 200 epochs")
            assert "15.00" in tui.line("#run-line")
            tui.lab._on_tick()
        await tui.shows("thousand passengers")
        assert "of 200 epochs" not in tui.text


@pytest.mark.usefixtures("no_clock")
async def test_a_look_at_something_else_ends_it(opened: Open):
    async with opened() as tui:
        await train(tui)
        await tui.shows("after 1 of 200 epochs")
        await tui.press("l", "l", "l")
        await tui.shows("thousand passengers")


async def test_it_ends_by_itself(opened: Open):
    async with opened() as tui:
        await train(tui)
        await tui.until(lambda: not tui.lab._frames, "the end is shown")
        await tui.shows("thousand passengers")


async def test_on_a_slow_line_there_is_none(opened: Open):
    async with opened() as tui:
        tui.app.slow = True
        await train(tui)
        assert tui.lab._frames == []
