"""The one place that draws with plotext: lines, axes and palette in, rich text out.

plotext keeps one global figure, clips to 80x24 until told otherwise, raises at infinities and knows
nothing of what a terminal can show; all of that stays in here.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import plotext
from rich.text import Text

from rnntui.charts.palette import LOOKS, Palette, Role
from rnntui.charts.raster import Canvas, Cell, Line, Raster
from rnntui.charts.ticks import Tick

SMALLEST = (24, 6)

_LOCK = threading.Lock()
_ROLES: tuple[Role, ...] = tuple(LOOKS)
# Roles travel through plotext as colour numbers and come back as styles: plotext's own colours know
# neither 16-colour terminals nor NO_COLOR.
_FIRST_COLOUR = 16
_COLOURED = re.compile(r"\x1b\[([0-9;]*)m")
_ASCII_FRAME = str.maketrans("─│┌┐└┘├┤┬┴┼", "-|+++++|+++")
_GAP = "  "  # between the entries of a legend
_BEHIND: tuple[Role, ...] = ("ghost", "run_2", "run_3", "run_4", "band")
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

    Later lines lie over earlier ones. ``title``, what the y axis shows, stands at the right of the legend,
    else in the canvas's top row where that is free, else in a row of its own. Below ``SMALLEST`` a
    sentence asks for more room.
    """
    width, height = size
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Text(f"A chart needs {SMALLEST[0]}x{SMALLEST[1]} characters."[: max(width, 0)])
    legend, title = _legend(lines, width, palette), title[:width]
    titled = _with_title(legend, title, width) if title else legend
    canvas, cells = _drawn(lines, axes, (width, height - _rows(legend)), palette)
    at = _free(cells, canvas, len(title)) if titled is None else None
    if titled is None and at is None:
        titled = Text.assemble(f"{title:>{width}}", "\n" if legend else "", legend, no_wrap=True, end="")
        canvas, cells = _drawn(lines, axes, (width, height - _rows(titled)), palette)
    legend = legend if titled is None else titled
    with _LOCK:
        built = _build(cells, canvas, axes, (width, height - _rows(legend)))
    chart = _styled(built, palette)
    if at is not None:
        chart = _placed(chart, title, width - canvas.columns + at)
    return Text("\n").join([legend, chart]) if legend else chart


def _rows(legend: Text) -> int:
    return len(legend.split("\n")) if legend else 0


def _drawn(
    lines: Sequence[Line], axes: Axes, size: tuple[int, int], palette: Palette
) -> tuple[Canvas, list[Cell]]:
    """The canvas beside the axes, and the cells of the lines on it."""
    columns = canvas_columns(size[0], axes.y_ticks)
    canvas = Canvas(columns, size[1] - _BELOW, axes.x_limits, axes.y_limits)
    raster = Raster(canvas, palette)
    for line in lines:
        raster.add(line)
    return canvas, raster.cells()


def _build(cells: Sequence[Cell], canvas: Canvas, axes: Axes, size: tuple[int, int]) -> str:
    """plotext's ANSI string of the axes with the cells on them, which it takes as points."""
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.theme("clear")
    plotext.plot_size(*size)
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    plotext.xlim(0, canvas.columns - 1)
    plotext.ylim(0, canvas.rows - 1)
    plotext.xticks(*_on_canvas(axes.x_ticks, canvas.x_limits, canvas.columns))
    plotext.yticks(*_on_canvas(axes.y_ticks, canvas.y_limits, canvas.rows))
    plotext.scatter(
        [cell.column for cell in cells],
        [cell.row for cell in cells],
        marker=[cell.character for cell in cells],
        color=[_FIRST_COLOUR + _ROLES.index(cell.role) for cell in cells],
    )
    built = str(plotext.build())
    plotext.clear_figure()
    return built


def _on_canvas(
    ticks: Sequence[Tick], limits: tuple[float, float], cells: int
) -> tuple[list[float], list[str]]:
    """Ticks in cells instead of data coordinates: positions and labels."""
    low, high = limits
    return [(at - low) / (high - low) * (cells - 1) for at, _ in ticks], [label for _, label in ticks]


def _styled(built: str, palette: Palette) -> Text:
    """plotext's ANSI string as rich text in the palette's own styles and characters."""
    text = Text(no_wrap=True, end="")
    style, at = "", 0
    built = built.rstrip("\n")
    for match in [*_COLOURED.finditer(built), None]:
        piece = built[at : match.start() if match else len(built)]
        text.append(piece.translate(_ASCII_FRAME) if palette.marker == "ascii" else piece, style or None)
        if match:
            at = match.end()
            codes = match[1].split(";")
            style = palette.style(_ROLES[int(codes[2]) - _FIRST_COLOUR]) if len(codes) == 3 else ""
    return text


def _with_title(legend: Text, title: str, width: int) -> Text | None:
    """The legend with the title at the right end of its last row; None where it does not fit."""
    room = width - legend.split("\n", allow_blank=True)[-1].cell_len
    if not legend or room < len(_GAP) + len(title):
        return None
    return Text.assemble(legend, f"{title:>{room}}", no_wrap=True, end="")


def _free(cells: Sequence[Cell], canvas: Canvas, wide: int) -> int | None:
    """The column where ``wide`` characters fit into the canvas's top row, at one of its ends."""
    taken = {cell.column for cell in cells if cell.row == canvas.rows - 1}
    for first in (canvas.columns - wide, 1):
        if 1 <= first <= canvas.columns - wide and taken.isdisjoint(range(first - 1, first + wide + 1)):
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
