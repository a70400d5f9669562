"""How far a forecast is from what happened: RMSE, MAE and MASE, in the series' own units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

STRETCH = 1 << 16
"""Rows that are scored at a time: of a million, every step in between would take 8 MB."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Root mean square error, mean absolute error, and mean absolute scaled error (None: no scale)."""

    rmse: float
    mae: float
    mase: float | None

    def to_json(self) -> dict[str, float | None]:
        """The three by name; None where one is not finite."""
        named = {"rmse": self.rmse, "mae": self.mae, "mase": self.mase}
        return {
            name: value if value is not None and math.isfinite(value) else None
            for name, value in named.items()
        }


@dataclass(frozen=True, slots=True)
class KindScores:
    """The scores of each kind of forecast, None where there is none.

    ``direct`` is over all leads of a horizon above 1, and ``leads`` has one for each of them.
    """

    one_step: Scores | None = None
    recursive: Scores | None = None
    direct: Scores | None = None
    leads: tuple[Scores, ...] = ()

    @staticmethod
    def by_lead(leads: Sequence[Scores], recursive: Scores | None) -> KindScores:
        """From the scores of every lead, 1 to the horizon, and of the recursive forecast."""
        if len(leads) == 1:
            return KindScores(leads[0], recursive)
        return KindScores(leads[0], recursive, pooled(leads), tuple(leads))

    def to_json(self) -> dict[str, Any]:
        """``one_step``, ``recursive``, ``direct`` by name, the leads under the last."""
        found: dict[str, Any] = {
            name: scores.to_json() if scores else None
            for name, scores in (
                ("one_step", self.one_step),
                ("recursive", self.recursive),
                ("direct", self.direct),
            )
        }
        if self.direct is not None:
            found["direct"]["leads"] = [lead.to_json() for lead in self.leads]
        return found


# Errors outside are counted in units of the largest: squares of 1e155 overflow, those of 1e-163 are 0.
_SMALLEST, _LARGEST = 1e-100, 1e100


class Tally:
    """The errors of one target's forecasts, counted stretch by stretch."""

    def __init__(self) -> None:
        self._count = 0
        self._unit = 0.0  # until there is an error
        self._squares = 0.0  # in units of its square
        self._absolute = 0.0

    def add(self, actual: ArrayLike, predicted: ArrayLike) -> None:
        """Count some more forecasts, of any shape."""
        with np.errstate(over="ignore", invalid="ignore"):
            errors = np.asarray(predicted, dtype=np.float64) - np.asarray(actual, dtype=np.float64)
            self._measure_in(float(np.abs(errors).max(initial=0.0)))
            if self._unit not in (0.0, 1.0):
                errors = errors / self._unit
            self._count += errors.size
            self._squares += float(np.sum(np.square(errors)))
            self._absolute += float(np.sum(np.abs(errors)))

    def _measure_in(self, largest: float) -> None:
        """Make the unit one in which the largest error can be squared."""
        unit = largest if 0 < largest < _SMALLEST or _LARGEST < largest < math.inf else float(largest > 0)
        if unit > self._unit:
            share = self._unit / unit
            self._squares *= share**2
            self._absolute *= share
            self._unit = unit

    def scores(self, denominator: float) -> Scores:
        """The scores of all that was counted.

        ``denominator`` is the target's, from `mase_denominator`; MASE is None where it is 0 or unknown.
        """
        if not self._count:
            return Scores(math.nan, math.nan, None)
        unit = self._unit or 1.0  # without one, the errors were 0 or no numbers
        mae = unit * (self._absolute / self._count)
        mase = mae / denominator if math.isfinite(denominator) and denominator > 0 else None
        return Scores(unit * math.sqrt(self._squares / self._count), mae, mase)


def mase_denominator(values: ArrayLike) -> Array:
    """Mean |yₜ − yₜ₋₁| of each column over ``values`` (n,) or (n, T), what was trained on: (T,).

    That is the in-sample error of the naive forecast (Hyndman and Koehler 2006, "Another look at
    measures of forecast accuracy", section 2.3). NaN where there are fewer than two rows.
    """
    rows = np.asarray(values, dtype=np.float64)
    rows = rows.reshape(len(rows), -1)
    if len(rows) < 2:
        return np.full(rows.shape[1], np.nan)
    return np.asarray(np.abs(np.diff(rows, axis=0)).mean(axis=0))


def score(actual: ArrayLike, predicted: ArrayLike, denominator: float) -> Scores:
    """The scores of one target's forecasts (n, …) against what happened, of the same shape."""
    truth, said = np.asarray(actual), np.asarray(predicted)
    tally = Tally()
    for first in range(0, len(truth), STRETCH):
        tally.add(truth[first : first + STRETCH], said[first : first + STRETCH])
    return tally.scores(denominator)


def pooled(parts: Sequence[Scores]) -> Scores:
    """The scores over several equally long parts of one target together."""
    rmse = math.hypot(*(part.rmse for part in parts)) / math.sqrt(len(parts))
    return Scores(rmse, sum(part.mae for part in parts) / len(parts), _mean_mase(parts))


def over_targets(each: Sequence[Scores]) -> Scores:
    """The scores of several targets as one: their mean MASE, which has no unit.

    RMSE and MAE are NaN: errors in different units have no mean. Of one target it is its own.
    """
    return each[0] if len(each) == 1 else Scores(math.nan, math.nan, _mean_mase(each))


def kinds_over_targets(each: Sequence[KindScores]) -> KindScores:
    """`over_targets` for every kind of forecast; None where a target has none."""

    def together(found: Sequence[Scores | None]) -> Scores | None:
        known = [scores for scores in found if scores is not None]
        return over_targets(known) if len(known) == len(found) else None

    return KindScores(
        together([kinds.one_step for kinds in each]),
        together([kinds.recursive for kinds in each]),
        together([kinds.direct for kinds in each]),
        tuple(over_targets(leads) for leads in zip(*(kinds.leads for kinds in each), strict=True)),
    )


def _mean_mase(parts: Sequence[Scores]) -> float | None:
    mases = [part.mase for part in parts if part.mase is not None]
    return sum(mases) / len(mases) if len(mases) == len(parts) else None
