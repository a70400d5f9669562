"""tanh beside sigmoid, with a marker that moves along both and the slopes there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.cells.activations import activate, slope
from rnntui.charts.palette import Palette, Role
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, Size, Values
from rnntui.figures.drawing import chart, cursor, fit, point, table

_FAR = 6.0
_ROLES: dict[str, Role] = {"tanh": "actual", "sigmoid": "recursive"}


@dataclass(frozen=True)
class Squash(FigureBase):
    """Both activations of the sum ``x``, which is where the marker stands."""

    x: float = 0.0

    @property
    def controls(self) -> tuple[Control, ...]:
        return (Control("x", "the sum that goes in", "slider", self.x, -_FAR, _FAR, 0.1),)

    def press(self, key: str) -> Squash | None:
        by = {"left": -0.1, "right": 0.1, "pageup": -1.0, "pagedown": 1.0}
        return self.moved("x", by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        sums = np.linspace(-_FAR, _FAR, 4 * max(size[0], 1))
        lines = [cursor(self.x, (-1.0, 1.0))]
        lines += [Line(role, sums, activate(name, sums), label=name) for name, role in _ROLES.items()]
        lines += [point(self.x, self._at(name)[0]) for name in _ROLES]
        rows = table([[f"at {self.x:.1f}".replace("-", "−"), "value", "slope"], *map(self._row, _ROLES)])
        ticks = [(float(at), f"{at}") for at in range(-6, 7, 2)]
        room = (size[0], size[1] - len(rows))
        drawn = chart(lines, room, palette, x_limits=(-_FAR, _FAR), y_limits=(-1.0, 1.0), x_ticks=ticks)
        return fit([drawn, *rows], size, palette)

    def values(self) -> Values:
        found: dict[str, float] = {"x": self.x}
        for name in _ROLES:
            found[name], found[f"{name}_slope"] = self._at(name)
        return found

    def caption(self) -> str:
        (tanh, steep), (sigmoid, flat) = self._at("tanh"), self._at("sigmoid")
        said = f"tanh({self.x:.1f}) = {tanh:.4f}, slope {steep:.4f}; sigmoid {sigmoid:.4f}, slope {flat:.4f}"
        return said.replace("-", "−")

    def _at(self, name: str) -> tuple[float, float]:
        """Value and slope at the marker."""
        value = activate(name, np.asarray(self.x))
        return float(value), float(slope(name, value))

    def _row(self, name: str) -> list[str]:
        return [name, *(f"{number:.4f}".replace("-", "−") for number in self._at(name))]
