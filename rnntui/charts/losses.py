"""The learning curve: loss and val_loss over the epochs, on a linear or a logarithmic axis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette, Role
from rnntui.charts.plot import Axes, canvas_columns, draw
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.charts.strokes import Floats
from rnntui.charts.ticks import Tick, log_ticks, value_ticks


def losses_chart(
    loss: Sequence[float | None] | Floats,
    val_loss: Sequence[float | None] | Floats,
    size: tuple[int, int],
    palette: Palette,
    *,
    log: bool = True,
) -> Text:
    """The curves of every epoch from the first, at ``size`` (columns, rows).

    ``val_loss`` may be empty. None and values that are not finite leave a gap, and so does a loss
    of 0 or below on the logarithmic axis.
    """
    curves: list[tuple[Role, Floats]] = [("loss", _values(loss, log)), ("val_loss", _values(val_loss, log))]
    curves = [(role, values) for role, values in curves if np.isfinite(values).any()]
    limits = value_limits([values for _, values in curves])
    count = max(3, size[1] // 3)
    y_ticks = log_ticks(*limits, count) if log else value_ticks(*limits, count)
    epochs = max([len(values) for _, values in curves], default=1)
    x_limits = (1.0, float(max(epochs, 2)))
    columns = canvas_columns(size[0], y_ticks)
    axes = Axes(x_limits, limits, _epoch_ticks(*x_limits, columns), y_ticks)
    lines = [Line(role, np.arange(1.0, len(values) + 1), values, role) for role, values in curves]
    return draw(lines, axes, size, palette)


def _values(losses: Sequence[float | None] | Floats, log: bool) -> Floats:
    """Losses as floats, their logarithms to base 10 if ``log``; NaN for a gap."""
    values = np.asarray([np.nan if value is None else value for value in losses], dtype=np.float64)
    if not log:
        return values
    return np.log10(values, out=np.full(len(values), np.nan), where=np.isfinite(values) & (values > 0))


def _epoch_ticks(first: float, last: float, columns: int) -> list[Tick]:
    """Round epochs, and the first; no fractions."""
    count = max(columns // (len(f"{last:.0f}") + 6), 2)
    whole = [at for at, _ in value_ticks(first, last, count) if first < at == int(at)]
    return [(at, f"{at:.0f}") for at in (first, *whole)]
