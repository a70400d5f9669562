"""What the order inside a window is worth to a linear model: three ways to scramble it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.characters import spoken
from rnntui.figures.data import Array, Column, column, rmse
from rnntui.figures.drawing import chart, fit, meter
from rnntui.figures.linear import least_squares
from rnntui.figures.words import whole_words

_DRAWS = 200
_MOST_ROWS = 2000


@cache
def _windows(series: str, look_back: int) -> tuple[Array, Array, int]:
    """Windows (n, look_back), their targets (n,), and how many of them train."""
    data = column(series)
    windows = np.lib.stride_tricks.sliding_window_view(data.values[:-1], look_back)
    return windows, data.values[look_back:], data.n_train - look_back


@dataclass(frozen=True)
class Switches:
    """One order for all windows, another one for the test windows alone, a new one for every window."""

    same: bool
    test: bool
    rows: bool

    def scrambled(self, windows: Array, known: int, seed: int) -> Array:
        """Windows (n, look_back), of which the first ``known`` train, in their new orders."""
        found = windows
        if self.same:
            found = found[:, np.random.default_rng([1, seed]).permutation(found.shape[1])]
        if self.test:
            order = np.random.default_rng(seed).permutation(found.shape[1])
            found = np.vstack([found[:known], found[known:, order]])
        if self.rows:
            found = np.random.default_rng(seed).permuted(found, axis=1)
        return found


@cache
def score(series: str, look_back: int, switches: Switches, seed: int) -> float:
    """The test RMSE of least squares on scrambled windows."""
    windows, targets, known = _windows(series, look_back)
    found = switches.scrambled(windows, known, seed)
    return rmse(targets[known:] - least_squares(found[:known], targets[:known], found[known:]))


@cache
def _mean_score(series: str, look_back: int) -> float:
    """The same with nothing but the mean of each window."""
    windows, targets, known = _windows(series, look_back)
    means = windows.mean(axis=1, keepdims=True)
    return rmse(targets[known:] - least_squares(means[:known], targets[:known], means[known:]))


@dataclass(frozen=True)
class Scramble(FigureBase):
    """Least squares on windows whose months may change places.

    ``same_order`` gives all windows one new order, ``test_order`` the test windows another one,
    ``row_orders`` every window its own; ``seed`` draws them.
    """

    series: str = "airline"
    look_back: int = 20
    same_order: bool = False
    test_order: bool = False
    row_orders: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        data = column(self.series)
        if len(data.values) > _MOST_ROWS:
            raise FigureError(f"{self.series} has too many rows to scramble {_DRAWS} times.")
        if not 2 <= self.look_back <= data.n_train // 2 - 1:
            raise FigureError(f"look_back can't be {self.look_back}: use 2 to {data.n_train // 2 - 1}.")

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("same_order", "one order, training and test", "toggle", self.same_order),
            Control("test_order", "another order in the test", "toggle", self.test_order),
            Control("row_orders", "a new order in every row", "toggle", self.row_orders),
            Control("seed", "draw", "number", self.seed, 0, _DRAWS - 1, live=self._drawn),
        )

    def press(self, key: str) -> Scramble | None:
        """PgUp and PgDn draw anew; the arrows are for the switches."""
        return self.stepped(key, "seed") if self._drawn and key in ("pageup", "pagedown") else None

    @property
    def _drawn(self) -> bool:
        """Whether any order is drawn."""
        return self.same_order or self.test_order or self.row_orders

    def draw(self, size: Size, palette: Palette) -> Text:
        found = self._found()
        errors = [("in order", self._plain), ("scrambled", found), ("mean of window", self._mean)]
        most = max(error for _, error in errors)
        lines: list[Text | str] = ["RMSE on the test months"]
        for name, error in errors:
            bar = meter(error, 0, most, max(size[0] - 25, 4), palette)
            line = Text(f"{name:<15}{error:>7.2f}  ")
            lines.append(
                line.append(bar, palette.style("actual" if name != "scrambled" else "one_step") or None)
            )
        low, high = self._range()
        draws = f"{_DRAWS} draws: {low:.2f} to {high:.2f}"
        lines.append(draws if self._scrambled else "the windows as the model gets them:")
        lines += self._examples(size[0], palette)
        if size[1] < len(lines) + 7:
            return fit(lines, size, palette)
        return fit([*lines, self._chart((size[0], size[1] - len(lines)), palette)], size, palette)

    def values(self) -> Values:
        low, high = self._range()
        return {
            "rmse": self._found(),
            "rmse_in_order": self._plain,
            "rmse_mean_of_window": self._mean,
            "lowest": low,
            "highest": high,
            "times": self._found() / self._plain,
        }

    def caption(self) -> str:
        names = {
            "one order everywhere": self.same_order,
            "another order in the test": self.test_order,
            "a new order in every row": self.row_orders,
        }
        on = [name for name, there in names.items() if there]
        return (
            f"{' and '.join(on) or 'windows in order'}: RMSE {self._found():.2f} (in order {self._plain:.2f})"
        )

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _switches(self) -> Switches:
        return Switches(self.same_order, self.test_order, self.row_orders)

    @property
    def _scrambled(self) -> bool:
        return self.same_order or self.test_order or self.row_orders

    def _found(self) -> float:
        return score(self.series, self.look_back, self._switches, self.seed)

    @property
    def _plain(self) -> float:
        return score(self.series, self.look_back, Switches(False, False, False), 0)

    @property
    def _mean(self) -> float:
        return _mean_score(self.series, self.look_back)

    def _range(self) -> tuple[float, float]:
        """The lowest and highest error over all draws."""
        draws = range(_DRAWS) if self._scrambled else range(1)
        found = [score(self.series, self.look_back, self._switches, seed) for seed in draws]
        return min(found), max(found)

    def _new_windows(self) -> tuple[Array, Array, int]:
        windows, targets, known = _windows(self.series, self.look_back)
        return self._switches.scrambled(windows, known, self.seed), targets, known

    def _examples(self, columns: int, palette: Palette) -> list[str]:
        """The first windows of the training and of the test part as the model gets them."""
        windows, _, known = self._new_windows()
        found = []
        for name, row in (("training 1", 0), ("training 2", 1), ("test 1", known), ("test 2", known + 1)):
            numbers = " ".join(f"{value:g}" for value in windows[row])
            found.append(whole_words(f"{name:<11}{numbers}", columns, spoken("…", palette)))
        return found

    def _chart(self, size: Size, palette: Palette) -> Text:
        windows, targets, known = self._new_windows()
        forecasts = least_squares(windows[:known], targets[:known], windows[known:])
        rows = np.arange(self._data.n_train, len(self._data.values), dtype=np.float64)
        lines = [
            Line("actual", rows, targets[known:], "actual"),
            Line("one_step", rows, forecasts, "forecast"),
        ]
        return chart(lines, size, palette, labels=self._data.labels)
