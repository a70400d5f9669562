"""The two forecasts without a model, on the test months, and their errors on three months by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, Size, Values
from rnntui.figures.data import Array, Column, column, month, rmse
from rnntui.figures.drawing import chart, fit, table
from rnntui.series.baselines import forecast

_RULES = ("naive", "seasonal naive")
_BY_HAND = 3


@cache
def _forecasts(series: str, rule: str) -> Array:
    """One-step forecasts of all test rows."""
    data = column(series)
    rows = np.arange(data.n_train, len(data.values))
    return forecast(rule.replace(" ", "_"), data.values, rows - 1, np.ones_like(rows), data.season)


@dataclass(frozen=True)
class Naive(FigureBase):
    """``rule`` is ``naive`` (the month before) or ``seasonal naive`` (a year before).

    ``month`` is the first of the three test months that are computed by hand, counted from 1; without
    ``sums`` none are.
    """

    series: str = "airline"
    rule: str = "naive"
    month: int = 1
    sums: bool = True

    def __post_init__(self) -> None:
        column(self.series)

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("rule", "forecast", "choice", self.rule, choices=_RULES),
            Control("month", "first of three months", "slider", self.month, 1, self._tested - _BY_HAND + 1),
        )

    def press(self, key: str) -> Naive | None:
        if key == "space":
            return self.with_control("rule", _RULES[1 - _RULES.index(self.rule)])
        return self.stepped(key, "month", self._data.season) if self.sums else None

    def draw(self, size: Size, palette: Palette) -> Text:
        data = self._data
        by_hand = [*table(self._worked(narrow=size[0] < 52)), *self._sums()] if self.sums else []
        if self.sums and size[1] < 16:  # no room for both: the three months as one line each, and no chart
            return fit(by_hand, size, palette)
        rows, actual = (
            np.arange(data.n_train, len(data.values), dtype=np.float64),
            data.values[data.n_train :],
        )
        three = Line("future", rows[self._hand], actual[self._hand], "the three below")
        lines = [
            Line("actual", rows, actual, "actual"),
            Line("one_step", rows, _forecasts(self.series, self.rule), f"forecast: {self._words}"),
            *([three] if self.sums else []),
        ]
        gap = [""] if size[1] >= 20 and by_hand else []
        room = (size[0], size[1] - len(by_hand) - len(gap))
        drawn = chart(lines, room, palette, labels=data.labels, axis=data.units)
        return fit([drawn, *gap, *by_hand], size, palette)

    def values(self) -> Values:
        errors = {rule: self._errors(rule) for rule in _RULES}
        three = self._errors(self.rule)[self._hand]
        return {
            "naive_rmse": rmse(errors["naive"]),
            "naive_mae": float(np.abs(errors["naive"]).mean()),
            "seasonal_naive_rmse": rmse(errors["seasonal naive"]),
            "seasonal_naive_mae": float(np.abs(errors["seasonal naive"]).mean()),
            "errors": tuple(three.tolist()),
            "months": tuple(self._data.labels[self._data.n_train :][self._hand]),
            "late_by": self._late_by(),
            "too_low": int((errors[self.rule] > 0).sum()),
            "tested": self._tested,
            "mae_of_three": float(np.abs(three).mean()),
            "rmse_of_three": rmse(three),
        }

    def caption(self) -> str:
        errors = self._errors(self.rule)
        return (
            f"{self._words} on the last {self._tested} months: "
            f"RMSE {rmse(errors):.2f}, MAE {np.abs(errors).mean():.2f}"
        )

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _tested(self) -> int:
        return len(self._data.values) - self._data.n_train

    @property
    def _words(self) -> str:
        return "the month before" if self.rule == "naive" else f"{self._data.season} months before"

    @property
    def _hand(self) -> slice:
        return slice(self.month - 1, self.month - 1 + _BY_HAND)

    def _errors(self, rule: str) -> Array:
        """Actual less forecast."""
        return np.asarray(self._data.values[self._data.n_train :] - _forecasts(self.series, rule))

    def _late_by(self) -> int:
        """By how many rows the forecast comes late: the shift at which it is most like the series."""
        actual, said = self._data.values[self._data.n_train :], _forecasts(self.series, self.rule)
        shifts = range(max(self._tested // 2, 1))
        return min(shifts, key=lambda late: rmse(said[late:] - actual[: self._tested - late]))

    def _worked(self, narrow: bool) -> list[list[str]]:
        """The table of the three months; narrow, without the size and the square of each error."""
        data, errors = self._data, self._errors(self.rule)
        rows = [["", "actual", "forecast", "error", "|error|", "error²"]]
        for place in range(*self._hand.indices(self._tested)):
            actual, error = data.values[data.n_train + place], errors[place]
            name = month(data.labels[data.n_train + place])
            rows.append(
                [
                    name,
                    f"{actual:g}",
                    f"{actual - error:g}",
                    f"{error:+g}",
                    f"{abs(error):g}",
                    f"{error**2:g}",
                ]
            )
        return [row[:4] for row in rows] if narrow else rows

    def _sums(self) -> list[str]:
        three = self._errors(self.rule)[self._hand]
        sizes = " + ".join(f"{abs(error):g}" for error in three)
        squares = " + ".join(f"{error**2:g}" for error in three)
        found = self.values()
        return [
            f"MAE  = ({sizes}) / {_BY_HAND} = {found['mae_of_three']:.2f}",
            f"RMSE = √(({squares}) / {_BY_HAND}) = {found['rmse_of_three']:.2f}",
        ]
