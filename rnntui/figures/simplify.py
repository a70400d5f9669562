"""Three data sets to test a network on: which of them has an answer that is known beforehand?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, Size, Values
from rnntui.figures.data import Column, column
from rnntui.figures.drawing import chart, cursor, fit, point
from rnntui.figures.words import signed, wrapped

_SERIES = ("airline", "sine", "sine-coarse")
_MEANING = {
    "airline": "Trend, season and chance at once: nobody knows the right forecast.",
    "sine": "The right forecast is known, but a window sees only a small part of a turn.",
    "sine-coarse": "The right forecast is known, and a window sees nearly a whole turn.",
}


@dataclass(frozen=True)
class Simplify(FigureBase):
    """A series with the window of ``look_back`` values that begins at the row ``start``."""

    series: str = "sine-coarse"
    start: int = 0
    look_back: int = 20

    @property
    def controls(self) -> tuple[Control, ...]:
        last = len(self._data.values) - self.look_back - 1
        return (
            Control("series", "data", "choice", self.series, choices=_SERIES),
            Control("start", "first row of the window", "slider", min(self.start, last), 0, last),
        )

    def press(self, key: str) -> Simplify | None:
        if key == "space":
            return self.with_control("series", _SERIES[(_SERIES.index(self.series) + 1) % len(_SERIES)])
        by = {"left": -1, "right": 1, "pageup": -self.look_back, "pagedown": self.look_back}
        return self.with_control("start", self._first + by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        values, rows = self._data.values, np.arange(len(self._data.values), dtype=np.float64)
        first = self._first
        inside = (rows >= first) & (rows < first + self.look_back)
        low, high = float(values.min()), float(values.max())
        next_row = float(first + self.look_back)
        lines = [
            cursor(float(first), (low, high)),
            cursor(next_row, (low, high)),
            Line("actual", rows, values, self.series),
            Line("one_step", rows[inside], values[inside], f"window of {self.look_back}"),
            point(next_row, float(values[first + self.look_back]), "value to forecast"),
        ]
        words = wrapped(_MEANING[self.series], size[0])
        room = (size[0], size[1] - len(words))
        return fit([chart(lines, room, palette, labels=self._data.labels), *words], size, palette)

    def values(self) -> Values:
        data = self._data
        turn = self._turn or 0.0
        return {
            "points": len(data.values),
            "points_per_turn": round(turn),
            "window": self.look_back,
            "lowest": float(data.values.min()),
            "highest": float(data.values.max()),
            "next": float(data.values[self._first + self.look_back]),
        }

    def caption(self) -> str:
        found = self.values()
        turn = f", {found['points_per_turn']} a turn" if self._turn else ""
        span = " to ".join(signed(float(one), ".3g") for one in (self._low, self._high))
        return f"{self.series}: {found['points']} points{turn}, from {span}"

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _low(self) -> float:
        return float(self._data.values.min())

    @property
    def _high(self) -> float:
        return float(self._data.values.max())

    @property
    def _first(self) -> int:
        """Where the window begins: a shorter series moves it back."""
        return min(self.start, len(self._data.values) - self.look_back - 1)

    @property
    def _turn(self) -> float | None:
        """Points from one crossing of the middle upwards to the next, of a wave."""
        if self.series == "airline":
            return None
        values = self._data.values
        up = np.flatnonzero((values[:-1] < 0) & (values[1:] >= 0))
        return float(np.mean(np.diff(up)))
