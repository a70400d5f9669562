"""How many parameters a recurrent layer and a perceptron have, against the length of the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, Size, Values
from rnntui.figures.drawing import chart, cursor, fit
from rnntui.figures.words import abreast
from rnntui.spec.records import Call
from rnntui.spec.shapes import infer

_LONGEST = 120


def parameters(layers: tuple[Call, ...], look_back: int) -> tuple[int, ...]:
    """The parameters of every layer for windows of one feature."""
    return tuple(row.params for row in infer(layers, (look_back, 1)).rows)


def layer(name: str, units: int) -> Call:
    """A layer of so many units."""
    return Call(name, (("units", units),))


_PERCEPTRON = (Call("Flatten", ()), layer("Dense", 1))


@dataclass(frozen=True)
class ParameterCount(FigureBase):
    """SimpleRNN(``units``) and Dense(1) beside Flatten and Dense(1), at ``look_back``."""

    units: int = 5
    look_back: int = 20

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("look_back", "look_back", "slider", self.look_back, 1, _LONGEST),
            Control("units", "units", "slider", self.units, 1, 64),
        )

    def press(self, key: str) -> ParameterCount | None:
        by = {"left": ("look_back", -1), "right": ("look_back", 1)}
        by |= {"pageup": ("units", 1), "pagedown": ("units", -1)}
        return self.moved(*by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        lengths = np.arange(1, _LONGEST + 1)
        recurrent = np.array(
            [sum(parameters(self._recurrent, int(one))) for one in lengths], dtype=np.float64
        )
        perceptron = np.array([sum(parameters(_PERCEPTRON, int(one))) for one in lengths], dtype=np.float64)
        top = float(max(recurrent.max(), perceptron.max()))
        at = lengths.astype(np.float64)
        lines = [
            cursor(float(self.look_back), (0.0, top)),
            Line("recursive", at, perceptron, "perceptron"),
            Line("actual", at, recurrent, f"SimpleRNN({self.units}) + Dense(1)"),
        ]
        words = self._words(size[0])
        room = (size[0], size[1] - len(words))
        return fit([chart(lines, room, palette, y_limits=(0.0, top * 1.05)), *words], size, palette)

    def values(self) -> Values:
        layers, perceptron = self._counts
        return {"rnn": sum(layers), "rnn_layer": layers[0], "head": layers[1], "perceptron": perceptron}

    def caption(self) -> str:
        layers, perceptron = self._counts
        return (
            f"look_back {self.look_back}: {sum(layers)} parameters recurrent, {perceptron} in the perceptron"
        )

    @property
    def _recurrent(self) -> tuple[Call, ...]:
        return layer("SimpleRNN", self.units), layer("Dense", 1)

    @property
    def _counts(self) -> tuple[tuple[int, ...], int]:
        return parameters(self._recurrent, self.look_back), sum(parameters(_PERCEPTRON, self.look_back))

    def _words(self, columns: int) -> list[str]:
        """Both sums, spelled out."""
        u, (layers, perceptron) = self.units, self._counts
        first = f"SimpleRNN: {u} × (1 input + {u} states + 1) = {layers[0]}"
        head = f"Dense(1): {u} + 1 = {layers[1]}, together {sum(layers)}"
        other = f"Perceptron at look_back {self.look_back}: {self.look_back} + 1 = {perceptron}"
        return [*abreast(first, head, columns), other]
