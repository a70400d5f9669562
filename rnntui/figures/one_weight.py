"""One weight: forecast = w × the value a season ago, and what a gradient step does to w."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.plot import SMALLEST
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Value, Values, hidden
from rnntui.figures.data import Array, Column, column, rmse
from rnntui.figures.drawing import chart, fit, point, upright
from rnntui.figures.words import signed, wrapped
from rnntui.spec.wording import counted

_FARTHEST = 10.0
_SHOWN = (0.0, 2.3)  # the part of the w axis that is always drawn
_TRAIL = 12


@dataclass(frozen=True)
class OneWeight(FigureBase):
    """``w`` is the weight, ``rate`` the learning rate of a step; ``lag`` is how far back the value stands.

    The loss is the mean squared error over the training part, of values divided by its largest: in
    passengers the slope would be a number of six digits. Without ``slope`` nothing is said of steps.
    """

    series: str = "airline"
    lag: int = 12
    w: float = 1.0
    rate: float = 0.4
    slope: bool = True
    trail: tuple[float, ...] = hidden(())
    steps: int = hidden(0)

    def __post_init__(self) -> None:
        data = column(self.series)
        if not 1 <= self.lag < data.n_train or not data.values[: data.n_train].max() > 0:
            raise FigureError(f"lag can't be {self.lag} for {self.series}: use 1 to {data.n_train - 1}.")

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("w", "w", "slider", self.w, -_FARTHEST, _FARTHEST, 0.01),
            Control("rate", "learning rate", "number", self.rate, 0.1, 10, 0.1),
        )

    def with_control(self, name: str, value: Value) -> OneWeight:
        moved = super().with_control(name, value)
        return replace(moved, trail=(), steps=0) if name == "w" else moved

    def press(self, key: str) -> OneWeight | None:
        if key == "space":
            return self.descended() if self.slope else None
        return self.stepped(key, "w", 10)

    def descended(self) -> OneWeight:
        """The figure after one step of gradient descent over all training months: w − rate · slope."""
        after = min(max(self.w - self.rate * self._slope(), -_FARTHEST), _FARTHEST)
        return replace(self, w=after, trail=(*self.trail, self.w)[-_TRAIL:], steps=self.steps + 1)

    def draw(self, size: Size, palette: Palette) -> Text:
        words = [line for sentence in self._words() for line in wrapped(sentence, size[0])]
        if size[1] < len(words) + SMALLEST[1]:
            words = []
        return fit([self._curve((size[0], size[1] - len(words)), palette), *words], size, palette)

    def values(self) -> Values:
        best = self._best()
        return {
            "w": self.w,
            "rate": self.rate,
            "steps": self.steps,
            "loss": self._loss(self.w),
            "slope": self._slope(),
            "rmse_train": self._score(self.w, test=False),
            "rmse_test": self._score(self.w, test=True),
            "best_w": best,
            "rmse_test_at_best": self._score(best, test=True),
            "rmse_test_at_one": self._score(1.0, test=True),
        }

    def caption(self) -> str:
        away = ", as far as it goes" if abs(self.w) == _FARTHEST else ""
        return (
            f"forecast = {self.w:.3f} × the value of {counted(self.lag, 'month')} ago{away}: "
            f"RMSE {self._score(self.w, test=False):.2f} in training, "
            f"{self._score(self.w, test=True):.2f} on the test part"
        )

    # ------------------------------------------------------------ arithmetic
    @property
    def _data(self) -> Column:
        return column(self.series)

    def _pairs(self, test: bool) -> tuple[Array, Array]:
        """The values a lag earlier, and the values: of the training part, or of the test part."""
        values, n_train = self._data.values, self._data.n_train
        rows = np.arange(n_train, len(values)) if test else np.arange(self.lag, n_train)
        return values[rows - self.lag], values[rows]

    def _scaled(self) -> tuple[Array, Array]:
        largest = self._data.values[: self._data.n_train].max()
        x, y = self._pairs(test=False)
        return x / largest, y / largest

    def _loss(self, w: float) -> float:
        x, y = self._scaled()
        return float(np.mean(np.square(w * x - y)))

    def _slope(self) -> float:
        """How fast the loss rises with w."""
        x, y = self._scaled()
        return float(np.mean(2 * x * (self.w * x - y)))

    def _best(self) -> float:
        """The w of least squares over the training part."""
        x, y = self._scaled()
        return float(x @ y / (x @ x))

    def _score(self, w: float, test: bool) -> float:
        x, y = self._pairs(test)
        return rmse(y - w * x)

    # ------------------------------------------------------------ drawing
    def _curve(self, size: Size, palette: Palette) -> Text:
        """The loss over w, with the ball where w is and where it was."""
        shown = [*self.trail, self.w]
        left, right = min(_SHOWN[0], *shown), max(_SHOWN[1], *shown)
        w = np.linspace(left, right, 200)
        x, y = self._scaled()
        losses = np.mean(np.square(w[:, None] * x - y), axis=1)
        # The ball stays inside the frame, with a row to spare below the valley.
        low, high = value_limits([losses])
        limits = (low - 0.08 * (high - low), high)
        was = [Line("ghost", *upright(at, limits[0], self._loss(at))) for at in self.trail]
        lines = [
            *([replace(was[0], label="before"), *was[1:]] if was else []),
            Line("loss", w, losses, "mean squared error for each w" if not self.slope else "loss for each w"),
            point(self.w, self._loss(self.w), f"w = {self.w:.2f}"),
        ]
        return chart(lines, size, palette, x_limits=(left, right), y_limits=limits)

    def _words(self) -> list[str]:
        """The step that Space takes."""
        if not self.slope:
            return []
        slope, after = signed(self._slope()), signed(self.descended().w)
        taken = f", {self.steps} taken" if self.steps else ""
        return [
            f"slope {slope}; the next step{taken}: {signed(self.w)} − {self.rate:g} × ({slope}) = {after}",
        ]
