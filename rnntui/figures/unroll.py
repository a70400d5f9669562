"""One cell with its loop, or unrolled into a picture of several: always one set of weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.cells import simple_rnn
from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, Size, Values
from rnntui.figures.drawing import SMALLEST_PICTURE, chart, fit
from rnntui.figures.numbered import Numbered, number, simple_weights
from rnntui.figures.walk import SIMPLE_WEIGHTS
from rnntui.figures.words import signed, wrapped

_CELL = 14  # columns
_STATE = r"\bh\d? = \S+|\bh of the step before\b|▸ h$|\bh$"


@dataclass(frozen=True)
class Unroll(Numbered):
    """The cell of ``w_x``, ``w_h`` and ``b`` over ``inputs``; ``cell`` is the one that is edited."""

    unrolled: bool = False
    cell: int = 1
    w_x: float = 0.4
    w_h: float = 0.62
    b: float = 0.024
    inputs: tuple[float, ...] = (1.0, 3.0, 4.0, 7.0)

    def places(self) -> Mapping[str, tuple[str, int]]:
        return {f"x{at + 1}": ("inputs", at) for at in range(len(self.inputs))}

    @property
    def controls(self) -> tuple[Control, ...]:
        of_cell = f" of cell {self.cell}" if self.unrolled else ""
        inputs = [number(f"x{at}", f"input {at}", x, 100.0, 0.1) for at, x in enumerate(self.inputs, start=1)]
        return (
            Control("unrolled", "unrolled", "toggle", self.unrolled),
            Control("cell", "cell to edit", "slider", self.cell, 1, len(self.inputs), live=self.unrolled),
            *simple_weights((self.w_x, self.w_h, self.b), of_cell),
            *inputs,
        )

    def press(self, key: str) -> Unroll | None:
        if key == "space":
            return self.with_control("unrolled", not self.unrolled)
        by = {"left": ("cell", -1), "right": ("cell", 1), "pageup": ("w_h", 0.01), "pagedown": ("w_h", -0.01)}
        if key in ("left", "right") and not self.unrolled:
            return None  # there is one cell
        return self.moved(*by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        picture = self._cells(size[0]) if self.unrolled else self._loop()
        for line in picture:
            line.highlight_regex(_STATE, palette.style("recursive") or "none")
            line.highlight_regex(r"\bx\d? = \S+|\bx\b", palette.style("training") or "none")
        said = f"h = tanh(x·w_x + h_prev·w_h + b), with h_prev the state before. {self._meaning()}"
        lines: list[Text | str] = [*picture, "", *wrapped(said, size[0])]
        left = size[1] - len(lines)
        return fit(
            [*lines, self._states((size[0], left), palette) if left >= SMALLEST_PICTURE else ""],
            size,
            palette,
        )

    def _states(self, size: Size, palette: Palette) -> Text:
        """The state from step to step."""
        steps, h = np.arange(1.0, len(self.inputs) + 1), np.asarray(self._h)
        ticks = [(float(step), f"step {step:.0f}") for step in steps]
        limits = (min(0.0, float(h.min())), max(1.0, float(h.max())))
        line = Line("recursive", steps, h, "h, the state")
        return chart([line], size, palette, y_limits=limits, x_ticks=ticks)

    def values(self) -> Values:
        return {"cells": len(self.inputs), "h": self._h}

    def caption(self) -> str:
        weights = ", ".join(f"{name} {signed(getattr(self, name), 'g')}" for name in SIMPLE_WEIGHTS)
        what = (
            f"{len(self.inputs)} steps drawn, one set of weights" if self.unrolled else "One cell, fed back"
        )
        return f"{what}: {weights}; the last state is {signed(self._h[-1])}"

    @property
    def _h(self) -> tuple[float, ...]:
        """The state after every step."""
        weights = simple_rnn.Weights.from_keras([[[self.w_x]], [[self.w_h]], [self.b]])
        steps = simple_rnn.run(weights, np.asarray(self.inputs)[:, None])
        return tuple(float(one.h.item()) for one in steps)

    def _meaning(self) -> str:
        if not self.unrolled:
            return "The way round the cell hands its state h to the next step."
        return f"Change a weight of cell {self.cell}: it changes in all, they are one cell."

    def _loop(self) -> list[Text]:
        """The cell and the arrow from its output back to its input."""
        inside = [f"{name:<3} = {signed(getattr(self, name), '.3f'):>6}" for name in SIMPLE_WEIGHTS]
        xs, hs = (", ".join(signed(one, ".3g") for one in each) for each in (self.inputs, self._h))
        rows = [
            "          ┌───── h of the step before ─────┐",
            "          │                                │",
            "          │       ┌──────────────┐         │",
            f"          └──────▸│ {inside[0]} │         │",
            f"  x ─────────────▸│ {inside[1]} │─────────┴─────▸ h",
            f"                  │ {inside[2]} │",
            "                  └──────────────┘",
            f"  in, one by one: {xs}",
            f"  out: {hs}",
        ]
        return [Text(row) for row in rows]

    def _cells(self, columns: int) -> list[Text]:
        """As many cells as fit, from the one that is edited backwards."""
        room = max(min((columns + 5) // (_CELL + 5), len(self.inputs)), 1)
        first = max(min(self.cell - room // 2, len(self.inputs) - room), 0)
        between = min(max((columns - room * _CELL) // max(room - 1, 1), 5), 9)
        rows = [Text() for _ in range(9)]
        for at in range(first, first + room):
            for row, (link, text) in enumerate(self._one(at, "" if at == first else between * " ")):
                rows[row].append(link).append(text, "bold" if at + 1 == self.cell else "")
        return rows

    def _one(self, at: int, gap: str) -> list[tuple[str, str]]:
        """The rows of one cell: what leads to it from the one before, and itself."""
        inside = [f"{name:<3} {signed(getattr(self, name), '.3f'):>6}" for name in SIMPLE_WEIGHTS]
        mark = "▸" if at + 1 == self.cell else " "
        arrow = f"─{'─' * (len(gap) - 2)}▸" if gap else ""
        boxed = [f"│ {text} │" for text in inside]
        return [
            (gap, f"{mark}x{at + 1} = {signed(self.inputs[at], '.4g')}".center(_CELL)[:_CELL]),
            (gap, "       │      "),
            (gap, "┌──────┴─────┐"),
            (gap, f"│{f'cell {at + 1}':^12}│"),
            (gap, boxed[0]),
            (arrow, boxed[1]),
            (gap, boxed[2]),
            (gap, "└──────┬─────┘"),
            (gap, f" h{at + 1} = {signed(self._h[at], '.3f')}".center(_CELL)[:_CELL]),
        ]
