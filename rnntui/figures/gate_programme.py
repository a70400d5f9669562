"""Ten steps of an LSTM whose gates are set by hand: keep what came first, and show it at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.cells import lstm
from rnntui.charts.palette import Palette, Role
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureError, Size, Values
from rnntui.figures.drawing import SMALLEST_PICTURE, chart, cursor, fit
from rnntui.figures.numbered import Numbered
from rnntui.figures.walk import LSTM_WEIGHTS, lstm_weights
from rnntui.figures.words import abreast, signed

_STEPS = 10
_GATES = ("i", "f", "o")
_WORDS = {"i": "input gate", "f": "forget gate", "o": "output gate"}
_CANDIDATE = lstm_weights(tuple(1.0 if name == "w_g" else 0.0 for name in LSTM_WEIGHTS))
"""g = tanh(x): the only weight that counts where the gates are set."""


@dataclass(frozen=True)
class GateProgramme(Numbered):
    """``inputs`` over ten steps, and the gates ``i``, ``f`` and ``o`` at each.

    The mark stands at one ``gate`` of one ``step``.
    """

    inputs: tuple[float, ...] = (1.0, -0.1, 0.6, 0.1, -0.5, 0.4, 1.3, 0.9, -0.7, -1.3)
    i: tuple[float, ...] = (0.5,) * _STEPS
    f: tuple[float, ...] = (0.73,) * _STEPS
    o: tuple[float, ...] = (0.5,) * _STEPS
    gate: str = "i"
    step: int = 1

    def __post_init__(self) -> None:
        if {len(each) for each in (self.inputs, self.i, self.f, self.o)} != {_STEPS}:
            raise FigureError(f"The figure 'gate_programme' needs {_STEPS} numbers for inputs, i, f and o.")
        super().__post_init__()

    def places(self) -> Mapping[str, tuple[str, int]]:
        return {f"{gate}{at + 1}": (gate, at) for gate in _GATES for at in range(_STEPS)}

    @property
    def controls(self) -> tuple[Control, ...]:
        numbers = [
            Control(name, f"{_WORDS[gate]}, step {at + 1}", "number", getattr(self, gate)[at], 0.0, 1.0, 0.01)
            for name, (gate, at) in self.places().items()
        ]
        return (
            Control("gate", "gate to set", "choice", self.gate, choices=_GATES),
            Control("step", "step to set", "slider", self.step, 1, _STEPS),
            *numbers,
        )

    def press(self, key: str) -> GateProgramme | None:
        if key == "space":
            value = getattr(self, self.gate)[self.step - 1]
            # What is half open goes to the nearer end: each wanted end is at most two presses away.
            opens = value == 0 if value in (0.0, 1.0) else value > 0.5
            return self.with_control(f"{self.gate}{self.step}", 1.0 if opens else 0.0)
        if key in ("pageup", "pagedown"):
            at = _GATES.index(self.gate) + (1 if key == "pagedown" else -1)
            return self.with_control("gate", _GATES[at % len(_GATES)])
        by = {"left": -1, "right": 1}
        return self.moved("step", by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        width = max((size[0] - 2) // _STEPS, 5)
        room = max((size[0] - 2) // width, 1)
        first = max(min(self.step - 1 - room // 2, _STEPS - room), 0)
        shown = range(first, min(first + room, _STEPS))
        lines = [self._line(name, row, shown, width, palette) for name, row in self._rows()]
        said = abreast(self._reached(), _SAID, size[0])
        left = size[1] - len(lines) - len(said)
        return fit(
            [*lines, *said, self._chart((size[0], left), palette) if left >= SMALLEST_PICTURE else ""],
            size,
            palette,
        )

    def _chart(self, size: Size, palette: Palette) -> Text:
        """What the cell keeps and what it shows, from step to step."""
        steps = np.arange(1.0, _STEPS + 1)
        kept = np.array([float(one.c.item()) for one in self._run])
        shown = np.array([float(one.h.item()) for one in self._run])
        lines = [Line("actual", steps, kept, "c, kept"), Line("recursive", steps, shown, "h, shown")]
        limits = value_limits([kept, shown, np.zeros(1)])
        lines.insert(0, cursor(float(self.step), limits))
        ticks = [(float(step), f"{step:.0f}") for step in steps]
        return chart(lines, size, palette, y_limits=limits, x_ticks=ticks)

    def values(self) -> Values:
        steps = self._run
        return {
            "c": tuple(float(one.c.item()) for one in steps),
            "h": tuple(float(one.h.item()) for one in steps),
            **self._numbers,
        }

    @property
    def _numbers(self) -> dict[str, float]:
        """What the goal looks at."""
        steps = self._run
        c, h = [float(one.c.item()) for one in steps], [float(one.h.item()) for one in steps]
        return {
            "c1": c[0],
            "c10": c[-1],
            "changed": abs(c[-1] - c[0]),
            "shown_before": max(abs(one) for one in h[:-1]),
            "h10": h[-1],
            "shown_last": abs(h[-1]),
        }

    def caption(self) -> str:
        found = self._numbers
        ends = [signed(found[name], ".2f") for name in ("c1", "c10", "h10")]
        return f"c after step 1 is {ends[0]}, after step 10 {ends[1]}; the last h is {ends[2]}"

    @property
    def _run(self) -> tuple[lstm.Step, ...]:
        pins = [{gate: getattr(self, gate)[at] for gate in _GATES} for at in range(_STEPS)]
        return lstm.run(_CANDIDATE, np.asarray(self.inputs)[:, None], pins=pins)

    def _line(self, name: str, row: list[str], shown: range, width: int, palette: Palette) -> Text:
        line = Text(name.ljust(2))
        for at in shown:
            marked = name == self.gate and at == self.step - 1
            cell = (f"▸{row[at]}" if marked else row[at]).rjust(width)
            line.append(cell, f"bold {palette.style('future')}".strip() if marked else _colour(name, palette))
        return line

    def _rows(self) -> list[tuple[str, list[str]]]:
        """A row for each number of a step."""
        steps = self._run
        rows = [("", [f"{at + 1}" for at in range(_STEPS)]), ("x", [_short(x) for x in self.inputs])]
        rows.append(("g", [_short(one.g.value.item()) for one in steps]))
        rows += [(gate, [_short(one) for one in getattr(self, gate)]) for gate in _GATES]
        rows.append(("c", [_short(one.c.item()) for one in steps]))
        rows.append(("h", [_short(one.h.item()) for one in steps]))
        return rows

    def _reached(self) -> str:
        """What the goal looks at, in words."""
        found = self._numbers
        change, last = signed(found["c10"] - found["c1"], ".2f"), signed(found["h10"], ".2f")
        return f"c10 − c1 = {change}   largest |h| before: {found['shown_before']:.2f}   h10 = {last}"


_SAID = "g = tanh(x), c = f·c + i·g, h = o·tanh(c). Space: 0 or 1"


def _colour(name: str, palette: Palette) -> str:
    """The rows of c and h have the colours of their lines."""
    roles: dict[str, Role] = {"c": "actual", "h": "recursive"}
    return palette.style(roles[name]) if name in roles else ""


def _short(value: float) -> str:
    """Two decimals without the zero before them, so that ten steps fit: ``−.46``."""
    text = signed(value, ".2f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("0.", ".") if text.lstrip("−").startswith("0.") else text
