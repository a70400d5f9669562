"""The usual diagram of a cell: boxes, circles, joins and forks, lit one kind at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.figures.base import Control, FigureBase, Size, Values
from rnntui.figures.drawing import fit
from rnntui.figures.parameter_count import layer, parameters
from rnntui.figures.words import wrapped

_DIAGRAMS = {
    "SimpleRNN": (
        " h ───◆────[tanh]────•────▸ h′ to the next step",
        "      │              │",
        " x ───┘              └────▸ h′ out of the layer",
    ),
    "LSTM": (
        " c ─────────(×)────────────(+)──────────────•─────────▸ c′",
        "             │              │             (tanh)",
        "             │      ┌──────(×)              │",
        "             │      │       │        ┌─────(×)──•─────▸ h′",
        "          [f: σ] [i: σ] [g: tanh] [o: σ]        └▸ out",
        "             │      │       │        │",
        " h ───◆──────•──────•───────•────────┘",
        " x ───┘",
    ),
}
_KINDS = {"box": r"\[[^\]]*\]", "circle": r"\([^)]*\)", "join": "◆", "fork": "•"}
"""What each kind looks like in the diagrams."""

_MEANING = {
    "none": "x is the input, h the state, c the cell state; ′ is after the step, σ the sigmoid.",
    "box": "A box [ ] is a layer that is learned, with weights of its own for all that comes in",
    "circle": "A circle ( ) is done element by element, with nothing to learn",
    "join": "A join ◆ puts two lists one behind the other, state and input",
    "fork": "A fork • copies: the same numbers go both ways",
}


@dataclass(frozen=True)
class Notation(FigureBase):
    """The diagram of a ``cell`` with the signs of one kind lit; ``units`` is for the parameters."""

    cell: str = "LSTM"
    light: str = "none"
    units: int = 5

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("cell", "cell", "choice", self.cell, choices=tuple(_DIAGRAMS)),
            Control("light", "lit", "choice", self.light, choices=tuple(_MEANING)),
            Control("units", "units", "slider", self.units, 1, 64),
        )

    def press(self, key: str) -> Notation | None:
        if key == "space":
            names = tuple(_DIAGRAMS)
            return self.with_control("cell", names[1 - names.index(self.cell)])
        if key in ("left", "right"):
            lights = tuple(_MEANING)
            at = lights.index(self.light) + (1 if key == "right" else -1)
            return self.with_control("light", lights[at % len(lights)])
        by = {"pageup": 1, "pagedown": -1}
        return self.moved("units", by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        diagram = Text("\n".join(_DIAGRAMS[self.cell]))
        if self.light != "none":
            # Reversed, so that it shows without colours as well.
            diagram.highlight_regex(_KINDS[self.light], "reverse bold")
        words = wrapped(self._meaning(), size[0])
        parts: list[Text | str] = [diagram, *words]
        if size[1] > len(_DIAGRAMS[self.cell]) + len(words):
            parts.append(self._formula())
        return fit(parts, size, palette)

    def values(self) -> Values:
        return {
            "layers": self._count("box"),
            "circles": self._count("circle"),
            "joins": self._count("join"),
            "forks": self._count("fork"),
            "parameters": self._parameters,
        }

    def caption(self) -> str:
        layers = self._count("box")
        return (
            f"{self.cell}: {layers} learned layer{'s' if layers > 1 else ''}; "
            f"{self.cell}({self.units}) on one input has {self._parameters} parameters"
        )

    @property
    def _parameters(self) -> int:
        return parameters((layer(self.cell, self.units),), 1)[0]

    def _count(self, kind: str) -> int:
        return len(re.findall(_KINDS[kind], "\n".join(_DIAGRAMS[self.cell])))

    def _meaning(self) -> str:
        """What the lit kind means, and how many there are."""
        meaning = _MEANING[self.light]
        return meaning if self.light == "none" else f"{meaning}: {self._count(self.light)} here."

    def _formula(self) -> str:
        layers, u = self._count("box"), self.units
        times = f"{layers} × " if layers > 1 else ""
        return f"{self.cell}({u}): {times}{u} × (1 input + {u} states + 1) = {self._parameters} parameters"
