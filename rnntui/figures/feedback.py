"""One number fed back into one neuron, next = tanh(w × now + b): where it ends.

With w ≥ 0 the map rises, so that each number lies on the same side of the one before: it settles. With w < 0
the map falls and has one fixed point; it settles there if the slope is no steeper than −1, else it ends in a
cycle of two. tanh has a negative Schwarzian derivative, so that there is nothing else (Singer, 1978).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

_NEAR = 1e-9
_LONG = 4000


@dataclass(frozen=True, slots=True)
class Ending:
    """Whether it flips for ever, else settles; between what, or where (``low`` = ``high``).

    ``fixed`` is the fixed point it settles at, or flips about; ``slope`` the slope of the map there.
    """

    flips: bool
    low: float
    high: float
    fixed: float
    slope: float


def path(w: float, b: float, start: float, steps: int) -> tuple[float, ...]:
    """The first number and the ``steps`` that follow it."""
    numbers = [start]
    for _ in range(steps):
        numbers.append(math.tanh(w * numbers[-1] + b))
    return tuple(numbers)


@lru_cache(maxsize=64)
def ending(w: float, b: float, start: float) -> Ending:
    """Where the numbers from ``start`` end."""

    def above(x: float) -> float:
        """By how much the next number exceeds this one."""
        return math.tanh(w * x + b) - x

    if abs(above(start)) < _NEAR:
        fixed = start
    elif w >= 0:
        fixed = _first_root(above, start, 1.0 if above(start) > 0 else -1.0)
    else:
        fixed = _root(above, -1.0, 1.0)
    slope = w * (1 - math.tanh(w * fixed + b) ** 2)
    if slope >= -1 or abs(start - fixed) < _NEAR:
        return Ending(False, fixed, fixed, fixed, slope)
    last = path(w, b, start, _LONG)[-2:]
    return Ending(True, min(last), max(last), fixed, slope)


def _first_root(above: Callable[[float], float], start: float, end: float) -> float:
    """The first root from ``start`` towards ``end``."""
    points = np.linspace(start, end, 2001).tolist()
    for left, right in pairwise(points):
        if above(left) * above(right) <= 0:
            return _root(above, left, right)
    return end


def _root(above: Callable[[float], float], left: float, right: float) -> float:
    """The root between two places where the signs differ, by halving."""
    falls = above(left) > 0
    for _ in range(60):
        middle = (left + right) / 2
        if (above(middle) > 0) == falls:
            left = middle
        else:
            right = middle
    return (left + right) / 2
