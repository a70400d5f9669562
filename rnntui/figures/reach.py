"""How far every state moves when only the first input changes: what the cell still knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, Size, Values
from rnntui.figures.drawing import SMALLEST_PICTURE, chart, coloured, fit, meter, table
from rnntui.figures.numbered import Numbered, number, simple_weights
from rnntui.figures.walk import SIMPLE_WEIGHTS, Numbers, states
from rnntui.figures.words import signed, small, wrapped


@dataclass(frozen=True)
class Reach(Numbered):
    """The simple cell over ``inputs``, once with 1 and once with 0 as the first of them.

    With ``divided``, the other inputs are divided by the largest.
    """

    inputs: tuple[float, ...] = (1.0, 3.0, 4.0, 7.0)
    divided: bool = False
    w_x: float = 0.4
    w_h: float = 0.62
    b: float = 0.024

    def places(self) -> Mapping[str, tuple[str, int]]:
        return {f"x{at + 1}": ("inputs", at) for at in range(1, len(self.inputs))}

    @property
    def controls(self) -> tuple[Control, ...]:
        inputs = [
            number(name, f"input {at + 1}", self.inputs[at], 100.0, 0.1)
            for name, (_, at) in self.places().items()
        ]
        what = f"inputs divided by {signed(self._largest, 'g')}"
        return (Control("divided", what, "toggle", self.divided), *simple_weights(self._weights), *inputs)

    def press(self, key: str) -> Reach | None:
        return self.with_control("divided", not self.divided) if key == "space" else None

    def draw(self, size: Size, palette: Palette) -> Text:
        lines, moved = table(self._rows()), self._moved
        room = max(size[0] - len(lines[0]) - 2, 0)
        # A bar of less than half a character is none: nothing is left of the change.
        shares = [one / (max(moved) or 1.0) for one in moved]
        bars = [meter(one if one * room >= 0.5 else 0.0, 0.0, 1.0, room, palette) for one in shares]
        drawn = [
            Text.assemble(f"{line}  ", coloured(bar, "one_step", palette))
            for line, bar in zip(lines, ["", *bars], strict=True)
        ]
        said = "A step passes on about w_h × slope of a change; the slope is\u00a01\u00a0−\u00a0h²."
        known = wrapped(f"Largest state in size: {self._highest:.3f}. {said}", size[0])
        left = size[1] - len(drawn) - len(known)
        middle: Text | str = self._chart((size[0], left), palette) if left >= SMALLEST_PICTURE else ""
        return fit([*drawn, middle, *known], size, palette)

    def _chart(self, size: Size, palette: Palette) -> Text:
        """Both walks through the steps: they run into each other where the first input is forgotten."""
        steps = np.arange(1.0, len(self.inputs) + 1)
        first, other = np.asarray(self._states(1.0)), np.asarray(self._states(0.0))
        lines = [
            Line("actual", steps, first, "h if the first input is 1"),
            Line("recursive", steps, other, "h if it is 0"),
        ]
        ticks = [(float(step), f"step {step:.0f}") for step in steps]
        low = min(0.0, float(first.min()), float(other.min()))
        return chart(lines, size, palette, y_limits=(low, 1.0), x_ticks=ticks)

    def values(self) -> Values:
        moved = self._moved
        return {
            "moved": moved,
            "moved_first": moved[0],
            "moved_last": moved[-1],
            "highest": self._highest,
            "h": self._states(1.0),
        }

    def caption(self) -> str:
        weights = ", ".join(
            f"{name} {signed(value, 'g')}" for name, value in zip(SIMPLE_WEIGHTS, self._weights, strict=True)
        )
        return f"{weights}: the last state moves by {small(self._moved[-1])}"

    @property
    def _weights(self) -> Numbers:
        return self.w_x, self.w_h, self.b

    @property
    def _largest(self) -> float:
        """What the inputs are divided by."""
        return max((abs(x) for x in self.inputs[1:]), default=1.0) or 1.0

    @property
    def _moved(self) -> Numbers:
        pairs = zip(self._states(1.0), self._states(0.0), strict=True)
        return tuple(abs(one - other) for one, other in pairs)

    def _inputs(self, first: float) -> Numbers:
        by = self._largest if self.divided else 1.0
        return (first, *(x / by for x in self.inputs[1:]))

    def _states(self, first: float) -> Numbers:
        return states(self._weights, self._inputs(first))

    @property
    def _highest(self) -> float:
        return max(abs(h) for start in (0.0, 1.0) for h in self._states(start))

    def _rows(self) -> list[list[str]]:
        """A row for each step: both states, how far they are apart, and the share of it that got through."""
        first, other, moved = self._states(1.0), self._states(0.0), self._moved
        rows = [["step", "x", "h if 1", "h if 0", "moved", "passed on"]]
        for at, x in enumerate(self._inputs(1.0)):
            share = small(moved[at] / moved[at - 1]) if at and moved[at - 1] else "-"
            said = signed(x, ".3g") if at else "1 or 0"
            rows.append([f"{at + 1}", said, signed(first[at]), signed(other[at]), small(moved[at]), share])
        return rows
