"""Autocorrelation as textbooks and statistics packages define it."""

from __future__ import annotations

import numpy as np

from rnntui.figures.data import Array
from rnntui.series.season import autocorrelation as over_pairs


def autocorrelation(values: Array) -> Array:
    """The correlation of values (n,) with themselves at lags 0 … n // 2.

    The sum over the n − k pairs of lag k is divided by n times the variance (Box and Jenkins, "Time
    Series Analysis", section 2.1.5), so that far lags, of few pairs, count less.
    """
    found = over_pairs(values)
    lags = np.arange(len(found))
    return np.asarray(found * (len(values) - lags) / len(values))
