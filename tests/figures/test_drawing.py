"""What figures are drawn with: exact sizes, ascii, bars, meters, and controls that clamp."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from rnntui.charts.ability import MARKERS, NO_COLOUR
from rnntui.charts.palette import Palette
from rnntui.figures.bars import bars
from rnntui.figures.base import Control, FigureError
from rnntui.figures.drawing import fit, meter, table
from rnntui.figures.registry import make_figure
from rnntui.figures.words import clauses, wrapped

PLAIN, ASCII = Palette(NO_COLOUR), Palette(NO_COLOUR, "ascii")


@given(st.lists(st.text(max_size=30), max_size=12), st.integers(0, 50), st.integers(0, 12))
def test_any_text_is_cut_and_padded_to_the_size(parts, columns, rows):
    lines = fit(parts, (columns, rows), PLAIN).split("\n", allow_blank=True)
    assert len(lines) == max(rows, 1)
    assert all(line.cell_len == columns for line in lines[:rows])


def test_a_line_of_words_ends_between_two_of_them():
    assert fit(["112 118 132 129"], (12, 1), PLAIN).plain == "112 118 …   "
    assert fit(["112 118 132 129"], (13, 1), PLAIN).plain == "112 118 132 …"
    assert fit(["112 118 132 129"], (14, 1), ASCII).plain == "112 118 ...   "


@pytest.mark.parametrize(
    ("name", "keys"), [("scramble", ()), ("cobweb", ()), ("lag_sliders", ()), ("stepper", ("right",) * 9)]
)
@pytest.mark.parametrize("columns", [58, 63, 71, 73])
def test_no_number_of_a_figure_is_cut(name, keys, columns):
    figure = make_figure(name, {})
    for key in keys:
        figure = figure.press(key) or figure
    whole = set(figure.draw((300, 40), PLAIN).plain.split())
    lines = figure.draw((columns, 40), PLAIN).plain.split("\n")
    words = [line for line in lines if line[-1].isalnum() and "│" not in line]  # and no chart
    assert [line for line in words if line.split()[-1] not in whole] == []


def test_ascii_text_keeps_its_styles():
    found = fit([Text("1 × 2 → ").append("3", "red")], (12, 1), ASCII)
    assert found.plain == "1 x 2 -> 3  "
    assert [found.plain[span.start : span.end] for span in found.spans if span.style == "red"] == ["3"]


def test_bars_rise_and_fall_from_the_zero_line():
    drawn = bars([2.0, -1.0, 0.0], ["a", "b", "c"], (20, 7), ASCII, limits=(-1.0, 2.0), marked=0).plain
    lines = [line[3:] for line in drawn.split("\n")]
    assert [line[0] for line in lines[:6]] == ["@", "@", "@", "@", " ", " "]
    assert [line[5] for line in lines[:6]] == [" ", " ", " ", " ", "#", "#"]
    assert "[a]" in drawn


@pytest.mark.parametrize("marker", MARKERS)
@given(st.lists(st.floats(-3, 3), min_size=1, max_size=70), st.integers(8, 90), st.integers(2, 20))
def test_bars_never_leave_their_size(marker, values, columns, rows):
    names = [str(place) for place in range(len(values))]
    drawn = bars(values, names, (columns, rows), Palette(NO_COLOUR, marker), limits=(-1.0, 1.0), marked=0)
    lines = drawn.plain.split("\n")
    assert len(lines) == rows
    assert all(len(line) <= columns for line in lines)


@given(st.floats(-5, 5), st.integers(1, 60))
def test_a_meter_is_as_wide_as_asked(value, columns):
    assert len(meter(value, -1, 1, columns, ASCII)) == columns
    assert "#" in meter(value, -1, 1, columns, ASCII) or value == 0


def test_a_table_lines_up():
    assert table([["a", "bb"], ["ccc", "d"]]) == ["  a  bb", "ccc   d"]


@given(
    st.floats(allow_nan=False), st.floats(-5, 5), st.floats(0.5, 5), st.sampled_from([0.1, 0.25, 0.5, 1.0])
)
def test_a_number_is_held_within_its_range(value, low, span, step):
    control = Control("x", "x", "slider", low, low, low + span, step)
    held = control.clamp(value)
    assert low - 1e-9 <= held <= low + span + 1e-9


def test_whole_controls_hold_whole_numbers():
    control = Control("x", "x", "number", 1, 1, 10)
    assert [control.clamp(value) for value in (0, 2.4, 2.6, 99)] == [1, 2, 3, 10]
    assert type(control.clamp(2.6)) is int


@pytest.mark.parametrize("value", ["3", True, float("nan")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(FigureError, match="it is a number"):
        Control("x", "x", "slider", 1, 0, 5).clamp(value)


def test_lines_of_a_caption_end_where_a_part_of_the_sentence_does() -> None:
    said = "row 81 of 124 (test): values[80:100] → values[100], Sep 1955 to Apr 1957 → May 1957"
    assert clauses(said, 78) == [
        "row 81 of 124 (test): values[80:100] → values[100],",
        "Sep 1955 to Apr 1957 → May 1957",
    ]
    assert clauses("short", 78) == ["short"]
    assert clauses("one two three four five", 10) == ["one two", "three four", "five"]
    assert clauses("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_no_break_space_keeps_a_formula_in_one_line() -> None:
    assert wrapped("the slope is 1\u00a0−\u00a0h²", 14) == ["the slope is", "1 − h²"]
