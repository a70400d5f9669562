"""The learning curve: loss and val_loss over the epochs, on a linear or a logarithmic axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from rich.text import Text

from rnntui.charts.forecast import Other
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
    others: Sequence[Other] = (),
    names: Mapping[Role, str] | None = None,
) -> Text:
    """The curves of every epoch from the first, at ``size`` (columns, rows); ``others`` are other runs'.

    ``val_loss`` may be empty. None and values that are not finite leave a gap, and so does a loss
    of 0 or below on the logarithmic axis. ``names`` are what curves are called if not as usual.
    """
    known: list[tuple[Role, Sequence[float | None] | Floats]] = [("loss", loss), ("val_loss", val_loss)]
    every = [*((one.role, one.y, one.label) for one in others)]
    every += [(role, _floats(values), (names or {}).get(role, role)) for role, values in known]
    curves = [(role, _on_scale(values, log), label) for role, values, label in every]
    curves = [curve for curve in curves if np.isfinite(curve[1]).any()]
    limits = value_limits([values for _, values, _ in curves])
    count = max(3, size[1] // 3)
    y_ticks = log_ticks(*limits, count) if log else value_ticks(*limits, count)
    epochs = max([len(values) for _, values, _ in curves], default=1)
    x_limits = (1.0, float(max(epochs, 2)))
    columns = canvas_columns(size[0], y_ticks)
    axes = Axes(x_limits, limits, _epoch_ticks(*x_limits, columns), y_ticks)
    lines = [Line(role, np.arange(1.0, len(values) + 1), values, label) for role, values, label in curves]
    return draw(lines, axes, size, palette, f"{'log' if log else 'linear'} scale")


def _floats(losses: Sequence[float | None] | Floats) -> Floats:
    """Losses as floats, NaN for a gap."""
    if isinstance(losses, np.ndarray):
        return losses
    return np.asarray([np.nan if value is None else value for value in losses], dtype=np.float64)


def _on_scale(values: Floats, log: bool) -> Floats:
    """Values, or their logarithms to base 10 if ``log``: NaN where there is none."""
    if not log:
        return values
    return np.log10(values, out=np.full(len(values), np.nan), where=np.isfinite(values) & (values > 0))


def _epoch_ticks(first: float, last: float, columns: int) -> list[Tick]:
    """Round epochs, and the first; no fractions."""
    count = max(columns // (len(f"{last:.0f}") + 6), 2)
    whole = [at for at, _ in value_ticks(first, last, count) if first < at == int(at)]
    return [(at, f"{at:.0f}") for at in (first, *whole)]
