"""Where windows begin: a window of look_back rows, and the horizon rows after it as its targets."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Starts = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Split:
    """The rows of a series in time order: fitted on, then validation, then test.

    ``n_train`` counts the training part with validation, ``n_fit`` what is fitted on.
    """

    rows: int
    n_train: int
    n_fit: int


def split_rows(rows: int, split: float, validation: float) -> Split:
    """Split ``rows`` in time order.

    n_train = ⌊rows·split⌋, with 1e-9 added because 100·0.29 is 28.999…; validation is the last
    ⌊validation·n_train⌋ rows of that, by the same rule.
    """
    n_train = math.floor(rows * split + 1e-9)
    return Split(rows, n_train, n_train - math.floor(validation * n_train + 1e-9))


def starts_between(first_target: int, end: int, look_back: int, horizon: int, stride: int = 1) -> Starts:
    """Starts of the windows whose targets all lie in rows ``first_target`` … ``end`` − 1.

    The inputs may reach back before ``first_target``, never before row 0. From rows 0 … n − 1 that
    makes ⌊(n − look_back − horizon)/stride⌋ + 1 windows.
    """
    first = max(0, first_target - look_back)
    return np.arange(first, max(first, end - look_back - horizon + 1), stride, dtype=np.int32)
