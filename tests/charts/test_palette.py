"""The colours of lines can be seen on the ground that they are drawn on, dark or light."""

from __future__ import annotations

import pytest

from rnntui.charts.ability import INDEXED, NAMED, TRUE_COLOUR
from rnntui.charts.palette import LOOKS, Palette, Role
from tests.contrast import READ, SEEN, contrast, of_16, of_256

GROUNDS = {False: "#121212", True: "#f0f0f0"}  # the app's
BOTH = pytest.mark.parametrize("light", [False, True])
# What one chart shows of a run, and of runs laid over each other.
TOGETHER: tuple[tuple[Role, ...], ...] = (
    ("training", "actual", "one_step", "recursive", "future", "ghost"),
    ("training", "actual", "recursive", "run_2", "run_3", "run_4"),
    ("loss", "val_loss", "ghost"),
)


@BOTH
@pytest.mark.parametrize("colours", [INDEXED, TRUE_COLOUR])
@pytest.mark.parametrize("role", LOOKS)
def test_every_line_stands_out_and_words_in_its_colour_can_be_read(role, colours, light):
    colour, ground = Palette(colours, light=light).style(role), GROUNDS[light]
    if colours == INDEXED:
        colour, ground = of_256(colour), of_256(ground)
    assert contrast(colour, ground) >= READ


@BOTH
@pytest.mark.parametrize("role", LOOKS)
def test_every_line_stands_out_with_16_colours(role, light):
    colour = of_16(Palette(NAMED, light=light).style(role), light=light)
    assert contrast(colour, "#ffffff" if light else "#000000") >= SEEN


@BOTH
@pytest.mark.parametrize("colours", [NAMED, INDEXED, TRUE_COLOUR])
@pytest.mark.parametrize("roles", TOGETHER)
def test_lines_that_meet_have_colours_of_their_own(roles, colours, light):
    styles = [Palette(colours, light=light).style(role) for role in roles]
    if colours == INDEXED:
        styles = [of_256(style) for style in styles]
    assert len(set(styles)) == len(roles)
