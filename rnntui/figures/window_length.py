"""How long a window has to be: the error of a linear model for every look_back, on validation rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Value, Values
from rnntui.figures.data import TRAINING_SHARE, Column, column, rmse
from rnntui.figures.drawing import chart, cursor, fit, point
from rnntui.figures.linear import least_squares
from rnntui.figures.words import wrapped
from rnntui.series.windows import split_rows

_SERIES = ("airline", "sine", "sine-coarse")
_VALIDATION = 0.15
_LONGEST = 60


@cache
def _scores(series: str) -> tuple[float, ...]:
    """The validation RMSE for look_back 1, 2, … as far as every weight has two windows to learn from."""
    values = column(series).values
    split = split_rows(len(values), TRAINING_SHARE, _VALIDATION)
    found = []
    for look_back in range(1, min(_LONGEST, (split.n_fit - 2) // 3) + 1):
        windows = np.lib.stride_tricks.sliding_window_view(values[: split.n_train - 1], look_back)
        targets, known = values[look_back : split.n_train], split.n_fit - look_back
        forecasts = least_squares(windows[:known], targets[:known], windows[known:])
        found.append(rmse(targets[known:] - forecasts))
    return tuple(found)


@dataclass(frozen=True)
class WindowLength(FigureBase):
    """``look_back`` is the length that is read off; the test part is not looked at."""

    series: str = "airline"
    look_back: int = 12

    def __post_init__(self) -> None:
        if self.series not in _SERIES:
            raise FigureError(f"series can't be {self.series!r}: use one of {', '.join(_SERIES)}.")

    @property
    def controls(self) -> tuple[Control, ...]:
        longest = len(_scores(self.series))
        return (
            Control("series", "series", "choice", self.series, choices=_SERIES),
            Control("look_back", "look_back", "slider", self.look_back, 1, longest),
        )

    def with_control(self, name: str, value: Value) -> WindowLength:
        moved = super().with_control(name, value)
        return replace(moved, look_back=min(moved.look_back, len(_scores(moved.series))))

    def press(self, key: str) -> WindowLength | None:
        if key == "space":
            after = (_SERIES.index(self.series) + 1) % len(_SERIES)
            return self.with_control("series", _SERIES[after])
        return self.stepped(key, "look_back", 12)

    def draw(self, size: Size, palette: Palette) -> Text:
        scores, season = np.array(_scores(self.series)), self._data.season
        lengths = np.arange(1.0, len(scores) + 1)
        limits = value_limits([scores, np.zeros(1)])
        lines = [
            *([cursor(season, limits)] if season <= len(scores) else []),
            Line("loss", lengths, scores, "validation RMSE"),
            point(self.look_back, scores[self.look_back - 1], f"look_back {self.look_back}"),
        ]
        season_words = f"left to right: look_back; dotted line: one season, {season}"
        if season > len(scores):
            season_words = f"left to right: look_back; one season, {season}, is far beyond the right end"
        said = wrapped(season_words, size[0])
        drawn = chart(lines, (size[0], size[1] - len(said)), palette, y_limits=limits)
        return fit([drawn, *said], size, palette)

    def values(self) -> Values:
        scores = _scores(self.series)
        return {
            "look_back": self.look_back,
            "season": self._data.season,
            "rmse": scores[self.look_back - 1],
            "rmse_of_one": scores[0],
            "best_look_back": int(np.argmin(scores)) + 1,
        }

    def caption(self) -> str:
        scores = _scores(self.series)
        return (
            f"{self.series}, look_back {self.look_back}: "
            f"validation RMSE {_said(scores[self.look_back - 1])}; with look_back 1: {_said(scores[0])}"
        )

    @property
    def _data(self) -> Column:
        return column(self.series)


def _said(error: float) -> str:
    return f"{error:.2f}" if error >= 1 else f"{error:.4f}"
