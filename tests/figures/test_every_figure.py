"""What holds for each figure: its size, its controls, its keys, its characters."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnntui.charts.ability import MARKERS, NAMED, NO_COLOUR, TRUE_COLOUR
from rnntui.charts.palette import Palette
from rnntui.figures.base import Figure, FigureError
from rnntui.figures.characters import in_ascii
from rnntui.figures.registry import figure_names, make_figure

KEYS = ("left", "right", "pageup", "pagedown", "space")
NAMES = figure_names()

sizes = st.tuples(st.integers(40, 200), st.integers(8, 60))
palettes = st.builds(Palette, st.sampled_from([NO_COLOUR, NAMED, TRUE_COLOUR]), st.sampled_from(MARKERS))


@st.composite
def moved_figures(draw, name):
    """A figure after a few keys and controls."""
    figure = make_figure(name, {})
    for _ in range(draw(st.integers(0, 6))):
        control = draw(st.sampled_from([None, *figure.controls]))
        if control is None:
            figure = figure.press(draw(st.sampled_from(KEYS))) or figure
        elif control.kind == "choice":
            figure = figure.with_control(control.name, draw(st.sampled_from(control.choices)))
        elif control.kind == "toggle":
            figure = figure.with_control(control.name, draw(st.booleans()))
        else:
            wanted = st.floats(control.low - 10, control.high + 10, allow_nan=False)
            figure = figure.with_control(control.name, draw(wanted))
        figure = figure.tick() if figure.playing else figure
    return figure


def numbers_within(values):
    for value in values:
        if isinstance(value, tuple):
            yield from numbers_within(value)
        elif not isinstance(value, str):
            yield value


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_figure_fills_the_size_it_is_given_wherever_its_controls_stand(name, data):
    figure = data.draw(moved_figures(name))
    size, palette = data.draw(sizes), data.draw(palettes)
    drawn = figure.draw(size, palette)
    lines = drawn.split("\n", allow_blank=True)
    assert len(lines) == size[1]
    assert {line.cell_len for line in lines} == {size[0]}
    if palette.marker == "ascii":
        assert drawn.plain.isascii(), set(drawn.plain) - set(map(chr, range(128)))
    if palette.colours == NO_COLOUR:
        assert not {span.style for span in drawn.spans} & {"red", "green", "yellow", "blue", "magenta"}
        assert not [span for span in drawn.spans if "#" in str(span.style)]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_values_have_the_same_keys_wherever_the_controls_stand(name, data):
    figure = data.draw(moved_figures(name))
    values = figure.values()
    assert set(values) == set(make_figure(name, {}).values())
    for number in numbers_within(values.values()):
        assert type(number) in (int, float, bool), values
    assert "\n" not in figure.caption()
    assert "nan" not in figure.caption()
    assert in_ascii(figure.caption()).isascii()


@pytest.mark.parametrize("name", NAMES)
def test_controls_are_clamped_and_stand_where_they_are_set(name):
    figure = make_figure(name, {})
    assert isinstance(figure, Figure)
    for control in figure.controls:
        if control.kind in ("slider", "number"):
            for wanted, held in ((-1e9, control.low), (1e9, control.high)):
                after = figure.with_control(control.name, wanted)
                (now,) = (one for one in after.controls if one.name == control.name)
                assert now.value == pytest.approx(min(held, now.high))
            with pytest.raises(FigureError):
                figure.with_control(control.name, float("nan"))
        else:
            with pytest.raises(FigureError):
                figure.with_control(control.name, "no such choice")
    with pytest.raises(KeyError):
        figure.with_control("no such control", 1)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_setting_all_controls_in_their_order_brings_a_figure_back(name, data):
    left = data.draw(moved_figures(name)).controls
    figure = make_figure(name, {})
    for control in left:  # as the app does with what a learner left
        if control.name in {one.name for one in figure.controls}:
            figure = figure.with_control(control.name, control.value)
    now = {control.name: control.value for control in figure.controls}
    for control in left:
        held = control.clamp(control.value)
        assert now[control.name] == (held if isinstance(held, (str, bool)) else pytest.approx(held))


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_never_changed(name):
    figure = make_figure(name, {})
    before = {entry.name: getattr(figure, entry.name) for entry in fields(figure)}
    for key in KEYS:
        figure.press(key)
    for control in figure.controls:
        figure.with_control(control.name, control.value)
    assert {entry.name: getattr(figure, entry.name) for entry in fields(figure)} == before
    assert figure.press("no such key") is None


@pytest.mark.parametrize("name", NAMES)
def test_controls_are_named_once_and_said_in_words(name):
    controls = make_figure(name, {}).controls
    assert len({control.name for control in controls}) == len(controls)
    assert all(control.label for control in controls)
