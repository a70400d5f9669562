"""What is left of a cell state that a forget gate multiplies again and again: f to the power of k."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, Size, Values
from rnntui.figures.drawing import chart, cursor, fit, point
from rnntui.figures.words import abreast

_MOST = 40


@dataclass(frozen=True)
class Forgetting(FigureBase):
    """The share of the cell state that ``steps`` steps with the forget gate at ``f`` leave."""

    f: float = 0.9
    steps: int = 20

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("f", "forget gate f", "slider", self.f, 0.0, 1.0, 0.01),
            Control("steps", "steps k", "slider", self.steps, 0, _MOST),
        )

    def press(self, key: str) -> Forgetting | None:
        by = {"left": ("f", -0.01), "right": ("f", 0.01), "pageup": ("steps", 1), "pagedown": ("steps", -1)}
        return self.moved(*by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        steps = np.arange(_MOST + 1.0)
        lines = [
            cursor(float(self.steps), (0.0, 1.0)),
            Line("actual", steps, self.f**steps, "left of the cell state after k steps"),
            point(float(self.steps), self._kept, f"k = {self.steps}"),
        ]
        power = f"1 × {self.f:g}, {self.steps} times, is {_said(self._kept)}."
        words = abreast(power, self._half(), size[0], " ")
        room = (size[0], size[1] - len(words))
        return fit([chart(lines, room, palette, y_limits=(-0.02, 1.02)), *words], size, palette)

    def values(self) -> Values:
        return {"f": self.f, "steps": self.steps, "kept": self._kept}

    def caption(self) -> str:
        return f"With f = {self.f:g}, {self.steps} steps leave {_said(self._kept)} of the cell state"

    @property
    def _kept(self) -> float:
        return float(self.f**self.steps)

    def _half(self) -> str:
        """After how many steps half of it is gone."""
        if self.f == 1:
            return "Nothing is ever lost."
        if self.f == 0:
            return "All is lost at the first step."
        return f"Half of it is gone after {math.log(0.5) / math.log(self.f):.1f} steps."


def _said(share: float) -> str:
    """A share with the digits that tell it from 0."""
    return f"{share:.4f}" if share >= 0.001 or share == 0 else f"{share:.1e}".replace("-", "−")
