"""The usual diagram of a cell: boxes, circles, joins and forks, lit one kind at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.text import Text

from rnntui.charts.palette import Palette, Role
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

_NAMES = "x is the input, h the state, c the cell state; ′ is after the step, σ the sigmoid."
_MEANING = {
    "box": "box [ ]: a learned layer, with weights of its own",
    "circle": "circle ( ): done element by element, nothing to learn",
    "join": "join ◆: two lists put end to end, state and input",
    "fork": "fork •: a copy, the same numbers go both ways",
}
_LIGHTS = ("none", *_MEANING)
_ROLES: dict[str, Role] = {"box": "actual", "circle": "one_step", "join": "future", "fork": "recursive"}


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
            Control("light", "sign to light", "choice", self.light, choices=_LIGHTS),
            Control("units", "units", "slider", self.units, 1, 64),
        )

    def press(self, key: str) -> Notation | None:
        if key == "space":
            names = tuple(_DIAGRAMS)
            return self.with_control("cell", names[1 - names.index(self.cell)])
        if key in ("left", "right"):
            at = _LIGHTS.index(self.light) + (1 if key == "right" else -1)
            return self.with_control("light", _LIGHTS[at % len(_LIGHTS)])
        by = {"pageup": 1, "pagedown": -1}
        return self.moved("units", by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        diagram = Text("\n".join(_DIAGRAMS[self.cell]))
        for kind, pattern in _KINDS.items():
            # Reversed, so that it shows without colours as well.
            lit = "reverse bold " if kind == self.light else ""
            diagram.highlight_regex(pattern, f"{lit}{palette.style(_ROLES[kind])}".strip() or "none")
        words: list[Text | str] = [*self._legend(palette), *wrapped(_NAMES, size[0])]
        parts: list[Text | str] = [diagram, *words]
        if size[1] > len(_DIAGRAMS[self.cell]) + len(words):
            parts.append(self._formula(size[0]))
        if size[1] > len(_DIAGRAMS[self.cell]) + len(words) + 1:
            parts.insert(1, "")
        return fit(parts, size, palette)

    def _legend(self, palette: Palette) -> list[Text | str]:
        """What each sign means, and how many of it there are."""
        lines: list[Text | str] = []
        for kind, meaning in _MEANING.items():
            mark, style = ("▸", "bold ") if kind == self.light else (" ", "")
            line = f"{mark}{self._count(kind)} × {meaning}"
            lines.append(Text(line, f"{style}{palette.style(_ROLES[kind])}".strip()))
        return lines

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

    def _formula(self, columns: int) -> str:
        layers, u = self._count("box"), self.units
        times = f"{layers} × " if layers > 1 else ""
        line = f"{self.cell}({u}): {times}{u} × (1 input + {u} states + 1) = {self._parameters} parameters"
        return line if len(line) <= columns else line.replace(" input", "").replace(" states", "")
