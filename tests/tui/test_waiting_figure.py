"""A figure of a run that is not there yet: the spec comes first, and nothing in the lab is dead."""

from __future__ import annotations

import numpy as np
import pytest

from rnntui.figures.runfacts import LayerWeights, RunFacts
from rnntui.tui.link import Remembered
from rnntui.tui.told import RunsRemembered
from rnntui.tui.widgets.figure import FigureView
from rnntui.tui.widgets.sentence import Sentence
from tests.tui.conftest import NARROW, WIDE, Opened
from tests.tui.happened import finished, started, table, values

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


def facts() -> RunFacts:
    """A perceptron whose largest weight is that of 12 months before."""
    kernel = np.full((12, 1), 0.1)
    kernel[0] = 0.9
    return RunFacts((LayerWeights("Flatten", ()), LayerWeights("Dense", (kernel, np.zeros(1)))), {})


def view(tui: Opened) -> FigureView:
    figure = tui.lesson.pane.figure
    assert figure is not None
    return figure


def controls(tui: Opened) -> str:
    return str(view(tui).query_one(".controls", Sentence).content)


async def the_step_of_the_weights(tui: Opened) -> None:
    await tui.press("enter", "n", "n")
    await tui.until(lambda: tui.lesson.pane.lab is not None)
    await tui.read()


@SIZES
async def test_before_there_is_a_run_the_spec_comes_first_and_the_run_brings_the_figure(opened, size):
    async with opened(size) as tui:
        await the_step_of_the_weights(tui)
        await tui.press("o")
        assert tui.lesson.focused is tui.lab
        assert tui.line("#keys").startswith(" r train")
        await tui.train("r")
        await tui.said(started(tui.link.run))
        await tui.said(finished(tui.link.run), table=table(), values=values(), facts=facts())
        await tui.until(lambda: tui.line("#keys").startswith(" v figure"))
        await tui.press("v")
        await tui.shows("lag 12")
        assert "lag" in controls(tui)


@SIZES
async def test_a_figure_without_its_run_says_what_trains_it_and_has_no_controls(opened, size):
    async with opened(size) as tui:
        await the_step_of_the_weights(tui)
        await tui.press("2", "v")
        await tui.shows("No perceptron trained yet")
        assert "appear here" in tui.text
        assert tui.line("#keys").startswith(" r train  v spec")
        before = view(tui).figure
        await tui.press("right", "down", "space", "pagedown")
        assert view(tui).figure == before
        assert controls(tui) == ""


async def test_a_run_of_another_day_brings_the_figure_to_whoever_has_not_gone_to_the_lab(opened):
    async with opened(WIDE) as tui:
        await the_step_of_the_weights(tui)
        tui.app.post_message(RunsRemembered(Remembered("first", (), facts())))
        await tui.shows("lag 12")
        await tui.press("o")
        assert tui.lesson.focused is view(tui)
