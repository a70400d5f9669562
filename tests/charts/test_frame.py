"""Charts are put together faster than plotext does it, and look as if plotext had drawn them whole."""

from __future__ import annotations

import re

import numpy as np
import plotext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from rich.text import Span, Text

from rnntui.charts.ability import MARKERS
from rnntui.charts.frame import left_axis, lower_axis
from rnntui.charts.palette import LOOKS, Palette
from rnntui.charts.plot import Axes, canvas_columns, draw
from rnntui.charts.raster import ROLES, Canvas, Cells, Line, Raster
from rnntui.charts.strokes import SOLID, sample

_ASCII = str.maketrans("─│└┤┬", "-|+|+")


def plain(cells: Cells, axes: Axes, size: tuple[int, int], palette: Palette) -> Text:
    """What plotext draws where the cells are points of its own, in colours that stand for roles."""
    rows, columns = cells.codes.shape
    row, column = np.nonzero(cells.codes)
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.theme("clear")
    plotext.plot_size(*size)
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    plotext.xlim(0, columns - 1)
    plotext.ylim(0, rows - 1)
    (left, right), (low, high) = axes.x_limits, axes.y_limits
    plotext.xticks(
        [(at - left) / (right - left) * (columns - 1) for at, _ in axes.x_ticks],
        [label for _, label in axes.x_ticks],
    )
    plotext.yticks(
        [(at - low) / (high - low) * (rows - 1) for at, _ in axes.y_ticks],
        [label for _, label in axes.y_ticks],
    )
    plotext.scatter(
        column.tolist(),
        row.tolist(),
        marker=[chr(code) for code in cells.codes[row, column]],
        color=[16 + int(role) for role in cells.roles[row, column]],
    )
    built = str(plotext.build()).rstrip("\n")
    plotext.clear_figure()
    text, role = Text(), None
    for piece in re.split(r"(\x1b\[[0-9;]*m)", built):
        codes = piece[2:-1].split(";") if piece.startswith("\x1b") else None
        if codes is None:
            style = palette.style(ROLES[role]) if role is not None else None
            text.append(piece.translate(_ASCII) if palette.marker == "ascii" else piece, style)
        else:
            role = int(codes[2]) - 16 if len(codes) == 3 else None
    return text


def spans(text: Text) -> list[Span]:
    return [span for span in text.spans if span.style]


@given(
    size=st.tuples(st.integers(24, 130), st.integers(10, 45)),
    curves=st.lists(arrays(np.float64, 60, elements=st.floats(-12, 12) | st.just(np.nan)), max_size=4),
    roles=st.permutations(list(LOOKS)),
    marker=st.sampled_from(MARKERS),
    colours=st.sampled_from((0, 16, 2**24)),
    places=st.tuples(st.floats(0, 10), st.floats(35, 59)),
)
def test_a_chart_is_what_plotext_draws_of_its_cells(size, curves, roles, marker, colours, places):
    palette = Palette(colours, marker)
    y_ticks = [(-10.0, "-10"), (-0.4, "-0.4"), (10.0, "10")]
    axes = Axes((0.0, 59.0), (-10.0, 10.0), list(zip(places, "ab", strict=True)), y_ticks)
    lines = [Line(role, np.arange(60.0), y) for role, y in zip(roles, curves, strict=False)]
    raster = Raster(
        Canvas(canvas_columns(size[0], y_ticks), size[1] - 2, axes.x_limits, axes.y_limits), palette
    )
    for line in lines:
        raster.add(line)
    drawn, expected = draw(lines, axes, size, palette), plain(raster.cells(), axes, size, palette)
    assert drawn.plain == expected.plain
    assert spans(drawn) == spans(expected)


@given(st.lists(arrays(np.float64, 20, elements=st.floats(-1, 1)), min_size=1, max_size=3))
def test_a_cell_has_the_dots_of_all_lines_and_the_colour_of_the_most_and_last(curves):
    roles = ("training", "actual", "loss")
    canvas = Canvas(30, 8, (0.0, 19.0), (-1.0, 1.0))
    raster = Raster(canvas, Palette())
    dots: dict[tuple[int, int], list[set[tuple[int, int]]]] = {}
    for place, y in enumerate(curves):
        raster.add(Line(roles[place], np.arange(20.0), y))
        column, row = sample(np.arange(20.0) / 19 * 59, (y + 1) / 2 * 31, SOLID)
        points = np.rint([column, row]).astype(int)
        for x, up in points.T.tolist():
            cell = dots.setdefault((up // 4, x // 2), [set() for _ in roles])
            cell[place].add((x % 2, up % 4))
    cells = raster.cells()
    assert set(zip(*np.nonzero(cells.codes), strict=True)) == set(dots)
    bits = {(0, 3): 1, (0, 2): 2, (0, 1): 4, (1, 3): 8, (1, 2): 16, (1, 1): 32, (0, 0): 64, (1, 0): 128}
    for (row, column), owners in dots.items():
        assert cells.codes[row, column] == 0x2800 + sum(bits[dot] for dot in set.union(*owners))
        most = max(range(len(roles)), key=lambda place: (len(owners[place]), place))
        assert ROLES[cells.roles[row, column]] == roles[most]


def test_of_ticks_that_share_a_row_the_first_is_labelled():
    assert left_axis(((0, "0"), (1, "10"), (1, "11")), 3) == ("  │", "10┤", " 0┤")


def test_a_label_without_room_beside_the_one_before_is_left_out():
    axis, labels = lower_axis(((0, "1949"), (3, "1950"), (10, "1951"), (19, "1960")), 20, 2)
    assert labels.split() == ["1949", "1951", "1960"]
    assert axis == "  └┬─────────┬────────┬"


def test_a_legend_leaves_room_for_the_lines():
    y = np.arange(10.0)
    lines = [Line("actual", y, y, f"a line with a long name {number}") for number in range(9)]
    axes = Axes((0.0, 9.0), (0.0, 9.0), [(0.0, "a")], [(0.0, "0")])
    chart = draw(lines, axes, (30, 8), Palette()).split("\n")
    assert len(chart) == 8
    assert sum("long name" in line.plain for line in chart) == 3
