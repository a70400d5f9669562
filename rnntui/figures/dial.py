"""A gate as a dial for each element: a sum goes in, the sigmoid makes it 0 to 1, that much gets through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.cells.activations import activate
from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureError, Size, Values
from rnntui.figures.drawing import SMALLEST_PICTURE, chart, coloured, cursor, fit, meter, point, spoken, table
from rnntui.figures.numbered import Numbered
from rnntui.figures.words import listed, wrapped

_FAR = 10.0  # the largest sum in size


@dataclass(frozen=True)
class Dial(Numbered):
    """``state`` ⊙ sigmoid(``sums``), element by element."""

    state: tuple[float, ...] = (4.0, -2.0)
    sums: tuple[float, ...] = (10.0, 0.0)

    def __post_init__(self) -> None:
        if len(self.sums) != len(self.state) or not self.state:
            raise FigureError(
                f"The figure 'dial' needs as many sums as states, and there are {len(self.sums)} and "
                f"{len(self.state)}."
            )
        super().__post_init__()

    def places(self) -> Mapping[str, tuple[str, int]]:
        return {f"sum{at + 1}": ("sums", at) for at in range(len(self.state))}

    @property
    def controls(self) -> tuple[Control, ...]:
        return tuple(
            Control(f"sum{at + 1}", f"sum of dial {at + 1}", "slider", total, -_FAR, _FAR, 0.5)
            for at, total in enumerate(self.sums)
        )

    def press(self, key: str) -> Dial | None:
        last = f"sum{len(self.sums)}"
        by = {"left": (last, -0.5), "right": (last, 0.5), "pageup": ("sum1", 0.5), "pagedown": ("sum1", -0.5)}
        return self.moved(*by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        gate, result = self._computed
        rows = [["", "sum", "sigmoid(sum) = gate", "state", "state ⊙ gate"]]
        for at, total in enumerate(self.sums):
            numbers = [f"{total:.1f}", f"{gate[at]:.3f}", f"{self.state[at]:g}", f"{result[at]:.3f}"]
            rows.append([f"dial {at + 1}", *numbers])
        words = [spoken(line.replace("-", "−"), palette) for line in table(rows)]
        room = max(min(size[0] - 14, 50), 8)
        bars = [
            Text.assemble(
                f"gate {at + 1}  0[", coloured(meter(one, 0, 1, room, palette), "one_step", palette), "]1"
            )
            for at, one in enumerate(gate)
        ]
        product = f"{listed(self.state)} ⊙ {listed(gate)} = {listed(result)}"
        meaning = wrapped("⊙ multiplies element by element: a gate is the share that gets through.", size[0])
        lines: list[Text | str] = [*words, "", *bars, "", product, *meaning]
        left = size[1] - len(lines)
        return fit(
            [*lines, self._curve((size[0], left), palette) if left >= SMALLEST_PICTURE else ""], size, palette
        )

    def _curve(self, size: Size, palette: Palette) -> Text:
        """The sigmoid, and where the sums stand on it."""
        sums = np.linspace(-_FAR, _FAR, 201)
        curve = Line("actual", sums, activate("sigmoid", sums), "gate = sigmoid(sum)")
        marks = [
            point(total, one, "" if at else "the dials' sums")
            for at, (total, one) in enumerate(zip(self.sums, self._computed[0], strict=True))
        ]
        uprights = [cursor(total, (0.0, 1.0)) for total in self.sums]
        return chart([*uprights, curve, *marks], size, palette, y_limits=(0.0, 1.0))

    def values(self) -> Values:
        gate, result = self._computed
        return {"gate": gate, "result": result}

    def caption(self) -> str:
        gate, result = self._computed
        return f"Dials at {listed(gate)}: of {listed(self.state)} get through {listed(result)}"

    @property
    def _computed(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The gate, and what it lets through."""
        gate = activate("sigmoid", np.asarray(self.sums))
        return tuple(gate.tolist()), tuple((gate * np.asarray(self.state)).tolist())
