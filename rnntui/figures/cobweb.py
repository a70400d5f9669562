"""One number fed back into one neuron: the map to the next state, and the path that it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, Size, Values, hidden
from rnntui.figures.drawing import chart, fit
from rnntui.figures.feedback import Ending, ending, path
from rnntui.figures.words import beside, signed

_WIDE = 76  # columns from which both charts stand side by side
_TALL = 21  # rows from which they stand below each other
_STEPS = 20
_LIMITS = (-1.05, 1.05)


@dataclass(frozen=True)
class Cobweb(FigureBase):
    """``start``, then always tanh(``w`` × the number before + ``b``); ``steps`` of them are drawn."""

    w: float = -2.0
    b: float = 0.3
    start: float = 0.2
    steps: int = 8
    plays: bool = hidden(False)

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("w", "weight w", "slider", self.w, -4.0, 4.0, 0.1),
            Control("b", "bias b", "slider", self.b, -2.0, 2.0, 0.1),
            Control("start", "first number", "slider", self.start, -1.0, 1.0, 0.1),
            Control("steps", "steps", "slider", self.steps, 0, _STEPS),
        )

    def press(self, key: str) -> Cobweb | None:
        if key == "space":
            over = not self.plays and self.steps == _STEPS
            return replace(self, plays=not self.plays, steps=0 if over else self.steps)
        by = {"left": ("w", -0.1), "right": ("w", 0.1), "pageup": ("b", 0.1), "pagedown": ("b", -0.1)}
        return self.moved(*by[key]) if key in by else None

    @property
    def playing(self) -> bool:
        return self.plays

    def tick(self) -> Cobweb:
        return replace(self, steps=min(self.steps + 1, _STEPS), plays=self.steps + 1 < _STEPS)

    def draw(self, size: Size, palette: Palette) -> Text:
        numbers = path(self.w, self.b, self.start, self.steps)
        words = [self._shown(numbers)]
        if size[1] > 10:
            sign = "−" if self.b < 0 else "+"
            words.insert(0, f"next = tanh({signed(self.w, '.1f')} × now {sign} {abs(self.b):.1f})")
        columns, rows = size[0], size[1] - len(words)
        if columns < _WIDE and rows >= _TALL:
            below = self._over_time(numbers, (columns, rows // 3), palette)
            drawn = self._map(numbers, (columns, rows - rows // 3), palette)
            return fit([drawn, below, *words], size, palette)
        if columns < _WIDE:
            return fit([self._map(numbers, (columns, rows), palette), *words], size, palette)
        half = columns // 2
        right = self._over_time(numbers, (columns - half - 1, rows), palette)
        drawn = beside(self._map(numbers, (half - 1, rows), palette), right, half)
        return fit([drawn, *words], size, palette)

    def values(self) -> Values:
        found = self._ending
        return {
            "outcome": self._outcome,
            "settles": not found.flips,
            "low": found.low,
            "high": found.high,
            "fixed_point": found.fixed,
            "slope": found.slope,
        }

    def caption(self) -> str:
        found = self._ending
        where = f"w {signed(self.w, '.1f')}, b {signed(self.b, '.1f')}"
        if found.flips:
            return f"{where}: it flips for ever between {signed(found.low)} and {signed(found.high)}"
        return (
            f"{where}: it settles at {signed(found.fixed)}, where the slope is {signed(found.slope, '.2f')}"
        )

    @property
    def _ending(self) -> Ending:
        return ending(self.w, self.b, self.start)

    @property
    def _outcome(self) -> str:
        return "flips" if self._ending.flips else "settles"

    def _shown(self, numbers: tuple[float, ...]) -> str:
        """How it ends, and the numbers, of which the drawing leaves out those that have no room."""
        return f"It {self._outcome}: {', '.join(signed(one, '.2f') for one in numbers)}"

    def _map(self, numbers: tuple[float, ...], size: Size, palette: Palette) -> Text:
        """The map, the line where next = now, and the path between the two."""
        now = np.linspace(-1.0, 1.0, 2 * max(size[0], 2))
        lines = [
            Line("ghost", now, now, "next = now"),
            Line("training", now, np.tanh(self.w * now + self.b), "next"),
        ]
        for at, (one, after) in enumerate(pairwise(numbers)):
            label = "path" if at == 0 else ""
            lines.append(Line("actual", np.array([one, one]), np.array([one, after]), label))
            lines.append(Line("actual", np.array([one, after]), np.array([after, after])))
        ticks = [(at, signed(at, "g")) for at in (-1.0, -0.5, 0.0, 0.5, 1.0)]
        return chart(lines, size, palette, x_limits=_LIMITS, y_limits=_LIMITS, x_ticks=ticks)

    def _over_time(self, numbers: tuple[float, ...], size: Size, palette: Palette) -> Text:
        steps = np.arange(len(numbers), dtype=np.float64)
        line = Line("actual", steps, np.array(numbers), "the number, step by step")
        return chart([line], size, palette, x_limits=(0.0, float(_STEPS)), y_limits=_LIMITS)
