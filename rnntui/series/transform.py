"""Transforms before scaling: ``log``, ``diff`` and ``diff:k``, in order, in float64, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnntui.series.records import DataProblem

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Transform:
    """Steps applied in order: ``log``, ``diff`` (of lag 1), ``diff:12`` (of lag 12).

    Raises:
        DataProblem: ``transform-unknown`` for a step that isn't one, ``transform-order`` for a
            ``log`` that doesn't stand first: differences are negative as often as not.
    """

    steps: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for place, step in enumerate(self.steps):
            if step == "log" and place > 0:
                raise DataProblem(
                    "transform-order",
                    f"'log' stands after {self.steps[place - 1]!r}, but what comes out of that can be "
                    "zero or negative, which has no logarithm.",
                    "Put 'log' first.",
                )
            if step != "log" and not re.fullmatch(r"diff(:[1-9][0-9]{0,8})?", step):
                raise DataProblem(
                    "transform-unknown",
                    f"{step!r} is no transform.",
                    "Use 'log', 'diff' (from the row before) or 'diff:12' (from 12 rows before).",
                )

    @property
    def lags(self) -> tuple[int, ...]:
        """The lags of the differences, in order."""
        return tuple(int(step.partition(":")[2] or 1) for step in self.steps if step != "log")

    @property
    def lost(self) -> int:
        """How many rows at the start have no transformed value."""
        return sum(self.lags)

    @property
    def logs(self) -> bool:
        """Whether a logarithm comes first."""
        return self.steps[:1] == ("log",)

    def check(self, values: Array, columns: Sequence[str], labels: Sequence[str]) -> None:
        """Hold the values (N, F) against the steps.

        Raises:
            DataProblem: ``log-of-nonpositive``, naming the first row, or ``transform-too-long``.
        """
        if self.logs and values.size and values.min() <= 0:
            row, column = (int(place[0]) for place in np.nonzero(values <= 0))
            found = f"{columns[column]!r} is {values[row, column]:g} at {labels[row]}"
            message = f"'log' needs values above 0, but {found}."
            raise DataProblem("log-of-nonpositive", message, "Leave 'log' out of the transform.")
        if self.lost >= len(values):
            raise DataProblem(
                "transform-too-long",
                f"The transform {', '.join(self.steps)} takes {self.lost} rows off the start, "
                f"and the series has {len(values)}.",
                "Use a shorter season in 'diff:…', or more data.",
            )

    def apply(self, values: Array) -> Array:
        """The transformed values: (N, F) in, (N − lost, F) out, row i from original row i + lost."""
        return self._levels(values)[-1]

    def size(self, values: Array) -> Array:
        """How large the numbers are whose differences are taken, column by column: (F,), 0 without any.

        Differences are only as exact as those numbers.
        """
        if not self.lags:
            return np.zeros(values.shape[1])
        return np.asarray(np.abs(np.log(values) if self.logs else values).max(axis=0))

    def invert(self, history: Array, origins: NDArray[np.integer], predicted: Array) -> Array:
        """Predictions back in the series' own units.

        Lead h uses the actual values up to its window's origin, and the window's own values after it:
        with one lead that is one-step, with one window a recursive path.

        Args:
            history: (N, T), the series in its own units.
            origins: (n,), the row of ``history`` that each window knows last.
            predicted: (n, H, T), transformed values for the H rows after each origin.

        Returns:
            (n, H, T) in the units of ``history``; infinite where the exponential overflows.
        """
        result = np.asarray(predicted, dtype=np.float64)
        lost = self.lost
        if not len(origins):
            return result
        first = int(origins.min()) - lost  # what no window reaches back to need not be transformed
        levels = self._levels(history[first : int(origins.max()) + 1])[:-1]
        with np.errstate(over="ignore", invalid="ignore"):
            for lag, level in zip(reversed(self.lags), reversed(levels), strict=True):
                lost -= lag
                result = _undo_difference(level, origins - first - lost, result, lag)
            return np.exp(result) if self.logs else result

    def _levels(self, values: Array) -> list[Array]:
        """The values before the first difference and after each one."""
        levels = [np.log(values) if self.logs else np.asarray(values, dtype=np.float64)]
        for lag in self.lags:
            levels.append(levels[-1][lag:] - levels[-1][:-lag])
        return levels


def _undo_difference(level: Array, origins: NDArray[np.integer], differences: Array, lag: int) -> Array:
    """Sum (n, H, T) differences of ``lag`` onto the rows of ``level`` (M, T) that ``origins`` (n,) know last.

    Leads h, h + lag, h + 2·lag, … are one running sum from the actual value at origin + h − lag.
    """
    windows, leads, width = differences.shape
    known = min(lag, leads)
    base = level[origins[:, None] + np.arange(1 - lag, 1 - lag + known)]  # (n, known, T)
    if leads <= lag:
        return np.asarray(base + differences)
    rounds = -(-leads // lag)
    padded = np.zeros((windows, rounds * lag, width))
    padded[:, :leads] = differences
    sums = base[:, None] + np.cumsum(padded.reshape(windows, rounds, lag, width), axis=1)
    return np.asarray(sums.reshape(windows, rounds * lag, width)[:, :leads])
