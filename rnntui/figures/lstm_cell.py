"""One step of an LSTM with its gates held: what is kept, what is added, what is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.cells import lstm
from rnntui.cells.terms.lstm import forward
from rnntui.charts.palette import Palette, Role
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.drawing import SMALLEST_PICTURE, chart, coloured, cursor, fit, meter, point
from rnntui.figures.stepper_view import said_lines, term_lines
from rnntui.figures.walk import LSTM_WEIGHTS, lstm_weights
from rnntui.figures.words import signed

_TERMS = 9
_GATES = ("f", "i", "o")
_FAR = 3.0
_NONE = lstm_weights((0.0,) * len(LSTM_WEIGHTS))


@dataclass(frozen=True)
class LstmCell(FigureBase):
    """The cell state ``c``, the gates ``f``, ``i`` and ``o`` and the candidate ``g``, all held at numbers.

    ``term`` is how many of the nine lines of the step are shown, ``turned`` the gate that space, PgUp and
    PgDn move.
    """

    c: float = 2.0
    f: float = 0.9
    i: float = 0.5
    g: float = -1.0
    o: float = 0.5
    term: int = 3
    turned: str = "f"

    def __post_init__(self) -> None:
        if self.turned not in _GATES:
            raise FigureError(f"turned can't be {self.turned!r}: it is one of 'f', 'i', 'o'.")

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("term", "shown so far", "slider", self.term, 1, _TERMS),
            Control("c", "cell state before, c", "number", self.c, -_FAR, _FAR, 0.01),
            Control("f", "forget gate f", "number", self.f, 0.0, 1.0, 0.01),
            Control("i", "input gate i", "number", self.i, 0.0, 1.0, 0.01),
            Control("g", "candidate g", "number", self.g, -1.0, 1.0, 0.01),
            Control("o", "output gate o", "number", self.o, 0.0, 1.0, 0.01),
        )

    def press(self, key: str) -> LstmCell | None:
        if key == "space":
            return self.with_control(self.turned, 0.0 if getattr(self, self.turned) == 1 else 1.0)
        gate = self.turned
        by = {"left": ("term", -1), "right": ("term", 1), "pageup": (gate, 0.1), "pagedown": (gate, -0.1)}
        return self.moved(*by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        terms = forward(_NONE, self._step)
        bars = self._bars(size[0], palette) if size[1] > _TERMS + len(_BARS) + 1 else []
        room = min(size[1] - len(bars) - 1, _TERMS)
        lines = term_lines(terms, self.term - 1, (size[0], room))
        words = said_lines(terms[self.term - 1], size[0])
        left = size[1] - len(lines) - len(words) - len(bars)
        curves = self._curves((size[0], left), palette) if left >= SMALLEST_PICTURE else ""
        return fit([*lines, *words, *bars, curves], size, palette)

    def values(self) -> Values:
        return self._numbers

    @property
    def _numbers(self) -> dict[str, float]:
        step = self._step
        found = {"kept": step.kept, "added": step.added, "c": step.c, "shown": step.c_active, "h": step.h}
        return {name: float(value.item()) for name, value in found.items()}

    def caption(self) -> str:
        said = f"c = {signed(self.c, 'g')}, f = {self.f:g}, i = {self.i:g}, g = {signed(self.g, 'g')}"
        found = self._numbers
        if self.term < _TERMS:
            return f"{said}: what is kept, what is added, what is shown?"
        return f"{said}: c becomes {signed(found['c'], '.3g')}, h is {signed(found['h'])}"

    @property
    def _step(self) -> lstm.Step:
        before = lstm.State(np.zeros(1), np.array([self.c]))
        pins = {"f": self.f, "i": self.i, "g": self.g, "o": self.o}
        return lstm.step(_NONE, [0.0], before, pins)

    def _bars(self, columns: int, palette: Palette) -> list[Text]:
        """A bar for every number that is known by now, from a zero line to both sides."""
        found = {"before": self.c} | self._numbers
        room = min(max(columns - 22, 8), 60) // 2 * 2
        ends = f"{-_FAR:g}".replace("-", "−"), "0", f"{_FAR:g}"
        scale = ends[0].ljust(room // 2) + ends[1] + ends[2].rjust(room // 2)
        lines = [Text(" " * 17 + scale)]
        for name, (words, term, role) in _BARS.items():
            known = self.term >= term
            bar = meter(found[name], -_FAR, _FAR, room, palette) if known else " " * room
            head = f"{words:<8} {signed(found[name]) if known else '?':>7} ["
            lines.append(Text.assemble(head, coloured(bar, role, palette), "]"))
        return lines

    def _curves(self, size: Size, palette: Palette) -> Text:
        """What the output gate lets through of tanh(c), and where this c stands."""
        c = np.linspace(-_FAR, _FAR, 201)
        lines = [
            Line("actual", c, np.tanh(c), "tanh(c)"),
            Line("recursive", c, self.o * np.tanh(c), "h = o·tanh(c)"),
        ]
        now = self._numbers
        if self.term >= _BARS["c"][1]:
            lines.insert(0, cursor(now["c"], (-1.0, 1.0)))
        if self.term >= _BARS["h"][1]:
            lines.append(point(now["c"], now["h"], "this step"))
        return chart(lines, size, palette, y_limits=(-1.0, 1.0))


_BARS: dict[str, tuple[str, int, Role]] = {
    "before": ("c before", 0, "ghost"),
    "kept": ("kept", 4, "training"),
    "added": ("added", 5, "one_step"),
    "c": ("c after", 6, "actual"),
    "h": ("h", 9, "recursive"),
}
"""What is drawn as bars: its name, the line from which it is known, and what it is coloured as."""
