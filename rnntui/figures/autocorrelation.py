"""A series and a copy of it that slides: how well they agree at each shift."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.bars import bars
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.correlation import autocorrelation
from rnntui.figures.data import Array, Column, column
from rnntui.figures.drawing import chart, fit
from rnntui.figures.words import signed

_LAGS = 30  # so that each has a bar of its own at 80 columns


@dataclass(frozen=True)
class Autocorrelation(FigureBase):
    """``lag`` is how far the copy has slid; ``differenced`` looks at the steps from row to row."""

    series: str = "airline"
    lag: int = 1
    differenced: bool = False

    def __post_init__(self) -> None:
        if len(column(self.series).values) < 8:
            raise FigureError(f"{self.series} is too short to slide.")

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("lag", "lag", "slider", self.lag, 0, self._lags),
            Control("differenced", "differences", "toggle", self.differenced),
        )

    def press(self, key: str) -> Autocorrelation | None:
        if key == "space":
            return self.with_control("differenced", not self.differenced)
        return self.stepped(key, "lag", self._data.season if self._data.season > 1 else 10)

    def draw(self, size: Size, palette: Palette) -> Text:
        below = 4 if size[1] < 14 else size[1] * 2 // 5
        found = self._found()[1:]
        names = [str(lag) for lag in range(1, self._lags + 1)]
        limits = (float(min(found.min(), 0.0)), 1.0)
        marked = self.lag - 1 if self.lag else None
        named = ["correlation at each lag"] if below > 6 else []
        room = (size[0], below - len(named))
        lower = bars(found.tolist(), names, room, palette, limits=limits, marked=marked)
        return fit([self._sliding((size[0], size[1] - below), palette), *named, lower], size, palette)

    def values(self) -> Values:
        every = autocorrelation(self._shown())
        found, season = every[: self._lags + 1], min(self._data.season, len(every) - 1)
        return {
            "lag": self.lag,
            "correlation": float(found[self.lag]),
            "best_lag": int(found[1:].argmax()) + 1,
            "best_correlation": float(found[1:].max()),
            "at_1": float(found[1]),
            "rise": self._rise(),
            "at_season": float(every[season]),
            "corrcoef_at_1": self._corrcoef(1),
            "corrcoef_at_season": self._corrcoef(season),
        }

    def caption(self) -> str:
        found = self.values()
        what = "the differences" if self.differenced else "the series"
        best = f"best is lag {found['best_lag']}, with {found['best_correlation']:.3f}"
        return f"{what} and a copy {self.lag} later correlate {signed(self._found()[self.lag])}; {best}"

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _lags(self) -> int:
        return min(_LAGS, (len(self._data.values) - 1) // 2)

    def _shown(self) -> Array:
        return np.diff(self._data.values) if self.differenced else self._data.values

    def _rise(self) -> float:
        """How far the last season's mean lies above the first's, in standard deviations."""
        shown, season = self._shown(), self._data.season
        return float((shown[-season:].mean() - shown[:season].mean()) / (shown.std() or 1.0))

    def _corrcoef(self, lag: int) -> float:
        """The correlation of what overlaps, each piece measured from its own mean, as numpy computes it."""
        shown = self._shown()
        early, late = shown[: len(shown) - lag], shown[lag:]
        return float(np.corrcoef(early, late)[0, 1]) if np.ptp(early) and np.ptp(late) else 0.0

    def _found(self) -> Array:
        return autocorrelation(self._shown())[: self._lags + 1]

    def _sliding(self, size: Size, palette: Palette) -> Text:
        """The series and its copy; the x axis reaches as far as the copy can slide."""
        shown = self._shown()
        rows = np.arange(len(shown), dtype=np.float64) + self.differenced
        few = size[1] < 8  # no room for a legend
        lines = [
            Line("training", rows, shown, "" if few else "differences" if self.differenced else self.series),
            Line("one_step", rows + self.lag, shown, "" if few else f"the same, {self.lag} later"),
        ]
        limits = (0.0, float(len(shown) + self._lags))
        axis = "" if few else f"{self._data.units}"
        return chart(lines, size, palette, labels=self._data.labels, x_limits=limits, axis=axis)
