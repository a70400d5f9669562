"""A perceptron as Keras layers, as an equation, and as a row of weights that meet in one sum."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.figures.base import Control, FigureBase, Size, Values, hidden
from rnntui.figures.characters import spoken
from rnntui.figures.drawing import fit
from rnntui.figures.lag_weights import lag_weights
from rnntui.figures.runfacts import RunFacts
from rnntui.figures.words import signed
from rnntui.spec.records import Call
from rnntui.spec.shapes import infer
from rnntui.spec.wording import counted

_LONGEST = 60


@dataclass(frozen=True)
class PerceptronEquation(FigureBase):
    """Flatten and Dense(``units``) on windows of ``look_back``; after a run, with the weights it found."""

    look_back: int = 20
    units: int = 1
    cursor: int = 1
    weights: tuple[float, ...] = hidden(())
    constant: float = hidden(0.0)

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("look_back", "look_back", "slider", self.look_back, 1, _LONGEST),
            Control("units", "units", "slider", self.units, 1, 12),
            Control("cursor", "input", "slider", min(self.cursor, self.look_back), 1, self.look_back),
        )

    def press(self, key: str) -> PerceptronEquation | None:
        return self.stepped(key, "cursor")

    def with_run(self, facts: RunFacts) -> PerceptronEquation:
        """The same with a run's weights, where it was a perceptron with one output."""
        found = lag_weights(facts.layers)
        if found is None:
            return self
        weights, constant = found
        return replace(self, look_back=len(weights), units=1, weights=weights, constant=constant, cursor=1)

    def draw(self, size: Size, palette: Palette) -> Text:
        layers = [f"{name:<22}{shape:<10}{params:>4}" for name, shape, params in self._layers()]
        equation = self._equation(size[0], palette)
        lines = [*layers, self._counted(), "", *equation]
        if size[1] >= len(lines) + 6:
            lines += ["", *self._sliders(size[1] - len(lines) - 1)]
        known = self._known_forecasts()
        if size[1] > len(lines) + len(known):
            lines += ["", *known]
        return fit(lines, size, palette)

    def values(self) -> Values:
        return {
            "params": sum(params for _, _, params in self._layers()),
            "weights": self.look_back * self.units,
            "constants": self.units,
            "months_before": self._months_before(self._at),
        }

    def caption(self) -> str:
        before = counted(self._months_before(self._at), "month")
        name = f"x{self._at} is the value of {before} before the forecast"
        known = f" and has weight {signed(self.weights[self._at - 1])}" if self._known else ""
        return f"{name}{known}; {self.values()['params']} parameters"

    @property
    def _at(self) -> int:
        return min(self.cursor, self.look_back)

    @property
    def _known(self) -> bool:
        return self.units == 1 and len(self.weights) == self.look_back

    def _months_before(self, place: int) -> int:
        return self.look_back + 1 - place

    def _layers(self) -> list[tuple[str, str, int]]:
        """Name, output shape and parameters of the input and both layers."""
        calls = (Call("Flatten", ()), Call("Dense", (("units", self.units),)))
        rows = infer(calls, (self.look_back, 1)).rows
        found = [(f"input, look_back {self.look_back}", f"({self.look_back}, 1)", 0)]
        for name, row in zip(("Flatten()", f"Dense({self.units})"), rows, strict=True):
            found.append((name, str(row.output_shape).replace(",)", ")"), row.params))
        return found

    def _counted(self) -> str:
        total = sum(params for _, _, params in self._layers())
        weights = self.look_back * self.units
        noun = "weight" if weights == 1 else "weights"
        return f"{weights} {noun} + {self.units} constant{'s' * (self.units > 1)} = {total} parameters"

    def _terms(self) -> list[str]:
        if self._known:
            return [f"{signed(weight, '+.2f')}·x{place}" for place, weight in enumerate(self.weights, 1)]
        return [f"w{place}·x{place}" for place in range(1, self.look_back + 1)]

    def _equation(self, columns: int, palette: Palette) -> list[str]:
        """The sum, with the terms in the middle left out where they have no room."""
        terms = self._terms()
        joint = " " if self._known else " + "
        end = signed(self.constant, "+.2f") if self._known else "b"
        for keep in range(len(terms), 0, -1):
            head = terms[: (keep + 1) // 2]
            tail = terms[len(terms) - keep // 2 :] if keep > 1 else []
            middle = ["…"] if keep < len(terms) else []
            line = "forecast = " + joint.join([*head, *middle, *tail, end])
            if len(spoken(line, palette)) <= columns or keep == 1:
                break
        return [line, f"x1 is the oldest value, x{self.look_back} the newest"]

    def _known_forecasts(self) -> list[str]:
        """Forecasts of lesson 1 as weights of this sum, where they are in the window."""
        if self.units > 1 or self._known:
            return []
        rules = {"last month": {1: 1}, "12 months before": {12: 1}, "lesson 1's sum": {1: 1, 12: 1, 13: -1}}
        found = []
        for name, weights in rules.items():
            if max(weights) <= self.look_back:
                given = (f"w{self._months_before(back)} = {signed(w, 'g')}" for back, w in weights.items())
                found.append(f"  {name:<18}{', '.join(given)}")
        return ["Forecasts that you know, all other numbers 0:", *found] if found else []

    def _sliders(self, rows: int) -> list[str]:
        """Each input with its weight; those in the middle are left out, but never the one at the cursor."""
        places = list(range(1, self.look_back + 1))
        if len(places) > rows:
            near = sorted(
                places, key=lambda place: min(abs(place - self._at), place - 1, self.look_back - place)
            )
            places = sorted(near[: max(rows - 2, 1)])  # at most two gaps
        lines, before = [], 0
        for place in places:
            lines += ["  …"] if place > before + 1 else []
            mark, name = "▸" if place == self._at else " ", f"w{place}"
            weight = f" = {signed(self.weights[place - 1]):>6}" if self._known else ""
            back = counted(self._months_before(place), "month")
            lines.append(f"{mark} x{place:<3} {back:>9} back ── × {name:<3}{weight} ──┤")
            before = place
        joined = [at for at, line in enumerate(lines) if line.endswith("┤")]
        bias = signed(self.constant) if self._known else "b"
        lines[joined[len(joined) // 2]] += f" sum + {bias} → forecast"
        return lines
