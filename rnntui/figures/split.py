"""How a random split flatters a forecast that looks up what followed the most similar months."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.data import Array, Column, column, month, rmse
from rnntui.figures.drawing import chart, cursor, fit
from rnntui.figures.words import wrapped

_SPLITS = ("random", "time")
_DRAWS = 200
_MOST_ROWS = 2000

Rows = NDArray[np.int64]


@cache
def _distances(series: str, look_back: int) -> Array:
    """Squared distance of every window from every other one, (windows, windows)."""
    values = column(series).values
    windows = np.lib.stride_tricks.sliding_window_view(values[:-1], look_back)
    sizes = np.square(windows).sum(axis=1)
    return np.asarray(sizes[:, None] + sizes[None, :] - 2 * windows @ windows.T)


@cache
def _parts(series: str, look_back: int, split: str, seed: int) -> tuple[Rows, Rows]:
    """The windows that may be looked up, and those that are forecast; as many of each in both splits."""
    data = column(series)
    windows = len(data.values) - look_back
    known = data.n_train - look_back
    order = np.random.default_rng(seed).permutation(windows) if split == "random" else np.arange(windows)
    return np.sort(order[:known]), np.sort(order[known:])


def _nearest(series: str, look_back: int, split: str, seed: int) -> Rows:
    """For each window that is forecast, the most similar one that may be looked up."""
    known, asked = _parts(series, look_back, split, seed)
    return np.asarray(known[_distances(series, look_back)[np.ix_(asked, known)].argmin(axis=1)])


def _moved_by_one(series: str, look_back: int, split: str, seed: int) -> int:
    """For how many of the test months the most similar months are the same ones, moved by one."""
    _, asked = _parts(series, look_back, split, seed)
    return int((np.abs(asked - _nearest(series, look_back, split, seed)) == 1).sum())


def _errors(series: str, look_back: int, split: str, seed: int) -> Array:
    targets = column(series).values[look_back:]
    _, asked = _parts(series, look_back, split, seed)
    return np.asarray(targets[asked] - targets[_nearest(series, look_back, split, seed)])


def _growing_errors(series: str, look_back: int) -> Array:
    """The errors in time order where every window whose target is over by then may be looked up."""
    targets, apart = column(series).values[look_back:], _distances(series, look_back)
    _, asked = _parts(series, look_back, "time", 0)
    return np.asarray([targets[at] - targets[apart[at, :at].argmin()] for at in asked])


@cache
def _over_draws(series: str, look_back: int) -> tuple[float, float]:
    """The lowest and the highest RMSE over many random splits."""
    found = [rmse(_errors(series, look_back, "random", seed)) for seed in range(_DRAWS)]
    return min(found), max(found)


@cache
def _moved_over_draws(series: str, look_back: int) -> tuple[int, int]:
    """The smallest and the largest number of them over many random splits."""
    found = [_moved_by_one(series, look_back, "random", seed) for seed in range(_DRAWS)]
    return min(found), max(found)


@dataclass(frozen=True)
class SplitFigure(FigureBase):
    """``split`` is ``random`` or ``time``; ``seed`` draws the random test months.

    ``shown`` is the test month whose look-up is told, counted from 1.
    """

    series: str = "airline"
    split: str = "random"
    seed: int = 0
    shown: int = 1
    look_back: int = 20

    def __post_init__(self) -> None:
        data = column(self.series)
        if len(data.values) > _MOST_ROWS:
            raise FigureError(f"{self.series} has too many rows to compare all its windows with each other.")
        if not 1 <= self.look_back < data.n_train:
            raise FigureError(f"look_back can't be {self.look_back}: use 1 to {data.n_train - 1}.")

    @property
    def controls(self) -> tuple[Control, ...]:
        tested = len(self._data.values) - self._data.n_train
        return (
            Control("split", "test months", "choice", self.split, choices=_SPLITS),
            Control("seed", "random draw", "number", self.seed, 0, _DRAWS - 1),
            Control("shown", "test month", "slider", self.shown, 1, tested),
        )

    def press(self, key: str) -> SplitFigure | None:
        if key == "space":
            return self.with_control("split", _SPLITS[1 - _SPLITS.index(self.split)])
        return self.stepped(key, "shown", self._data.season if self._data.season > 1 else 10)

    def draw(self, size: Size, palette: Palette) -> Text:
        data = self._data
        _, asked = self._parts
        rows = np.arange(len(data.values), dtype=np.float64)
        forecasts = np.full(len(data.values), np.nan)
        forecasts[asked + self.look_back] = data.values[self.look_back :][self._nearest]
        row = float(asked[self.shown - 1] + self.look_back)
        limits = value_limits([data.values])
        lines = [
            Line("training", rows, data.values, self.series),
            Line("future", rows, forecasts, "forecast of a test month"),
            cursor(row, limits),
        ]
        told = self._told(size[0])
        room = (size[0], size[1] - len(told))
        drawn = chart(lines, room, palette, labels=data.labels, y_limits=limits, axis=data.units)
        return fit([drawn, *told], size, palette)

    def values(self) -> Values:
        low, high = _over_draws(self.series, self.look_back)
        fewest, most = _moved_over_draws(self.series, self.look_back)
        return {
            "rmse": rmse(self._errors(self.split)),
            "rmse_random": rmse(self._errors("random")),
            "rmse_time": rmse(self._errors("time")),
            "rmse_growing": rmse(_growing_errors(self.series, self.look_back)),
            "lowest_random": low,
            "highest_random": high,
            "shared": self._shared(),
            "moved_by_one": _moved_by_one(self.series, self.look_back, self.split, self.seed),
            "fewest_moved_by_one": fewest,
            "most_moved_by_one": most,
        }

    def caption(self) -> str:
        found = self.values()
        way = "last in time" if self.split == "time" else f"at random, draw {self.seed}"
        return (
            f"test months {way}: RMSE {found['rmse']:.1f}; "
            f"{_DRAWS} random draws: {found['lowest_random']:.0f} to {found['highest_random']:.0f}; "
            f"the last {len(self._parts[1])}: {found['rmse_time']:.1f}"
        )

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _parts(self) -> tuple[Rows, Rows]:
        return _parts(self.series, self.look_back, self.split, self.seed)

    @property
    def _nearest(self) -> Rows:
        return _nearest(self.series, self.look_back, self.split, self.seed)

    def _errors(self, split: str) -> Array:
        return _errors(self.series, self.look_back, split, self.seed)

    def _shared(self) -> int:
        """How many months the shown window and its most similar one have in common."""
        apart = abs(int(self._parts[1][self.shown - 1]) - int(self._nearest[self.shown - 1]))
        return max(self.look_back - apart, 0)

    def _told(self, columns: int) -> list[str]:
        data, place = self._data, self.shown - 1
        target = int(self._parts[1][place]) + self.look_back
        found = int(self._nearest[place]) + self.look_back
        asked, led = month(data.labels[target]), month(data.labels[found])
        return wrapped(
            f"Dotted line: {asked} was {data.values[target]:g}. The {self.look_back} months most similar to "
            f"those before it led to {led}: {data.values[found]:g}. {self._shared()} of the "
            f"{self.look_back} are the same months.",
            columns,
        )
