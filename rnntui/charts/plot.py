"""A chart: lines, axes and palette in, rich text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

import numpy as np
from numpy.typing import NDArray
from rich.text import Span, Text

from rnntui.charts.frame import CellTicks, label_columns, left_axis, lower_axis
from rnntui.charts.palette import Palette, Role
from rnntui.charts.raster import ROLES, Canvas, Cells, Line, Raster
from rnntui.charts.ticks import Tick

SMALLEST = (24, 6)

_ASCII_FRAME = str.maketrans("─│┌┐└┘├┤┬┴┼", "-|+++++|+++")
_GAP = "  "  # between the entries of a legend
_BEHIND: tuple[Role, ...] = ("ghost", "run_2", "run_3", "run_4", "band")
_FEWEST = 3  # rows of the canvas that a legend leaves
_BELOW = 2  # rows under the canvas: the axis and its labels


@dataclass(frozen=True, slots=True)
class Axes:
    """Limits and ticks of both axes, in data coordinates."""

    x_limits: tuple[float, float]
    y_limits: tuple[float, float]
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]


def canvas_columns(width: int, y_ticks: Sequence[Tick]) -> int:
    """How many columns are left for data beside the y axis and its labels."""
    return max(width - 1 - max((len(label) for _, label in y_ticks), default=0), 2)


def draw(lines: Sequence[Line], axes: Axes, size: tuple[int, int], palette: Palette, title: str = "") -> Text:
    """A chart of ``size`` (columns, rows): a legend where lines have labels, then axes and lines.

    Later lines lie over earlier ones, and the legend says which are off the chart. ``title``, what the y
    axis shows, stands at the right of the legend, else in the canvas's top row where that is free, else in
    a row of its own. Below ``SMALLEST`` a sentence asks for more room.
    """
    width, height = size
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Text(f"A chart needs {SMALLEST[0]}x{SMALLEST[1]} characters."[: max(width, 0)])
    legend, title = _legend([_said(line, axes) for line in lines], width, palette), title[:width]
    legend = Text("\n").join(legend.split("\n")[: height - _BELOW - _FEWEST])
    titled = _with_title(legend, title, width) if title else legend
    canvas, cells = _drawn(lines, axes, (width, height - _rows(legend)), palette)
    at = _free(cells, canvas, len(title)) if titled is None else None
    if titled is None and at is None:
        titled = Text.assemble(f"{title:>{width}}", "\n" if legend else "", legend, no_wrap=True, end="")
        canvas, cells = _drawn(lines, axes, (width, height - _rows(titled)), palette)
    legend = legend if titled is None else titled
    chart = _framed(cells, canvas, axes, palette)
    if at is not None:
        chart = _placed(chart, title, width - canvas.columns + at)
    return Text("\n").join([legend, chart]) if legend else chart


def _said(line: Line, axes: Axes) -> Line:
    """A line whose label says so where none of it is in sight: a forecast that ran away."""
    (left, right), (low, high) = axes.x_limits, axes.y_limits
    y = line.y[(line.x >= left) & (line.x <= right) & np.isfinite(line.y)]
    away = line.label and line.upto is None and len(y) > 0 and ((y < low).all() or (y > high).all())
    return replace(line, label=f"{line.label} (off the chart)") if away else line


def _rows(legend: Text) -> int:
    return len(legend.split("\n")) if legend else 0


def _drawn(
    lines: Sequence[Line], axes: Axes, size: tuple[int, int], palette: Palette
) -> tuple[Canvas, Cells]:
    """The canvas beside the axes, and the cells of the lines on it."""
    columns = canvas_columns(size[0], axes.y_ticks)
    canvas = Canvas(columns, size[1] - (_BELOW if axes.x_ticks else 1), axes.x_limits, axes.y_limits)
    raster = Raster(canvas, palette)
    for line in lines:
        raster.add(line)
    return canvas, raster.cells()


def _on_canvas(ticks: Sequence[Tick], limits: tuple[float, float], cells: int) -> CellTicks:
    """Ticks in cells instead of data coordinates; halves go up, as far as floats tell them."""
    low, high = limits
    places = ((at - low) / (high - low) * (cells - 1) for at, _ in ticks)
    return tuple((floor(round(at + 0.5, 8)), label) for at, (_, label) in zip(places, ticks, strict=True))


def _framed(cells: Cells, canvas: Canvas, axes: Axes, palette: Palette) -> Text:
    """The cells between their axes, in the palette's styles and characters."""
    y_ticks = _on_canvas(axes.y_ticks, canvas.y_limits, canvas.rows)
    left = left_axis(y_ticks, canvas.rows)
    x_ticks = _on_canvas(axes.x_ticks, canvas.x_limits, canvas.columns)
    lower = "\n".join(lower_axis(x_ticks, canvas.columns, label_columns(y_ticks)))
    if palette.marker == "ascii":
        left, lower = tuple(row.translate(_ASCII_FRAME) for row in left), lower.translate(_ASCII_FRAME)
    text = np.where(cells.codes[::-1] > 0, cells.codes[::-1], ord(" ")).astype("<u4").tobytes()
    drawn = text.decode("utf-32-le")
    wide = canvas.columns
    rows = [f"{axis}{drawn[row * wide : (row + 1) * wide]}" for row, axis in enumerate(left)]
    beside = label_columns(y_ticks) + 1
    spans = [
        Span(first, last, palette.style(role)) for first, last, role in _stretches(cells.roles[::-1], beside)
    ]
    return Text("\n".join([*rows, lower]), spans=spans if palette.colours else [], no_wrap=True, end="")


def _stretches(roles: NDArray[np.int8], beside: int) -> list[tuple[int, int, Role]]:
    """Where neighbours of one role stand, from where to where in the text of all rows.

    ``beside`` characters stand left of each row, and a line's end right of it.
    """
    rows, columns = roles.shape
    padded = np.full((rows, beside + columns + 1), -1, dtype=np.int8)
    padded[:, beside:-1] = roles
    flat = np.append(padded.ravel(), np.int8(-1))
    edges = np.flatnonzero(np.diff(flat)) + 1
    starts = np.append(0, edges)
    ends = np.append(edges, len(flat))
    found = zip(starts.tolist(), ends.tolist(), flat[starts].tolist(), strict=True)
    return [(start, end, ROLES[role]) for start, end, role in found if role >= 0]


def _with_title(legend: Text, title: str, width: int) -> Text | None:
    """The legend with the title at the right end of its last row; None where it does not fit."""
    room = width - legend.split("\n", allow_blank=True)[-1].cell_len
    if not legend or room < len(_GAP) + len(title):
        return None
    return Text.assemble(legend, f"{title:>{room}}", no_wrap=True, end="")


def _free(cells: Cells, canvas: Canvas, wide: int) -> int | None:
    """The column where ``wide`` characters fit into the canvas's top row, at one of its ends."""
    taken = cells.codes[-1] > 0
    for first in (canvas.columns - wide, 1):
        if 1 <= first <= canvas.columns - wide and not taken[first - 1 : first + wide + 1].any():
            return first
    return None


def _placed(chart: Text, title: str, column: int) -> Text:
    """The chart with the title in its first row."""
    top, *others = chart.split("\n", allow_blank=True)
    top.pad_right(max(column + len(title) - top.cell_len, 0))
    top = Text.assemble(top[:column], title, top[column + len(title) :])
    return Text("\n", no_wrap=True, end="").join([top, *others])


def _legend(lines: Sequence[Line], width: int, palette: Palette) -> Text:
    """A sample of each labelled line with its label, wrapped between entries; what lies behind comes last."""
    legend = Text(no_wrap=True, end="")
    column = 0
    for line in sorted((line for line in lines if line.label), key=lambda line: line.role in _BEHIND):
        entry = Text().append(f"{palette.sample(line.role)} ", palette.style(line.role)).append(line.label)
        if column and column + len(_GAP) + entry.cell_len > width:
            legend.append("\n")
            column = 0
        legend.append(_GAP if column else "")
        column += (len(_GAP) if column else 0) + entry.cell_len
        legend.append_text(entry)
    return legend
