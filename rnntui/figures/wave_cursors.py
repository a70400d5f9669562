"""Two points of a wave with the same value and opposite futures: one number is not enough."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, Size, Values
from rnntui.figures.data import Array
from rnntui.figures.drawing import chart, fit
from rnntui.figures.words import abreast, signed
from rnntui.spec.wording import counted

_STEP = 60 / 199
"""How far the phase moves in a step: that of the series ``sine-coarse``."""
_SHOWN = 5
"""How many steps are drawn on either side of now."""


@dataclass(frozen=True)
class WaveCursors(FigureBase):
    """A wave that stands at ``value`` now, once rising (A) and once falling (B).

    ``before`` is how many earlier values are known; ``reveal`` shows what comes next.
    """

    value: float = 0.5
    before: int = 0
    reveal: bool = False

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("value", "value now", "slider", self.value, -0.9, 0.9, 0.1),
            Control("before", "earlier values known", "slider", self.before, 0, _SHOWN),
            Control("reveal", "show what comes next", "toggle", self.reveal),
        )

    def press(self, key: str) -> WaveCursors | None:
        if key == "space":
            return self.with_control("reveal", not self.reveal)
        by = {"left": ("before", 1), "right": ("before", -1), "pageup": ("value", 0.1)}
        by["pagedown"] = ("value", -0.1)
        return self.moved(*by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        words = abreast(self._row("A", size[0] // 20), self._row("B", size[0] // 20), size[0])
        lines = [
            Line("recursive", *self._drawn("B"), label="B, falling" if self._told else ""),
            Line("actual", *self._drawn("A"), label="A, rising" if self._told else "A or B"),
        ]
        ticks = [(at, f"{at:+.0f}" if at else "now") for at in (-4.0, -2.0, 0.0, 2.0, 4.0)]
        limits = (-float(_SHOWN), float(_SHOWN))
        room = (size[0], size[1] - len(words))
        drawn = chart(lines, room, palette, x_limits=limits, y_limits=(-1.05, 1.05), x_ticks=ticks)
        return fit([drawn, *words], size, palette)

    def values(self) -> Values:
        return {
            "now": self.value,
            "next_rising": float(self._wave("A", 1)),
            "next_falling": float(self._wave("B", 1)),
            "before_rising": float(self._wave("A", -1)),
            "before_falling": float(self._wave("B", -1)),
        }

    def caption(self) -> str:
        up, down = self._wave("A", 1), self._wave("B", 1)
        if not self.reveal:
            earlier = counted(self.before, "earlier value")
            known = f"with {earlier} known" if self.before else "and no more is known"
            return f"The wave stands at {signed(self.value, '.2f')}, {known}: does it go up or down next?"
        ends = [signed(float(end), ".2f") for end in (up, down)]
        return f"From {signed(self.value, '.2f')}, A goes up to {ends[0]} and B goes down to {ends[1]}"

    @property
    def _told(self) -> bool:
        """Whether A and B can be told apart by what is drawn."""
        return self.reveal or self.before > 0

    def _wave(self, cursor: str, step: Array | float) -> Array:
        """The values at steps from now."""
        rising = math.asin(self.value)
        phase = rising if cursor == "A" else math.pi - rising
        return np.asarray(np.sin(phase + np.asarray(step, dtype=np.float64) * _STEP))

    def _drawn(self, cursor: str) -> tuple[Array, Array]:
        steps = np.arange(-self.before, (_SHOWN if self.reveal else 0) + 1, dtype=np.float64)
        return steps, self._wave(cursor, steps)

    def _row(self, cursor: str, most: int) -> str:
        """What is known of one cursor, as numbers, at most so many of them."""
        steps = np.arange(-min(self.before, most - 2), 0.0)
        earlier = [signed(float(value), ".2f") for value in self._wave(cursor, steps)]
        later = signed(float(self._wave(cursor, 1)), ".2f") if self.reveal else "?"
        return f"{cursor}: {' → '.join([*earlier, signed(self.value, '.2f') + ' now', later])}"
