"""Classical decomposition: the trend that a sliding mean leaves, the season, and what remains.

As in Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", section 3.4, additive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.bars import bars
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values, hidden
from rnntui.figures.data import Array, Column, column, month
from rnntui.figures.drawing import chart, cursor, fit

_PARTS = ("trend", "season", "remainder")
_MONTHS = "JFMAMJJASOND"


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Values (N,) = trend + season + remainder; trend and remainder are NaN where the mean has no room."""

    trend: Array
    season: Array
    remainder: Array


def decompose(values: Array, season: int) -> Parts:
    """The parts of ``values`` (N,), with a centred mean over ``season`` rows.

    An even season has no middle row, so the mean covers season + 1 rows and the two at its ends count
    half. The season is the mean of what the trend leaves at each place in it, moved to a mean of 0.
    """
    half = season // 2
    weights = np.ones(2 * half + 1)
    if season % 2 == 0:
        weights[[0, -1]] = 0.5
    trend = np.full(len(values), np.nan)
    trend[half : len(values) - half] = np.convolve(values, weights / weights.sum(), mode="valid")
    rest = values - trend
    each = np.array([np.nanmean(rest[place::season]) for place in range(season)])
    each -= each.mean()
    seasonal = np.resize(each, len(values))
    return Parts(trend, seasonal, rest - seasonal)


@cache
def _parts(series: str, log: bool) -> Parts:
    data = column(series)
    return decompose(np.log(data.values) if log else data.values, data.season)


@dataclass(frozen=True)
class Decompose(FigureBase):
    """``part`` is ``trend``, ``season`` or ``remainder``; ``cursor`` counts rows from 1.

    The bracket stands centred at the cursor, and the trend is drawn as far as it has slid.
    """

    series: str = "airline"
    part: str = "trend"
    cursor: int = 7
    log: bool = False
    running: bool = hidden(False)

    def __post_init__(self) -> None:
        data = column(self.series)
        if data.season < 2 or len(data.values) < 3 * data.season:
            raise FigureError(f"{self.series} has no season to take apart; airline has one of 12 months.")
        if self.log and data.values.min() <= 0:
            raise FigureError(f"log needs values above 0, and {self.series} has others.")

    @property
    def controls(self) -> tuple[Control, ...]:
        half = self._data.season // 2
        return (
            Control("part", "part", "choice", self.part, choices=_PARTS),
            Control(
                "cursor",
                "month" if self._data.season == 12 else "row",
                "slider",
                self.cursor,
                half + 1,
                len(self._data.values) - half,
            ),
            Control("log", "logarithm", "toggle", self.log),
        )

    def press(self, key: str) -> Decompose | None:
        if key == "space":
            at_end = self.cursor == self.control("cursor").high
            start = self.with_control("cursor", 1) if at_end else self
            return replace(start, running=not self.running)
        return self.stepped(key, "cursor", self._data.season)

    @property
    def playing(self) -> bool:
        return self.running

    def tick(self) -> Decompose:
        after = self.moved("cursor", 4)
        return replace(after, running=self.running and after.cursor < after.control("cursor").high)

    def draw(self, size: Size, palette: Palette) -> Text:
        if self.part == "trend":  # what the season does is told where the season is shown
            return fit([self._lines(size, palette)], size, palette)
        drawn = self._season_bars if self.part == "season" else self._lines
        return fit([drawn((size[0], size[1] - 1), palette), self._swing_words()], size, palette)

    def values(self) -> Values:
        parts, at, raw = self._parts, self.cursor - 1, self._data.values
        years = raw[: len(raw) // self._data.season * self._data.season].reshape(-1, self._data.season)
        swings, ratios = np.ptp(years, axis=1), years.max(axis=1) / years.min(axis=1)
        ratios = ratios if raw.min() > 0 else np.zeros_like(ratios)
        # The mean of a mean has nothing left of the season: measured, not assumed.
        left = decompose(parts.trend[np.isfinite(parts.trend)], self._data.season).season
        return {
            "trend": float(parts.trend[at]),
            "season": float(parts.season[at]),
            "remainder": float(parts.remainder[at]),
            "swing_first": float(swings[0]),
            "swing_last": float(swings[-1]),
            "ratio_lowest": float(ratios.min()),
            "ratio_highest": float(ratios.max()),
            "season_swing": float(np.ptp(parts.season)),
            "season_swing_in_trend": float(np.ptp(left)),
        }

    def caption(self) -> str:
        found, at = self.values(), self.cursor - 1
        digits = ".3f" if self.log else ".1f"
        value = f"{self._shown[at]:{digits}}" if self.log else f"{self._shown[at]:g}"
        here = month(self._data.labels[at])
        if self.part == "trend":
            rows = "months" if self._data.season == 12 else "rows"
            mean = f"the mean of the {self._data.season} {rows} around it is {found['trend']:{digits}}"
            return f"{here} is {value}; {mean}"
        season, remainder = (_joined(float(str(found[part])), digits) for part in ("season", "remainder"))
        return f"{here}: {value} = {found['trend']:{digits}} trend {season} season {remainder} remainder"

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _parts(self) -> Parts:
        return _parts(self.series, self.log)

    @property
    def _axis(self) -> str:
        return "logarithm" if self.log else self._data.units

    @property
    def _shown(self) -> Array:
        return np.log(self._data.values) if self.log else self._data.values

    def _lines(self, size: Size, palette: Palette) -> Text:
        """The series with the trend and its bracket, or the remainder alone."""
        at, parts = self.cursor - 1, self._parts
        rows = np.arange(len(self._shown), dtype=np.float64)
        if self.part == "remainder":
            limits = value_limits([parts.remainder])
            zero = Line("ghost", rows[[0, -1]], np.zeros(2))
            lines = [zero, cursor(at, limits), Line("actual", rows, parts.remainder, "remainder")]
            return chart(lines, size, palette, labels=self._data.labels, y_limits=limits, axis=self._axis)
        half = self._data.season // 2
        slid = np.where(rows <= at, parts.trend, np.nan)
        limits = value_limits([self._shown])
        limits = (limits[0] - 0.06 * (limits[1] - limits[0]), limits[1])  # the bracket has room of its own
        foot = limits[0] + 0.02 * (limits[1] - limits[0])
        bracket = Line("future", rows[at - half : at + half + 1], np.full(2 * half + 1, foot))
        lines = [
            cursor(at, (foot, float(slid[at]))),
            Line("training", rows, self._shown, self.series),
            Line("recursive", rows, slid, "trend"),
            replace(bracket, label=f"the {self._data.season} that are averaged"),
        ]
        return chart(lines, size, palette, labels=self._data.labels, y_limits=limits, axis=self._axis)

    def _season_bars(self, size: Size, palette: Palette) -> Text:
        season = self._data.season
        each = self._parts.season[:season]
        names = list(_MONTHS) if season == 12 else [str(place + 1) for place in range(season)]
        low, high = float(min(each.min(), 0)), float(max(each.max(), 0))
        return bars(
            each.tolist(), names, size, palette, limits=(low, high), marked=(self.cursor - 1) % season
        )

    def _swing_words(self) -> str:
        found, labels, season = self.values(), self._data.labels, self._data.season
        first, last = labels[0][:4], labels[len(labels) // season * season - 1][:4]
        words = f"Highest less lowest: {found['swing_first']:g} in {first}, {found['swing_last']:g} in {last}"
        if self.log:
            words = (
                f"Highest over lowest: {found['ratio_lowest']:.2f} to {found['ratio_highest']:.2f} every year"
            )
        return words


def _joined(value: float, digits: str) -> str:
    """A term of a sum with the sign that joins it: ``+ 2.0`` or ``− 2.0``."""
    return f"{'−' if value < 0 else '+'} {abs(value):{digits}}"
