"""A forecast made of three earlier months, each with a weight that the learner sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.data import Array, Column, column, month, rmse
from rnntui.figures.drawing import chart, cursor, fit
from rnntui.figures.words import wrapped

LAGS = (1, 12, 13)


@dataclass(frozen=True)
class LagSliders(FigureBase):
    """Forecast = lag1 · y[t−1] + lag12 · y[t−12] + lag13 · y[t−13]; ``month`` counts rows from 1."""

    series: str = "airline"
    lag1: float = 1.0
    lag12: float = 0.0
    lag13: float = 0.0
    month: int = 14

    def __post_init__(self) -> None:
        if column(self.series).n_train <= LAGS[-1]:
            raise FigureError(
                f"{self.series} is too short: its training part needs more than {LAGS[-1]} rows."
            )

    @property
    def controls(self) -> tuple[Control, ...]:
        weights = tuple(
            Control(f"lag{lag}", f"weight of {lag} back", "slider", self._weight(lag), -1, 1, 0.5)
            for lag in LAGS
        )
        rows = Control("month", "month", "slider", self.month, LAGS[-1] + 1, len(self._data.values))
        return (*weights, rows)

    def press(self, key: str) -> LagSliders | None:
        """PgUp and PgDn move the month by a year; the arrows are for the weights."""
        return self.stepped(key, "month") if key in ("pageup", "pagedown") else None

    def draw(self, size: Size, palette: Palette) -> Text:
        data, forecast = self._data, self._forecast()
        rows = np.arange(len(data.values), dtype=np.float64)
        limits = value_limits([data.values], [forecast[LAGS[-1] :]])
        lines = [
            cursor(self.month - 1, limits),
            Line("actual", rows, data.values, "actual"),
            Line("one_step", rows, forecast, "forecast"),
        ]
        said = [line for words in self._sum() for line in wrapped(words, size[0])]
        room = (size[0], size[1] - len(said))
        drawn = chart(lines, room, palette, labels=data.labels, y_limits=limits, axis=data.units)
        return fit([drawn, *said], size, palette)

    def values(self) -> Values:
        errors, n_train = self._errors(), self._data.n_train
        return {
            "rmse_train": rmse(errors[LAGS[-1] : n_train]),
            "rmse_test": rmse(errors[n_train:]),
            "lag1": self.lag1,
            "lag12": self.lag12,
            "lag13": self.lag13,
            "forecast": float(self._forecast()[self.month - 1]),
            "actual": float(self._data.values[self.month - 1]),
        }

    def caption(self) -> str:
        found, data = self.values(), self._data
        return (
            f"RMSE {found['rmse_train']:.2f} on months {LAGS[-1] + 1}–{data.n_train}, "
            f"{found['rmse_test']:.2f} on the last {len(data.values) - data.n_train}"
        )

    @property
    def _data(self) -> Column:
        return column(self.series)

    def _weight(self, lag: int) -> float:
        return {1: self.lag1, 12: self.lag12, 13: self.lag13}[lag]

    def _forecast(self) -> Array:
        """A forecast for every row, NaN for the first 13."""
        values = self._data.values
        found = np.full(len(values), np.nan)
        first = LAGS[-1]
        found[first:] = sum(self._weight(lag) * values[first - lag : len(values) - lag] for lag in LAGS)
        return found

    def _errors(self) -> Array:
        return np.asarray(self._data.values - self._forecast())

    def _sum(self) -> list[str]:
        """The month at the cursor, as a sum."""
        values, at = self._data.values, self.month - 1
        forecast, actual = self._forecast()[at], values[at]
        terms = "  ".join(f"{self._weight(lag):+g}\u00a0×\u00a0{values[at - lag]:g}" for lag in LAGS)
        terms = terms.replace("-", "−")
        error = f"{actual - forecast:+g}".replace("-", "−")
        return [
            f"dotted line, {month(self._data.labels[at])}: {terms} =\u00a0{forecast:g}",
            f"actual {actual:g}, error {error}",
        ]
