"""How far an axis reaches for the values that are to be drawn on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnntui.charts.strokes import Floats

# A diverging recursive forecast would press everything else into one line: beyond this many times
# the data's own range, the axis stops and the forecast leaves the chart.
_MOST = 1.0


def value_limits(data: Sequence[Floats], forecasts: Sequence[Floats] = ()) -> tuple[float, float]:
    """Limits that hold all of ``data``, and of ``forecasts`` what lies within reach of it."""
    low, high = _range(data)
    if forecasts:
        reach = _MOST * ((high - low) or abs(high) or 1.0)
        far_low, far_high = _range([*data, *forecasts])
        low, high = max(far_low, low - reach), min(far_high, high + reach)
    if high <= low:
        margin = abs(low) * 0.1 or 1.0
        return low - margin, high + margin
    margin = (high - low) * 0.02
    return low - margin, high + margin


def _range(arrays: Sequence[Floats]) -> tuple[float, float]:
    """The smallest and largest finite value; 0 and 1 where there is none."""
    values = np.concatenate([np.zeros(0), *arrays])
    values = values[np.isfinite(values)]
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
