"""A series as it was read: one line over its rows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.plot import Axes, canvas_columns, draw
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.charts.strokes import Floats
from rnntui.charts.ticks import Tick, row_ticks, value_ticks


def series_chart(
    rows: Floats,
    values: Floats,
    size: tuple[int, int],
    palette: Palette,
    *,
    labels: Sequence[str] = (),
    ends: tuple[str, str] = ("", ""),
) -> Text:
    """``values`` over the ``rows`` they stand in, which increase, at ``size`` (columns, rows).

    ``labels`` name all rows from 0 on; where they are not at hand, ``ends`` name the first and the last.
    """
    limits = value_limits([values])
    y_ticks = value_ticks(*limits, count=max(3, size[1] // 3))
    columns = canvas_columns(size[0], y_ticks)
    first, last = float(rows[0]), float(max(rows[-1], rows[0] + 1))
    x_ticks: list[Tick] = row_ticks(labels, int(first), int(last), columns)
    if not x_ticks:
        x_ticks = [(first, ends[0] or f"{first:.0f}"), (last, ends[1] or f"{last:.0f}")]
    axes = Axes((first, last), limits, x_ticks, y_ticks)
    return draw([Line("actual", rows, values)], axes, size, palette)
