"""A linear model found in one go: what a perceptron would reach at best on its training windows."""

from __future__ import annotations

import numpy as np

from rnntui.figures.data import Array


def least_squares(known: Array, targets: Array, asked: Array) -> Array:
    """Forecasts (n,) for windows ``asked`` (n, k) by least squares with a constant.

    The weights are fitted on the windows ``known`` (m, k) and their ``targets`` (m,).
    """
    ones = np.ones((len(known), 1)), np.ones((len(asked), 1))
    weights, *_ = np.linalg.lstsq(np.hstack([known, ones[0]]), targets, rcond=None)
    return np.asarray(np.hstack([asked, ones[1]]) @ weights)
