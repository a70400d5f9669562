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


def draw(lines: Sequence[Line], axes: Axes, size: tuple[int, int], palette: Palette) -> Text:
    """A chart of ``size`` (columns, rows): a legend where lines have labels, then axes and lines.

    Later lines lie over earlier ones. Below ``SMALLEST`` a sentence asks for more room.
    """
    width, height = size
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Text(f"A chart needs {SMALLEST[0]}x{SMALLEST[1]} characters."[: max(width, 0)])
    legend = _legend(lines, width, palette)
    rows = height - len(legend.split("\n")) if legend else height
    canvas = Canvas(canvas_columns(width, axes.y_ticks), rows - _BELOW, axes.x_limits, axes.y_limits)
    raster = Raster(canvas, palette)
    for line in lines:
        raster.add(line)
    with _LOCK:
        built = _build(raster.cells(), canvas, axes, (width, rows))
    chart = _styled(built, palette)
    return Text("\n").join([legend, chart]) if legend else chart


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


def _legend(lines: Sequence[Line], width: int, palette: Palette) -> Text:
    """A sample of each labelled line with its label, bands last, wrapped between entries."""
    legend = Text(no_wrap=True, end="")
    column = 0
    for line in sorted((line for line in lines if line.label), key=lambda line: line.upto is not None):
        entry = Text().append(f"{palette.sample(line.role)} ", palette.style(line.role)).append(line.label)
        if column and column + len(_GAP) + entry.cell_len > width:
            legend.append("\n")
            column = 0
        legend.append(_GAP if column else "")
        column += (len(_GAP) if column else 0) + entry.cell_len
        legend.append_text(entry)
    return legend
