"""Activations and their slopes, as Keras names them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
NAMES = ("tanh", "sigmoid", "relu", "linear")


def known(name: str) -> str:
    """The name itself, if it is one of ``NAMES``.

    Raises:
        ValueError: if it is not.
    """
    if name not in NAMES:
        raise ValueError(f"The cells cannot show the activation {name!r}: use one of {', '.join(NAMES)}.")
    return name


def activate(name: str, total: Array) -> Array:
    """The activation of a sum, element by element; any shape.

    Raises:
        ValueError: for a name that is not in ``NAMES``.
    """
    known(name)
    if name == "tanh":
        return np.asarray(np.tanh(total))
    if name == "relu":
        return np.maximum(total, 0.0)
    if name == "linear":
        return np.array(total)
    small = np.exp(-np.abs(total))  # never above 1: exp(-total) overflows for large negative sums
    return np.where(total >= 0, 1.0, small) / (1.0 + small)


def slope(name: str, value: Array) -> Array:
    """The slope of the activation at the sum whose activation is ``value``; any shape.

    Raises:
        ValueError: for a name that is not in ``NAMES``.
    """
    known(name)
    if name == "tanh":
        return 1.0 - value**2
    if name == "relu":
        return np.where(value > 0, 1.0, 0.0)  # 0 at the corner, as in Keras
    if name == "linear":
        return np.ones_like(value)
    return value * (1.0 - value)
