"""A run's chart: training, actual, one-step and recursive forecast, what lies beyond, and a band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import LOOKS, Palette, Role
from rnntui.charts.plot import Axes, canvas_columns, draw
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.charts.strokes import Floats
from rnntui.charts.ticks import Tick, number_ticks, row_ticks, value_ticks

# Share of the columns that the forecast part gets at least: training that is longer is cut at its start.
_FORECAST_SHARE = 0.4
_COMPARED_SHARE = 0.75  # where several runs are to be told apart


@dataclass(frozen=True, slots=True, eq=False)
class Other:
    """A line of another run: ``y`` over the rows of a forecast, or over the epochs from 1."""

    role: Role
    y: Floats
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class ForecastLines:
    """What a forecast chart shows: arrays of one length N, NaN where a line has no value.

    ``labels`` and ``parts`` (training, validation, test or future) are the rows'; ``low`` and
    ``high`` bound the recursive forecasts of several seeds. ``others`` are forecasts of other runs.
    ``rows`` says which rows of the series these are, in order, where some were left out. ``room`` are
    forecasts that the y axis has room for in place of those that are drawn.
    """

    labels: Sequence[str]
    parts: Sequence[str]
    actual: Floats
    one_step: Floats
    recursive: Floats
    low: Floats | None = None
    high: Floats | None = None
    others: tuple[Other, ...] = ()
    rows: Floats | None = None
    room: Floats | None = None


def forecast_chart(
    shown: ForecastLines,
    size: tuple[int, int],
    palette: Palette,
    *,
    title: str = "",
    names: Mapping[Role, str] | None = None,
) -> Text:
    """The chart of ``shown`` at ``size`` (columns, rows).

    ``title`` says what the y axis shows, ``names`` what a role's line is called if not as usual.

    The end of the training part is drawn only as far as the rest keeps two fifths of the width, with
    several other runs three quarters, and the y axis follows the data: a forecast that runs away leaves
    the chart.
    """
    compared = any(LOOKS[one.role].tagged for one in shown.others)
    rows = np.arange(len(shown.labels), dtype=np.float64) if shown.rows is None else shown.rows
    first = _first_row(shown.parts, rows, _COMPARED_SHARE if compared else _FORECAST_SHARE)
    lines = [line for line in _lines(shown, rows, names or {}) if np.isfinite(line.y[first:]).any()]
    data = [line.y[first:] for line in lines if line.role in ("training", "actual")]
    guesses = [line.y[first:] for line in lines if line.role not in ("training", "actual")]
    limits = value_limits(data or guesses, guesses if shown.room is None else [shown.room[first:]])
    y_ticks = value_ticks(*limits, count=max(3, size[1] // 3))
    columns = canvas_columns(size[0], y_ticks)
    last = len(shown.labels) - 1
    x_limits = (float(rows[first]), float(max(rows[last], rows[first] + 1)))
    x_ticks = _x_ticks(shown.labels, rows, first, columns)
    axes = Axes(x_limits, limits, x_ticks, y_ticks)
    return draw(lines, axes, size, palette, title)


def _x_ticks(labels: Sequence[str], rows: Floats, first: int, columns: int) -> list[Tick]:
    """Ticks for the rows from place ``first`` on, at round numbers also where rows were left out."""
    last = len(labels) - 1
    begins, ends = labels[first], labels[last]
    if rows[last] - rows[first] > last - first and begins.isdigit() and ends.isdigit():
        before = int(begins) - float(rows[first])  # what the rows' numbers begin with
        if int(ends) - before == rows[last]:
            return [(at - before, label) for at, label in number_ticks(int(begins), int(ends), columns)]
    return [(float(rows[int(at)]), label) for at, label in row_ticks(labels, first, last, columns)]


def _first_row(parts: Sequence[str], rows: Floats, share: float) -> int:
    """The place of the first row that is drawn, so that the forecast part gets its ``share``."""
    known = sum(part in ("train", "validation") for part in parts)
    if known == len(parts):
        return 0
    room = (rows[-1] + 1 - rows[known]) * (1 - share) / share
    return int(np.searchsorted(rows, rows[known] - room))


def _lines(shown: ForecastLines, rows: Floats, names: Mapping[Role, str]) -> list[Line]:
    parts = np.asarray(shown.parts, dtype=object)
    known = (parts == "train") | (parts == "validation")
    test, future = parts == "test", parts == "future"
    # The actual line starts at the last training row, so that the curve does not break at the split.
    from_split = test.copy()
    if test.any() and test.argmax() > 0:
        from_split[test.argmax() - 1] = True
    lines: list[Line] = []
    if shown.low is not None and shown.high is not None:
        lines.append(Line("band", rows, shown.low, "seeds", upto=shown.high))
    wanted: list[tuple[Role, Floats, str]] = [
        ("training", np.where(known, shown.actual, np.nan), "training"),
        ("actual", np.where(from_split, shown.actual, np.nan), "actual"),
        ("one_step", np.where(test, shown.one_step, np.nan), "one-step"),
        ("recursive", np.where(test, shown.recursive, np.nan), "recursive"),
        ("future", np.where(future, shown.recursive, np.nan), "future"),
    ]
    lines += [Line(one.role, rows, one.y, one.label) for one in shown.others]
    return lines + [Line(role, rows, y, names.get(role, label)) for role, y, label in wanted]
