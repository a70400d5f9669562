"""What figures are drawn with: lines of text of an exact size, charts, bars and tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.cells import cell_len
from rich.text import Text

from rnntui.charts.palette import Palette, Role
from rnntui.charts.plot import SMALLEST, Axes, canvas_columns, draw
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.charts.strokes import Floats
from rnntui.charts.ticks import Tick, row_ticks, value_ticks
from rnntui.figures.base import Size
from rnntui.figures.characters import spoken as spoken  # where most figures look for it
from rnntui.figures.words import whole_words

SMALLEST_PICTURE = 7
"""Rows of the smallest chart that says anything below a figure's numbers."""


def fit(parts: Sequence[Text | str], size: Size, palette: Palette) -> Text:
    """The parts, which may have several lines, below each other: exactly ``size``, cut and padded.

    A drawing is cut where its room ends, a line of words between two of them.
    """
    columns, rows = max(size[0], 0), max(size[1], 0)
    lines: list[Text] = []
    for part in parts:
        whole = part if isinstance(part, Text) else Text(part)
        if spoken(whole.plain, palette) != whole.plain:
            whole = _by_pieces(whole, palette)
        for line in whole.split("\n", allow_blank=True) if whole.plain else [Text()]:
            lines.append(line if isinstance(part, Text) else _in_words(line, columns, palette))
    lines = (lines + [Text()] * rows)[:rows]
    for line in lines:
        line.no_wrap = True
        line.truncate(columns, overflow="crop", pad=True)
    drawn = Text("\n", no_wrap=True, end="").join(lines)
    drawn.no_wrap, drawn.end = True, ""
    return drawn


def _in_words(line: Text, columns: int, palette: Palette) -> Text:
    """A line that fits, or its first words."""
    shown = whole_words(line.plain, columns, spoken("…", palette))
    return line if shown == line.plain else Text(shown)


def _by_pieces(text: Text, palette: Palette) -> Text:
    """Piece by piece, because one character can become several."""
    found = Text(style=text.style)
    for character in text.divide(range(1, len(text))):
        plain = spoken(character.plain, palette)
        found.append(plain, character.spans[-1].style if character.spans else "")
    return found


def chart(
    lines: Sequence[Line],
    size: Size,
    palette: Palette,
    *,
    labels: Sequence[str] = (),
    x_limits: tuple[float, float] | None = None,
    y_limits: tuple[float, float] | None = None,
    x_ticks: Sequence[Tick] | None = None,
    axis: str = "",
) -> Text:
    """A chart of ``size`` whose limits hold all lines, unless given; ``labels`` name the x axis's rows.

    ``axis`` says what the y axis shows.
    """
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        return Text("No room for the chart."[: max(size[0], 0)])
    finite = [line.x for line in lines if len(line.x)]
    if x_limits is None:
        x_limits = (min(float(x.min()) for x in finite), max(float(x.max()) for x in finite))
    if x_limits[1] <= x_limits[0]:
        x_limits = (x_limits[0], x_limits[0] + 1)
    limits = y_limits or value_limits([y for line in lines for y in _drawn(line)])
    y_ticks = value_ticks(*limits, count=max(3, size[1] // 3))
    columns = canvas_columns(size[0], y_ticks)
    if x_ticks is None:
        first, last = int(np.ceil(x_limits[0])), int(x_limits[1])
        ticks = row_ticks(labels, first, last, columns) if labels else []
        x_ticks = ticks or value_ticks(*x_limits, count=max(columns // 8, 2))
    return draw(lines, Axes(x_limits, limits, x_ticks, y_ticks), size, palette, axis)


def _drawn(line: Line) -> list[Floats]:
    return [line.y] if line.upto is None else [line.y, line.upto]


def upright(row: float, low: float, high: float) -> tuple[Floats, Floats]:
    """A vertical line as points that `Line` can draw."""
    return np.array([row, row + 1e-9]), np.array([low, high])


def cursor(row: float, y_limits: tuple[float, float]) -> Line:
    """A dotted vertical line through a chart whose y axis has these limits."""
    return Line("ghost", *upright(row, *y_limits))


def point(x: float, y: float, label: str = "") -> Line:
    """One marked point of a chart, drawn as ``+`` everywhere."""
    return Line("future", np.array([x]), np.array([y]), label)


def meter(value: float, low: float, high: float, columns: int, palette: Palette) -> str:
    """A bar from 0, or the limit nearest to it, to ``value``, on ``columns`` characters from low to high."""
    # Not the whole height where there is a character for that: bars below each other stay apart.
    full = {"ascii": "#", "half-block": "█"}.get(palette.marker, "▆")
    span = (high - low) or 1.0
    place = [round((min(max(at, low), high) - low) / span * columns) for at in (0.0, value)]
    start, end = min(place), max(place)
    if start == end and value and columns:  # something to see wherever there is something
        before = start > 0 and (value < 0 or end == columns)
        start, end = (start - 1, end) if before else (start, end + 1)
    return " " * start + full * (end - start) + " " * (columns - end)


def coloured(text: str, role: Role, palette: Palette) -> Text:
    """Text in the colour of a role's lines."""
    return Text(text, palette.style(role))


def table(rows: Sequence[Sequence[str]], *, gap: str = "  ") -> list[str]:
    """Rows of cells with their columns aligned to the right."""
    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [gap.join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
