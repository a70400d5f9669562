"""The chart of a run: which line stands where, and what it says without colour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnntui.charts.ability import MARKERS, NAMED, NO_COLOUR, TRUE_COLOUR
from rnntui.charts.forecast import ForecastLines, Other, forecast_chart
from rnntui.charts.palette import LOOKS, Palette

ROWS, TEST, FUTURE = 100, 44, 12
NAN = np.nan


def shown(*, future=FUTURE, band=False, train=ROWS) -> ForecastLines:
    rows = train + TEST + future
    trend = np.linspace(100, 500, rows) + 40 * np.sin(np.arange(rows) / 2)
    parts = ("train",) * train + ("test",) * TEST + ("future",) * future
    labels = [f"{1949 + row // 12}-{row % 12 + 1:02d}" for row in range(rows)]
    test, beyond = np.array([p == "test" for p in parts]), np.array([p == "future" for p in parts])
    return ForecastLines(
        labels,
        parts,
        np.where(beyond, NAN, trend),
        np.where(test, trend + 5, NAN),
        np.where(test | beyond, trend * 0.9, NAN),
        np.where(test | beyond, trend * 0.8, NAN) if band else None,
        np.where(test | beyond, trend * 1.1, NAN) if band else None,
    )


def styles(text):
    return {str(span.style) for span in text.spans if str(span.style)}


def hexes(*roles):
    return {LOOKS[role].rgb for role in roles}


@pytest.mark.parametrize("marker", MARKERS)
def test_a_band_may_reach_as_far_as_a_run_was_wrong(marker):
    lines = shown(band=True)
    far = replace(lines, high=lines.high * 1e300, low=np.minimum(lines.low, -1e300))
    assert len(forecast_chart(far, (80, 18), Palette(NO_COLOUR, marker)).plain.split("\n")) == 18


@pytest.mark.parametrize("size", [(80, 18), (120, 30)])
def test_every_part_has_its_own_colour_and_name(size):
    chart = forecast_chart(shown(band=True), size, Palette(TRUE_COLOUR))
    assert styles(chart) == hexes("training", "actual", "one_step", "recursive", "future", "band")
    legend = chart.plain.split("\n")[0]
    for name in ("training", "actual", "one-step", "recursive", "future", "seeds"):
        assert name in legend


def test_without_colour_each_forecast_has_its_own_mark():
    chart = forecast_chart(shown(), (80, 18), Palette(NO_COLOUR))
    body = chart.plain.split("\n", 1)[1]
    assert all(LOOKS[role].mark in body for role in ("one_step", "recursive", "future"))
    assert not chart.spans


@pytest.mark.parametrize("rows", [9, 30])
def test_without_colour_marks_leave_the_lines_in_sight(rows):
    body = forecast_chart(shown(future=0), (80, rows), Palette(NO_COLOUR)).plain.split("\n", 1)[1]
    dots = sum("\u2800" < character <= "\u28ff" for character in body)
    for role in ("one_step", "recursive"):
        assert 2 <= body.count(LOOKS[role].mark) < dots / 3


@pytest.mark.parametrize("factor", [1e6, -1e30])
def test_the_legend_says_which_line_is_off_the_chart(factor):
    lines = shown(future=0)
    legend = forecast_chart(replace(lines, recursive=lines.recursive * factor), (80, 18), Palette()).plain
    assert "recursive (off the chart)" in legend
    assert legend.count("off the chart") == 1
    in_part = np.where(np.arange(len(lines.parts)) < ROWS + 9, lines.recursive, lines.recursive * factor)
    assert "off the" not in forecast_chart(replace(lines, recursive=in_part), (80, 18), Palette()).plain


def test_what_a_run_does_not_have_is_not_in_the_legend():
    lines = shown(future=0)
    without = ForecastLines(
        lines.labels, lines.parts, lines.actual, lines.one_step, np.full(len(lines.parts), NAN)
    )
    legend = forecast_chart(without, (80, 18), Palette(NO_COLOUR)).plain.split("\n")[0]
    assert "recursive" not in legend
    assert "future" not in legend


def test_a_long_training_part_is_cut_so_that_the_forecast_keeps_two_fifths():
    chart = forecast_chart(shown(train=1200), (80, 18), Palette(TRUE_COLOUR)).split("\n")[6]
    training = [span for span in chart.spans if str(span.style) == LOOKS["training"].rgb]
    assert all(span.end <= 0.62 * 80 for span in training)


def test_a_forecast_that_runs_away_leaves_the_chart_and_not_the_data():
    lines = shown(future=0)
    away = np.where(np.isfinite(lines.recursive), 1e12, NAN)
    chart = forecast_chart(
        ForecastLines(lines.labels, lines.parts, lines.actual, lines.one_step, away),
        (80, 18),
        Palette(NO_COLOUR),
    ).plain
    assert "400" in chart
    assert "e+" not in chart


@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize("end", [1e16, -1e300, 1e308])
def test_a_forecast_that_diverges_is_drawn_as_far_as_the_chart_goes(end, marker):
    lines = shown(future=0)
    step = np.cumsum(np.isfinite(lines.recursive))
    away = np.where(step > 0, np.sign(end) * 10.0 ** (step / TEST * np.log10(abs(end))) * (-1) ** step, NAN)
    lines = replace(lines, recursive=away, one_step=-away, others=(Other("run_2", away, "run 2"),))
    chart = forecast_chart(lines, (80, 18), Palette(TRUE_COLOUR, marker))
    assert "400" in chart.plain
    assert hexes("recursive") <= styles(chart)


def test_a_series_without_test_part_or_of_one_value_can_be_drawn():
    flat = ForecastLines(["1", "2"], ("train", "train"), np.full(2, 3.0), np.full(2, NAN), np.full(2, NAN))
    assert "3" in forecast_chart(flat, (40, 10), Palette(NO_COLOUR)).plain
    nothing = ForecastLines(["1"], ("test",), np.full(1, NAN), np.full(1, NAN), np.full(1, NAN))
    assert "└" in forecast_chart(nothing, (40, 10), Palette(NO_COLOUR)).plain


def beside(*roles: str) -> ForecastLines:
    """With the recursive forecasts of other runs, each lower than the one before."""
    lines = shown(future=0)
    others = tuple(
        Other(role, lines.recursive * (0.9 - 0.1 * at), f"run {role[-1]}") for at, role in enumerate(roles)
    )
    return replace(lines, others=others, one_step=lines.one_step * NAN)


@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize("colours", [NO_COLOUR, NAMED, TRUE_COLOUR])
def test_other_runs_are_told_apart_by_a_digit_with_and_without_colour(colours, marker):
    palette = Palette(colours, marker)
    chart = forecast_chart(beside("run_2", "run_3", "run_4"), (80, 18), palette, title="units")
    legend, canvas = (
        chart.plain.partition("│")[0],
        "".join(line[5:] for line in chart.plain.split("\n")[3:-2]),
    )
    for digit in "234":
        assert f"run {digit}" in legend
        assert digit in canvas


def test_the_run_before_lies_under_the_new_one_as_dots():
    alone, both = (forecast_chart(lines, (80, 18), Palette()) for lines in (beside(), beside("ghost")))
    assert styles(both) - styles(alone) == hexes("ghost")
    assert "··· run t" in both.plain.split("\n")[0]


def test_beside_other_runs_the_forecast_gets_most_of_the_width():
    alone, both = (forecast_chart(lines, (80, 18), Palette()).plain for lines in (beside(), beside("run_2")))
    assert "1955" in alone
    assert "1955" not in both


@pytest.mark.parametrize("width", [40, 64, 80, 120])
def test_what_the_axis_shows_stands_in_the_chart(width):
    lines = forecast_chart(shown(), (width, 18), Palette(), title="thousand passengers").split("\n")
    assert "thousand passengers" in "\n".join(line.plain for line in lines)
    assert len(lines) == 18
    assert all(line.cell_len <= width for line in lines)


def test_ticks_are_round_numbers_also_where_rows_were_left_out():
    kept = np.array([0, *range(3, 5000, 7), 4999], dtype=float)
    nothing = np.full(len(kept), np.nan)
    names = tuple(f"{row + 1:.0f}" for row in kept)
    thinned = ForecastLines(names, ("train",) * len(kept), np.sin(kept), nothing, nothing, rows=kept)
    axis = forecast_chart(thinned, (76, 12), Palette(NO_COLOUR, "braille")).plain.splitlines()[-1].split()
    assert len(axis) >= 4
    assert all(int(number) % 500 == 0 for number in axis)
