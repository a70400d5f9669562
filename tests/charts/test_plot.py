"""The adapter: sizes, styles, characters, and nothing left over in plotext's global state."""

from __future__ import annotations

import threading

import numpy as np
import plotext
import pytest

from rnntui.charts.ability import INDEXED, MARKERS, NAMED, NO_COLOUR, TRUE_COLOUR
from rnntui.charts.palette import LOOKS, Palette
from rnntui.charts.plot import SMALLEST, Axes, draw
from rnntui.charts.raster import Line

AXES = Axes((0.0, 99.0), (0.0, 10.0), [(0.0, "first"), (99.0, "last")], [(0.0, "0"), (10.0, "10")])
X = np.arange(100.0)


def wave(role="actual", label="actual", phase=0.0):
    return Line(role, X, 5 + 4 * np.sin(X / 8 + phase), label)


def colours_of(text):
    return {str(span.style) for span in text.spans if str(span.style)}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), SMALLEST])
@pytest.mark.parametrize("marker", MARKERS)
def test_a_chart_fills_the_size_it_is_given_and_no_more(size, marker):
    lines = draw([wave(), wave("one_step", "one-step", 1.0)], AXES, size, Palette(NO_COLOUR, marker)).split(
        "\n"
    )
    assert len(lines) == size[1]
    assert all(line.cell_len <= size[0] for line in lines)
    assert "first" in lines[-1].plain
    assert "last" in lines[-1].plain


@pytest.mark.parametrize("size", [(10, 24), (80, 3), (0, 0)])
def test_too_little_room_is_said(size):
    assert draw([wave()], AXES, size, Palette()).plain == "A chart needs 24x6 characters."[: size[0]]


def test_ascii_is_ascii_and_half_blocks_are_what_a_linux_console_has():
    both = [wave(), wave("recursive", "recursive", 1.0)]
    assert draw(both, AXES, (80, 20), Palette(NO_COLOUR, "ascii")).plain.isascii()
    blocks = draw(both, AXES, (80, 20), Palette(NAMED, "half-block")).plain
    assert set(blocks) - set("─│└┤┬╴ \n0123456789") <= set("▀▄█actulreivsfn")


def test_styles_are_named_at_16_colours_exact_above_and_none_without():
    lines = [wave(), wave("one_step", "one-step", 1.0)]
    assert colours_of(draw(lines, AXES, (80, 20), Palette(NAMED))) == {"yellow", "magenta"}
    assert colours_of(draw(lines, AXES, (80, 20), Palette(INDEXED))) == {"#ff9d2e", "#d670d6"}
    assert colours_of(draw(lines, AXES, (80, 20), Palette(TRUE_COLOUR))) == {"#ff9d2e", "#d670d6"}
    assert colours_of(draw(lines, AXES, (80, 20), Palette(NO_COLOUR))) == set()


def test_every_role_is_told_apart_without_colour_in_ascii():
    marks = [look.mark for look in LOOKS.values()]
    met = {"training", "actual", "one_step", "recursive", "future", "band"}
    assert len({LOOKS[role].mark for role in met}) == len(met)
    assert all(len(mark) == 1 and mark.isascii() for mark in marks)


def test_a_forecast_on_top_of_its_target_does_not_hide_it():
    alone = draw([Line("actual", X, wave().y)], AXES, (80, 20), Palette(TRUE_COLOUR)).plain
    both = draw(
        [Line("actual", X, wave().y), Line("one_step", X, wave().y)], AXES, (80, 20), Palette(TRUE_COLOUR)
    )
    assert both.plain == alone
    assert "#ff9d2e" in colours_of(both)


def test_infinities_and_gaps_are_left_out():
    y = wave().y.copy()
    y[20:40], y[50], y[60] = np.nan, np.inf, -np.inf
    chart = draw([Line("actual", X, y)], AXES, (80, 20), Palette(NO_COLOUR))
    assert len(chart.plain.strip()) > 0


def test_a_line_of_nothing_leaves_the_axes():
    chart = draw([Line("actual", X, np.full(100, np.nan), "actual")], AXES, (80, 20), Palette(NO_COLOUR))
    assert "first" in chart.plain


def test_values_beyond_the_limits_leave_the_chart():
    chart = draw([Line("actual", X, np.full(100, 1e9))], AXES, (80, 20), Palette(NO_COLOUR))
    assert not set(chart.plain) & {chr(code) for code in range(0x2801, 0x2900)}


def test_a_band_lies_under_its_lines_and_last_in_the_legend():
    band = Line("band", X, wave().y - 2, "seeds", upto=wave().y + 2)
    chart = draw([band, wave()], AXES, (80, 20), Palette(TRUE_COLOUR))
    assert chart.plain.split("\n")[0].strip() == "─── actual  ··· seeds"
    assert colours_of(chart) == {"#ff9d2e", "#8c8c9c"}


def test_a_long_legend_wraps_between_its_entries():
    lines = [wave(label=f"a line with a long name {number}") for number in range(4)]
    chart = draw(lines, AXES, (59, 20), Palette(NO_COLOUR)).split("\n")
    assert len(chart) == 20
    assert [line.plain.count("long name") for line in chart[:4]] == [1, 1, 1, 1]


def test_threads_may_draw_at_once_and_nothing_is_left_behind():
    expected = draw([wave()], AXES, (80, 20), Palette(NO_COLOUR)).plain
    found: list[str] = []

    def work() -> None:
        for _ in range(10):
            found.append(draw([wave()], AXES, (80, 20), Palette(NO_COLOUR)).plain)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(found) == 40
    assert set(found) == {expected}
    assert plotext._core._figure.monitor.signals == 0


def test_a_mark_stands_on_the_lines_that_pass_it():
    for at in np.linspace(1.0, 98.0, 41):
        upright = Line("actual", np.array([at, at]), np.array([0.0, 10.0]))
        mark = Line("future", np.array([at]), np.array([at / 10]))
        level = Line("actual", X, np.full(100, at / 10))
        rows = draw([upright, mark], AXES, (80, 20), Palette(NO_COLOUR)).plain.split("\n")
        columns = {row.index(next(one for one in row if one == "+" or one > "\u2800")) for row in rows[:-2]}
        assert len(columns) == 1
        rows = draw([level, mark], AXES, (80, 20), Palette(NO_COLOUR)).plain.split("\n")
        assert all(one == "+" or one > "\u2800" for row in rows if "+" in row for one in row[3:])
