"""A gate as a dial for each element: a sum goes in, the sigmoid makes it 0 to 1, that much gets through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.cells.activations import activate
from rnntui.charts.palette import Palette
from rnntui.figures.base import Control, FigureError, Size, Values
from rnntui.figures.drawing import fit, meter, spoken, table
from rnntui.figures.numbered import Numbered
from rnntui.figures.words import listed, wrapped


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
            Control(f"sum{at + 1}", f"sum of dial {at + 1}", "slider", total, -10.0, 10.0, 0.5)
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
        bars = [f"gate {at + 1}  0[{meter(one, 0, 1, room, palette)}]1" for at, one in enumerate(gate)]
        product = f"{listed(self.state)} ⊙ {listed(gate)} = {listed(result)}"
        meaning = "⊙ multiplies element by element: a gate is the share that gets through."
        return fit([*words, "", *bars, "", product, *wrapped(meaning, size[0])], size, palette)

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
